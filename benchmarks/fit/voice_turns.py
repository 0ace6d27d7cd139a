"""How much oftener assistants put in each turn than people do: log odds from counts.

A turn that is rare is drawn toward the others of its rule (an informative prior, as in Monroe et
al. 2008, Fightin' Words), and no turn counts for so much that it could warn alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict

import numpy as np

from benchmarks.command import part_of
from benchmarks.voice_data import Row
from companion.voice.change import tokens_of
from companion.voice.stock_phrases import KEYS, apart, new_turns

PRIOR = 100_000.0  # tokens that the mean rate of a rule's turns counts for
MOST = 4.0  # bits


def turn_odds(rows: list[Row]) -> dict[str, float]:
    """The log odds (bits, 0 to 4) of each turn, an assistant's against a person's.

    Assistants: what they put in, and their texts. People: what they put in, and their texts.
    """
    theirs, ours = _Counted(), _Counted()
    for row in rows:
        if row["kind"] == "llm":
            theirs.add_text(row["text"])
        elif row["kind"] == "llm_polish":
            theirs.add_change(row["original"], row["edited"])
        elif row["kind"] in ("human_revision", "human_grammar"):
            ours.add_change(row["original"], row["edited"])
    for text in sorted({text for row in rows for text in human_texts(row)}):
        ours.add_text(text)
    by_rule: dict[str, list[str]] = defaultdict(list)
    for key, rule in KEYS.items():
        by_rule[rule].append(key)
    return {
        key: min(MOST, max(0.0, float(np.log2(theirs.rate(key, keys) / ours.rate(key, keys)))))
        for keys in by_rule.values()
        for key in keys
    }


class _Counted:
    """How often turns came, among how many tokens."""

    def __init__(self) -> None:
        self.turns: Counter[str] = Counter()
        self.tokens = 0

    def add_text(self, text: str) -> None:
        """Count all of a text."""
        tokens = tokens_of(text)
        self.turns.update(apart(tokens)[1])
        self.tokens += len(tokens)

    def add_change(self, before: str, after: str) -> None:
        """Count what came in."""
        old, new = tokens_of(before), tokens_of(after)
        for key, count in new_turns(old, new, apart(old)[1], apart(new)[1]).items():
            self.turns[key] += max(0, count)
        self.tokens += sum((Counter(new) - Counter(old)).values())

    def rate(self, key: str, alike: list[str]) -> float:
        """The rate of a turn per token, drawn toward the mean of those alike."""
        mean = (sum(self.turns[k] for k in alike) + 0.5) / len(alike) / self.tokens
        return (self.turns[key] + PRIOR * mean) / (self.tokens + PRIOR)


def human_texts(row: Row) -> list[str]:
    """The human text that stands in a row."""
    if row["kind"] == "human":
        return [row["text"]]
    if row["kind"] in ("llm_polish", "human_revision") and not row["source"].startswith("claude"):
        return [row["original"]]
    return []


if __name__ == "__main__":
    part_of("benchmarks.fit.voice_turns", __doc__, "benchmarks.fit.voice")

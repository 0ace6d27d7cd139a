"""How well the local engine corrects, on learners' sentences and on native prose.

    COMPANION_DATA=... python -m benchmarks.quality.grammar [--half tuned|held|all]

Sentences: F0.5 of word-level edits against the nearest of the given corrections. Essays: native
paragraphs with planted errors, of which those count as mended whose words are as they were before;
every suggestion elsewhere counts as a false alarm, and so does every one on clean native prose
(old books, technical notes, letters, essays), though some of those are right.

Rules are tuned on one half (by a hash of the document's name) and reported on the other.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from benchmarks.command import GRAMMAR_DATA, data_file, parser
from companion.review.check import Checker, corrected, default_engines
from companion.text.diff import diff_tokens
from companion.text.tokens import count_words, tokenize

Row = dict[str, Any]
WordEdit = tuple[int, int, str]
BETA2 = 0.25  # of F0.5: precision counts twice as much as recall


def rows(name: str) -> Iterator[Row]:
    """The records of one file of JSON Lines."""
    with data_file(name).open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def in_half(name: str, half: str) -> bool:
    """Whether a document belongs to the half that is asked for."""
    even = zlib.crc32(name.encode()) % 2 == 0
    return half == "all" or even == (half == "tuned")


def word_edits(base: str, revised: str) -> frozenset[WordEdit]:
    """What changed, as (first word, last word, new words); runs of equal length word by word."""
    edits: list[WordEdit] = []
    at = 0
    removed: list[str] = []
    inserted: list[str] = []
    words = _words(base)
    runs = diff_tokens(words, _words(revised))
    for op, run in [*runs, (0, [""])]:
        if op < 0:
            removed += run
        elif op > 0:
            inserted += run
        else:
            if len(removed) == len(inserted):
                edits += [(at + i, at + i + 1, new) for i, new in enumerate(inserted)]
            else:
                edits.append(_leftmost(words, at, removed, inserted))
            at += len(removed) + len(run)
            removed, inserted = [], []
    return frozenset(edits)


def _leftmost(words: list[str], at: int, removed: list[str], inserted: list[str]) -> WordEdit:
    """One name for the same edit: of "the the" the first is deleted, whoever deletes."""
    run = removed or inserted
    start = at
    if not (removed and inserted):
        while start and words[start - 1] == run[-1]:
            start -= 1
            run = [run[-1], *run[:-1]]
    return (start, start + len(removed), " ".join(run if inserted else []))


def _words(text: str) -> list[str]:
    return [token.text.replace("’", "'") for token in tokenize(text) if not token.is_space]


@dataclass
class Score:
    """Counts over many sentences: edits that agree, that were made, that were asked for."""

    agree: int = 0
    made: int = 0
    asked: int = 0

    def plus(self, other: Score) -> Score:
        """The sum of two."""
        return Score(self.agree + other.agree, self.made + other.made, self.asked + other.asked)

    @property
    def precision(self) -> float:
        """Share of the edits made that were asked for."""
        return self.agree / self.made if self.made else 1.0

    @property
    def recall(self) -> float:
        """Share of the edits asked for that were made."""
        return self.agree / self.asked if self.asked else 1.0

    @property
    def f(self) -> float:
        """F0.5."""
        p, r = self.precision, self.recall
        return (1 + BETA2) * p * r / (BETA2 * p + r) if p + r else 0.0


def add_sentence(total: Score, original: str, output: str, references: Iterable[str]) -> Score:
    """``total`` with one more sentence, scored against the reference that suits it best."""
    made = word_edits(original, output)
    best: Score | None = None
    for reference in references:
        asked = word_edits(original, reference)
        here = total.plus(Score(len(made & asked), len(made), len(asked)))
        if best is None or (here.f, -here.asked) > (best.f, -best.asked):
            best = here
    return best or total


Correct = Callable[[str], str]


def sentence_scores(correct: Correct, half: str) -> dict[str, Score]:
    """F0.5 by source, over learners' and native writers' sentences."""
    totals: dict[str, Score] = {}
    for row in rows("grammar/pack_dev.jsonl"):
        if row["source"] == "handmade" or not row["corrections"] or not in_half(row["id"], half):
            continue
        source = row["source"]
        output = correct(row["original"])
        totals[source] = add_sentence(
            totals.get(source, Score()), row["original"], output, row["corrections"]
        )
    return totals


def clean_native(half: str) -> Iterator[str]:
    """Essays by native speakers, corrected by hand: hardly anything is left to correct."""
    for row in rows("grammar/pack_dev.jsonl"):
        if row.get("level") == "N" and row["corrections"] and in_half(row["id"], half):
            yield row["corrections"][0]


def human_prose(source: str, half: str, limit: int = 60) -> Iterator[str]:
    """Published or posted texts of one source, as they are."""
    for row in rows("voice/pack_dev.jsonl"):
        if row["kind"] == "human" and row["source"] == source:
            if not in_half(row.get("doc") or row["id"], half):
                continue
            yield row["text"]
            limit -= 1
            if limit == 0:
                return


def planted(half: str) -> Iterator[tuple[str, str]]:
    """Native paragraphs with planted errors, and as they were."""
    for row in rows("voice/claude_2026.jsonl"):
        if row.get("injected") and row.get("clean") and in_half(row["doc"], half):
            yield row["original"], row["clean"]


def mended(original: str, clean: str, output: str) -> tuple[int, int, int]:
    """Of the planted errors: how many there are, how many are mended; and other changes made."""
    wanted, made = word_edits(original, clean), word_edits(original, output)
    return len(wanted), len(wanted & made), len(made - wanted)


def report(half: str) -> None:
    """Print the table."""
    checker = Checker(default_engines("US"))

    def correct(text: str) -> str:
        return corrected(text, checker.check(text))

    for source, score in sentence_scores(correct, half).items():
        print(
            f"{source:28} F0.5 {100 * score.f:5.1f}   precision {100 * score.precision:5.1f}"
            f"   recall {100 * score.recall:5.1f}"
        )
    total = right = other = words = 0
    for original, clean in planted(half):
        here = mended(original, clean, correct(original))
        total, right, other = total + here[0], right + here[1], other + here[2]
        words += count_words(original)
    print(
        f"{'planted errors':28} mended {100 * right / total:5.1f} %   of {total}"
        f"   other suggestions {1000 * other / words:5.2f} per 1,000 words"
    )
    sources: dict[str, Iterable[str]] = {"corrected native essays": clean_native(half)}
    for name in ("standard-ebooks", "simonw-til", "l2r", "argrewrite-v2"):
        sources[name] = human_prose(name, half)
    for name, texts in sources.items():
        words = found = 0
        for text in texts:
            words += count_words(text)
            found += sum(s.mechanical for s in checker.check(text))
        print(f"{name:28} {1000 * found / words:6.2f} suggestions per 1,000 words ({words} words)")


def main() -> None:
    """Parse the arguments and print the table."""
    arguments = parser("benchmarks.quality.grammar", __doc__, GRAMMAR_DATA)
    arguments.add_argument("--half", choices=("tuned", "held", "all"), default="held")
    report(arguments.parse_args().half)


if __name__ == "__main__":
    main()

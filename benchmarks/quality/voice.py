"""How well the voice meter tells an assistant's polish from people's corrections and revisions.

Run ``python -m benchmarks.quality.voice``. Rows whose weights may be shipped are scored by models
that never saw their documents (cross-validation); the others, on which nothing was trained, by the
shipped model, and only the half of their documents on which no choice was based. With
``--shipped`` only those: minutes less; with ``--half tuned`` the half on which choices are made.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from rapidfuzz.distance import Levenshtein

from benchmarks.command import FITTING, VOICE_DATA, parser, require
from benchmarks.fit.voice import fit
from benchmarks.quality.voice_metrics import (
    above,
    auc,
    reliability,
    size_matched_auc,
    threshold_at,
)
from benchmarks.voice_data import Row, fold_of, is_strong, load_rows, permissive, training_rows
from companion.grammar.guard import guard
from companion.voice.change import is_word, tokens_of
from companion.voice.model import Model, measure, shipped_model
from companion.voice.profile import style_rates, z_scores
from companion.voice.readability import readability
from companion.voice.tells import RULES

Score = Callable[[str, str], float]
CLAUDE = ("light_polish", "tighten", "flow", "polish", "professional", "improve")


@dataclass(frozen=True)
class Scored:
    """Rows with their scores and the size of the change.

    ``beyond`` is how far the scores lie beyond where the meter warns; ``swapped`` the same of the
    texts swapped.
    """

    rows: list[Row]
    bits: np.ndarray
    beyond: np.ndarray
    swapped: np.ndarray
    sizes: np.ndarray

    def where(self, test: Callable[[Row], bool]) -> Scored:
        """The part of the rows that pass a test."""
        k = np.array([i for i, row in enumerate(self.rows) if test(row)], dtype=int)
        rows = [self.rows[i] for i in k]
        return Scored(rows, self.bits[k], self.beyond[k], self.swapped[k], self.sizes[k])


def scorer(model: Model) -> Score:
    """The drift in bits by a given model, without a profile: of what is left after the guard."""

    def score(before: str, after: str) -> float:
        kept = guard(before, after).kept
        return model.bits(measure(kept, after)) if kept != after else 0.0

    return score


def edit_distance(before: str, after: str) -> float:
    """Words changed, as a share of the longer text."""
    return float(Levenshtein.normalized_distance(before.lower().split(), after.lower().split()))


def burrows_delta(before: str, after: str) -> float:
    """Burrows' Delta between the two texts."""
    pairs = zip(
        z_scores(style_rates(tokens_of(before))),
        z_scores(style_rates(tokens_of(after))),
        strict=True,
    )
    return float(np.mean([abs(a - b) for a, b in pairs]))


def word_length(before: str, after: str) -> float:
    """How much longer the words became."""
    means = [
        np.mean([len(t) for t in tokens_of(text) if is_word(t)] or [0]) for text in (before, after)
    ]
    return float(means[1] - means[0])


def excess_words(before: str, after: str) -> float:
    """How many more words in fashion with assistants, per root of the length."""
    patterns = [r.compiled for r in RULES if r.name in ("excess-word", "sincerity", "plays-a-role")]
    counts = [sum(len(p.findall(text)) for p in patterns) for text in (before, after)]
    return (counts[1] - counts[0]) / (len(after) + 1) ** 0.5


def reading_ease_drop(before: str, after: str) -> float:
    """How much harder to read, by Flesch's measure; 0 where a text is too short for it."""
    one, two = readability(before).reading_ease, readability(after).reading_ease
    return one - two if one is not None and two is not None else 0.0


BASELINES: dict[str, Score] = {
    "edit distance": edit_distance,
    "Burrows' Delta": burrows_delta,
    "word length": word_length,
    "excess words": excess_words,
    "reading ease": reading_ease_drop,
}


def with_scores(rows: list[Row], score: Score) -> Scored:
    """Score rows both ways."""
    warns_at = shipped_model().warns_at

    def beyond(bits: np.ndarray, befores: list[str]) -> np.ndarray:
        return bits - np.array([warns_at(len(tokens_of(text))) for text in befores])

    pairs = [(r["original"], r["edited"]) for r in rows]
    forward = np.array([score(before, after) for before, after in pairs])
    backward = np.array([score(after, before) for before, after in pairs])
    return Scored(
        rows,
        forward,
        beyond(forward, [before for before, _ in pairs]),
        beyond(backward, [after for _, after in pairs]),
        np.array([edit_distance(before, after) for before, after in pairs]),
    )


def joined(parts: list[Scored]) -> Scored:
    """Several scored lists as one."""
    return Scored(
        [row for part in parts for row in part.rows],
        np.concatenate([part.bits for part in parts]),
        np.concatenate([part.beyond for part in parts]),
        np.concatenate([part.swapped for part in parts]),
        np.concatenate([part.sizes for part in parts]),
    )


def cross_validated(rows: list[Row], folds: int) -> Scored:
    """Rows scored by models that never saw their documents."""
    parts = []
    for k in range(folds):
        model = fit([row for row in training_rows() if fold_of(row, folds) != k])
        held = [row for row in rows if fold_of(row, folds) == k and "edited" in row]
        parts.append(with_scores(held, scorer(model)))
    return joined(parts)


def is_claude(row: Row) -> bool:
    """Whether the row is an edit by the 2026 assistant."""
    return str(row["source"]).startswith("claude")


def print_table(name: str, data: Scored, warned: bool) -> None:
    """The table of one method, and what it warns of if it is the meter."""
    print(f"\n### {name}")
    for level in ("paragraph", "sentence"):
        part = data.where(
            lambda r, level=level: (r["level"] == "sentence") == (level == "sentence")
        )
        grammar = part.where(lambda r: r["kind"] == "human_grammar")
        polish = part.where(lambda r: r["kind"] == "llm_polish" and not is_claude(r))
        revision = part.where(lambda r: r["kind"] == "human_revision")
        strong = polish.where(is_strong)
        minor = polish.where(lambda r: r["degree"] == "extreme_minor")
        one, five = (threshold_at(grammar.bits, rate) for rate in (0.01, 0.05))
        print(
            f"{level}s: AUC strong {auc(strong.bits, grammar.bits):.3f}  "
            f"strong @1% {above(strong.bits, one):.2f} @5% {above(strong.bits, five):.2f}  "
            f"extreme-minor @1% {above(minor.bits, one):.2f}  size-matched revision "
            f"{_matched(polish, revision):.2f} grammar {_matched(polish, grammar):.2f}"
        )
        claude = part.where(lambda r: is_claude(r) and r["kind"] == "llm_polish")
        if claude.rows:
            caught = (
                f"{d} {above(claude.where(lambda r, d=d: r['degree'] == d).bits, one):.2f}"
                for d in CLAUDE
            )
            print("  2026 assistant @1%:", ", ".join(caught))
        if warned:
            _print_warned(part)


def _matched(one: Scored, two: Scored) -> float:
    return size_matched_auc(one.bits, two.bits, one.sizes, two.sizes)


def _print_warned(part: Scored) -> None:
    """What the meter warns of, per source."""

    def rate(label: str, test: Callable[[Row], bool], swapped: bool = False) -> str:
        rows = part.where(test)
        scores = rows.swapped if swapped else rows.beyond
        return f"{label} {above(scores, 0.0):.3f} (n={len(rows.rows)})" if rows.rows else ""

    sources = sorted({str(r["source"]) for r in part.rows if r["kind"] == "human_grammar"})
    groups = [
        rate("strong polish", lambda r: r["kind"] == "llm_polish" and is_strong(r)),
        rate("2026 grammar-only", lambda r: r["degree"] == "grammar_only"),
        rate("2026 proofread", lambda r: r["degree"] == "proofread"),
        rate("swapped", lambda r: r["kind"] == "llm_polish", swapped=True),
        rate("LAMP", lambda r: r["source"] == "lamp"),
        rate("revision", lambda r: r["kind"] == "human_revision"),
        *(
            rate(s, lambda r, s=s: r["kind"] == "human_grammar" and r["source"] == s)
            for s in sources
        ),
    ]
    print("  warned:", "; ".join(group for group in groups if group))


def print_reliability(data: Scored) -> None:
    """Whether bits mean what they say, for polish against all that people do."""
    for level in ("paragraph", "sentence"):
        part = data.where(lambda r, level=level: r["level"] == level and r["kind"] != "llm_grammar")
        labels = np.array([r["kind"] == "llm_polish" for r in part.rows])
        print(f"\nreliability, {level}s (bits said -> bits observed):")
        for _, count, said, seen in reliability(part.bits, labels, (-9, -4, -2, -1, 0, 1, 2, 4, 9)):
            print(f"  {said:+.2f} -> {seen:+.2f}  (n={count})")


def main() -> None:
    """Print the table."""
    arguments = parser("benchmarks.quality.voice", __doc__, VOICE_DATA, FITTING)
    arguments.add_argument(
        "--shipped", action="store_true", help="only what nothing was trained on"
    )
    arguments.add_argument("--folds", type=int, default=6)
    arguments.add_argument("--half", choices=("held", "tuned"), default="held")
    arguments.add_argument("--no-baselines", action="store_true")
    args = arguments.parse_args()
    model = shipped_model()
    rows = list(load_rows())
    require("scipy", "sklearn")
    half = ("tuned", "held").index(args.half)
    unseen = [r for r in rows if "edited" in r and not permissive(r) and fold_of(r, 2) == half]
    parts = [with_scores(unseen, scorer(model))]
    if not args.shipped:
        parts.append(cross_validated([row for row in rows if permissive(row)], args.folds))
    data = joined(parts)
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    print(f"{len(data.rows)} pairs")
    print_table("the meter", data, warned=True)
    print_reliability(data)
    if not args.no_baselines:
        for name, score in BASELINES.items():
            print_table(name, with_scores(data.rows, score), warned=False)


if __name__ == "__main__":
    main()

"""Many versions of a text compared with one: the grid of their paragraphs, and how each reads.

The first text is the base, as a rule the author's draft. All values are frozen;
`to_json` gives them to the page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from companion.review.pairing import Pair, compare_pair
from companion.text.diff import Granularity
from companion.text.readability import Readability, readability

if TYPE_CHECKING:
    from companion.voice.drift import Drift
    from companion.voice.profile import VoiceProfile

MOST_COLUMNS = 6  # side by side
MOST_VERSIONS = 50  # in the timeline
_SHORTEST_FOLD = 3  # rows; fewer unchanged ones are not worth hiding
_AROUND_FOLD = 1  # unchanged rows left standing beside a change


@dataclass(frozen=True, slots=True)
class Source:
    """A text to compare: what to call it, who made it (``by``) and when, as far as known."""

    name: str
    text: str
    by: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A compared text with its measures.

    ``drift`` is that from the base. ``warns_at`` is the drift, in bits per 100 words, from which
    the meter warns of a text of this length.
    """

    source: Source
    reading: Readability
    drift: Drift
    warns_at: float

    @property
    def tells(self) -> tuple[str, ...]:
        """The words and phrases that came and moved the text toward assistant style."""
        text = self.source.text.casefold().replace("’", "'")
        return tuple(
            reason.text
            for reason in self.drift.reasons
            if reason.bits > 0 and any(map(str.isalpha, reason.text)) and reason.text in text
        )

    @property
    def bits_per_100_words(self) -> float:
        """The drift in relation to the length of the text; under 100 words count as 100."""
        return _per_100_words(self.drift.bits, self.reading.words)


@dataclass(frozen=True, slots=True)
class Layout:
    """Some pairs of one base side by side.

    ``grid`` has a line for each row on the page: for each pair, which of its rows stands there.
    ``folds`` are half-open ranges of the grid in which nothing differs.
    """

    grid: tuple[tuple[int | None, ...], ...]
    folds: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A base text (the first column) and others, each paired with it in turn."""

    columns: tuple[Column, ...]
    pairs: tuple[Pair, ...]
    granularity: Granularity

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        from companion.review.compare_page import embedded_page

        return embedded_page(self)


def compare(
    *texts: str | Path | Source,
    granularity: Granularity = "words",
    profile: VoiceProfile | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Comparison:
    """Compare the first text with each of the others.

    Args:
        texts: at least two: texts, paths of files (`companion.review.importers`) or sources.
        granularity: what differs as one: a word, a sentence or a paragraph.
        profile: the author's own statistics, which the drift discounts.
        progress: told how many of how many pairs are done, for texts that take seconds.

    Raises:
        ValueError: there are too few texts or too many, or a file cannot be read.
    """
    sources = [source for at, text in enumerate(texts) for source in _sources(text, at)]
    if not 2 <= len(sources) <= MOST_VERSIONS:
        raise ValueError(f"compare takes 2 to {MOST_VERSIONS} texts, not {len(sources)}")
    base = sources[0].text
    pairs = []
    for at, source in enumerate(sources[1:], 1):
        if progress:
            progress(at - 1, len(sources) - 1)
        pairs.append(compare_pair(base, source.text, str(at), granularity=granularity))
    columns = tuple(measure(base, source, profile) for source in sources)
    return Comparison(columns, tuple(pairs), granularity)


def measure(base: str, source: Source, profile: VoiceProfile | None = None) -> Column:
    """How a version reads, and how far it drifted from ``base``."""
    from companion.voice.drift import drift

    reading = readability(source.text)
    drifted = drift(base, source.text, profile)
    warns_at = _per_100_words(drifted.warns_at, reading.words)
    return Column(source, reading, drifted, warns_at)


def _per_100_words(bits: float, words: int) -> float:
    return 100 * bits / max(100, words)


def _sources(text: str | Path | Source, at: int) -> Sequence[Source]:
    if isinstance(text, Source):
        return [text]
    if isinstance(text, str):
        return [Source(f"text {at + 1}", text)]
    from companion.review.importers import read_sources

    return read_sources(text)


def lay_out(pairs: Sequence[Pair]) -> Layout:
    """Bring the rows of pairs with the same base together."""
    grid = _grid(pairs)
    return Layout(grid, _folds(pairs, grid))


def _grid(pairs: Sequence[Pair]) -> tuple[tuple[int | None, ...], ...]:
    """The rows of all pairs, brought together at the paragraphs of base.

    Between two paragraphs of base, the first row that each pair has there stands beside the first
    of the others, and so on.
    """
    # For each pair: its rows before each paragraph of base, and last those after all of them.
    stretches = [_stretches(pair) for pair in pairs]
    grid: list[tuple[int | None, ...]] = []
    for at in range(len(stretches[0])):
        columns = [stretch[at] for stretch in stretches]
        # The paragraph of base itself comes last in each, so the shorter are filled up before it.
        last = at + 1 < len(stretches[0])
        own = [column[:-1] if last else column for column in columns]
        grid += zip_longest(*own)
        if last:
            grid.append(tuple(column[-1] for column in columns))
    return tuple(grid)


def _stretches(pair: Pair) -> list[list[int]]:
    stretches: list[list[int]] = [[]]
    for at, row in enumerate(pair.rows):
        stretches[-1].append(at)
        if row.base_number:
            stretches.append([])
    return stretches


def _folds(
    pairs: Sequence[Pair], grid: Sequence[tuple[int | None, ...]]
) -> tuple[tuple[int, int], ...]:
    """Ranges of the grid in which all versions are as base, but for a row beside each change."""
    folds = []
    start = 0
    for at in range(len(grid) + 1):
        if at < len(grid) and all(
            row is not None and pair.rows[row].relation == "same"
            for pair, row in zip(pairs, grid[at], strict=True)
        ):
            continue
        first = start + _AROUND_FOLD if start else 0
        stop = at - _AROUND_FOLD if at < len(grid) else at
        if stop - first >= _SHORTEST_FOLD:
            folds.append((first, stop))
        start = at + 1
    return tuple(folds)


def to_json(comparison: Comparison) -> dict[str, Any]:
    """All that the page draws, as plain lists, strings and numbers.

    A segment is ``[op, text, id]``; spans are ``[start, end]`` in code points.
    """
    layout = lay_out(comparison.pairs[: MOST_COLUMNS - 1])
    return {
        "granularity": comparison.granularity,
        "columns": [column_json(column) for column in comparison.columns],
        "pairs": [pair_json(pair) for pair in comparison.pairs],
        "grid": [list(line) for line in layout.grid],
        "folds": [list(fold) for fold in layout.folds],
    }


def column_json(column: Column) -> dict[str, Any]:
    """A version's name and measures, without its text."""
    drift, reading = column.drift, column.reading
    return {
        "name": column.source.name,
        "by": column.source.by,
        "when": column.source.when,
        "words": reading.words,
        "sentences": reading.sentences,
        "sentence_words": round(reading.sentence, 1),
        "grade": round(reading.grade, 1),
        "bits": round(drift.bits, 2),
        "bits_per_100_words": round(column.bits_per_100_words, 2),
        "warns_at": round(column.warns_at, 2),
        "warn": drift.warn,
        "label": drift.label,
        "reliability": drift.reliability,
        "tells": list(column.tells),
        "reasons": [
            {"text": reason.text, "bits": round(reason.bits, 2)} for reason in drift.reasons
        ],
    }


def pair_json(pair: Pair) -> dict[str, Any]:
    """A pair's rows, differences and facts."""
    return {
        "precise": pair.precise,
        "summary": asdict(pair.summary),
        "rows": [
            {
                "relation": row.relation,
                "base_number": row.base_number,
                "revised_number": row.revised_number,
                "moved_number": row.moved_number,
                "base": [[s.op, s.text, s.difference] for s in row.base],
                "revised": [[s.op, s.text, s.difference] for s in row.revised],
                "differences": list(row.differences),
            }
            for row in pair.rows
        ],
        "differences": [
            {
                "id": d.id,
                "kind": d.kind,
                "row": d.row,
                "base": [d.base.start, d.base.end],
                "revised": [d.revised.start, d.revised.end],
                "before": d.before,
                "after": d.after,
                "note": d.note,
            }
            for d in pair.differences
        ],
        "facts": [asdict(fact) for fact in pair.facts],
    }

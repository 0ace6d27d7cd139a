"""Many versions of a text compared with one: the grid of their paragraphs, and how each reads.

The first text is the base, as a rule the author's draft. All values are frozen;
`to_json` gives them to the page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from companion.comparison.column import Column, measure
from companion.comparison.layout import MAX_COLUMNS, lay_out
from companion.comparison.page import embedded_page
from companion.comparison.pairing import Pair, PairRow, Segment, compare_pair
from companion.comparison.source import Source, read_sources
from companion.formats import comparison_json
from companion.text.diff import Granularity

if TYPE_CHECKING:
    from companion.voice.profile import VoiceProfile

MAX_VERSIONS = 50  # in the timeline


@dataclass(frozen=True, slots=True)
class Comparison:
    """A base text (the first column) and others, each paired with it in turn."""

    columns: tuple[Column, ...]
    pairs: tuple[Pair, ...]
    granularity: Granularity

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        return embedded_page(self)


def compare(
    *texts: str | Path | Source,
    granularity: Granularity = "words",
    profile: VoiceProfile | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Comparison:
    """Compare the first text with each of the others.

    Args:
        texts: at least two: texts, paths of files (`companion.comparison.source`) or sources.
        granularity: what differs as one: a word, a sentence or a paragraph.
        profile: the author's own statistics, which the drift discounts.
        progress: told how many of how many pairs are done, for texts that take seconds.

    Raises:
        ValueError: there are too few texts or too many, or a file cannot be read.
    """
    sources = [source for at, text in enumerate(texts) for source in _sources(text, at)]
    if not 2 <= len(sources) <= MAX_VERSIONS:
        raise ValueError(f"compare takes 2 to {MAX_VERSIONS} texts, not {len(sources)}")
    base = sources[0].text
    pairs = []
    for at, source in enumerate(sources[1:], 1):
        if progress:
            progress(at - 1, len(sources) - 1)
        pairs.append(compare_pair(base, source.text, str(at), granularity=granularity))
    columns = tuple(measure(base, source, profile) for source in sources)
    return Comparison(columns, tuple(pairs), granularity)


def _sources(text: str | Path | Source, at: int) -> Sequence[Source]:
    if isinstance(text, Source):
        return [text]
    if isinstance(text, str):
        return [Source(f"text {at + 1}", text)]
    return read_sources(text)


def to_json(comparison: Comparison) -> comparison_json.ComparisonData:
    """All that the page draws, as plain lists, strings and numbers."""
    layout = lay_out(comparison.pairs[: MAX_COLUMNS - 1])
    return {
        "granularity": comparison.granularity,
        "columns": [column_json(column) for column in comparison.columns],
        "pairs": [pair_json(pair) for pair in comparison.pairs],
        "grid": [list(line) for line in layout.grid],
        "folds": list(layout.folds),
    }


def column_json(column: Column) -> comparison_json.Measures:
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
        "bits": round(column.bits, 2),
        "warns_at": round(drift.warns_at, 2),
        "warn": column.warn,
        "label": column.label,
        "amount": str(drift.amount),
        "lost": [] if column.toward_base else [loss.text for loss in drift.lost],
        "reliability": drift.reliability,
        "tells": list(column.tells),
        "reasons": [
            {"text": reason.text, "bits": round(reason.bits, 2)}
            for reason in (() if column.toward_base else drift.reasons)
        ],
    }


def pair_json(pair: Pair) -> comparison_json.Pair:
    """A pair's rows, differences and facts."""
    return {
        "precise": pair.precise,
        "summary": {
            "words_added": pair.summary.words_added,
            "words_removed": pair.summary.words_removed,
            "paragraphs_moved": pair.summary.paragraphs_moved,
            "sentences_moved": pair.summary.sentences_moved,
        },
        "rows": [_row_json(row) for row in pair.rows],
        "differences": [
            {
                "id": d.id,
                "kind": d.kind,
                "row": d.row,
                "base": (d.base.start, d.base.end),
                "revised": (d.revised.start, d.revised.end),
                "before": d.before,
                "after": d.after,
                "note": d.note,
            }
            for d in pair.differences
        ],
        "facts": [
            {
                "kind": fact.kind,
                "before": fact.before,
                "after": fact.after,
                "couple": fact.couple,
                "where": fact.where,
            }
            for fact in pair.facts
        ],
    }


def _row_json(row: PairRow) -> comparison_json.Row:
    return {
        "relation": row.relation,
        "base_number": row.base_number,
        "revised_number": row.revised_number,
        "moved_number": row.moved_number,
        "base": _segments_json(row.base),
        "revised": _segments_json(row.revised),
        "differences": list(row.differences),
    }


def _segments_json(segments: Sequence[Segment]) -> list[comparison_json.Segment]:
    return [(segment.op, segment.text, segment.difference) for segment in segments]

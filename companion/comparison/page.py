"""A comparison as one page of HTML that opens anywhere, with no network, and prints well."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from companion.comparison.column import Column
from companion.comparison.html import embedded, page, timeline
from companion.comparison.layout import MAX_COLUMNS, lay_out
from companion.comparison.pairing import Pair, PairRow, Segment

_MAX_FACTS = 40  # a list that is longer is not read; the rest is counted
_MAX_TELLS = 8


class Compared(Protocol):
    """A comparison, as a page needs it: a column for each text, a pair for each but the first."""

    @property
    def columns(self) -> Sequence[Column]:
        """Each text with its measures, the base first."""

    @property
    def pairs(self) -> Sequence[Pair]:
        """The base with each of the others."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """A paragraph of one text.

    Attributes:
        segments: its words; empty where this text has none beside the others.
        moved: where it moved, as in "to ¶3"; "" if it did not.
        difference: the id of that move.
        plain: whether its words bear no marks.
    """

    segments: Sequence[Segment] = ()
    moved: str = ""
    difference: str = ""
    plain: bool = False


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Rows of cells; ``folded`` ones are hidden until they are asked for."""

    rows: list[list[_Cell]]
    folded: bool


@dataclass(frozen=True, slots=True)
class _Table:
    """Some texts side by side."""

    columns: list[Column]
    stretches: list[_Stretch]


def compare_page(comparison: Compared) -> str:
    """The page."""
    names = [column.source.name for column in comparison.columns]
    return page(
        "page.html.jinja",
        " · ".join(names[:3]) + (" …" if len(names) > 3 else ""),
        columns=comparison.columns,
        pairs=comparison.pairs,
        timeline=timeline(comparison.columns),
        tables=list(_tables(comparison)),
        most_facts=_MAX_FACTS,
        most_tells=_MAX_TELLS,
    )


def embedded_page(comparison: Compared) -> str:
    """The page in a frame of its own, for a notebook: it can neither style nor reach the rest."""
    return embedded(compare_page(comparison))


def _tables(comparison: Compared) -> Iterator[_Table]:
    """As many texts side by side as a page is wide, the base first in each table."""
    base, *others = comparison.columns
    across = MAX_COLUMNS - 1
    for first in range(0, len(comparison.pairs), across):
        stop = first + across
        yield _Table([base, *others[first:stop]], _stretches(comparison.pairs[first:stop]))


def _stretches(pairs: Sequence[Pair]) -> list[_Stretch]:
    layout = lay_out(pairs)
    rows = [_row(pairs, line) for line in layout.grid]
    stretches = []
    done = 0
    for first, stop in layout.folds:
        stretches += [_Stretch(rows[done:first], False), _Stretch(rows[first:stop], True)]
        done = stop
    return [*stretches, _Stretch(rows[done:], False)]


def _row(pairs: Sequence[Pair], line: Sequence[int | None]) -> list[_Cell]:
    rows = [None if at is None else pair.rows[at] for pair, at in zip(pairs, line, strict=True)]
    base = next((row for row in rows if row is not None and row.base), None)
    # With several versions the words of base are marked in none: each took others away.
    first = _cell(base, base.base if base else (), plain=len(pairs) > 1, way="to")
    return [first, *(_cell(row, row.revised if row else (), way="from") for row in rows)]


def _cell(
    row: PairRow | None, segments: Sequence[Segment], *, plain: bool = False, way: str
) -> _Cell:
    if row is None or not segments:
        return _Cell()
    if row.relation != "moved" or plain:
        return _Cell(segments, plain=plain)
    return _Cell(segments, f"{way} ¶{row.moved_number}", row.differences[0])

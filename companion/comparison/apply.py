"""Take what one version has into another: a difference, a paragraph, or all of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from typing import NamedTuple

from companion.comparison.pairing import Difference, Pair
from companion.formats.comparison_json import DifferenceKind
from companion.text.edit import Edit, apply_edits
from companion.text.span import Span

_APART = "\n\n"


class _Item(NamedTuple):
    """A paragraph of the result: its words, and its place in either text, if it has one."""

    text: str
    base: int | None
    revised: int | None


def take(pair: Pair, ids: Collection[str]) -> str:
    """``pair.base`` with the differences taken that have these ids.

    None taken gives base. All taken give the paragraphs of revised, in its order.

    Raises:
        KeyError: there is no difference with such an id.
    """
    known = {difference.id for difference in pair.differences}
    for unknown in sorted(set(ids) - known):
        raise KeyError(unknown)
    if not ids:
        return pair.base
    return _Assembly(pair, frozenset(ids)).run()


def mirrored(pair: Pair) -> Pair:
    """``pair`` as it is told from its revised text: what was added is removed, and so on.

    Differences keep their ids, so that those which are shown in the one can be taken in the other.
    """
    departures = {row.base: at for at, row in enumerate(pair.aligned) if row.base is not None}
    kinds: dict[DifferenceKind, DifferenceKind] = {"added": "removed", "removed": "added"}

    def row_of(at: int) -> int:
        """Where a moved paragraph arrives, told from the other side: where it left."""
        row = pair.aligned[at]
        gone = row.relation == "moved" and row.revised is not None
        return departures[row.moved] if gone and row.moved is not None else at

    return replace(
        pair,
        base=pair.revised,
        revised=pair.base,
        aligned=tuple(replace(row, base=row.revised, revised=row.base) for row in pair.aligned),
        rows=(),
        differences=tuple(
            replace(
                d,
                kind=kinds.get(d.kind, d.kind),
                row=row_of(d.row),
                base=d.revised,
                revised=d.base,
                before=d.after,
                after=d.before,
            )
            for d in pair.differences
        ),
    )


def same_differences(shown: Pair, fresh: Pair, ids: Collection[str]) -> tuple[str, ...]:
    """The ids in ``fresh`` of what ``shown`` has under ``ids``; what is not there is left out.

    For two pairs with the same revised text: that of the page, and one made since with another
    base, such as a draft that was typed on.
    """
    wanted = [difference for difference in shown.differences if difference.id in set(ids)]
    return tuple(
        difference.id
        for difference in fresh.differences
        if any(_is_same(difference, other) for other in wanted)
    )


def _is_same(one: Difference, other: Difference) -> bool:
    if other.kind == "removed" or not other.after:
        return one.kind == other.kind and one.before == other.before
    return one.revised.overlaps(other.revised)


class _Assembly:
    """The paragraphs of the result put together, with what stands between them."""

    def __init__(self, pair: Pair, ids: frozenset[str]) -> None:
        self.pair, self.ids = pair, ids
        self.olds = [row.base for row in pair.aligned if row.base is not None]
        self.news = [row.revised for row in pair.aligned if row.revised is not None]
        self.of_row: dict[int, list[Difference]] = defaultdict(list)
        for difference in pair.differences:
            self.of_row[difference.row].append(difference)
        self.numbers = (
            {span: n for n, span in enumerate(self.olds)},
            {span: n for n, span in enumerate(self.news)},
        )
        self.arrivals = {
            row.moved: at
            for at, row in enumerate(pair.aligned)
            if row.relation == "moved" and row.revised is not None
        }

    def run(self) -> str:
        items = [item for at in range(len(self.pair.aligned)) for item in self._row(at)]
        if not items:
            return ""
        parts = [self._between(None, items[0])]
        for one, other in zip(items, [*items[1:], None], strict=True):
            parts += (one.text, self._between(one, other))
        return "".join(parts)

    def _row(self, at: int) -> list[_Item]:
        """What this row puts into the result: a paragraph or nothing."""
        row = self.pair.aligned[at]
        if row.relation == "moved" and row.base is not None:
            arrival = self.arrivals[row.base]
            return [] if self._taken(arrival, "moved") else [self._kept(row.base, arrival)]
        if row.relation == "moved" and row.revised is not None and row.moved is not None:
            return [self._kept(row.moved, at)] if self._taken(at, "moved") else []
        if row.base is None and row.revised is not None:
            if not self._taken(at, "added"):
                return []
            return [_Item(row.revised.of(self.pair.revised), None, self._new(row.revised))]
        if row.base is not None and row.revised is None:
            return [] if self._taken(at, "removed") else [self._kept(row.base, at)]
        return [self._kept(row.base, at)] if row.base is not None else []

    def _taken(self, at: int, kind: str) -> bool:
        return any(d.kind == kind and d.id in self.ids for d in self.of_row[at])

    def _kept(self, span: Span, at: int) -> _Item:
        """A paragraph of base, with the changes in it that are taken."""
        edits = [
            Edit(d.base, d.after).shifted(-span.start)
            for d in self.of_row[at]
            if d.kind == "changed" and d.id in self.ids
        ]
        revised = self.pair.aligned[at].revised
        return _Item(
            apply_edits(span.of(self.pair.base), edits),
            self.numbers[0][span],
            None if revised is None else self._new(revised),
        )

    def _new(self, span: Span) -> int:
        return self.numbers[1][span]

    def _between(self, one: _Item | None, other: _Item | None) -> str:
        """What stands between two paragraphs (None: the text's end): as in base, else revised."""
        for side, text, spans in (
            ("base", self.pair.base, self.olds),
            ("revised", self.pair.revised, self.news),
        ):
            places = _place(one, side, -1), _place(other, side, len(spans))
            if (gap := _gap(text, spans, *places)) is not None:
                return gap
        return _APART if one is not None and other is not None else ""


def _place(item: _Item | None, side: str, end: int) -> int | None:
    if item is None:
        return end
    return item.base if side == "base" else item.revised


def _gap(text: str, spans: list[Span], one: int | None, other: int | None) -> str | None:
    """What stands between two paragraphs that follow one another in ``text``; else None."""
    if one is None or other is None or one + 1 != other:
        return None
    start = spans[one].end if one >= 0 else 0
    return text[start : spans[other].start if other < len(spans) else len(text)]

"""Pairs of one base side by side: which rows stand together, and what is folded away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from companion.comparison.pairing import Pair

MAX_COLUMNS = 6  # side by side
_MIN_FOLD = 3  # rows; fewer unchanged ones are not worth hiding
_AROUND_FOLD = 1  # unchanged rows left standing beside a change


@dataclass(frozen=True, slots=True)
class Layout:
    """Some pairs of one base side by side.

    ``grid`` has a line for each row on the page: for each pair, which of its rows stands there.
    ``folds`` are half-open ranges of the grid in which nothing differs.
    """

    grid: tuple[tuple[int | None, ...], ...]
    folds: tuple[tuple[int, int], ...]


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
        if stop - first >= _MIN_FOLD:
            folds.append((first, stop))
        start = at + 1
    return tuple(folds)

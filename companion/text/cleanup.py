"""Make a diff of tokens easy to read, without making it untrue.

What diff-match-patch calls semantic clean-up, over whole tokens: unchanged islands too short to
be seen for the changes around them are given up, and a change that could stand in several places
is put where a reader would cut.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

_STOPS = (".", "!", "?", "…", ":", ";")
_CLOSERS = "\"'”’»)]*_"
_SHORT_ISLAND = 2  # words; an island of so few words between two replacements is given up


class TokenChange(NamedTuple):
    """``removed`` tokens gave way to ``added`` ones; the ``kept`` tokens before them did not."""

    kept: list[str]
    removed: list[str]
    added: list[str]


def clean_up(runs: Iterable[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    """Runs that a reader can follow, with the same two texts.

    Args:
        runs: ``(-1, removed) | (0, kept) | (1, inserted)`` tokens, in order.
    """
    changes = _changes(runs)
    for _ in range(3):  # a merger can make its neighbours worth merging; rarely more than once
        merged = _merge(changes)
        if len(merged) == len(changes):
            break
        changes = merged
    return _runs(_slide(changes))


def _changes(runs: Iterable[tuple[int, list[str]]]) -> list[TokenChange]:
    """Each change with the kept tokens before it; the last may be kept tokens alone."""
    out: list[TokenChange] = []
    current = TokenChange([], [], [])
    for op, tokens in runs:
        if op == 0:
            if current.removed or current.added:
                out.append(current)
                current = TokenChange([], [], [])
            current.kept.extend(tokens)
        else:
            (current.removed if op < 0 else current.added).extend(tokens)
    out.append(current)
    return out


def _runs(changes: list[TokenChange]) -> list[tuple[int, list[str]]]:
    out: list[tuple[int, list[str]]] = []
    for change in changes:
        for op, tokens in ((0, change.kept), (-1, change.removed), (1, change.added)):
            if tokens:
                out.append((op, tokens))
    return out


def _merge(changes: list[TokenChange]) -> list[TokenChange]:
    out: list[TokenChange] = []
    for change in changes:
        last = out[-1] if out else None
        if last is not None and _drowned(last, change):
            last.removed.extend(change.kept)
            last.removed.extend(change.removed)
            last.added.extend(change.kept)
            last.added.extend(change.added)
        else:
            out.append(TokenChange(list(change.kept), list(change.removed), list(change.added)))
    return out


def _drowned(before: TokenChange, after: TokenChange) -> bool:
    """Whether the kept tokens between two changes are too few to be worth showing."""
    island = after.kept
    if not (before.removed or before.added) or not (after.removed or after.added):
        return False
    if any("\n" in token for token in island):
        return False
    words = sum(1 for token in island if token[0].isalnum())
    if words == 0:
        return True
    length = sum(map(len, island))
    sides = [
        max(sum(map(len, change.removed)), sum(map(len, change.added)))
        for change in (before, after)
    ]
    return words <= _SHORT_ISLAND and length <= min(sides)


def _slide(changes: list[TokenChange]) -> list[TokenChange]:
    """Put each pure insertion or deletion where its ends are natural cuts.

    In "the cat and the dog" made from "the dog", what was inserted can be read as "cat and the "
    or as " the cat and"; both give the same text.
    """
    for at, change in enumerate(changes[:-1]):
        if bool(change.removed) == bool(change.added):
            continue
        following = changes[at + 1].kept
        moved = change.removed or change.added
        left = right = 0
        while left < len(change.kept) and change.kept[-1 - left] == _cyclic(moved, -1 - left):
            left += 1
        while right < len(following) and following[right] == _cyclic(moved, right):
            right += 1
        if not left and not right:
            continue
        whole = change.kept[len(change.kept) - left :] + moved + following[:right]
        size = len(moved)
        edge_before = change.kept[-1 - left] if left < len(change.kept) else ""
        edge_after = following[right] if right < len(following) else ""
        padded = [edge_before, *whole, edge_after]
        best = max(
            range(left + right + 1),
            key=lambda k: (
                _cut(padded[k], padded[k + 1]) + _cut(padded[k + size], padded[k + size + 1]),
                -abs(k - left),
            ),
        )
        change.kept[len(change.kept) - left :] = whole[:best]
        moved[:] = whole[best : best + size]
        following[:right] = whole[best + size :]
    return changes


def _cyclic(tokens: list[str], at: int) -> str:
    return tokens[at % len(tokens)]


def _cut(left: str, right: str) -> int:
    """How natural it is to cut between two neighbouring tokens."""
    if not left or not right or "\n" in left:
        return 5
    if "\n" in right:
        return 4
    if left[0].isspace():
        return 3 if not right[0].isspace() else 1
    if right[0].isspace() and (left in _STOPS or left in _CLOSERS):
        return 2
    return 1 if right[0].isspace() or not right[0].isalnum() else 0

"""Similarity of two words, and the best alignment of two short token lists.

Shared by the guard (what did this word become?) and the voice meter (which words were swapped?).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rapidfuzz.distance import OSA

from companion.text.anchors import shared_start

# Alignment is quadratic; a block with more cells than this is a rewrite and needs no alignment.
MAX_CELLS = 4_000
_MAX_WORD = 2_000  # letters: the distance too is quadratic


class AlignedPair(NamedTuple):
    """``before[i1:i2]`` became ``after[j1:j2]``; one of the two may be empty."""

    i1: int
    i2: int
    j1: int
    j2: int


def edit_distance(one: str, other: str) -> int:
    """How many letters must be put in, left out, changed or swapped with their neighbour.

    Of what no one would call a word, only what lies between equal starts and ends is counted, as
    if no letter of it were alike.
    """
    if max(len(one), len(other)) <= _MAX_WORD:
        return int(OSA.distance(one, other))
    start = shared_start(one, other)
    one, other = one[start:], other[start:]
    end = shared_start(one[::-1], other[::-1])
    return max(len(one), len(other)) - end


def likeness(one: str, other: str) -> float:
    """How alike two words look, from 0 (no letter in common) to 1 (the same), case ignored."""
    a, b = one.casefold(), other.casefold()
    longest = max(len(a), len(b))
    return 1.0 - edit_distance(a, b) / longest if longest else 1.0


def align(
    before: Sequence[str],
    after: Sequence[str],
    swap: Callable[[str, str], float] = lambda a, b: 2.0 * (1.0 - likeness(a, b)),
    drop: Callable[[str], float] = lambda token: 1.0,
    joined: float | None = 0.2,
) -> tuple[AlignedPair, ...]:
    """The cheapest way to read ``after`` as ``before`` with tokens swapped, dropped and added.

    Args:
        before: the tokens of one changed block, without white space.
        after: what stands in their place.
        swap: the cost of one token becoming another (0 for the same).
        drop: the cost of leaving a token out, or of putting it in.
        joined: the cost of two tokens written as one or one as two ("every day", "everyday");
            None if that counts as two changes.

    Returns:
        Pairs in order that cover both lists; tokens that stay the same are pairs too. Lists too
        long to align (``MAX_CELLS``) come back as one pair.
    """
    n, m = len(before), len(after)
    if n * m > MAX_CELLS:
        return (AlignedPair(0, n, 0, m),)
    best = [[0.0] * (m + 1) for _ in range(n + 1)]
    step: list[list[tuple[int, int]]] = [[(0, 0)] * (m + 1) for _ in range(n + 1)]
    out = [drop(token) for token in before]
    into = [drop(token) for token in after]
    for i in range(n + 1):
        for j in range(m + 1):
            ways: list[tuple[float, int, int]] = []
            if i and j:
                ways.append((best[i - 1][j - 1] + swap(before[i - 1], after[j - 1]), 1, 1))
            if i:
                ways.append((best[i - 1][j] + out[i - 1], 1, 0))
            if j:
                ways.append((best[i][j - 1] + into[j - 1], 0, 1))
            if joined is not None:
                if i > 1 and j and _written_as_one(before[i - 2], before[i - 1], after[j - 1]):
                    ways.append((best[i - 2][j - 1] + joined, 2, 1))
                if i and j > 1 and _written_as_one(after[j - 2], after[j - 1], before[i - 1]):
                    ways.append((best[i - 1][j - 2] + joined, 1, 2))
            if ways:
                cost, di, dj = min(ways, key=lambda way: way[0])
                best[i][j], step[i][j] = cost, (di, dj)
    pairs = []
    i, j = n, m
    while i or j:
        di, dj = step[i][j]
        pairs.append(AlignedPair(i - di, i, j - dj, j))
        i, j = i - di, j - dj
    return tuple(reversed(pairs))


def _written_as_one(first: str, second: str, whole: str) -> bool:
    return len(first) + len(second) == len(whole) and (first + second).casefold() == (
        whole.casefold()
    )

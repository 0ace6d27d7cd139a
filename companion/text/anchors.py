"""Anchors at which two long token lists can be split before they are compared.

An exact diff (Myers) takes time quadratic in what differs. Phrases that occur once in each
text and in the same order (patience diff) divide both into pieces that can be compared by
themselves, in linear time.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

Block = tuple[list[str], list[str]]


def divided(
    base: Sequence[str], revised: Sequence[str], *, phrase: int = 3, stride: int = 400
) -> Iterator[Block]:
    """The two lists in pieces, each with its counterpart; joined, they are the lists.

    Args:
        base: the tokens before.
        revised: the tokens after.
        phrase: how many tokens a phrase has.
        stride: tokens; how far apart the places lie at which the lists are divided.
    """
    i = j = 0
    for a, b in (*_anchors(base, revised, phrase), (len(base), len(revised))):
        if a - i < stride and b - j < stride and a < len(base):
            continue
        yield list(base[i:a]), list(revised[j:b])
        i, j = a, b


def shared_start(one: Sequence[str], other: Sequence[str]) -> int:
    """How many items two sequences of one type begin with together."""
    low, high = 0, min(len(one), len(other))
    while low < high:  # binary search: comparing slices is fast, comparing items is not
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _anchors(base: Sequence[str], revised: Sequence[str], phrase: int) -> list[tuple[int, int]]:
    """Places of phrases that both texts have just once, rising on both sides."""
    places = _unique(base, phrase)
    others = _unique(revised, phrase)
    pairs = sorted((places[words], others[words]) for words in places.keys() & others.keys())
    return _rising(pairs)


def _unique(tokens: Sequence[str], phrase: int) -> dict[tuple[str, ...], int]:
    seen: dict[tuple[str, ...], int] = {}
    for k in range(len(tokens) - phrase + 1):
        words = tuple(tokens[k : k + phrase])
        seen[words] = -1 if words in seen else k
    return {words: k for words, k in seen.items() if k >= 0}


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest subsequence whose second numbers rise (the first do already)."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for k, (_, b) in enumerate(pairs):
        at = bisect_left(tails, b)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [b]
        ends[at : at + 1] = [k]
    out = []
    k = ends[-1] if ends else -1
    while k >= 0:
        out.append(pairs[k])
        k = before[k]
    return out[::-1]

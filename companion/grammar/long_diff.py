"""The token diff of two texts of any length, in linear time.

The exact diff (Myers) is quadratic where two texts have little in common. Long texts are first
divided at phrases that occur once in each and in the same order (patience diff); what lies
between two such places is compared exactly, unless it is long and shares no phrase: then it is
another text, and one change.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from companion.text.diff import diff_tokens

_SHORT = 2_000  # tokens on both sides together that are always compared exactly
_STRIDE = 400  # how far apart the places lie at which long texts are divided
_PHRASE = 3

Run = tuple[int, list[str]]


def diff_long(base: list[str], revised: list[str]) -> Iterator[Run]:
    """Runs of ``(-1, removed) | (0, kept) | (1, inserted)`` tokens, as `diff_tokens` gives."""
    if len(base) + len(revised) <= _SHORT:
        yield from diff_tokens(base, revised)
        return
    i = j = 0
    for a, b in (*_anchors(base, revised), (len(base), len(revised))):
        if a - i < _STRIDE and b - j < _STRIDE and a < len(base):
            continue
        yield from _between(base[i:a], revised[j:b])
        i, j = a, b


def _between(base: list[str], revised: list[str]) -> Iterator[Run]:
    if len(base) + len(revised) <= _SHORT or base == revised or not base or not revised:
        yield from diff_tokens(base, revised)
        return
    yield from ((-1, base), (1, revised))


def _anchors(base: list[str], revised: list[str]) -> list[tuple[int, int]]:
    """Places of phrases that both texts have just once, rising on both sides."""
    places = _unique(base)
    others = _unique(revised)
    pairs = sorted((places[phrase], others[phrase]) for phrase in places.keys() & others.keys())
    return _rising(pairs)


def _unique(tokens: list[str]) -> dict[tuple[str, ...], int]:
    seen: dict[tuple[str, ...], int] = {}
    for k in range(len(tokens) - _PHRASE + 1):
        phrase = tuple(tokens[k : k + _PHRASE])
        seen[phrase] = -1 if phrase in seen else k
    return {phrase: k for phrase, k in seen.items() if k >= 0}


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

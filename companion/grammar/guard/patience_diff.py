"""The token diff of two texts of any length, in linear time.

The exact diff (Myers) is quadratic where two texts have little in common. Long texts are first
divided at phrases that occur once in each and in the same order (patience diff); what lies
between two such places is compared exactly, unless it is long and shares no phrase: then it is
another text, and one change.
"""

from __future__ import annotations

from collections.abc import Iterator

from companion.text.anchors import divided
from companion.text.diff import diff_tokens

_SHORT = 2_000  # tokens on both sides together that are always compared exactly
_STRIDE = 400  # how far apart the places lie at which long texts are divided

Run = tuple[int, list[str]]


def diff_long(base: list[str], revised: list[str]) -> Iterator[Run]:
    """Runs of ``(-1, removed) | (0, kept) | (1, inserted)`` tokens, as `diff_tokens` gives."""
    if len(base) + len(revised) <= _SHORT:
        yield from diff_tokens(base, revised)
        return
    for old, new in divided(base, revised, stride=_STRIDE):
        yield from _between(old, new)


def _between(base: list[str], revised: list[str]) -> Iterator[Run]:
    if len(base) + len(revised) <= _SHORT or base == revised or not base or not revised:
        yield from diff_tokens(base, revised)
        return
    yield from ((-1, base), (1, revised))

"""Resolve overlapping proposals of several engines into edits that can be decided one by one.

Accepting one suggestion must leave all others as true as they were, in whatever order they are
accepted, so that applying all at once and one by one give the same text. Where two cannot both
stand, the mechanical one stays, then the one found first:

- edits that overlap, or that give the same text ("the the": either *the* may go);
- edits that touch: the second becomes part of the first where grammar asks for both, else it goes;
- an edit that takes away the very word that another one relies on ("is it is": one *is* stays);
- edits of two sources that correct one error from both its ends ("This books": *These*, or *book*).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

from companion.grammar.kinds import JudgedEdit, Kind
from companion.text.anchors import shared_start
from companion.text.edit import Edit
from companion.text.span import Span
from companion.text.tokens import WORD

_NEAR = 2  # words: the next one, and the one after it
_REACH = 80  # code points in which they are looked for
_MAX_NEAR = 4  # suggestions on each side that are looked at
_FURTHEST_SLIDE = 200  # code points
_ONE_BETWEEN = re.compile(r"\s*(?:[^\W_]+(?:['’][^\W_]+)*\s*)?")


class Proposed(JudgedEdit, Protocol):
    """What a suggestion must tell of itself."""

    @property
    def source(self) -> str: ...  # noqa: D102


P = TypeVar("P", bound=Proposed)
Join = Callable[[P, P], P | None]


def apart(
    words: str, found: Iterable[P], join: Join[P], readers: frozenset[str] = frozenset()
) -> tuple[P, ...]:
    """Those that can be decided one by one, in order.

    Args:
        words: the paragraph.
        found: suggestions for it; of two that cannot both stand, the earlier stays.
        join: makes one suggestion of two mechanical ones, given in order, that touch; None where
            grammar does not ask for both together.
        readers: the sources that have read the paragraph as a whole, and not rule by rule.
    """
    taken: list[P] = []  # in order
    texts: set[Edit] = set()  # what the taken ones come to
    for suggestion in sorted(found, key=lambda s: not s.mechanical):
        same = canonical(words, Edit(suggestion.span, suggestion.after))
        at = bisect_left(taken, suggestion.span, key=lambda t: t.span)
        if same in texts or any(
            collide(suggestion.span, t.span) for t in taken[max(at - 2, 0) : at + 2]
        ):
            continue
        if suggestion.mechanical:
            others = _near(taken, at, suggestion.span)
            if _leans(words, suggestion, others) or any(
                _two_ends(words, suggestion, other, readers) for other in others
            ):
                continue
            first = last = at
            joined: P | None = suggestion
            if at and taken[at - 1].span.end == suggestion.span.start:
                first, joined = at - 1, join(taken[at - 1], suggestion)
            if (
                joined is not None
                and at < len(taken)
                and taken[at].span.start == suggestion.span.end
            ):
                last, joined = at + 1, join(joined, taken[at])
            if joined is None:
                continue
            taken[first:last] = [joined]
        else:
            taken.insert(at, suggestion)
        texts.add(same)
    return tuple(taken)


def canonical(words: str, edit: Edit) -> Edit:
    """The same change where it stands furthest to the left, without what stays.

    Edits that give the same text are equal in this form: to take away either of two equal words,
    or to put in a word before or after an equal one, is one change.
    """
    old, new = edit.before(words), edit.replacement
    start, end = edit.span.start, edit.span.end
    kept = shared_start(old, new)
    start, old, new = start + kept, old[kept:], new[kept:]
    kept = shared_start(old[::-1], new[::-1])
    end, old, new = end - kept, old[: len(old) - kept], new[: len(new) - kept]
    moved = old or new
    if not moved:
        return Edit(Span(0, 0), "")
    if old and new:
        return Edit(Span(start, end), new)
    slid = 0
    while (
        slid < min(start, _FURTHEST_SLIDE)
        and words[start - 1 - slid] == moved[-1 - slid % len(moved)]
    ):
        slid += 1
    turn = len(moved) - slid % len(moved)
    return Edit(Span(start - slid, end - slid), (moved[turn:] + moved[:turn]) if new else "")


def collide(one: Span, other: Span) -> bool:
    """Whether two places share a character, or are the same."""
    return one == other or one.overlaps(other)


def _near(taken: Sequence[P], at: int, span: Span) -> list[P]:
    """The mechanical ones among ``taken`` that stand within reach of a place."""
    around = taken[max(0, at - _MAX_NEAR) : at + _MAX_NEAR]
    return [
        one
        for one in around
        if one.mechanical
        and span.start - one.span.end <= _REACH
        and one.span.start - span.end <= _REACH
    ]


def _leans(words: str, suggestion: P, others: Sequence[P]) -> bool:
    """Whether with all these, a word goes of which each alone leaves one."""
    together = [(one.span, _gone(one)) for one in (suggestion, *others)]
    for span, gone in together:
        if not gone:
            continue
        copies: dict[str, list[Span]] = {}
        for place, low in _around(words, span):
            if low in gone:
                copies.setdefault(low, []).append(place)
        for low, places in copies.items():
            rest = [other for other, lost in together if other != span and low in lost]
            if all(any(other.overlaps(place) for other in rest) for place in places):
                return True
    return False


def _two_ends(words: str, one: P, other: P, readers: frozenset[str]) -> bool:
    """Whether two sources correct the same error, one here and one a word further on."""
    if one.source == other.source:
        return False
    first, last = sorted((one, other), key=lambda s: s.span)
    if not _ONE_BETWEEN.fullmatch(words, first.span.end, last.span.start):
        return False
    if _added(one) & _added(other) or _added(one) & _gone(other) or _gone(one) & _added(other):
        return True
    read = one.source in readers or other.source in readers
    return read and all(_changes_words(s) and s.kind is not Kind.SPELLING for s in (one, other))


def _changes_words(one: Proposed) -> bool:
    return _lows(one.before) != _lows(one.after)


def _gone(one: Proposed) -> Counter[str]:
    return Counter(_lows(one.before)) - Counter(_lows(one.after))


def _added(one: Proposed) -> Counter[str]:
    return Counter(_lows(one.after)) - Counter(_lows(one.before))


def _lows(text: str) -> list[str]:
    return [word.casefold() for word in WORD.findall(text)]


def _around(words: str, span: Span) -> list[tuple[Span, str]]:
    """The words right before and right after a place, in lower case."""
    left = list(WORD.finditer(words, max(0, span.start - _REACH), span.start))[-_NEAR:]
    right = list(WORD.finditer(words, span.end, span.end + _REACH))[:_NEAR]
    return [(Span(*match.span()), match.group().casefold()) for match in left + right]

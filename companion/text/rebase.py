"""Carry spans and edits through what was typed since they were made.

A suggestion whose own words were touched is stale: it is dropped, never guessed at. All functions
take edits as `apply_edits` does: in terms of one base text, in any order, not overlapping.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, Self, TypeVar

import regex

from companion.text.edit import Edit
from companion.text.span import Span

# What makes a word longer when it is typed right beside it.
_JOINS = regex.compile(r"[\p{L}\p{M}\p{N}_'’ʼ\u200c\u200d-]")


class Spanned(Protocol):
    """Anything that stands somewhere in a text and can be moved."""

    @property
    def span(self) -> Span:
        """Where it stands."""

    def shifted(self, by: int) -> Self:
        """The same thing ``by`` code points further on."""


S = TypeVar("S", bound=Spanned)


def rebase_span(span: Span, edits: Iterable[Edit]) -> Span | None:
    """Where ``span`` stands once ``edits`` are applied, or None if its own words were touched.

    What is typed right beside the span touches it where it could lengthen its words ("the" typed
    to "then"); a space or a comma beside it does not. A place between two characters (an empty
    span) is touched by anything at that very place.
    """
    shift = 0
    for edit in edits:
        if _touches(edit, span):
            return None
        if edit.span.end <= span.start:
            shift += len(edit.replacement) - len(edit.span)
    return span.shifted(shift)


def rebase_all(items: Iterable[S], edits: Iterable[Edit]) -> tuple[S, ...]:
    """The suggestions (or the like) that ``edits`` left alone, where they stand now."""
    changes = tuple(edits)
    moved = ((item, rebase_span(item.span, changes)) for item in items)
    return tuple(
        item.shifted(span.start - item.span.start) for item, span in moved if span is not None
    )


def _touches(edit: Edit, span: Span) -> bool:
    changed, typed = edit.span, edit.replacement
    if changed.overlaps(span):
        return True
    if changed.end == span.start:
        return _clings(typed[-1:], changed) or not len(span)
    if changed.start == span.end:
        return _clings(typed[:1], changed) or not len(span)
    return False


def _clings(neighbour: str, changed: Span) -> bool:
    """Whether the character that now stands beside a span may be read as part of its words."""
    if not neighbour:  # taken away up to the span: what now stands beside it is not known here
        return len(changed) > 0
    return _JOINS.match(neighbour) is not None

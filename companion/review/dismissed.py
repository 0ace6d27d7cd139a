"""Dismissed suggestions, remembered by a fingerprint that does not depend on position.

A fingerprint is made of the words, their neighbours and the kind; it holds while the text around
it moves, and is lost when the author rewrites the words or the ones beside them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable
from typing import Protocol, TypeVar

from companion.grammar.kinds import Kind
from companion.text.span import Span
from companion.text.tokens import tokenize

_NEIGHBOURHOOD = 80  # code points looked at on each side for the neighbouring word


class Fingerprinted(Protocol):
    """Anything that carries the fingerprint of a suggestion."""

    @property
    def fingerprint(self) -> str:
        """See `fingerprint`."""


S = TypeVar("S", bound=Fingerprinted)


def fingerprint(text: str, span: Span, after: str, kind: Kind) -> str:
    """Sixteen hexadecimal digits for the change of ``span`` of ``text`` into ``after``.

    Args:
        text: the paragraph; its neighbours do not matter.
        span: where in ``text`` the change is.
        after: what would stand there.
        kind: what the change corrects.
    """
    left = tokenize(text[max(0, span.start - _NEIGHBOURHOOD) : span.start])
    right = tokenize(text[span.end : span.end + _NEIGHBOURHOOD])
    before_word = next((t.text for t in reversed(left) if t.is_word), "")
    after_word = next((t.text for t in right if t.is_word), "")
    fields = (before_word.casefold(), span.of(text), after, after_word.casefold(), kind.value)
    return hashlib.sha256("\x1f".join(fields).encode("utf-8", "replace")).hexdigest()[:16]


def without_dismissed(suggestions: Iterable[S], dismissed: Container[str]) -> tuple[S, ...]:
    """The suggestions whose fingerprints are not in ``dismissed``."""
    return tuple(s for s in suggestions if s.fingerprint not in dismissed)

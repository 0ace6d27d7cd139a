"""Edits: replace a span of a base text; and how a list of them is applied."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from companion.text.span import Span


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Replace ``span`` of the base text with ``replacement``."""

    span: Span
    replacement: str

    def before(self, base: str) -> str:
        """The words of ``base`` that the edit takes away."""
        return self.span.of(base)

    def shifted(self, by: int) -> Edit:
        """The same edit for a base in which it stands ``by`` code points further on."""
        return Edit(self.span.shifted(by), self.replacement)


def apply_edits(base: str, edits: Iterable[Edit]) -> str:
    """Apply edits, given in terms of ``base``, all at once.

    Raises:
        ValueError: if two edits overlap, or one lies outside ``base``.
    """
    parts: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda e: (e.span.start, e.span.end)):
        if edit.span.end > len(base):
            raise ValueError(f"{edit} lies outside a text of {len(base)} code points")
        if edit.span.start < at:
            raise ValueError(f"{edit} overlaps the edit before it")
        parts += (base[at : edit.span.start], edit.replacement)
        at = edit.span.end
    parts.append(base[at:])
    return "".join(parts)

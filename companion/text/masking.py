"""Plain prose out of a Markdown paragraph, and the way back.

Engines read prose, so marks are taken out, code and formulas become a stand-in noun, and line
breaks inside a paragraph become spaces. Every position of the prose leads back to the draft; what
touches a stand-in or a removed mark leads nowhere, so that no finding can change it.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from companion.text.document import Paragraph, regions_of
from companion.text.edit import Edit
from companion.text.inline import Region
from companion.text.span import Span

# Stands for code, formulas, addresses: a noun that takes "a", "the" or neither, in either number.
STAND_IN = "Sprout"

_BLANK = re.compile(r"\s*")
_BREAK = re.compile(r"</?(?:br|p|div|li|td|tr|h[1-6]|hr)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of the prose and where it comes from."""

    prose: int
    source: int
    length: int


@dataclass(frozen=True, slots=True)
class Masked:
    """The prose of a paragraph, and where each part of it stands in the draft.

    ``quotations`` are in order of their starts; ``quoted_until`` is, for each, how far it or one
    before it reaches.
    """

    prose: str
    pieces: tuple[_Piece, ...]
    quotations: tuple[Span, ...]
    quoted_until: tuple[int, ...]

    def to_source(self, span: Span) -> Span | None:
        """Where ``span`` of the prose stands in the draft; None where it may not be changed."""
        index = bisect_right(self.pieces, span.start, key=lambda piece: piece.prose) - 1
        if index < 0:
            return None
        piece = self.pieces[index]
        if span.end - piece.prose > piece.length or self._beside_stand_in(index, span):
            return None
        found = span.shifted(piece.source - piece.prose)
        return None if self._is_quoted(found) else found

    def _is_quoted(self, found: Span) -> bool:
        """Whether a quotation holds some of ``found``, which is in the draft."""
        before = bisect_left(self.quotations, found.end, key=lambda quotation: quotation.start)
        return before > 0 and self.quoted_until[before - 1] > found.start

    def _beside_stand_in(self, index: int, span: Span) -> bool:
        """Whether the words are about a stand-in, of which grammar knows nothing."""
        piece = self.pieces[index]
        end = piece.prose + piece.length
        after = self.prose.startswith(STAND_IN, end) and self._is_blank(span.end, end)
        before = self.prose.endswith(STAND_IN, 0, piece.prose)
        return after or (before and self._is_blank(piece.prose, span.start))

    def _is_blank(self, start: int, end: int) -> bool:
        blank = _BLANK.match(self.prose, start, end)
        return blank is not None and blank.end() == end

    def edit_to_source(self, edit: Edit) -> Edit | None:
        """The edit in the draft's coordinates, or None where it may not be made."""
        span = self.to_source(edit.span)
        return None if span is None else Edit(span, edit.replacement)


def mask(text: str, paragraph: Paragraph, regions: Iterable[Region] | None = None) -> Masked:
    """The prose of one checkable paragraph of ``text``."""
    content = paragraph.content
    if regions is None:
        regions = regions_of(text, paragraph)
    parts: list[str] = []
    pieces: list[_Piece] = []
    quotations: list[Span] = []
    length = 0

    def add(piece: str, source: int | None) -> None:
        nonlocal length
        if source is not None and piece:
            pieces.append(_Piece(length, source, len(piece)))
        parts.append(piece)
        length += len(piece)

    def keep(start: int, end: int) -> None:
        """Prose as it stands, its line breaks and their indentation as one space each."""
        while start < end:
            stop = text.find("\n", start, end)
            if stop < 0:
                add(text[start:end], start)
                return
            add(text[start:stop].rstrip(), start)
            add(" ", None)
            start = stop + 1
            while start < end and text[start] in " \t":
                start += 1

    at = content.start
    for region in regions:
        span = region.span
        if region.kind == "quotation":
            quotations.append(span)
        if region.kind == "quotation" or span.start < at or span.start >= content.end:
            continue
        keep(at, span.start)
        at = span.end
        add(_stands_for(text, region), None)
    keep(at, content.end)
    quotations.sort()
    until = tuple(accumulate((quotation.end for quotation in quotations), max))
    return Masked("".join(parts), tuple(pieces), tuple(quotations), until)


def _stands_for(text: str, region: Region) -> str:
    words = region.span.of(text)
    match region.kind:
        case "code" | "math" | "name":
            return STAND_IN
        case "url":
            return "" if words.startswith("]") else STAND_IN
        case "html" if _BREAK.match(words):
            return " "
        case "html" if words.startswith("&"):
            return html.unescape(words)
        case "citation" if words.startswith("("):
            return words
        case "citation" if words.startswith("@"):
            return STAND_IN
        case _:
            return ""

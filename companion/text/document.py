"""The document model: the paragraphs of a Markdown draft, and what in it must not be touched.

A fast scanner of lines and marks, not a full Markdown parser: it answers two questions only, in
time linear in the text. Where Markdown is ambiguous it errs toward protecting. Lines end with a
line feed, with or without a carriage return before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from companion.text.annotation_block import block_start
from companion.text.inline import Region, inline_regions
from companion.text.span import Span

ParagraphKind = Literal[
    "prose",
    "heading",
    "list-item",
    "footnote",
    "code",
    "front-matter",
    "quote",
    "table",
    "html",
    "math",
    "reference",
    "rule",
]

CHECKABLE = frozenset(("prose", "heading", "list-item", "footnote"))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of a draft: whole lines, without the last line's ending.

    ``marker`` is how much of the block's start is markup (indentation, ``#``, ``-``, ``1.``) and
    ``trailer`` how much of its end is (closing ``#``, the underline of a heading).
    """

    span: Span
    kind: ParagraphKind
    marker: int = 0
    trailer: int = 0

    @property
    def checkable(self) -> bool:
        """Whether it holds the author's prose; code, tables, block quotes and the like do not."""
        return self.kind in CHECKABLE

    @property
    def content(self) -> Span:
        """The span without marker and trailer."""
        return Span(self.span.start + self.marker, self.span.end - self.trailer)


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The blocks of ``text``, in order, apart; between them stand only blank lines."""
    return tuple(_Blocks(text).run())


def protected_regions(text: str) -> tuple[Region, ...]:
    """What must not be changed, each with what it is, in order.

    Regions are apart, except that a quotation may contain others.
    """
    regions: list[Region] = []
    for paragraph in paragraphs(text):
        regions += regions_of(text, paragraph)
    return tuple(regions)


def regions_of(text: str, paragraph: Paragraph) -> list[Region]:
    """The protected regions of one paragraph of ``text``, in the coordinates of ``text``."""
    if not paragraph.checkable:
        return [Region(paragraph.span, "block")]
    span, content = paragraph.span, paragraph.content
    regions = []
    if paragraph.marker:
        regions.append(Region(Span(span.start, content.start), "markup"))
    regions += inline_regions(text, content.start, content.end)
    if paragraph.trailer:
        regions.append(Region(Span(content.end, span.end), "markup"))
    return regions


def protected_spans(text: str) -> tuple[Span, ...]:
    """The parts of ``text`` that must not be changed, in order; they neither overlap nor touch."""
    return merge_spans(region.span for region in protected_regions(text))


def merge_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The union of ``spans`` as spans in order that neither overlap nor touch."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


_LINE = re.compile(r"[^\n]*\n|[^\n]+\Z")
_FENCE = re.compile(r"[ \t]*(`{3,}(?=[^`\r\n]*\r?$)|~{3,})")
_FENCE_MARK = re.compile(r"`{3,}|~{3,}")
_HEADING = re.compile(r"#{1,6}(?:[ \t]+|(?=\r?$))")
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*\r?$")
_RULE = re.compile(r"([-*_])(?:[ \t]*\1){2,}[ \t]*\r?$|:::+.*$")
_ITEM = re.compile(r"([-*+]|\d{1,9}[.)])(?:([ \t]+)(\[[ xX]\][ \t]+)?|(?=\r?$))")
_DELIMITERS = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*(?:\|[ \t]*)?\r?$")
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]+\]:[ \t]*")
_REFERENCE = re.compile(r"\[[^\[\]]+\]:[ \t]*(?:\S|\r?$)")
_FRONT_MATTER = {"---": ("---", "..."), "+++": ("+++",)}
_HTML_UNTIL = (
    (re.compile(r"<(?:script|pre|style|textarea)(?=[\s>]|$)", re.I), re.compile(
        r"</(?:script|pre|style|textarea)>", re.I)),
    (re.compile(r"<!--"), re.compile(r"-->")),
    (re.compile(r"<\?"), re.compile(r"\?>")),
    (re.compile(r"<!\[CDATA\["), re.compile(r"\]\]>")),
    (re.compile(r"<![A-Za-z]"), re.compile(r">")),
)  # fmt: skip
_HTML_BLOCK = re.compile(
    r"""</?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd
    |details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head
    |header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p
    |param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?=[\s/>]|$)""",
    re.IGNORECASE | re.VERBOSE,
)
_HTML_ALONE = re.compile(r"</?[A-Za-z][^<>]*>[ \t]*\r?$")
_MATH = (("$$", "$$"), ("\\[", "\\]"))
_ENVIRONMENT = re.compile(r"\\begin\{([A-Za-z]+\*?)\}")
_ENVIRONMENT_END = re.compile(r"\\end\{[A-Za-z]+\*?\}")


class _Blocks:
    """The state of one pass over the lines."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = [m.span() for m in _LINE.finditer(text)]
        self.found: list[Paragraph] = []
        self.annotations = block_start(text)  # who wrote what, at the end: not prose
        self.items: list[int] = []  # columns at which the contents of open list items start
        self.closers: dict[str, int] = {}  # where each closing mark was last found; -1: no more
        self.environments: dict[str, list[int]] | None = None

    def run(self) -> list[Paragraph]:
        at = self._front_matter()
        while at < len(self.lines):
            at = self._block(at)
        return self.found

    def _line(self, at: int) -> str:
        start, end = self.lines[at]
        return self.text[start:end].rstrip("\n")

    def _add(
        self, first: int, stop: int, kind: ParagraphKind, marker: int = 0, trail: int = 0
    ) -> int:
        """Keep lines ``first`` to ``stop`` as one block, and go on after them."""
        start, end = self.lines[first][0], self.lines[stop - 1][1]
        if self.text.endswith("\n", start, end):
            end -= 1
            if self.text.endswith("\r", start, end):
                end -= 1
        end = max(end, start + marker + trail)
        self.found.append(Paragraph(Span(start, end), kind, marker, trail))
        return stop

    def _front_matter(self) -> int:
        if len(self.lines) < 2:
            return 0
        closers = _FRONT_MATTER.get(self._line(0).lstrip("\ufeff").rstrip())
        if closers is None or not self._line(1).strip():
            return 0
        for at in range(1, len(self.lines)):
            if self._line(at).rstrip() in closers:
                return self._add(0, at + 1, "front-matter")
        return 0

    def _block(self, at: int) -> int:
        if self.lines[at][0] == self.annotations:
            return self._add(at, len(self.lines), "front-matter")
        line = self._line(at)
        body = line.lstrip(" \t")
        if not body.strip():
            return at + 1
        indent = _columns(line, len(line) - len(body))
        while self.items and indent < self.items[-1]:
            self.items.pop()
        inner = indent - (self.items[-1] if self.items else 0)
        if inner >= 4:
            return self._indented(at)
        lead = len(line) - len(body)
        if _FENCE.match(line):
            return self._fenced(at)
        if body.startswith(">"):
            return self._quote(at)
        if match := _HEADING.match(body):
            trail = _without_return(len(body) - _closing_hashes(body, match.end()), body)
            return self._add(at, at + 1, "heading", lead + match.end(), trail)
        if _RULE.match(body):
            return self._add(at, at + 1, "rule")
        if match := _ITEM.match(body):
            return self._item(at, line, lead, match)
        return (
            self._html(at, body, interrupts=False)
            or self._math(at, body)
            or self._table(at)
            or self._definition(at, body, lead)
            or self._prose(at, "prose", lead)
        )

    def _indented(self, at: int) -> int:
        """Indented code goes on over blank lines, as long as the next line is indented too."""
        base = self.items[-1] if self.items else 0
        stop = ahead = at + 1
        while ahead < len(self.lines):
            line = self._line(ahead)
            body = line.lstrip(" \t")
            ahead += 1
            if not body.strip():
                continue
            if _columns(line, len(line) - len(body)) - base < 4:
                break
            stop = ahead
        return self._add(at, stop, "code")

    def _fenced(self, at: int) -> int:
        opened = _FENCE_MARK.search(self._line(at))
        fence = opened.group() if opened else "```"
        for stop in range(at + 1, len(self.lines)):
            line = self._line(stop)
            body = line.strip()
            if (
                body
                and self.items
                and _columns(line, len(line) - len(line.lstrip(" \t"))) < self.items[-1]
            ):
                return self._add(at, stop, "code")  # the list item has ended, and the code with it
            if len(body) >= len(fence) and not body.strip(fence[0]):
                return self._add(at, stop + 1, "code")
        return self._add(at, len(self.lines), "code")

    def _quote(self, at: int) -> int:
        """A block quote takes the lines that go on with its last paragraph, marked or not."""
        stop = at + 1
        while stop < len(self.lines):
            body = self._line(stop).lstrip(" \t")
            if not body.startswith(">") and (not body.strip() or self._starts_block(stop)):
                break
            stop += 1
        return self._add(at, stop, "quote")

    def _item(self, at: int, line: str, lead: int, match: re.Match[str]) -> int:
        body = line[lead + match.end() :]
        marker = lead + match.end()
        gap = len(match.group(2) or " ")
        # Beyond four spaces the item begins with indented code, one space after its marker.
        width = lead + len(match.group(1)) + (gap if gap <= 4 else 1)
        self.items.append(_columns(line, lead) + width - lead)
        if not body.strip():
            return self._add(at, at + 1, "rule")
        if _FENCE.match(body) or gap > 4:
            return self._fenced(at) if _FENCE.match(body) else self._add(at, at + 1, "code")
        if body.startswith(">"):
            return self._quote(at)
        if nested := _ITEM.match(body):
            return self._nested(at, marker, nested)
        if heading := _HEADING.match(body):
            return self._add(at, at + 1, "heading", marker + heading.end())
        return self._prose(at, "list-item", marker)

    def _nested(self, at: int, marker: int, nested: re.Match[str]) -> int:
        """``- - words``: the markers go together, and so do their columns."""
        self.items.append(self.items[-1] + nested.end())
        return self._prose(at, "list-item", marker + nested.end())

    def _html(self, at: int, body: str, *, interrupts: bool) -> int:
        if not body.startswith("<"):
            return 0
        for opener, closer in _HTML_UNTIL:
            if opener.match(body):
                return self._add(at, self._until(at, closer), "html")
        if _HTML_BLOCK.match(body) or (not interrupts and _HTML_ALONE.match(body)):
            stop = at + 1
            while stop < len(self.lines) and self._line(stop).strip():
                stop += 1
            return self._add(at, stop, "html")
        return 0

    def _until(self, at: int, closer: re.Pattern[str]) -> int:
        for stop in range(at, len(self.lines)):
            if closer.search(self._line(stop)):
                return stop + 1
        return len(self.lines)

    def _math(self, at: int, body: str) -> int:
        pairs = list(_MATH)
        if match := _ENVIRONMENT.match(body):
            pairs.append((match.group(), f"\\end{{{match.group(1)}}}"))
        for opener, closer in pairs:
            if not body.startswith(opener):
                continue
            end = self._closer(
                closer, self.lines[at][0] + self._line(at).index(opener) + len(opener)
            )
            if end < 0:
                continue
            stop = bisect_left(self.lines, end + len(closer), lo=at, key=lambda line: line[1])
            rest = self.text[end + len(closer) : self.lines[stop][1]].strip()
            if not rest or all(c in ".,;)" for c in rest):
                return self._add(at, stop + 1, "math")
        return 0

    def _closer(self, closer: str, start: int) -> int:
        """Where a closing mark next stands; what is known is not looked for again."""
        if closer not in self.closers or 0 <= self.closers[closer] < start:
            if closer.startswith("\\end"):
                self.closers[closer] = self._environment_end(closer, start)
            else:
                self.closers[closer] = self.text.find(closer, start)
        return self.closers[closer]

    def _environment_end(self, closer: str, start: int) -> int:
        if self.environments is None:
            self.environments = {}
            for match in _ENVIRONMENT_END.finditer(self.text):
                self.environments.setdefault(match.group(), []).append(match.start())
        places = self.environments.get(closer, [])
        at = bisect_left(places, start)
        return places[at] if at < len(places) else -1

    def _table(self, at: int) -> int:
        if not self._is_table(at):
            return 0
        stop = at + 2
        while stop < len(self.lines) and self._line(stop).strip() and not self._starts_block(stop):
            stop += 1
        return self._add(at, stop, "table")

    def _is_table(self, at: int) -> bool:
        if at + 1 >= len(self.lines) or "|" not in self._line(at):
            return False
        below = self._line(at + 1).strip()
        return "|" in below and _DELIMITERS.match(below) is not None

    def _definition(self, at: int, body: str, lead: int) -> int:
        if match := _FOOTNOTE.match(body):
            return self._prose(at, "footnote", lead + match.end())
        if not _REFERENCE.match(body):
            return 0
        stop = at + 1  # a long title may stand on the next line
        if stop < len(self.lines) and self._line(stop).lstrip(" \t")[:1] in ('"', "'", "("):
            stop += 1
        return self._add(at, stop, "reference")

    def _prose(self, at: int, kind: ParagraphKind, marker: int) -> int:
        stop = at + 1
        while stop < len(self.lines):
            line = self._line(stop)
            body = line.lstrip(" \t")
            if not body.strip():
                break
            indent = _columns(line, len(line) - len(body))
            shallow = indent - (self.items[-1] if self.items else 0) < 4
            if shallow and _UNDERLINE.match(body) and not (self.items and indent < self.items[-1]):
                trail = len(self.text[self.lines[stop - 1][0] : self.lines[stop][1]].rstrip("\r\n"))
                trail -= len(self._line(stop - 1).rstrip())
                return self._add(at, stop + 1, "heading", marker, trail)
            if self._starts_block(stop) or self._is_table(stop):
                break
            if kind == "footnote" and _REFERENCE.match(body):
                break
            stop += 1
        return self._add(at, stop, kind, marker)

    def _starts_block(self, at: int) -> bool:
        """Whether the line ends a paragraph above it, without a blank line between them."""
        line = self._line(at)
        body = line.lstrip(" \t")
        lead = len(line) - len(body)
        if not body or body[0] not in "`~>#-*_+<:$0123456789":
            return False
        if _columns(line, lead) - (self.items[-1] if self.items else 0) >= 4:
            return False
        if _FENCE.match(line) or body[0] == ">" or _HEADING.match(body) or _RULE.match(body):
            return True
        if body.startswith("$$"):
            return True
        if item := _ITEM.match(body):
            # A paragraph that happens to have a line starting with "1985. " is not a list; in a
            # list it may be the next item, or one inside this, to which the same applies.
            if self.items and _columns(line, lead) < self.items[-1]:
                return True
            number = item.group(1)[:-1]
            return (not number or number == "1") and bool(body[item.end() :].strip())
        opens = any(opener.match(body) for opener, _ in _HTML_UNTIL)
        return opens or _HTML_BLOCK.match(body) is not None


def _closing_hashes(body: str, start: int) -> int:
    """Where the closing ``#`` of a heading begin, with the white space around them."""
    end = len(body) - body.endswith("\r")
    words = max(start, len(body[:end].rstrip(" \t")))
    hashes = len(body[:words].rstrip("#"))
    if hashes < words and hashes > start and body[hashes - 1] in " \t":
        return max(start, len(body[:hashes].rstrip(" \t")))
    return words


def _columns(line: str, lead: int) -> int:
    """The column at which the first ``lead`` characters (spaces and tabs) end."""
    if "\t" not in line[:lead]:
        return lead
    return len(line[:lead].expandtabs(4))


def _without_return(trail: int, body: str) -> int:
    """A trailing carriage return belongs to the line's ending, not to the block."""
    return trail - 1 if body.endswith("\r") and trail else trail

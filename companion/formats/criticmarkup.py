r"""CriticMarkup: changes, highlights and comments marked in a text.

``{++added++}``, ``{--removed--}``, ``{~~old~>new~~}``, ``{==highlit==}``, ``{>>comment<<}``, as
http://criticmarkup.com has them. It knows no escapes, so that a text in which such marks stand as
words could not be told from one in which they are marks. A backslash inside the mark does it: an
opener among words is written ``{\++``, a closer within its own mark ``++\}``, an arrow in what is
replaced ``~\>``. Markdown shows these as if the backslash were not there, and no program that
knows nothing of it takes them for marks. One that stood there already gets one more.

``parse(render(pieces)) == pieces`` for all pieces, whatever characters they hold, as long as no
two pieces of plain text follow one another and none is empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from companion.text.document import paragraphs, regions_of
from companion.text.edit import Edit
from companion.text.sentences import sentences
from companion.text.span import Span

PieceKind = Literal["text", "added", "removed", "replaced", "highlit", "comment"]

_MARKS: dict[PieceKind, tuple[str, str]] = {
    "added": ("{++", "++}"),
    "removed": ("{--", "--}"),
    "replaced": ("{~~", "~~}"),
    "highlit": ("{==", "==}"),
    "comment": ("{>>", "<<}"),
}
_ARROW = "~>"
_KINDS = {opener: kind for kind, (opener, _) in _MARKS.items()}
_OPENER = re.compile(r"\{(?:\+\+|--|~~|==|>>)")
# Where a backslash goes in: after the first lookbehind, before what follows the backslashes that
# stand there already.
_OPENER_BREAK = re.compile(r"(?<=\{)(?=\\*(?:\+\+|--|~~|==|>>))")
_CLOSER_BREAKS = {
    closer: re.compile(rf"(?<={re.escape(closer[:2])})(?=\\*\}})") for _, closer in _MARKS.values()
}
_ARROW_BREAK = re.compile(r"(?<=~)(?=\\*>)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of plain text, or one mark.

    ``before`` is what the text says without the change and ``after`` what it says with it; they
    are the same in plain text and in what is highlit. A comment has only its ``note``.
    """

    kind: PieceKind
    before: str = ""
    after: str = ""
    note: str = ""


class MarkedChange(NamedTuple):
    """A change of the base text, and what a comment right behind its mark says of it."""

    edit: Edit
    note: str = ""


class Comment(NamedTuple):
    """A comment that belongs to no change, and the words of the base text it is about."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text with marks, read: without its changes, with them, and one by one."""

    base: str
    revised: str
    changes: tuple[MarkedChange, ...]
    comments: tuple[Comment, ...]


def parse(text: str, *, skip: Sequence[Span] = ()) -> tuple[Piece, ...]:
    """The pieces of a text. An opener without a closer is text like any other.

    Args:
        text: any text.
        skip: spans, in order and apart, within which nothing is a mark, such as code.
    """
    pieces: list[Piece] = []
    absent: set[str] = set()  # closers known not to occur further on
    skipped = iter((*skip, Span(len(text), len(text))))
    within = next(skipped)
    plain = at = 0
    while (match := _OPENER.search(text, at)) is not None:
        start, opener = match.start(), match.group()
        closer = _MARKS[_KINDS[opener]][1]
        end = -1 if closer in absent else text.find(closer, match.end())
        at = match.end()
        if end < 0:
            absent.add(closer)
            continue
        stop = end + len(closer)
        while within.end <= start and within.end < len(text):
            within = next(skipped)
        piece = _piece(_KINDS[opener], text[match.end() : end])
        if piece is None or (within.start <= start and stop <= within.end):
            continue
        if plain < start:
            pieces.append(_plain(text[plain:start]))
        pieces.append(piece)
        plain = at = stop
    if plain < len(text):
        pieces.append(_plain(text[plain:]))
    return tuple(pieces)


def render(pieces: Iterable[Piece]) -> str:
    """The text that has these pieces."""
    return "".join(_written(piece) for piece in pieces)


def read_criticmarkup(text: str) -> MarkedText | None:
    """What a file says before and after its marks, or None if no change is marked in it.

    Comments are in neither, highlighted words in both. Marks inside code are code.
    """
    pieces = parse(text, skip=_code(text))
    if not any(piece.kind in ("added", "removed", "replaced") for piece in pieces):
        return None
    base = "".join(piece.before for piece in pieces)
    revised = "".join(piece.after for piece in pieces)
    return MarkedText(base, revised, *_changes_and_comments(base, pieces))


def mark_up(text: str, changes: Iterable[MarkedChange]) -> str:
    """``text`` with changes marked in it, in order and apart, their notes as comments.

    Without a change there is nothing to mark, and nothing to escape.
    """
    pieces: list[Piece] = []
    at = 0
    for edit, note in changes:
        if at < edit.span.start:
            pieces.append(Piece("text", text[at : edit.span.start], text[at : edit.span.start]))
        pieces.append(_change(edit.before(text), edit.replacement))
        if note:
            pieces.append(Piece("comment", note=" ".join(note.split())))
        at = edit.span.end
    if not pieces:
        return text
    pieces.append(Piece("text", text[at:], text[at:]))
    return render(pieces)


def _change(before: str, after: str) -> Piece:
    kind: PieceKind = "added" if not before else "replaced" if after else "removed"
    return Piece(kind, before, after)


def _plain(raw: str) -> Piece:
    text = _mended(_OPENER_BREAK, raw)
    return Piece("text", text, text)


def _piece(kind: PieceKind, raw: str) -> Piece | None:
    """The mark with that content; None if it is none."""
    broken = _CLOSER_BREAKS[_MARKS[kind][1]]
    if kind == "replaced":
        old, arrow, new = raw.partition(_ARROW)
        if not arrow:
            return None
        return Piece(kind, _mended(broken, _mended(_ARROW_BREAK, old)), _mended(broken, new))
    content = _mended(broken, raw)
    if kind == "comment":
        return Piece(kind, note=content)
    before = "" if kind == "added" else content
    return Piece(kind, before, "" if kind == "removed" else content)


def _written(piece: Piece) -> str:
    if piece.kind == "text":
        return _OPENER_BREAK.sub(r"\\", piece.before)
    opener, closer = _MARKS[piece.kind]
    broken = _CLOSER_BREAKS[closer]
    before, after, note = (broken.sub(r"\\", s) for s in (piece.before, piece.after, piece.note))
    if piece.kind == "replaced":
        content = _ARROW_BREAK.sub(r"\\", before) + _ARROW + after
    else:
        content = note or before or after
    return opener + content + closer


def _mended(place: re.Pattern[str], raw: str) -> str:
    """``raw`` with one backslash less at each such place."""
    if "\\" not in raw:
        return raw
    parts, at = [], 0
    for match in place.finditer(raw):
        if raw.startswith("\\", match.start()):
            parts.append(raw[at : match.start()])
            at = match.start() + 1
    return "".join(parts) + raw[at:]


def _code(text: str) -> list[Span]:
    """Where code stands, in order and apart."""
    spans: list[Span] = []
    for paragraph in paragraphs(text):
        if paragraph.kind == "code":
            spans.append(paragraph.span)
        elif paragraph.checkable:
            spans += (r.span for r in regions_of(text, paragraph) if r.kind == "code")
    return sorted(spans)


def _changes_and_comments(
    base: str, pieces: Sequence[Piece]
) -> tuple[tuple[MarkedChange, ...], tuple[Comment, ...]]:
    """The changes and comments, in terms of ``base``.

    What is removed and what is added in its place, side by side, is one change.
    """
    changes: list[MarkedChange] = []
    comments: list[Comment] = []
    at = 0
    last: PieceKind = "text"
    highlit = Span(0, 0)
    for piece in pieces:
        span = Span(at, at + len(piece.before))
        at = span.end
        if piece.kind in ("added", "removed", "replaced"):
            if {last, piece.kind} == {"added", "removed"}:
                edit = changes.pop().edit
                span = Span(edit.span.start, span.end)
                changes.append(MarkedChange(Edit(span, edit.replacement + piece.after)))
            else:
                changes.append(MarkedChange(Edit(span, piece.after)))
        elif piece.kind == "highlit":
            highlit = span
        elif piece.kind == "comment" and last in ("added", "removed", "replaced"):
            changes[-1] = changes[-1]._replace(note=piece.note)
        elif piece.kind == "comment":
            about = highlit if last == "highlit" else _sentence_at(base, at)
            comments.append(Comment(about, piece.note))
        last = piece.kind
    return tuple(changes), tuple(comments)


def _sentence_at(base: str, at: int) -> Span:
    """The sentence before that place, or around it; an empty span in a text without any."""
    for paragraph in reversed(paragraphs(base)):
        if paragraph.span.start <= at and paragraph.checkable:
            start = paragraph.content.start
            found = [s.shifted(start) for s in sentences(paragraph.content.of(base))]
            return next((s for s in reversed(found) if s.start < at), paragraph.content)
    return Span(at, at)

"""The bytes of a draft and its text: nothing that the author did not change is changed.

In memory a line ends with a line feed. On disk each line keeps the end that it had, and the file
its byte order mark or its lack of one. Everything else (lone carriage returns, form feeds,
U+2028) is text like any other.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from companion.text.characters import writable
from companion.text.diff import diff_tokens
from companion.text.wording import counted

_BOM = b"\xef\xbb\xbf"
_UTF16_OR_32 = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


class NotText(ValueError):
    """The bytes are not a UTF-8 text; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Form:
    """How a text is written down.

    ``line_end`` is the one that most lines have; ``others`` are the numbers of the lines, from 0,
    that end in the other way.
    """

    bom: bool = False
    line_end: str = "\n"
    others: frozenset[int] = field(default=frozenset())


def decode(data: bytes) -> tuple[str, Form]:
    """The text of a draft, and how it was written down.

    Raises:
        NotText: if the bytes are not UTF-8, or not a text.
    """
    if data.startswith(_UTF16_OR_32):
        raise NotText("is UTF-16 or UTF-32, not UTF-8: save it as UTF-8 in the program it is from")
    if b"\0" in data:
        raise NotText(_about_nul(data))
    bom = data.startswith(_BOM)
    try:
        raw = data[len(_BOM) if bom else 0 :].decode("utf-8")
    except UnicodeDecodeError as error:
        at = error.start + (len(_BOM) if bom else 0)
        line = data.count(b"\n", 0, at) + 1
        raise NotText(
            f"is not UTF-8 (line {line}, byte {at} of the file, 0x{data[at]:02x}): save it as UTF-8"
            " in the program it is from, or convert it, as in 'iconv -f WINDOWS-1252 -t UTF-8'"
        ) from None
    crlf, ends = raw.count("\r\n"), raw.count("\n")
    line_end = "\r\n" if 2 * crlf > ends else "\n"
    text = raw.replace("\r\n", "\n")
    if crlf in (0, ends):
        return text, Form(bom, line_end)
    odd = enumerate(line.endswith("\r") for line in raw.split("\n")[:-1])
    others = frozenset(i for i, is_crlf in odd if is_crlf is (line_end == "\n"))
    return text, Form(bom, line_end, others)


def _about_nul(data: bytes) -> str:
    """What is wrong with bytes that hold NUL: a text with a few stray ones can be repaired."""
    strays = data.count(b"\0")
    if strays <= max(1, len(data) // 100):
        with suppress(UnicodeDecodeError):
            data.decode("utf-8")
            line = data.count(b"\n", 0, data.index(b"\0")) + 1
            return (
                f"holds {counted(strays, 'NUL character')} (the first in line {line}),"
                " which no text file can hold; nothing was changed: take them out, as in"
                " \"tr -d '\\000' < draft.md > mended.md\""
            )
    return "is not a text file: export it as plain text or Markdown"


def encode(text: str, form: Form, before: str) -> tuple[bytes, Form]:
    """The bytes of ``text``, and how it is now written down.

    Args:
        text: what to write; NUL and half of a surrogate pair, which no text file can hold, become
            U+FFFD.
        form: how ``before`` was written down.
        before: the text that was there; a line that it shares with ``text`` keeps its end.
    """
    text = whole_characters(text)
    others = form.others if text == before else frozenset(_carried(before, text, form.others))
    if others:
        other = "\n" if form.line_end == "\r\n" else "\r\n"
        lines = text.split("\n")
        ends = [other if i in others else form.line_end for i in range(len(lines) - 1)]
        # A lone carriage return before a line feed would be read back as one line end.
        raw = "".join(
            line + ("\r\n" if line.endswith("\r") else end)
            for line, end in zip(lines, ends, strict=False)
        )
        raw += lines[-1]
    elif form.line_end == "\r\n":
        raw = text.replace("\n", "\r\n")
    else:
        raw = text.replace("\r\n", "\r\r\n")
    bom = form.bom or text.startswith("\ufeff")
    return (_BOM if bom else b"") + raw.encode("utf-8"), Form(bom, form.line_end, others)


def whole_characters(text: str) -> str:
    """``text`` as a file can hold it: see `companion.text.characters`."""
    return writable(text)


def _carried(before: str, text: str, others: frozenset[int]) -> Iterator[int]:
    """The numbers that the lines ``others`` of ``before`` have in ``text``.

    A line whose words were changed keeps its number as long as no line was put in or taken out
    beside it.
    """
    if not others:
        return
    old = new = removed = added = 0
    for op, run in [*diff_tokens(before.split("\n"), text.split("\n")), (0, [])]:
        if op < 0:
            removed += len(run)
            continue
        if op > 0:
            added += len(run)
            continue
        yield from (new + i for i in range(min(removed, added)) if old + i in others)
        old, new = old + removed, new + added
        removed = added = 0
        yield from (new + i for i in range(len(run)) if old + i in others)
        old, new = old + len(run), new + len(run)

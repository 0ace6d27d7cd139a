"""The text of a Word document (.docx), as Markdown, before and after its tracked changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from companion.formats.office_package import DEFAULT_ADVICE, BadPackage, check_package
from companion.text.wording import shortened

if TYPE_CHECKING:
    from docx.document import Document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# What older programs show in the place of a text box that stands beside it.
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MAX_REASON = 100
_HEADING = re.compile(r"(?:heading|title)\s*(\d?)", re.IGNORECASE)


class NotWord(ValueError):
    """The bytes are no Word document that can be read; the message says why.

    Attributes:
        advice: what to do.
    """

    def __init__(self, why: str, advice: str = DEFAULT_ADVICE) -> None:
        super().__init__(why)
        self.advice = advice


@dataclass(frozen=True, slots=True)
class WordText:
    """What a document says.

    ``revised`` is its text with all tracked changes made, ``base`` with none of them, and
    ``tracked`` whether there are any. ``author`` last saved it, ``reviser`` made the changes;
    either is empty where the document does not say.
    """

    base: str
    revised: str
    tracked: bool
    author: str = ""
    reviser: str = ""


def read_word(content: bytes) -> WordText:
    """Read a document: headings and lists are marked as in Markdown, nothing else.

    Raises:
        NotWord: it is no such document, is broken, or is far too large.
    """
    try:
        check_package(content)
        from docx import Document

        document = Document(BytesIO(content))
        body: Any = document.element.body
        if body.getroottree().docinfo.doctype:
            raise BadPackage("it holds a document type, which no Word document does")
        tracked = any(
            body.find(f".//{_W}{tag}") is not None for tag in ("ins", "del", "moveFrom", "moveTo")
        )
        revised = _prose(body, skip=("del", "moveFrom"))
        base = _prose(body, skip=("ins", "moveTo")) if tracked else revised
        return WordText(base, revised, tracked, _author(document), _reviser(body))
    except BadPackage as error:
        raise NotWord(str(error), error.advice) from error
    except Exception as error:  # whatever is broken in there, what follows for the user is one
        raise NotWord(_first_line(str(error)) or type(error).__name__) from error


def _first_line(said: str) -> str:
    """What a library says of a broken file, short enough for a message."""
    return shortened(said.strip().partition("\n")[0], _MAX_REASON)


def _author(document: Document) -> str:
    """Who last saved the document; the library would make up one where none is named."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    try:
        document.part.package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES)
    except KeyError:
        return ""
    return str(document.core_properties.last_modified_by).strip()


def _reviser(body: Any) -> str:
    names = {change.get(f"{_W}author", "") for change in body.iter(f"{_W}ins", f"{_W}del")}
    return ", ".join(sorted(filter(None, names)))


def _prose(body: Any, skip: tuple[str, ...]) -> str:
    """The paragraphs, without what stands in the skipped elements."""
    skipped = {_W + tag for tag in (*skip, "pPr", "rPr")}
    blocks: list[tuple[str, bool]] = []
    joined: list[str] = []  # a paragraph whose end is a skipped change runs on in the next
    for paragraph in body.iter(f"{_W}p"):
        if next(paragraph.iterancestors(_FALLBACK), None) is not None:
            continue
        joined.append("".join(_text(paragraph, skipped)).strip("\n"))
        mark = paragraph.find(f"{_W}pPr/{_W}rPr")
        if mark is not None and any(child.tag in skipped for child in mark):
            continue
        if (text := "".join(joined)).strip():
            prefix = _prefix(paragraph)
            blocks.append((prefix + text, prefix == "- "))
        joined = []
    if (text := "".join(joined)).strip():
        blocks.append((text, False))
    parts: list[str] = []
    for at, (text, item) in enumerate(blocks):
        if at:
            parts.append("\n" if item and blocks[at - 1][1] else "\n\n")
        parts.append(text)
    return "".join(parts) + "\n"


def _prefix(paragraph: Any) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    name = "" if style is None else style.get(f"{_W}val", "")
    if (heading := _HEADING.match(name)) is not None:
        return "#" * min(6, int(heading[1] or 1)) + " "
    numbered = paragraph.find(f"{_W}pPr/{_W}numPr") is not None
    return "- " if numbered or name.startswith("List") else ""


def _text(element: Any, skipped: set[str]) -> Iterator[str]:
    for child in element:
        if child.tag in skipped:
            continue
        if child.tag in (f"{_W}t", f"{_W}delText"):
            yield child.text or ""
        elif child.tag == f"{_W}tab":
            yield "\t"
        elif child.tag in (f"{_W}br", f"{_W}cr"):
            yield "\n"
        elif child.tag == f"{_W}noBreakHyphen":
            yield "\u2011"
        elif child.tag != f"{_W}p":  # the paragraphs of a text box come on their own
            yield from _text(child, skipped)

"""Files read as texts to compare: Markdown, plain text, Word documents and notebooks.

A file with changes marked in it (CriticMarkup, or a Word document with tracked changes) is read
as two texts, before and after them.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path, PurePath
from xml.etree import ElementTree  # a document type is refused below, so no entities

from companion.review.compare import Source
from companion.text.critic import read_criticmarkup

SUFFIXES = (".md", ".markdown", ".txt", ".docx", ".ipynb")
_LARGEST = 50_000_000  # bytes, unpacked: far above any book, far below what fills the memory
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"(?:heading|title)\s*(\d?)", re.IGNORECASE)


class UnreadableError(ValueError):
    """A file cannot be read as a text; the message says what to do."""


def read_sources(path: Path) -> tuple[Source, ...]:
    """The text of a file, or two texts, before and after, if changes are marked in it.

    Raises:
        UnreadableError: the file is missing, of another kind, or broken.
    """
    try:
        when = datetime.fromtimestamp(path.stat().st_mtime).isoformat(" ", "minutes")
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"cannot read {path}: {error.strerror}") from error
    return sources_of(path.name, content, when)


def sources_of(name: str, content: bytes, when: str = "") -> tuple[Source, ...]:
    """The same for the content of a file of that name, such as one chosen in the browser.

    Raises:
        UnreadableError: it is of another kind, or broken.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix == ".docx":
        return _docx(name, content, when)
    if suffix == ".ipynb":
        return (Source(name, _notebook(name, content), when=when),)
    text = _decoded(name, content)
    marked = read_criticmarkup(text)
    if marked is None:
        return (Source(name, text, when=when),)
    return (
        Source(f"{name}, before", marked.base, when=when),
        Source(f"{name}, after", marked.revised, when=when),
    )


def read_text(path: Path) -> str:
    """The characters of a text file, whatever is marked in it.

    Raises:
        UnreadableError: it is missing, or no text.
    """
    try:
        return _decoded(path.name, path.read_bytes())
    except OSError as error:
        raise UnreadableError(f"cannot read {path}: {error.strerror}") from error


def _decoded(name: str, content: bytes) -> str:
    """UTF-8; UTF-16 if it says so; else the Western code page of Windows. Lines end alike."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    if b"\0" not in content or encodings == ["utf-16"]:
        for encoding in encodings:
            try:
                return content.decode(encoding).replace("\r\n", "\n")
            except UnicodeDecodeError:
                continue
    raise UnreadableError(
        f"{name} is not text: companion compares {', '.join(SUFFIXES)}; save it as one of them"
    )


def _notebook(name: str, content: bytes) -> str:
    """The cells of a notebook: Markdown as it is, code fenced; outputs are left out."""
    try:
        notebook = json.loads(content.decode("utf-8-sig"))
        language = notebook.get("metadata", {}).get("kernelspec", {}).get("language", "python")
        cells = [_cell(cell, str(language)) for cell in notebook["cells"]]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableError(
            f"{name} is not a notebook that can be read: open it in JupyterLab, save it, try again"
        ) from error
    return "\n\n".join(cell for cell in cells if cell.strip()) + "\n"


def _cell(cell: dict[str, object], language: str) -> str:
    source = cell["source"]
    text = "".join(source) if isinstance(source, list) else str(source)
    if cell["cell_type"] != "code" or not text.strip():
        return text
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{fence}{language}\n{text}\n{fence}"


def _docx(name: str, content: bytes, when: str) -> tuple[Source, ...]:
    from io import BytesIO

    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            body = _xml(archive, "word/document.xml").find(f"{_W}body")
            if body is None:
                raise KeyError("body")
            by = _author(archive)
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, ValueError) as error:
        raise UnreadableError(
            f"{name} is not a Word document that can be read: open it, save it as .docx, try again"
        ) from error
    revised = _prose(body, skip=("del", "moveFrom"))
    if all(body.find(f".//{_W}{tag}") is None for tag in ("ins", "del", "moveFrom", "moveTo")):
        return (Source(name, revised, by, when),)
    base = _prose(body, skip=("ins", "moveTo"))
    return (
        Source(f"{name}, before", base, "", when),
        Source(f"{name}, after", revised, _reviser(body) or by, when),
    )


def _xml(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    if archive.getinfo(name).file_size > _LARGEST:
        raise ValueError("too large")
    content = archive.read(name)
    if b"<!DOCTYPE" in content:
        raise ValueError("a document type")
    return ElementTree.fromstring(content)  # noqa: S314


def _author(archive: zipfile.ZipFile) -> str:
    """Who last saved the document, if it says."""
    if "docProps/core.xml" not in archive.namelist():
        return ""
    for element in _xml(archive, "docProps/core.xml"):
        if element.tag.endswith("}lastModifiedBy"):
            return (element.text or "").strip()
    return ""


def _reviser(body: ElementTree.Element) -> str:
    """Who made the tracked changes."""
    changes = (*body.iter(f"{_W}ins"), *body.iter(f"{_W}del"))
    names = {change.get(f"{_W}author", "") for change in changes}
    return ", ".join(sorted(filter(None, names)))


def _prose(body: ElementTree.Element, skip: tuple[str, ...]) -> str:
    """The document's paragraphs as Markdown: headings and lists marked, nothing else."""
    skipped = {_W + tag for tag in skip}
    blocks: list[tuple[str, bool]] = []
    joined = ""  # a paragraph whose end is one of the skipped changes runs on in the next
    for paragraph in body.iter(f"{_W}p"):
        text = joined + "".join(_text(paragraph, skipped)).strip("\n")
        joined = ""
        mark = paragraph.find(f"{_W}pPr/{_W}rPr")
        if mark is not None and any(child.tag in skipped for child in mark):
            joined = text
        elif text.strip():
            prefix = _prefix(paragraph)
            blocks.append((prefix + text, prefix == "- "))
    if joined.strip():
        blocks.append((joined, False))
    parts: list[str] = []
    for at, (text, item) in enumerate(blocks):
        if at:
            parts.append("\n" if item and blocks[at - 1][1] else "\n\n")
        parts.append(text)
    return "".join(parts) + "\n"


def _prefix(paragraph: ElementTree.Element) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    heading = _HEADING.match(style.get(f"{_W}val", "")) if style is not None else None
    if heading is not None:
        return "#" * min(6, int(heading[1] or 1)) + " "
    return "- " if paragraph.find(f"{_W}pPr/{_W}numPr") is not None else ""


def _text(element: ElementTree.Element, skipped: set[str]) -> Iterator[str]:
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

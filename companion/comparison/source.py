"""Files read as texts to compare: Markdown, plain text, Word documents and notebooks.

A file with changes marked in it (CriticMarkup, or a Word document with tracked changes) is read
as two texts, before and after them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath

from companion.formats.criticmarkup import read_criticmarkup
from companion.formats.docx import NotWord, read_word
from companion.formats.files import FileRefused, check_size, read_file
from companion.formats.foreign import foreign_kind
from companion.formats.notebook import NotebookError, load_notebook
from companion.text.characters import writable

SUFFIXES = (".md", ".markdown", ".txt", ".docx", ".ipynb")


@dataclass(frozen=True, slots=True)
class Source:
    """A text to compare: what to call it, who made it (``by``) and when, as far as known."""

    name: str
    text: str
    by: str = ""
    when: str = ""


class UnreadableError(ValueError):
    """A file cannot be read as a text; the message says what to do."""


def read_sources(path: Path) -> tuple[Source, ...]:
    """The text of a file, or two texts, before and after, if changes are marked in it.

    Raises:
        UnreadableError: the file is missing, of another kind, or broken.
    """
    content = _content(path)
    try:
        when = datetime.fromtimestamp(path.stat().st_mtime).isoformat(" ", "minutes")
    except (OSError, ValueError, OverflowError):  # gone meanwhile, or of no year that there is
        when = ""
    return sources_of(path.name, content, when)


def sources_of(name: str, content: bytes, when: str = "") -> tuple[Source, ...]:
    """The same for the content of a file of that name, such as one chosen in the browser.

    Raises:
        UnreadableError: it is of another kind, broken, or too large.
    """
    try:
        check_size(name, len(content))
    except FileRefused as error:
        raise UnreadableError(f"cannot read {name}: {error}") from error
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
    if path.suffix.lower() in (".docx", ".ipynb"):
        raise UnreadableError(
            f"{path} is no plain text, and this reads Markdown and plain text alone: 'companion"
            f" compare DRAFT {path.name}' shows what is changed in it beside your draft"
        )
    return _decoded(path.name, _content(path))


def _content(path: Path) -> bytes:
    try:
        return read_file(path)
    except FileRefused as error:
        raise UnreadableError(f"cannot read {path}: {error}") from error


def _decoded(name: str, content: bytes) -> str:
    """UTF-8; UTF-16 if it says so; else the Western code page of Windows. Lines end alike."""
    if why := foreign_kind(name, content):
        raise UnreadableError(f"{name} {why}")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    if b"\0" not in content or encodings == ["utf-16"]:
        for encoding in encodings:
            try:
                text = content.decode(encoding).replace("\r\n", "\n")
            except UnicodeDecodeError:
                continue
            if "\0" not in text:
                return text
    raise UnreadableError(
        f"{name} is not text: companion reads {', '.join(SUFFIXES)}; save it as one of them in the"
        " program that it is from"
    )


def _notebook(name: str, content: bytes) -> str:
    """The cells of a notebook: Markdown as it is, code fenced; outputs are left out."""
    try:
        notebook = load_notebook(content.decode("utf-8-sig"))
        language = notebook.get("metadata", {}).get("kernelspec", {}).get("language", "python")
        cells = [_cell(cell, str(language)) for cell in notebook["cells"]]
    except NotebookError as error:
        raise UnreadableError(f"{name} {error}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableError(
            f"{name} is not a notebook that can be read: open it in JupyterLab, save it, try again"
        ) from error
    text = "\n\n".join(cell for cell in cells if cell.strip()) + "\n"
    # JSON can spell out what no text file can hold.
    return writable(text).replace("\r\n", "\n")


def _cell(cell: dict[str, object], language: str) -> str:
    source = cell["source"]
    text = "".join(source) if isinstance(source, list) else str(source)
    if cell["cell_type"] != "code" or not text.strip():
        return text
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    language = re.sub(r"[^\w+#.-]", "", language)
    return f"{fence}{language}\n{text}\n{fence}"


def _docx(name: str, content: bytes, when: str) -> tuple[Source, ...]:
    try:
        word = read_word(content)
    except NotWord as error:
        raise UnreadableError(
            f"{name} is not a Word document that can be read ({error}): {error.advice}"
        ) from error
    if not word.tracked:
        return (Source(name, word.revised, word.author, when),)
    return (
        Source(f"{name}, before", word.base, "", when),
        Source(f"{name}, after", word.revised, word.reviser or word.author, when),
    )

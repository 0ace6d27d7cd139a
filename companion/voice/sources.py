"""Read an author's own words from files: Markdown, plain text, Word documents, notebooks.

Code, block quotes, quotations and all else that is not the author's prose is left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path, PurePath

from companion.formats.docx import NotWord, read_word
from companion.formats.files import FileRefused, read_file
from companion.text.document import paragraphs, regions_of
from companion.voice.profile import ProfileError

SUFFIXES = (".md", ".markdown", ".txt", ".docx", ".ipynb")
# A quotation is somebody else's words; links and emphasis are the author's.
_FOREIGN = frozenset({"code", "math", "quotation", "url", "citation", "html", "critic"})


def texts_in(paths: list[Path]) -> Iterator[str]:
    """The author's prose in files, and in the files of folders, in order of their names.

    Raises:
        ProfileError: if a file cannot be read, or there is none of a known kind.
    """
    found = [file for path in paths for file in _files(path)]
    if not found:
        raise ProfileError(f"found no {', '.join(SUFFIXES)} file to learn from")
    for file in found:
        yield text_of(file)


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    return sorted(
        file
        for file in path.rglob("*")
        if file.suffix.lower() in SUFFIXES
        and file.is_file()
        and not any(part.startswith(".") for part in file.relative_to(path).parts)
    )


def text_of(path: Path) -> str:
    """The author's prose in one file.

    Raises:
        ProfileError: if it cannot be read; the message says why.
    """
    try:
        return text_in(path, read_file(path))
    except FileRefused as error:
        raise ProfileError(f"cannot read {path}: {error}") from error


def text_in(path: PurePath, content: bytes) -> str:
    """The same of the content of a file of that name, such as one chosen in the browser."""
    suffix = path.suffix.lower()
    if suffix == ".docx":
        return _docx(content, path)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ProfileError(f"{path} is not UTF-8 text: save it as UTF-8 and try again") from error
    if suffix == ".ipynb":
        return _notebook(text, path)
    return own_words(text)


def own_words(text: str) -> str:
    """The prose of a Markdown text without code, quotations and other protected parts."""
    kept = []
    for paragraph in paragraphs(text):
        if not paragraph.checkable:
            continue
        at = paragraph.content.start
        parts = []
        for region in sorted(regions_of(text, paragraph), key=lambda r: r.span):
            if region.kind in _FOREIGN and region.span.end > at:
                parts.append(text[at : max(at, region.span.start)])
                at = region.span.end
        parts.append(text[at : max(at, paragraph.content.end)])
        kept.append("".join(parts))
    return "\n\n".join(kept)


def _docx(content: bytes, path: PurePath) -> str:
    """A document's own words; what somebody marked in it as a change is not the author's."""
    try:
        return own_words(read_word(content).base)
    except NotWord as error:
        raise ProfileError(
            f"{path} is no Word document that can be read ({error}): {error.advice}"
        ) from error


def _notebook(text: str, path: PurePath) -> str:
    try:
        cells = json.loads(text)["cells"]
        sources = [cell["source"] for cell in cells if cell["cell_type"] == "markdown"]
        joined = [source if isinstance(source, str) else "".join(source) for source in sources]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ProfileError(
            f"{path} is no notebook that can be read: open it in JupyterLab, save it, try again"
        ) from error
    return "\n\n".join(own_words(source) for source in joined)

"""The Markdown cells of a notebook as one text, and back into its JSON without touching the rest.

The text is every Markdown cell in order, each under a line ``<!-- cell: ID -->``. What is written
back replaces the sources of the cells that changed, in the file's own text: code, outputs,
metadata, the order of keys and the indentation stay byte for byte.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from json.decoder import JSONDecodeError, scanstring  # type: ignore[attr-defined]
from typing import Any

BOUNDARY = re.compile(r"^<!-- cell: (.*?) -->$", re.MULTILINE)
_GAP = "\n\n"
_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
_SPACE = re.compile(r"[ \t\r\n]*")
# A character outside ASCII as an escape; those below are always written so.
_SPELT_OUT = re.compile(r"(?<!\\)(?:\\\\)*\\u(?!00[0-7])[0-9a-fA-F]{4}")
_DECODER = json.JSONDecoder()
# How deep the keys of a cell lie in the JSON, in indentations.
_DEPTH = 3
# How deep the JSON of a notebook may be nested; drawings in outputs come to some twenty.
_DEEPEST = 200
_CONFLICT = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)


class NotebookError(ValueError):
    """No notebook that can be a draft, or a text that does not fit it; the message says why."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A Markdown cell: its source, and where that stands in the file's text, as a JSON value.

    ``lead`` is the white space before the key ``source``.
    """

    id: str
    source: str
    start: int
    end: int
    lead: str


@dataclass(frozen=True, slots=True)
class NotebookText:
    """A notebook's file as text, and its Markdown cells."""

    raw: str
    cells: tuple[Cell, ...]

    @property
    def text(self) -> str:
        """All Markdown cells as one draft."""
        return join_cells({cell.id: cell.source for cell in self.cells})

    def with_text(self, text: str) -> str:
        """The file's text with ``text``, a revision of `text`, in its Markdown cells.

        Raises:
            NotebookError: the boundaries in ``text`` are not those of these cells.
        """
        sources = split_cells(text)
        if list(sources) != [cell.id for cell in self.cells]:
            raise NotebookError(
                "has other Markdown cells than this draft: a boundary between cells was changed;"
                " undo that, or open the notebook again"
            )
        parts, at = [], 0
        for cell in self.cells:
            if sources[cell.id] != cell.source:
                parts += [self.raw[at : cell.start], self._written(cell, sources[cell.id])]
                at = cell.end
        written = "".join([*parts, self.raw[at:]])
        _prove(self.raw, written, [sources[cell.id] for cell in self.cells])
        return written

    def _written(self, cell: Cell, source: str) -> str:
        """A source as JSON, in the form that the cell's source has in the file."""
        old = self.raw[cell.start : cell.end]
        # A file that spells characters out goes on doing so.
        ascii_only = self.raw.isascii() and bool(_SPELT_OUT.search(self.raw))
        if not old.startswith("["):
            return json.dumps(source, ensure_ascii=ascii_only)
        if not source:
            return "[]"
        before, between, after = self._spacing(cell, old)
        lines = source.splitlines(keepends=True)  # as nbformat does
        return (
            "["
            + before
            + ("," + between).join(json.dumps(line, ensure_ascii=ascii_only) for line in lines)
            + after
            + "]"
        )

    def _spacing(self, cell: Cell, old: str) -> tuple[str, str, str]:
        """The white space before, between and after the lines of a source."""
        places = list(_items(old, 0))
        if not places:
            indent = len(cell.lead) - cell.lead.rfind("\n") - 1 if "\n" in cell.lead else 0
            deeper = cell.lead + cell.lead[-1:] * (indent // _DEPTH) if indent else cell.lead
            return (deeper, deeper, cell.lead) if "\n" in cell.lead else ("", " ", "")
        before, after = old[1 : places[0][0]], old[places[-1][1] : -1]
        between = before if "\n" in before else " "
        if len(places) > 1:
            between = old[places[0][1] : places[1][0]].lstrip(" \t\r\n")[1:]
        return before, between, after


def read_notebook(raw: str) -> NotebookText:
    """Find the Markdown cells in the text of an ``.ipynb`` file.

    Raises:
        NotebookError: it is no notebook of format 4, or no cell of it can hold a draft.
    """
    content = load_notebook(raw)
    try:
        if content["nbformat"] != 4:
            raise KeyError
        cells = tuple(_markdown_cells(raw, content["cells"]))
    except (KeyError, TypeError, AttributeError):
        raise NotebookError(
            "is no notebook of format 4: open it in JupyterLab and save it there"
        ) from None
    if not cells:
        raise NotebookError("has no Markdown cell: add one in JupyterLab, that is where you write")
    for cell in cells:
        if BOUNDARY.search(cell.source):
            raise NotebookError(
                "holds a line <!-- cell: ... --> in a Markdown cell, which is how Companion marks"
                " the cells: change that line in JupyterLab"
            )
        if not _encodable(cell.source):
            raise NotebookError(
                "holds half of a character in a Markdown cell: mend it in JupyterLab"
            )
    return NotebookText(raw, cells)


def load_notebook(raw: str) -> dict[str, Any]:
    """The JSON of a notebook, of whatever format: an object with a list of cells.

    Raises:
        NotebookError: it is none, or nested deeper than any notebook.
    """
    try:
        content = json.loads(raw)
        if not isinstance(content, dict) or not isinstance(content["cells"], list):
            raise KeyError
        if not _is_shallow(content):
            raise RecursionError
    except RecursionError:
        raise NotebookError("is no notebook: its JSON is nested too deeply") from None
    except KeyError:
        raise NotebookError(
            "is no notebook of format 4: open it in JupyterLab and save it there"
        ) from None
    except ValueError as error:  # no JSON, or a number of thousands of digits
        if _CONFLICT.search(raw):
            raise NotebookError(
                "holds the marks of a merge that is not finished (<<<<<<<): settle that first, as"
                " with 'git mergetool' or 'nbdime'"
            ) from None
        said = str(error) if isinstance(error, JSONDecodeError) else "a number is too long"
        raise NotebookError(
            f"is no notebook: its JSON makes no sense ({said}); open it in"
            " JupyterLab and save it there, or get another copy of it"
        ) from None
    return content


def _is_shallow(content: Any) -> bool:
    """Whether it can be read and written as JSON within Python's recursion limit."""
    level: list[Any] = [content]
    for _ in range(_DEEPEST):
        level = [
            item
            for holder in level
            for item in (holder.values() if isinstance(holder, dict) else holder)
            if isinstance(item, (dict, list))
        ]
        if not level:
            return True
    return False


def boundary(cell_id: str) -> str:
    """The line over a cell."""
    return f"<!-- cell: {cell_id} -->"


def join_cells(sources: dict[str, str]) -> str:
    """One text of the sources of cells, by their ids, in order."""
    return _GAP.join(f"{boundary(name)}{_GAP}{source}" for name, source in sources.items())


def split_cells(text: str) -> dict[str, str]:
    """The sources of the cells of a text, by their ids.

    Raises:
        NotebookError: the boundaries of the cells are not whole.
    """
    sources: dict[str, str] = {}
    found = list(BOUNDARY.finditer(text))
    ends = [match.start() for match in found[1:]] + [len(text) + len(_GAP)]
    if not found or found[0].start():
        raise NotebookError("needs the line over its first cell, which is gone: undo that")
    for match, end in zip(found, ends, strict=True):
        start = match.end() + len(_GAP)
        gaps = text[match.end() : start], text[end - len(_GAP) : end]
        if start > end - len(_GAP) or gaps[0] != _GAP or (end <= len(text) and gaps[1] != _GAP):
            raise NotebookError(
                f"needs empty lines around {match[0]}, and they are gone: undo that"
            )
        if match[1] in sources:
            raise NotebookError(f"has {match[0]} twice: delete the second one")
        sources[match[1]] = text[start : end - len(_GAP)]
    return sources


def _markdown_cells(raw: str, cells: Sequence[dict[str, Any]]) -> Iterator[Cell]:
    names = [cell.get("id") for cell in cells]
    ids = all(isinstance(n, str) and _ID.fullmatch(n) for n in names)
    known = ids and len(set(names)) == len(names)
    count = sum(cell["cell_type"] == "markdown" for cell in cells)
    number = 0
    for cell, (start, _) in zip(
        cells, _items(raw, _value_of(raw, _skip(raw, 0), "cells")[0]), strict=True
    ):
        if cell["cell_type"] != "markdown":
            continue
        number += 1
        name = cell["id"] if known else f"{number} of {count}"
        source = cell["source"]
        text = source if isinstance(source, str) else "".join(source)
        place, end, lead = _value_of(raw, start, "source")
        yield Cell(name, text, place, end, lead)


def _value_of(raw: str, at: int, key: str) -> tuple[int, int, str]:
    """Where the value of ``key`` of the object at ``at`` stands, and the space before the key."""
    found = None
    at += 1
    while raw[at : at + 1] != "}":
        start = _skip(raw, at)
        if raw[start] == "}":
            break
        name, end = scanstring(raw, start + 1)
        value = _skip(raw, _skip(raw, end) + 1)
        stop = _DECODER.raw_decode(raw, value)[1]
        if name == key:  # of a duplicate key, JSON takes the last
            found = value, stop, raw[at:start]
        at = _skip(raw, stop)
        at += raw[at] == ","
    if found is None:
        raise KeyError(key)
    return found


def _items(raw: str, at: int) -> Iterator[tuple[int, int]]:
    """Where the items of the array at ``at`` stand."""
    at = _skip(raw, at + 1)
    while raw[at] != "]":
        end = _DECODER.raw_decode(raw, at)[1]
        yield at, end
        at = _skip(raw, end)
        at = _skip(raw, at + 1) if raw[at] == "," else at


def _skip(raw: str, at: int) -> int:
    match = _SPACE.match(raw, at)
    return match.end() if match else at


def _prove(before: str, after: str, sources: Sequence[str]) -> None:
    """Check that nothing but the sources of Markdown cells changed.

    Raises:
        NotebookError: something else would change; a fault here, and nothing must be written.
    """
    old, new = json.loads(before), json.loads(after)
    wanted = iter(sources)
    for was, now in zip(old["cells"], new["cells"], strict=True):
        if was["cell_type"] != "markdown":
            continue
        if "".join(now["source"]) != next(wanted):
            raise NotebookError("could not be written without harm, so it was left as it is")
        was["source"] = now["source"]
    if json.dumps(old) != json.dumps(new):  # as text, so that one NaN equals another
        raise NotebookError("could not be written without harm, so it was left as it is")


def _encodable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True

"""A draft in a notebook: its cells, and what a saved notebook shows of it."""

from __future__ import annotations

from types import NoneType
from typing import Literal, TypedDict

from companion.widgets.contract import Request
from companion.widgets.protocol.basics import Nothing

PieceKind = Literal["", "del", "ins", "cell"]


class Still(TypedDict):
    """A draft as it was when Python last said so. Saved notebooks hold it: its form is fixed.

    Attributes:
        pieces: the text, with each suggestion as a deletion and an insertion.
    """

    name: str
    facts: str
    pieces: list[tuple[PieceKind, str]]


class CellSource(TypedDict):
    """The source that the page has written into the cell."""

    source: str


class WriteBack(TypedDict):
    """The new source of a cell of the notebook.

    Attributes:
        cell: the id of the cell, or "".
        expected: what the cell held when it was run.
    """

    cell: str
    expected: str
    source: str


WRITE_BACK = Request("write-back", Nothing, WriteBack)
WRITE_LATER = Request("write-later", Nothing, NoneType)
WRITTEN = Request("written", CellSource, NoneType)

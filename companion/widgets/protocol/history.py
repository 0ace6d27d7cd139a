"""The versions of the draft."""

from __future__ import annotations

from types import NoneType
from typing import Annotated, Literal, NotRequired, TypedDict

from companion.widgets.contract import Request, Says
from companion.widgets.protocol.basics import Nothing
from companion.widgets.protocol.editor import TextChange

Ref = Annotated[int | Literal["now"], Says("there is no such version")]
VersionRef = Annotated[int, Says("there is no such version")]
MadeBy = Literal["me", "model", "person"]


class Version(TypedDict):
    """A kept state of the draft."""

    ref: int
    title: str
    name: str
    note: str
    at: str
    reason: str
    maker: str
    made_by: MadeBy
    source: str
    words: int


class Versions(TypedDict):
    """Kept states of the draft."""

    versions: list[Version]


class KeepVersion(TypedDict):
    """Keep the draft as it stands."""

    name: NotRequired[str]
    note: NotRequired[str]


class ChosenVersion(TypedDict):
    """One kept version."""

    version: VersionRef


class RenameVersion(TypedDict):
    """A new name for a kept version."""

    version: VersionRef
    name: str


class NoteVersion(TypedDict):
    """A new note for a kept version."""

    version: VersionRef
    note: str


class ImportVersion(TypedDict):
    """A file or a pasted text, to be kept as a version.

    Attributes:
        content: in Base64.
        maker: a name.
    """

    content: str
    name: NotRequired[str]
    made_by: NotRequired[MadeBy]
    maker: NotRequired[str]


HISTORY = Request("history", Nothing, Versions)
RESTORE = Request("restore", ChosenVersion, TextChange)
KEEP_VERSION = Request("keep-version", KeepVersion, Version)
RENAME_VERSION = Request("rename-version", RenameVersion, Version)
NOTE_VERSION = Request("note-version", NoteVersion, Version)
DELETE_VERSION = Request("delete-version", ChosenVersion, NoneType)
IMPORT_VERSION = Request("import-version", ImportVersion, Versions)

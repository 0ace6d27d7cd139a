"""The text itself, kept the same on every page by CodeMirror's collaborative editing protocol."""

from __future__ import annotations

from types import NoneType
from typing import Annotated, NotRequired, TypedDict

from companion.widgets.contract import Event, Request, Says
from companion.widgets.protocol.basics import Natural, Nothing, Words
from companion.widgets.protocol.suggestions import Suggestion
from companion.widgets.protocol.voice import Leaning

ChangeSet = list[int | list[int | str]]  # as CodeMirror writes it


class Update(TypedDict):
    """One change of the text, and the page that made it."""

    client: str
    changes: ChangeSet


class Copies(TypedDict):
    """What this browser kept of earlier pages.

    Attributes:
        copies: as another release may have written them.
    """

    copies: NotRequired[list[object]]


class Push(TypedDict):
    """Changes that stand on a revision of the text.

    Attributes:
        save: the page is about to go.
    """

    revision: int
    updates: Annotated[list[Update], Says("these changes do not fit the draft")]
    save: NotRequired[bool]


class Updates(TypedDict):
    """All changes since the revision that was pushed."""

    updates: list[Update]


class TextRevision(TypedDict):
    """The text has come to this revision."""

    revision: int


class Look(TypedDict):
    """The part of the text that is in sight."""

    revision: int
    start: Natural
    end: Natural


class TextChange(TypedDict):
    """A change for the page's editor to make, and the revision that it fits."""

    revision: int
    changes: ChangeSet


class Opening(TypedDict):
    """What an editor needs to draw the draft.

    Attributes:
        session: whose revisions these are; another run of Python may go on with them.
        base: what a text that is in no file began as.
        recovered: the keys of the copies of earlier pages that are in the text now.
    """

    text: str
    revision: int
    session: str
    suggestions: list[Suggestion]
    leanings: list[Leaning]
    base: str | None
    recovered: list[str]


OPEN = Request("open", Copies, Opening)
PUSH = Request("push", Push, Updates)
LOOK = Request("look", Look, NoneType)
SAVE = Request("save", Nothing, NoneType)
PASTED = Request("pasted", Words, NoneType)
UPDATES = Event("updates", TextRevision)

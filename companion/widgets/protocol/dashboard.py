"""What surrounds the editor: the state of the file, notices, facts, the disclosure."""

from __future__ import annotations

from types import NoneType
from typing import Literal, NotRequired, TypedDict

from companion.widgets.contract import Request
from companion.widgets.protocol.basics import Nothing, Words

SaveStatus = Literal["saved", "unsaved", "saving", "error", "kept"]


class SaveState(TypedDict):
    """Whether the text is safe.

    Attributes:
        at: the local time of the last durable write, "14:02".
        message: what went wrong; of a text in no file ("kept"), where it is kept.
    """

    state: SaveStatus
    at: str
    message: str


class Notice(TypedDict):
    """What the author must know, until they put it away."""

    level: Literal["info", "error"]
    text: str


class Chip(TypedDict):
    """One of the facts about what may leave the machine."""

    text: str
    title: str


class VenueChoice(TypedDict):
    """Where a disclosure is handed in."""

    venue: NotRequired[str]


class Disclosure(TypedDict):
    """What is on record, as a statement for a venue.

    Attributes:
        facts: a name and a value in words, each.
        venues: an id and a name, each.
    """

    text: str
    advice: str
    facts: list[tuple[str, str]]
    venues: list[tuple[str, str]]


DISCLOSURE = Request("disclosure", VenueChoice, Disclosure)
FACTS = Request("facts", Nothing, str)
PUT_AWAY = Request("put-away", Words, NoneType)

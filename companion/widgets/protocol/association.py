"""Free association: sittings, threads, sparks, and the words of the draft that come from them."""

from __future__ import annotations

from types import NoneType
from typing import Annotated, Literal, NotRequired, TypedDict

from companion.widgets.contract import Event, Request, Says
from companion.widgets.protocol.basics import Natural, Nothing, Words
from companion.widgets.protocol.models import Sending


class SaidTurn(TypedDict):
    """What was said."""

    speaker: Literal["author", "partner", "critic", "other"]
    text: str


SentTurn = tuple[Natural, str, Natural]  # its place, all of it, how much of its start is kept


class SessionOptions(TypedDict):
    """The options of a freewriting session.

    Attributes:
        minutes: None for no timer.
        backspace: how many characters at the end may be deleted; None for all.
        sparks: how many are offered at a pause.
    """

    goal_words: int
    minutes: float | None
    backspace: int | None
    pause_seconds: float
    hide_count: bool
    sparks: int


class SessionOptionsChange(TypedDict):
    """The options to change."""

    goal_words: NotRequired[int]
    minutes: NotRequired[float | None]
    backspace: NotRequired[int | None]
    pause_seconds: NotRequired[float]
    hide_count: NotRequired[bool]
    sparks: NotRequired[int]


class Rules(TypedDict):
    """The options as the author sets them."""

    rules: Annotated[SessionOptionsChange, Says("this cannot be set")]


class Thread(TypedDict):
    """A phrase worth keeping.

    Attributes:
        tied: whether it is tied to a paragraph.
        opening: how that begins; "" if it is no longer there.
    """

    phrase: str
    done: bool
    tied: bool
    opening: str


class ThreadChange(TypedDict):
    """A change of a thread.

    Attributes:
        done: for "tick".
        at: for "tie": an offset in code points; None unties it.
        by: for "move": how many positions down.
    """

    act: Literal["keep", "tick", "tie", "move", "remove"]
    phrase: str
    done: NotRequired[bool]
    at: NotRequired[int | None]
    by: NotRequired[int]


class Partner(TypedDict):
    """Who the partner is; "" and why there is none."""

    name: str
    why: str


class Sitting(TypedDict):
    """A sitting as it is kept.

    Attributes:
        association: its number; None before it has words.
        seen: a hash of its turns.
        turns: all of them; None where they are as the page has them.
    """

    association: int | None
    seen: str
    turns: list[SaidTurn] | None
    about: NotRequired[str]


class AssociationOpening(TypedDict):
    """All that a view of a sitting needs to draw itself."""

    association: int | None
    seen: str
    turns: list[SaidTurn]
    about: str
    rules: SessionOptions
    threads: list[Thread]
    partner: Partner


class Backups(TypedDict):
    """What this browser kept of earlier associations.

    Attributes:
        backups: as another release may have written them.
    """

    backups: NotRequired[list[object]]


class ChosenSitting(TypedDict):
    """One sitting; None where it has no words yet."""

    association: NotRequired[int | None]


class Write(TypedDict):
    """The author's turns that changed, and the hash of what the page saw last."""

    association: NotRequired[int | None]
    seen: NotRequired[str]
    turns: NotRequired[list[SentTurn]]


class SetAbout(TypedDict):
    """What a sitting is about.

    Attributes:
        at: the offset of a paragraph, in code points; None for none.
    """

    association: NotRequired[int | None]
    at: int | None


class About(TypedDict):
    """The paragraph that a sitting is about, or ""."""

    about: str


class Spark(TypedDict):
    """What people thought of first when they heard a word."""

    cue: str
    response: str


class PartnersTurn(TypedDict):
    """What the partner said, and the sitting that has it."""

    association: int | None
    text: str


class AssociationChanged(TypedDict):
    """A sitting has other turns."""

    association: int
    seen: str


class AssociationGone(TypedDict):
    """A sitting was deleted."""

    association: int


class Borrowing(TypedDict):
    """Words of the draft that someone else said first.

    Attributes:
        origin: who: "partner", "duet", "transcript: Name".
    """

    start: int
    end: int
    origin: str


class Borrowings(TypedDict):
    """All words that someone else said first."""

    revision: int
    spans: list[Borrowing]


ASSOCIATION_OPEN = Request("association-open", Backups, AssociationOpening)
ASSOCIATION_WRITE = Request("association-write", Write, Sitting)
ASSOCIATION_NEW = Request("association-new", Nothing, AssociationOpening)
ASSOCIATION_ABOUT = Request("association-about", SetAbout, About)
ASSOCIATION_SPARKS = Request("association-sparks", Words, list[Spark])
ASSOCIATION_RULES = Request("association-rules", Rules, SessionOptions)
ASSOCIATION_OFFER = Request("association-offer", ChosenSitting, list[str])
ASSOCIATION_THREADS = Request("association-threads", ThreadChange, list[Thread])
ASSOCIATION_PLAN = Request("association-plan", ChosenSitting, Sending)
ASSOCIATION_PARTNER = Request("association-partner", ChosenSitting, PartnersTurn)
FIND_BORROWED = Request("borrowed", Nothing, NoneType)
ASSOCIATION_STREAM = Event("association-stream", Words)
ASSOCIATION_CHANGED = Event("association-changed", AssociationChanged)
ASSOCIATION_GONE = Event("association-gone", AssociationGone)
BORROWED = Event("borrowed", Borrowings)

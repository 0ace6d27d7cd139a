"""The meter, and the paragraphs that lean away from the author's voice."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from companion.formats.comparison_json import Reason
from companion.widgets.contract import Event, Request


class Place(TypedDict):
    """Where something stands in the draft."""

    start: int
    end: int


class PlacedReason(Reason):
    """A reason, and where its words stand, if they do."""

    place: Place | None


class Voice(TypedDict):
    """What the meter shows. Bits are log2 likelihood ratios toward assistant style.

    Attributes:
        revision: of the text that was read.
        now: the draft as a whole, of what in it its author did not type; 0 where nothing leans.
        after: the same if every pending suggestion were accepted.
        pending: how many suggestions that are.
        warns_at: where the meter warns.
        warn: whether it does.
        label: the state in a word: "yours", "drifting", "assistant-like"; "unknown" where there is
            nothing yet to hold the draft against.
        family: which family of assistants the drift leans to, where there is evidence.
        against: "against 14 of your essays"
        leaning: one line about the paragraph that leans furthest, or "".
        place: where that paragraph stands; None where none leans.
        amount: "74 words in 11 of 16 paragraphs changed beyond grammar", or "".
        hand: how much of the draft was typed by its author, in words, or "".
        lost: mannerisms of the author that went, in words: "3 fragments joined or made whole".
        reliability: whether the numbers rest on enough text.
    """

    revision: int
    now: float
    after: float
    pending: int
    warns_at: float
    warn: bool
    label: str
    family: str
    against: str
    reasons: list[PlacedReason]
    leaning: str
    place: Place | None
    amount: str
    hand: str
    lost: list[str]
    reliability: str


class Tell(TypedDict):
    """Words that make a paragraph lean, and why."""

    start: int
    end: int
    why: str


class Leaning(TypedDict):
    """A paragraph that leans away from the author's voice.

    Attributes:
        because: the words that make it lean, quoted, for one line.
    """

    start: int
    end: int
    bits: float
    reasons: list[Reason]
    because: str
    tells: list[Tell]


class Leanings(TypedDict):
    """The paragraphs that lean away."""

    revision: int
    leanings: list[Leaning]


class OwnFile(TypedDict):
    """A file of the author's own writing.

    Attributes:
        content: in Base64.
    """

    name: str
    content: str


class LearnVoice(TypedDict):
    """Learn the author's voice from files, and hold the draft against it from now on.

    Attributes:
        name: what to call the profile.
    """

    files: list[OwnFile]
    name: NotRequired[str]


class LearnedVoice(TypedDict):
    """The profile that was learned, in words for the author."""

    text: str


LEANINGS = Event("leanings", Leanings)
LEARN_VOICE = Request("learn-voice", LearnVoice, LearnedVoice)

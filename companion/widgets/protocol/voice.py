"""The meter, and the paragraphs that lean away from the author's voice."""

from __future__ import annotations

from typing import TypedDict

from companion.formats.comparison_json import Reason
from companion.widgets.contract import Event


class Voice(TypedDict):
    """What the meter shows. Bits are log2 likelihood ratios toward assistant style.

    Attributes:
        now: the paragraph that leans furthest from the author's own words, as the draft stands.
        after: the same if every pending suggestion were accepted.
        pending: how many suggestions that are.
        warns_at: where the meter warns.
        family: which family of assistants the drift leans to, where there is evidence.
        against: "against 14 of your essays"
        leaning: one line about the paragraph that leans away, or "".
        reliability: whether the numbers rest on enough text.
    """

    now: float
    after: float
    pending: int
    warns_at: float
    label: str
    family: str
    against: str
    reasons: list[Reason]
    leaning: str
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


LEANINGS = Event("leanings", Leanings)

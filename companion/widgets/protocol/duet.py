"""Partner and critic talking to each other."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from companion.widgets.contract import Event, Request
from companion.widgets.protocol.models import Sending


class DuetLimits(TypedDict):
    """How far a duet may go."""

    turns: NotRequired[int]
    dollars: NotRequired[float]


class DuetProgress(TypedDict):
    """How many of how many turns are done, what they cost, and how it ended."""

    turns: int
    of: int
    dollars: float
    ending: str


DUET_PLAN = Request("duet-plan", DuetLimits, Sending)
DUET_START = Request("duet-start", DuetLimits, DuetProgress)
DUET = Event("duet", DuetProgress)

"""The critic and its questions."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

from companion.widgets.contract import Request
from companion.widgets.protocol.basics import Nothing
from companion.widgets.protocol.models import Sending

RemarkStatus = Literal["open", "answered", "parked", "dismissed"]
Temper = Literal["balanced", "harsh"]


class Remark(TypedDict):
    """A question about words of the draft."""

    id: int
    quotation: str
    text: str
    status: RemarkStatus


class CriticState(TypedDict):
    """Every question that is not dismissed.

    Attributes:
        critic: the critic's model; "" where none is set up.
    """

    remarks: list[Remark]
    critic: str


class AskCritic(TypedDict):
    """What the critic is asked.

    Attributes:
        at: the offset of a paragraph, in code points; None for the whole draft.
        offline: ask what needs no model.
    """

    at: NotRequired[int | None]
    temper: NotRequired[Temper]
    offline: NotRequired[bool]


class Settle(TypedDict):
    """A new status of a question."""

    remark: int
    status: RemarkStatus


CRITIC_OPEN = Request("critic-open", Nothing, CriticState)
CRITIC_PLAN = Request("critic-plan", AskCritic, Sending)
CRITIC_ASK = Request("critic-ask", AskCritic, CriticState)
CRITIC_SETTLE = Request("critic-settle", Settle, CriticState)

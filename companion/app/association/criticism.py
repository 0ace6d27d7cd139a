"""The critic on the page: questions about words of the draft, each resolved by the author.

Where no critic is set up, the questions are those that can be asked without a model: how the
author knows of numbers, names and sources.
"""

from __future__ import annotations

import asyncio
from typing import cast

from companion.app.association.model_consent import ModelConsent
from companion.app.association.pane_context import PaneContext, now
from companion.app.session.kept_associations import AUTHOR
from companion.association.borrowed import Known
from companion.association.critic import (
    MAX_REMARKS,
    TEMPERS,
    Remark,
    read_remarks,
    unsupported,
)
from companion.llm.roles import Message as Said
from companion.llm.roles import RoleCall
from companion.store.associations import KeptTurn
from companion.widgets import protocol
from companion.widgets.messages import RequestError

CRITIC = "Critic"
_PROMPT = "critic"
_EXPECTED_OUTPUT = 300  # tokens
_REMEMBERED = 20  # questions that the critic is told it has asked


class Criticism:
    """Asks for questions about one draft, keeps them, and what became of them."""

    def __init__(self, beside: PaneContext) -> None:
        self._beside = beside
        self._kept = beside.kept
        self._asking = ModelConsent(beside)
        beside.answer(protocol.CRITIC_OPEN, lambda _message: self._state())
        beside.answer(protocol.CRITIC_PLAN, self._plan)
        beside.answer(protocol.CRITIC_ASK, self._ask)
        beside.answer(protocol.CRITIC_SETTLE, self._settle)

    def _state(self) -> protocol.CriticState:
        """Every remark that is not dismissed, and who the critic is."""
        return {"remarks": self._remarks(), "critic": self._asking.who(_PROMPT)[0]}

    def _remarks(self) -> list[protocol.Remark]:
        return [
            {
                "id": r.id,
                "quotation": r.quotation,
                "text": r.text,
                "status": cast("protocol.RemarkStatus", r.status),
            }
            for r in self._kept.remarks()
            if r.status != "dismissed"
        ]

    def _passage(self, message: protocol.AskCritic) -> str:
        """What is asked about: the paragraph at an offset, or the whole draft."""
        return self._beside.paragraph_at(message.get("at")) or self._beside.draft()

    def _call(self, message: protocol.AskCritic) -> RoleCall:
        asked = [remark.text for remark in self._kept.remarks()][-_REMEMBERED:]
        role, prompt = self._asking.role(_PROMPT)
        try:
            told = prompt.fill(
                temper=TEMPERS[message.get("temper", "balanced")],
                most=str(MAX_REMARKS),
                asked="\n".join(f"- {text}" for text in asked) or "nothing",
            )
        except ValueError as error:
            raise RequestError(str(error)) from error
        passage = Said("user", f"The draft:\n\n{self._passage(message)}")
        return RoleCall(role, (Said("system", told), passage), expected_output=_EXPECTED_OUTPUT)

    def _plan(self, message: protocol.AskCritic) -> protocol.Sending:
        """What asking now would send where, at what price."""
        return self._asking.plan(self._call(message))

    async def _ask(self, message: protocol.AskCritic) -> protocol.CriticState:
        """New remarks; with ``offline``, those that need no model."""
        passage = self._passage(message)
        if message.get("offline"):
            await asyncio.to_thread(self._keep, unsupported(passage))
            return self._state()
        reply = await self._asking.complete(self._call(message))
        found = read_remarks(reply.text, passage)
        if not found:
            raise RequestError(
                "The critic asked nothing that is tied to words of the draft. Ask again."
            )
        await asyncio.to_thread(self._keep, found, passage)
        self._beside.said()
        return self._state()

    def _keep(self, remarks: tuple[Remark, ...], passage: str | None = None) -> None:
        """Keep remarks; of a model's, also as a conversation, for language borrowed from it."""
        self._kept.add_remarks((remark.quotation, remark.text) for remark in remarks)
        if passage is None:
            return
        text = "\n".join(remark.text for remark in remarks)
        draft = self._beside.draft()
        own = Known(draft, passage).spans_in(text)
        at = now()
        self._kept.begin(
            "critic",
            (AUTHOR, CRITIC),
            at,
            ended=at,
            about=passage if passage != draft else "",
            turns=[KeptTurn("critic", CRITIC, text, own)],
        )

    def _settle(self, message: protocol.Settle) -> protocol.CriticState:
        """Answer, park, dismiss or open a remark again."""
        self._kept.settle(message["remark"], message["status"])
        return self._state()

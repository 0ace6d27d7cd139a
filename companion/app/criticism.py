"""The critic on the page: questions about words of the draft, each settled by the author.

Where no critic is set up, the questions are those that can be asked without a model: how the
author knows of numbers, names and sources.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import get_args

from companion.app.associating import AUTHOR
from companion.app.cli import UserError
from companion.app.freewriting import paragraph_at, telling
from companion.app.models import Models
from companion.app.page import Page, sending_to_wire
from companion.association.borrowed import Known
from companion.association.critic import (
    MOST_REMARKS,
    TEMPERS,
    Remark,
    Status,
    read_remarks,
    unsupported,
)
from companion.llm.describe import describe_send
from companion.llm.errors import ModelError
from companion.llm.roles import Message as Said
from companion.llm.roles import RoleCall
from companion.store.associations import Associations, KeptTurn
from companion.widgets.messages import Message, RequestError

CRITIC = "Critic"
_PROMPT = "critic"
_EXPECTED_OUTPUT = 300  # tokens
_REMEMBERED = 20  # questions that the critic is told it has asked


class Criticism:
    """Asks for questions about one draft, keeps them, and what became of them.

    Args:
        page: where they are shown.
        kept: where they are kept.
        draft: gives the draft as it stands.
        models: gives the models that may be asked.
        said: called after the critic has said something.
    """

    def __init__(
        self,
        page: Page,
        kept: Associations,
        *,
        draft: Callable[[], str],
        models: Callable[[], Models],
        said: Callable[[], None],
    ) -> None:
        self._kept = kept
        self._draft = draft
        self._models = models
        self._said = said
        self._agreed: set[str] = set()
        for kind, handler in {
            "critic-open": self._state,
            "critic-plan": self._plan,
            "critic-ask": self._ask,
            "critic-settle": self._settle,
        }.items():
            page.on_request(kind, telling(handler))

    def _state(self, _message: Message) -> Message:
        """Every remark that is not dismissed, and who the critic is."""
        try:
            models, call = self._call({})
            models.completer.destination(call.role)
            name = call.role.model.rpartition("/")[2]
        except (RequestError, ModelError):
            name = ""
        return {"remarks": self._remarks(), "critic": name}

    def _remarks(self) -> list[Message]:
        return [
            {"id": r.id, "quotation": r.quotation, "text": r.text, "status": r.status}
            for r in self._kept.remarks()
            if r.status != "dismissed"
        ]

    def _passage(self, message: Message) -> str:
        """What is asked about: the paragraph at an offset, or the whole draft."""
        draft = self._draft()
        return paragraph_at(draft, message.get("at")) or draft

    def _call(self, message: Message) -> tuple[Models, RoleCall]:
        models = self._models()
        temper = message.get("temper", "balanced")
        if temper not in TEMPERS:
            raise RequestError(f"the critic has no temper {temper!r}")
        asked = [remark.text for remark in self._kept.remarks()][-_REMEMBERED:]
        try:
            role, prompt = models.role(_PROMPT)
            told = prompt.fill(
                temper=TEMPERS[temper],
                most=str(MOST_REMARKS),
                asked="\n".join(f"- {text}" for text in asked) or "nothing",
            )
        except (UserError, ValueError) as error:
            raise RequestError(str(error)) from error
        passage = Said("user", f"The draft:\n\n{self._passage(message)}")
        return models, RoleCall(
            role, (Said("system", told), passage), expected_output=_EXPECTED_OUTPUT
        )

    def _plan(self, message: Message) -> Message:
        """What asking now would send where, at what price."""
        try:
            models, call = self._call(message)
            place = models.completer.destination(call.role)
            sending = describe_send([call], models.budget, place)
        except ModelError as error:
            raise RequestError(str(error)) from error
        return sending_to_wire(sending, agreed=place.is_local or place.where in self._agreed)

    async def _ask(self, message: Message) -> Message:
        """New remarks; with ``offline``, those that need no model."""
        passage = self._passage(message)
        if message.get("offline"):
            found = unsupported(passage)
            await asyncio.to_thread(self._keep, found)
            return self._state({})
        models, call = self._call(message)
        try:
            self._agreed.add(models.completer.destination(call.role).where)
            reply = await models.completer.complete(call)
        except ModelError as error:
            raise RequestError(str(error)) from error
        found = read_remarks(reply.text, passage)
        if not found:
            raise RequestError(
                "The critic asked nothing that is tied to words of the draft. Ask again."
            )
        await asyncio.to_thread(self._keep, found, passage)
        self._said()
        return self._state({})

    def _keep(self, remarks: tuple[Remark, ...], passage: str | None = None) -> None:
        """Keep remarks; of a model's, also as a conversation, for language borrowed from it."""
        self._kept.add_remarks((remark.quotation, remark.text) for remark in remarks)
        if passage is None:
            return
        text = "\n".join(remark.text for remark in remarks)
        own = Known(self._draft(), passage).spans_in(text)
        now = datetime.now().replace(microsecond=0)
        self._kept.begin(
            "critic",
            (AUTHOR, CRITIC),
            now,
            ended=now,
            about=passage if passage != self._draft() else "",
            turns=[KeptTurn("critic", CRITIC, text, own)],
        )

    def _settle(self, message: Message) -> Message:
        """Answer, park, dismiss or open a remark again."""
        remark, status = message.get("remark"), message.get("status")
        if not isinstance(remark, int) or status not in get_args(Status):
            raise RequestError("this cannot be done with a question")
        self._kept.settle(remark, str(status))
        return self._state({})

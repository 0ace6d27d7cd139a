"""The partner's turns in a sitting: the request, the reply, and what in it was the author's."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

from companion.app.association.model_consent import ModelConsent
from companion.app.association.pane_context import PaneContext
from companion.app.association.writing_sessions import PARTNER, Sittings
from companion.association.borrowed import Known
from companion.association.turns import (
    Association,
    PaneTurn,
    partner_context,
    partner_messages,
    tidy_reply,
)
from companion.llm.roles import Message as Said
from companion.llm.roles import RoleCall
from companion.store.associations import KeptTurn
from companion.text.document import paragraphs
from companion.widgets import protocol
from companion.widgets.messages import RequestError

_PROMPT = "partner"
_EXPECTED_OUTPUT = 60  # tokens


class Partner:
    """Takes the partner's turn when the author asks for it.

    Args:
        beside: where it stands; the page gets the event ``association-stream`` as it speaks.
        sittings: where its turns are kept, at once.
        about: gives what a sitting that has no words yet is about.
        spoken: called when it has spoken, with the number of the sitting.
    """

    def __init__(
        self,
        beside: PaneContext,
        sittings: Sittings,
        *,
        about: Callable[[], str],
        spoken: Callable[[int], None],
    ) -> None:
        self._beside = beside
        self._sittings = sittings
        self._about = about
        self._spoken = spoken
        self._asking = ModelConsent(beside)
        self._own: set[asyncio.Task[None]] = set()
        beside.answer(protocol.ASSOCIATION_PLAN, self._plan)
        beside.answer(protocol.ASSOCIATION_PARTNER, self._speak)

    def state(self) -> protocol.Partner:
        """Who the partner is, or why there is none."""
        name, why = self._asking.who(_PROMPT)
        return {"name": name, "why": why}

    def _association(self, number: int | None) -> Association:
        kept = self._sittings.get(number)
        turns = kept.turns if kept else ()
        return Association(
            tuple(
                PaneTurn("author" if t.speaker == "author" else "partner", t.text) for t in turns
            ),
            kept.about if kept else self._about(),
        )

    def _call(self, association: Association) -> RoleCall:
        role, prompt = self._asking.role(_PROMPT)
        draft = self._beside.draft()
        context = partner_context(
            association,
            draft=draft,
            outline=_outline(draft),
            threads=[thread.phrase for thread in self._beside.kept.threads()],
        )
        try:
            told = Said("system", prompt.fill(**context))
        except ValueError as error:
            raise RequestError(str(error)) from error
        messages = [Said(m.speaker, m.text) for m in partner_messages(association)]
        return RoleCall(role, (told, *messages), expected_output=_EXPECTED_OUTPUT)

    def _plan(self, message: protocol.ChosenSitting) -> protocol.Sending:
        """What asking the partner now would send where, at what price."""
        return self._asking.plan(self._call(self._association(message.get("association"))))

    async def _speak(self, message: protocol.ChosenSitting) -> protocol.PartnersTurn:
        """The partner's turn; if it is cancelled, what it said so far is kept."""
        number = message.get("association")
        association = self._association(number)
        heard = self._beside.draft(), association.authors_text
        pieces: list[str] = []

        def hear(piece: str) -> None:
            pieces.append(piece)
            text = tidy_reply("".join(pieces), unfinished=True)
            self._beside.page.emit(protocol.ASSOCIATION_STREAM, protocol.Words(text=text))

        try:
            reply = await self._asking.complete(self._call(association), on_text=hear)
        except asyncio.CancelledError:
            self._said(number, tidy_reply("".join(pieces)), heard)
            raise
        text = tidy_reply(reply.text)
        if not text:
            raise RequestError("The partner said nothing that could stand here. Ask it again.")
        return {"association": self._said(number, text, heard), "text": text}

    def _said(self, number: int | None, text: str, known: tuple[str, str]) -> int | None:
        if not text:
            return None
        turn = KeptTurn("partner", PARTNER, text)
        association, place = self._sittings.add(number, turn, self._about())
        self._spoken(association)
        task = asyncio.ensure_future(self._find_own(association, place, turn, known))
        self._own.add(task)
        task.add_done_callback(self._own.discard)
        return association

    async def _find_own(
        self, association: int, place: int, turn: KeptTurn, known: tuple[str, str]
    ) -> None:
        """Note what of a turn the author had written before; in a thread, the draft may be long."""
        own = await asyncio.to_thread(lambda: Known(*known).spans_in(turn.text))
        self._sittings.replace(association, place, turn, replace(turn, own=own))
        self._beside.said()


def _outline(draft: str) -> str:
    return "\n".join(p.span.of(draft) for p in paragraphs(draft) if p.kind == "heading")

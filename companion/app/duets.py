"""A duet on the page: two models talk about the draft, and the author reads it afterwards."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import aclosing
from typing import Any

from companion.app.cli import UserError
from companion.app.freewriting import telling
from companion.app.models import Models
from companion.app.page import Page
from companion.association import duet
from companion.association.borrowed import Known
from companion.association.duet import Duet, Limits
from companion.llm.describe import describe_send
from companion.llm.errors import ModelError
from companion.llm.roles import Message as Told
from companion.llm.roles import Role, RoleCall
from companion.store.associations import Associations, KeptTurn, Speaker
from companion.widgets.messages import Message, RequestError

_PROMPTS = ("duet_partner", "duet_critic")
_SPEAKERS: tuple[Speaker, Speaker] = ("partner", "critic")
_EXPECTED_OUTPUT = 150  # tokens


class Duets:
    """Lets the partner and the critic talk about one draft, within limits.

    Args:
        page: told of the progress by the event ``duet``.
        kept: where what was said is kept, however it ends.
        draft: gives the draft as it stands.
        models: gives the models that may be asked.
        said: called when something has been kept.
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
        self._page = page
        self._kept = kept
        self._draft = draft
        self._models = models
        self._said = said
        self._running = False
        page.on_request("duet-plan", telling(self._plan))
        page.on_request("duet-start", telling(self._start))

    def _cast(self) -> tuple[Models, tuple[Role, Role], tuple[str, str]]:
        """The two roles and what each is told."""
        models = self._models()
        try:
            (one, first), (two, second) = (models.role(name) for name in _PROMPTS)
            for role in (one, two):
                models.completer.destination(role)
            return models, (one, two), (first.fill(), second.fill())
        except (UserError, ModelError, ValueError) as error:
            raise RequestError(f"A duet needs a partner and a critic. {error}") from error

    def _plan(self, message: Message) -> Message:
        """What the first two turns would send where; the others grow by what was said."""
        limits = _limits(message)
        models, roles, told = self._cast()
        draft = self._draft()
        sendings = []
        for role, instructions in zip(roles, told, strict=True):
            call = RoleCall(
                role,
                (Told("system", instructions), Told("user", draft)),
                expected_output=_EXPECTED_OUTPUT,
            )
            place = models.completer.destination(role)
            sendings.append(describe_send([call], models.budget, place))
        local = all(sending.place.is_local for sending in sendings)
        lines = [f"Up to {limits.turns} turns for at most ${limits.dollars:.2f}. The first two:"]
        return {
            "summary": " ".join([*lines, *(sending.summary for sending in sendings)]),
            "texts": [text for sending in sendings for text in sending.texts],
            "allowed": all(sending.allowed for sending in sendings),
            "agreed": local,
        }

    async def _start(self, message: Message) -> Message:
        """Let them talk to the end; cancelled, what was said is kept."""
        if self._running:
            raise RequestError("Two are talking already.")
        limits = _limits(message)
        models, roles, told = self._cast()
        draft = self._draft()
        names = [role.model.rpartition("/")[2] for role in roles]
        talk = Duet((f"Partner ({names[0]})", f"Critic ({names[1]})"), limits)
        voices = (_Voice(models, roles[0]), _Voice(models, roles[1]))
        self._running = True
        try:
            self._page.emit("duet", **duet.progress(talk))
            async with aclosing(talk.run(voices, told, draft)) as turns:
                async for _turn in turns:
                    self._page.emit("duet", **duet.progress(talk))
        except ModelError as error:
            raise RequestError(str(error)) from error
        finally:
            self._running = False
            self._keep(talk, draft)
            self._page.emit("duet", **duet.progress(talk))
        return dict(duet.progress(talk))

    def _keep(self, talk: Duet, draft: str) -> None:
        if not talk.turns:
            return
        transcript = talk.transcript()
        speakers = dict(zip(talk.names, _SPEAKERS, strict=True))
        turns = [KeptTurn(speakers[turn.name], turn.name, turn.text) for turn in transcript.turns]
        number = self._kept.begin(
            "duet",
            transcript.names,
            transcript.started,
            ended=transcript.ended,
            turns=turns,
        )
        loop = asyncio.get_running_loop()
        found = loop.run_in_executor(None, self._find_own, number, turns, draft)
        found.add_done_callback(lambda _: self._said())

    def _find_own(self, number: int, turns: Sequence[KeptTurn], draft: str) -> None:
        """Note what of the talk the draft had before, as a duet quotes it all the time."""
        known = Known(draft)
        self._kept.put(
            number,
            {
                place: KeptTurn(turn.speaker, turn.name, turn.text, known.spans_in(turn.text))
                for place, turn in enumerate(turns)
            },
        )


class _Voice:
    """A role, as a duet speaks with it."""

    def __init__(self, models: Models, role: Role) -> None:
        self._models = models
        self._role = role

    async def __call__(self, messages: Sequence[duet.Said]) -> duet.Reply:
        call = RoleCall(
            self._role,
            tuple(Told(*message) for message in messages),
            expected_output=_EXPECTED_OUTPUT,
        )
        reply = await self._models.completer.complete(call)
        return duet.Reply(reply.text, reply.cost_dollars)


def _limits(message: dict[str, Any]) -> Limits:
    try:
        return Limits(int(message.get("turns", 6)), float(message.get("dollars", 0.25)))
    except (TypeError, ValueError) as error:
        raise RequestError(f"these limits cannot be kept: {error}") from error

"""A duet on the page: two models talk about the draft, and the author reads it afterwards."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import replace

from companion.app.association.model_consent import ModelConsent
from companion.app.association.pane_context import PaneContext, now
from companion.app.session.models import Models
from companion.association import duet
from companion.association.borrowed import Known
from companion.association.duet import Duet, Limits
from companion.association.transcript import Turn
from companion.llm.describe import describe_send
from companion.llm.errors import ModelError
from companion.llm.roles import Message as Told
from companion.llm.roles import Role, RoleCall, short_name
from companion.store.associations import KeptTurn, Speaker
from companion.widgets import protocol
from companion.widgets.messages import RequestError

_PROMPTS = ("duet_partner", "duet_critic")
_SPEAKERS: tuple[Speaker, Speaker] = ("partner", "critic")
_EXPECTED_OUTPUT = 150  # tokens


class Duets:
    """Lets the partner and the critic talk about one draft, within limits.

    The page is told of the progress by the event ``duet``.
    """

    def __init__(self, beside: PaneContext) -> None:
        self._beside = beside
        self._asking = ModelConsent(beside)
        self._running = False
        beside.answer(protocol.DUET_PLAN, self._plan)
        beside.answer(protocol.DUET_START, self._start)

    def _cast(self) -> tuple[Models, tuple[Role, Role], tuple[str, str]]:
        """The two roles and what each is told."""
        try:
            (one, first), (two, second) = (self._asking.role(name) for name in _PROMPTS)
            models = self._asking.models()
            for role in (one, two):
                models.completer.destination(role)
            return models, (one, two), (first.fill(), second.fill())
        except (RequestError, ModelError, ValueError) as error:
            raise RequestError(f"A duet needs a partner and a critic. {error}") from error

    def _plan(self, message: protocol.DuetLimits) -> protocol.Sending:
        """What the first two turns would send where; the others grow by what was said."""
        limits = _limits(message)
        models, roles, told = self._cast()
        draft = self._beside.draft()
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
            "why": " ".join(dict.fromkeys(s.why for s in sendings if s.why)),
            "agreed": local,
        }

    async def _start(self, message: protocol.DuetLimits) -> protocol.DuetProgress:
        """Run the duet to its end; if it is cancelled, what was said is kept."""
        if self._running:
            raise RequestError("Two are talking already.")
        limits = _limits(message)
        models, roles, told = self._cast()
        draft = self._beside.draft()
        names = [short_name(role.model) for role in roles]
        talk = Duet((f"Partner ({names[0]})", f"Critic ({names[1]})"), limits)
        voices = (_Voice(models, roles[0]), _Voice(models, roles[1]))
        kept = _KeptTalk(self._beside, talk, draft)
        self._running = True
        try:
            self._tell(talk)
            async with aclosing(talk.run(voices, told, draft)) as turns:
                async for turn in turns:
                    kept.add(turn)
                    self._tell(talk)
        except ModelError as error:
            raise RequestError(str(error)) from error
        finally:
            self._running = False
            kept.end()
            self._tell(talk)
        return progress(talk)

    def _tell(self, talk: Duet) -> None:
        self._beside.page.emit(protocol.DUET, progress(talk))


class _KeptTalk:
    """Saves a duet turn by turn, so that a crash loses none of it."""

    def __init__(self, beside: PaneContext, talk: Duet, draft: str) -> None:
        self._beside = beside
        self._talk = talk
        self._draft = draft
        self._speakers = dict(zip(talk.names, _SPEAKERS, strict=True))
        self._number: int | None = None
        self._turns: list[KeptTurn] = []

    def add(self, turn: Turn) -> None:
        """Save a turn."""
        kept = self._beside.kept
        self._turns.append(KeptTurn(self._speakers[turn.name], turn.name, turn.text))
        if self._number is None:
            started = self._talk.started
            self._number = kept.begin("duet", self._talk.names, started, turns=self._turns)
        else:
            kept.put(self._number, {len(self._turns) - 1: self._turns[-1]})

    def end(self) -> None:
        """Record the end, and which words of it the draft had before."""
        if self._number is None:
            return
        self._beside.kept.describe(self._number, ended=now())
        loop = asyncio.get_running_loop()
        found = loop.run_in_executor(None, self._find_own, self._number)
        found.add_done_callback(lambda _: self._beside.said())

    def _find_own(self, number: int) -> None:
        known = Known(self._draft)  # a duet quotes the draft all the time
        own = [replace(turn, own=known.spans_in(turn.text)) for turn in self._turns]
        self._beside.kept.put(number, dict(enumerate(own)))


class _Voice:
    """A role's model as a duet calls it."""

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


def progress(talk: Duet) -> protocol.DuetProgress:
    """How far a duet is."""
    return {
        "turns": len(talk.turns),
        "of": talk.limits.turns,
        "dollars": round(talk.dollars, 6),
        "ending": talk.ending,
    }


def _limits(message: protocol.DuetLimits) -> Limits:
    try:
        return Limits(message.get("turns", 6), message.get("dollars", 0.25))
    except ValueError as error:
        raise RequestError(f"these limits cannot be kept: {error}") from error

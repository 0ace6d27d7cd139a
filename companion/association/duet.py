"""A duet: two models talk about the draft for some turns, while the author is away.

The draft is read-only to them: they get its text, and what they say goes into a transcript. The
models are reached through callables, so that nothing here knows how.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple, Protocol

from companion.association.transcript import Transcript, Turn, plain_name

# What each of the two is told of the other's last turns, in characters.
_REMEMBERED = 12_000
_END = "(end)"

Ending = Literal["running", "all turns taken", "money limit", "cancelled", "failed", "nothing said"]


class Said(NamedTuple):
    """One turn as the chat protocol has it."""

    speaker: Literal["system", "user", "assistant"]
    text: str


class Reply(NamedTuple):
    """What a model said and what it cost in dollars; None where the price is unknown."""

    text: str
    dollars: float | None


class Voice(Protocol):
    """One of the two models."""

    async def __call__(self, messages: Sequence[Said]) -> Reply:
        """The answer to a conversation; raises whatever went wrong."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long two models may talk: ``turns`` between them, and ``dollars`` in all.

    The limit is checked before each turn against what the dearest turn so far has cost, so that
    it is not passed unless a turn costs more than every turn before it.
    """

    turns: int = 6
    dollars: float = 0.25

    def __post_init__(self) -> None:
        if self.turns < 1 or self.dollars < 0:
            raise ValueError("a duet needs at least one turn and no negative amount of money")


@dataclass(slots=True)
class Duet:
    """A duet under way; ``transcript`` has what was said so far, however it ends.

    Attributes:
        names: of the two, in the order in which they speak.
        limits: when it ends.
        turns: what was said.
        dollars: what it has cost as far as that is known.
        ending: "running", or why it ended.
        error: what went wrong, if it failed.
    """

    names: tuple[str, str]
    limits: Limits = field(default_factory=Limits)
    turns: list[Turn] = field(default_factory=list)
    dollars: float = 0.0
    ending: Ending = "running"
    error: str = ""
    started: datetime = field(default_factory=lambda: datetime.now().replace(microsecond=0))

    def __post_init__(self) -> None:
        first, second = map(plain_name, self.names)
        self.names = (first, second if second != first else f"{second} 2")

    def transcript(self) -> Transcript:
        """What was said so far, to be kept and read afterwards."""
        ended = None if self.ending == "running" else datetime.now().replace(microsecond=0)
        return Transcript(self.names, self.started, ended, tuple(self.turns))

    async def run(
        self, voices: tuple[Voice, Voice], instructions: tuple[str, str], draft: str
    ) -> AsyncGenerator[Turn, None]:
        """Let the two talk; each turn is given as it is complete.

        Args:
            voices: the two models, in the order of ``names``.
            instructions: what each is told of its part.
            draft: what they talk about.

        Raises:
            asyncio.CancelledError: if cancelled. What was said stays in ``turns``.
            Exception: whatever a voice raised; ``error`` has its words.
        """
        dearest = 0.0
        try:
            for number in range(self.limits.turns):
                if self.dollars + dearest > self.limits.dollars:
                    self.ending = "money limit"
                    return
                who = number % 2
                reply = await voices[who](self._heard(who, instructions[who], draft))
                cost = reply.dollars or 0.0
                self.dollars += cost
                dearest = max(dearest, cost)
                text = reply.text.strip()
                if not text or text == _END:
                    self.ending = "nothing said"
                    return
                turn = Turn(self.names[who], text)
                self.turns.append(turn)
                yield turn
            self.ending = "all turns taken"
        except Exception as error:
            self.ending, self.error = "failed", str(error) or type(error).__name__
            raise
        finally:
            if self.ending == "running":
                self.ending = "cancelled"

    def _heard(self, who: int, instructions: str, draft: str) -> tuple[Said, ...]:
        """The conversation as the one who is to speak has heard it."""
        opening = f"The draft, which is not yours to change:\n\n{draft}"
        heard: list[Said] = []
        room = _REMEMBERED
        for turn in reversed(self.turns):
            room -= len(turn.text)
            if room < 0:
                break
            mine = turn.name == self.names[who]
            heard.append(Said("assistant" if mine else "user", turn.text))
        heard.reverse()
        if heard and heard[0].speaker == "user":
            first = heard.pop(0)
            opening = f"{opening}\n\n---\n\n{first.text}"
        elif not heard:
            opening = f"{opening}\n\n(you begin)"
        return (Said("system", instructions), Said("user", opening), *heard)

"""A model as a grammar engine: paragraphs out, proposals back, several at a time.

What asks the model is handed in (a `Corrector`); here it is decided what is asked, what is known
already, and when to stop. A proposal is a whole paragraph as the model would have it. It is not
judged here: nothing of it reaches the author but through the guard.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Iterable, MutableMapping
from dataclasses import dataclass
from typing import Protocol

from companion.grammar.engines.base import EngineError

AT_ONCE = 4  # requests under way: services refuse many more, and a local model slows down


class PassageError(EngineError):
    """One paragraph could not be corrected; the others still can."""


class Corrector(Protocol):
    """Something that corrects a paragraph; ``key`` changes with whatever could change its answer.

    `correct` raises `PassageError` where only this paragraph is concerned, and `EngineError` where
    the next one would fail as well.
    """

    @property
    def key(self) -> str:
        """Model, prompt and rules, for caches."""

    async def correct(self, paragraph: str, before: str = "", after: str = "") -> str:
        """The paragraph corrected; ``before`` and ``after`` are its neighbours, as context only."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph's prose to be corrected, and the prose around it."""

    text: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class PassageOutcome:
    """What became of a passage: a proposal, or the problem there was.

    ``final`` is set on the last outcome of a run that was given up.
    """

    passage: Passage
    proposed: str | None
    problem: str = ""
    final: bool = False


class Proofreader:
    """Asks a corrector about passages and remembers its proposals.

    Args:
        corrector: who is asked.
        at_once: how many requests may be under way.
        kept: proposals by key; a mapping that lasts makes them last.
    """

    name = "model"

    def __init__(
        self,
        corrector: Corrector,
        *,
        at_once: int = AT_ONCE,
        kept: MutableMapping[str, str] | None = None,
    ) -> None:
        self._corrector = corrector
        self._at_once = at_once
        self._kept: MutableMapping[str, str] = {} if kept is None else kept

    def known(self, text: str) -> str | None:
        """The proposal for a paragraph's prose, if it was asked for before."""
        return self._kept.get(self._key(text))

    def pending(self, passages: Iterable[Passage]) -> list[Passage]:
        """The passages that would be sent: not yet known, holding letters, each once."""
        wanted: dict[str, Passage] = {}
        for passage in passages:
            if self.known(passage.text) is None and any(map(str.isalpha, passage.text)):
                wanted.setdefault(passage.text, passage)
        return list(wanted.values())

    async def run(self, passages: Iterable[Passage]) -> AsyncIterator[PassageOutcome]:
        """Ask about every passage that is pending; outcomes come as they arrive, in any order.

        Closing the iterator or cancelling its task ends the requests under way. A problem that
        concerns all ends the run with one outcome that says so.
        """
        turn = asyncio.Semaphore(self._at_once)

        async def ask(passage: Passage) -> PassageOutcome:
            async with turn:
                try:
                    proposed = await self._corrector.correct(
                        passage.text, passage.before, passage.after
                    )
                except PassageError as error:
                    return PassageOutcome(passage, None, str(error))
                except EngineError as error:
                    return PassageOutcome(passage, None, str(error), final=True)
            self._kept[self._key(passage.text)] = proposed
            return PassageOutcome(passage, proposed)

        tasks = [asyncio.create_task(ask(passage)) for passage in self.pending(passages)]
        try:
            for done in asyncio.as_completed(tasks):
                outcome = await done
                yield outcome
                if outcome.final:
                    return
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    def _key(self, text: str) -> str:
        whole = f"{self._corrector.key}\x1f{text}".encode("utf-8", "replace")
        return hashlib.blake2b(whole, digest_size=16).hexdigest()

"""Check a draft with the engines that its settings name: the local one, a model, or both."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from companion.app.settings import Settings, load_settings
from companion.app.terminal import say

if TYPE_CHECKING:
    from companion.grammar.guard.judgement import Dialect
    from companion.llm.budget import SpendLog
    from companion.review.check import Checker, Suggestion

EngineName = Literal["harper", "model", "both"]


class DraftCheck:
    """Checks texts and remembers the answers.

    Args:
        settings: dialect, dictionary, rules and models.
        engine: who looks. A model is asked only here, in `check`, and what is sent where is
            printed on standard error before.
        log: what the draft has cost so far, and where to book what it costs now.

    Raises:
        UserError: if a model is to look and none is set.
    """

    def __init__(self, settings: Settings, engine: EngineName, log: SpendLog | None = None) -> None:
        from companion.review.check import Checker, default_engines

        grammar = settings.grammar
        self._models = self._proofreader = self._engine = None
        if engine != "harper":
            from companion.app.session.models import engine_of, open_models

            self._models = open_models(settings, log)
            self._proofreader = self._models.proofreader()
            self._engine = engine_of(self._proofreader)
        self._checker: Checker = Checker(
            default_engines(grammar.dialect or "US") if engine != "model" else (),
            proposals=[self._engine] if self._engine else [],
            options=settings.guard_options(),
            off=grammar.off,
        )
        self._problems: list[str] = []
        self.note = ""  # what the last check left unread, for the author to know

    def check(self, text: str) -> list[Suggestion]:
        """The mechanical suggestions for ``text``, in order."""
        from companion.review.check import about_endless

        self._problems.clear()
        if self._engine is not None:
            self._ask(text)
        found = [s for s in self._checker.check(text) if s.mechanical]
        self.note = about_endless(text, self._checker.endless)
        self._problems += self._checker.problems.values()
        return found

    @property
    def problems(self) -> list[str]:
        """Why the last check may have missed something, each reason once."""
        return list(dict.fromkeys(self._problems))

    def _ask(self, text: str) -> None:
        """Ask the model about what it has not seen yet."""
        from companion.llm.errors import ModelError
        from companion.review.proofread import passages

        assert self._models and self._proofreader and self._engine
        engine = self._engine
        wanted = engine.pending(passages(text))
        if not wanted:
            return
        try:
            sending = self._models.describe(self._proofreader, wanted)
        except ModelError as error:
            self._problems.append(str(error))
            return
        say(f"companion: {sending.summary}", file=sys.stderr)

        async def ask() -> None:
            async for outcome in engine.run(wanted):
                if outcome.problem:
                    self._problems.append(outcome.problem)

        asyncio.run(ask())


@cache
def shared_check(settings: Settings, engine: EngineName) -> DraftCheck:
    """The check of this process for texts that are no drafts; engines and answers are kept."""
    return DraftCheck(settings, engine)


@contextmanager
def check_of(
    draft: Path, text: str, engine: EngineName, dialect: Dialect | None
) -> Iterator[DraftCheck]:
    """The check for one draft, with its settings, and its history where a model costs money.

    Raises:
        UserError: if a settings file is wrong, or a model is to look and none is set.
    """
    settings = settings_for(draft, dialect)
    if engine == "harper":
        yield shared_check(settings, engine)
        return
    from companion.store.history import History
    from companion.store.spend_log import SpendLog

    with closing(History(draft, text)) as history:
        yield DraftCheck(settings, engine, SpendLog(history.ledger))


def settings_for(draft: Path | None, dialect: Dialect | None) -> Settings:
    """The settings of a draft, with the dialect that was asked for on the command line.

    Raises:
        SettingsError: if a settings file is wrong.
    """
    settings = load_settings(draft)
    if settings.asked is not None and not settings.asked.answer:
        _tell_once(settings.asked.note)
    if dialect is None:
        return settings
    return replace(settings, grammar=replace(settings.grammar, dialect=dialect))


@cache
def _tell_once(note: str) -> None:
    print(f"companion: {note}", file=sys.stderr)

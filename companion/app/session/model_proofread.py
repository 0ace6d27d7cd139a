"""The model as proofreader, on the page: what would be sent, progress, the way to stop, the cost.

Nothing is sent before the author has seen what goes where in this sitting. Proposals reach the
page only through the checker, which has the guard judge them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from companion.app.session.models import Models, open_models
from companion.app.session.page import Page
from companion.app.session.payloads import sending_payload
from companion.app.settings import Settings
from companion.errors import UserError
from companion.grammar.engines.model import Passage, Proofreader
from companion.llm.budget import SpendLog
from companion.llm.errors import ModelError
from companion.llm.proofread import ModelProofreader
from companion.llm.roles import ROLE_NAMES, RoleName, short_name
from companion.review.proofread import RoleCorrector, passages
from companion.text.wording import counted
from companion.widgets import protocol
from companion.widgets.messages import RequestError


class ModelPage(Page, Protocol):
    """The page as the model's reading needs it: traits to set."""

    model: protocol.ModelState
    model_run: protocol.ModelRun
    chips: list[protocol.Chip]


class ModelProofread:
    """Asks a model about the draft when the author asks for it.

    Args:
        settings: which model, how, and for how much.
        log: what was spent, over all sittings.
        page: where it is shown.
        known: takes in what the model proposes.
        text: gives the draft as it stands.
        rejected: gives what the author rejected, as (before, after).
        arrived: called whenever a proposal has come in.
        reread: reads the settings again, after the author has answered what the draft's folder
            asks for.
    """

    def __init__(
        self,
        settings: Settings,
        log: SpendLog,
        page: ModelPage,
        known: KnownProposals,
        *,
        text: Callable[[], str],
        rejected: Callable[[], list[tuple[str, str]]],
        arrived: Callable[[], None],
        reread: Callable[[], Settings] | None = None,
    ) -> None:
        self._settings = settings
        self._log = log
        self._page = page
        self._text = text
        self._rejected = rejected
        self._arrived = arrived
        self._reread = reread
        self._kept: dict[str, str] = {}
        self._agreed: set[str] = set()
        self._running = False
        self._models = open_models(settings, log)
        self._known = known
        page.on_request(protocol.MODEL_PLAN, self._plan)
        page.on_request(protocol.MODEL_CHECK, self._check)
        page.on_request(protocol.SET_OFFLINE, self._set_offline)
        page.on_request(protocol.FOLDER_SETTINGS, self._folder_settings)
        self.show()

    @property
    def models(self) -> Models:
        """The models of the draft, for the other roles too."""
        return self._models

    def show(self) -> None:
        """Bring what the page says of models up to date."""
        proofreader, why = self._proofreader()
        name = self._short_name("proofreader")
        if proofreader is not None:
            try:
                self._models.completer.destination(proofreader.role)
            except ModelError as error:
                why = str(error)
        asked = self._settings.asked
        self._page.model = {
            "name": name,
            "ready": not why,
            "why": why if name else "",
            "offline": self._models.completer.offline,
            "spent": self._models.budget.summary(),
            "asks": asked.question if self._reread and asked and not asked.answer else "",
        }
        chips = [_chip("Harper, on this machine", "Grammar is checked here; nothing is sent.")]
        for called, roles in self._pane_models().items():
            chips.append(_chip(f"{', '.join(roles)}: {called}", "For the association pane."))
        if self._settings.any_model:
            chips.append(_chip(self._short_budget(), self._models.budget.summary()))
        elif not name:
            chips.append(_chip("nothing leaves this machine", "No model is configured."))
        self._page.chips = chips

    def _short_name(self, role: RoleName) -> str:
        """What a role's model is called; "" where none is set."""
        return short_name(self._settings.of_role(role).model or "")

    def _pane_models(self) -> dict[str, list[str]]:
        """The models of the association pane, each with its roles."""
        found: dict[str, list[str]] = {}
        for role in ROLE_NAMES:
            if role != "proofreader" and (called := self._short_name(role)):
                found.setdefault(called, []).append(role)
        return found

    def _short_budget(self) -> str:
        budget = self._models.budget
        known = f"${budget.spent:.2f} of ${budget.limit:.2f}"
        return f"{known} + unknown" if budget.log.unpriced() else known

    def _proofreader(self) -> tuple[ModelProofreader | None, str]:
        try:
            return self._models.proofreader(self._rejected()), ""
        except UserError as error:
            return None, str(error)

    def _prepare(self) -> tuple[ModelProofreader, Proofreader, list[Passage]]:
        proofreader, why = self._proofreader()
        if proofreader is None:
            raise RequestError(why)
        engine = Proofreader(RoleCorrector(proofreader), kept=self._kept)
        return proofreader, engine, engine.pending(passages(self._text()))

    def _plan(self, _message: protocol.Nothing) -> protocol.Sending:
        """What would go where, word for word, at what price."""
        proofreader, _, wanted = self._prepare()
        if not wanted:
            raise RequestError("The model has read all of it already; nothing has changed since.")
        try:
            sending = self._models.describe(proofreader, wanted)
        except ModelError as error:
            raise RequestError(str(error)) from error
        return sending_payload(sending, agreed=sending.place.where in self._agreed)

    async def _check(self, _message: protocol.Nothing) -> None:
        """Ask about every paragraph that is new; cancelling ends the requests under way."""
        if self._running:
            raise RequestError("The model is reading already.")
        proofreader, engine, wanted = self._prepare()
        try:
            self._agreed.add(self._models.completer.destination(proofreader.role).where)
        except ModelError as error:
            raise RequestError(str(error)) from error
        self._known.engine = engine
        self._running = True
        done, problems = 0, list[str]()
        message = "Stopped. What had come stays."
        try:
            self._report(done, len(wanted))
            async for outcome in engine.run(wanted):
                done += 1
                if outcome.problem and outcome.problem not in problems:
                    problems.append(outcome.problem)
                self._arrived()
                self._report(done, len(wanted))
            message = " ".join(problems) or f"{counted(done, 'paragraph')} read."
        finally:
            self._running = False
            self._report(done, len(wanted), message)
            self.show()

    def _set_offline(self, message: protocol.Offline) -> None:
        """The switch "nothing leaves this machine", for this sitting."""
        self._settings = replace(self._settings, offline=message["offline"])
        self._models = open_models(self._settings, self._log)
        self.show()

    def _folder_settings(self, message: protocol.FolderAnswer) -> None:
        """What the author says to what the draft's folder asks for; remembered outside of it."""
        asked = self._settings.asked
        if asked is None or self._reread is None:
            raise RequestError("The draft's folder asks for nothing.")
        try:
            asked.remember(message["use"])
            self._settings = self._reread()
        except (OSError, UserError) as error:
            raise RequestError(f"This cannot be kept, so nothing was changed: {error}") from error
        self._models = open_models(self._settings, self._log)
        self.show()

    def _report(self, done: int, total: int, message: str = "") -> None:
        self._page.model_run = {
            "running": self._running,
            "done": done,
            "total": total,
            "message": message,
        }


class KnownProposals:
    """The proposals that have come in, as the checker asks for them; none before the first."""

    name = "model"

    def __init__(self) -> None:
        self.engine: Proofreader | None = None

    def known(self, text: str) -> str | None:
        """The proposal for a paragraph's prose, if there is one."""
        return self.engine.known(text) if self.engine else None


def _chip(text: str, title: str) -> protocol.Chip:
    return {"text": text, "title": title}

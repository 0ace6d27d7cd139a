"""The models of one open draft, put together from its settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from companion.app.settings import Settings
from companion.errors import UserError
from companion.grammar.engines.model import Passage, Proofreader
from companion.llm.budget import Budget, SpendLog
from companion.llm.completer import LiteLLMCompleter
from companion.llm.describe import Sending, describe_send
from companion.llm.errors import ModelError
from companion.llm.prompts import Prompt, PromptError, load_prompt
from companion.llm.proofread import PROMPT, House, ModelProofreader
from companion.llm.roles import Role
from companion.review.proofread import RoleCorrector


@dataclass(frozen=True, slots=True)
class Models:
    """What a draft may ask, and what it has spent.

    Nothing here imports LiteLLM or opens a connection until a call is made.
    """

    settings: Settings
    completer: LiteLLMCompleter

    @property
    def budget(self) -> Budget:
        """The draft's budget."""
        return self.completer.budget

    def role(self, prompt_name: str) -> tuple[Role, Prompt]:
        """The model that a prompt asks for, and the prompt.

        Raises:
            UserError: if no model is set for it, or the prompt is not in the right form.
        """
        try:
            prompt = load_prompt(prompt_name, self.settings.prompt_folders())
            return self.settings.role(prompt.role, prompt), prompt
        except (ModelError, PromptError) as error:
            raise UserError(str(error)) from None

    def proofreader(self, rejected: Sequence[tuple[str, str]] = ()) -> ModelProofreader:
        """The proofreader under the author's rules.

        Args:
            rejected: corrections the author did not want, as (before, after), the latest last.

        Raises:
            UserError: if no model is set for it, or the prompt is not in the right form.
        """
        role, prompt = self.role(PROMPT)
        grammar = self.settings.grammar
        house = House(
            dialect=grammar.dialect or "",
            dictionary=grammar.dictionary,
            rejected=tuple(rejected),
            serial_comma=bool(grammar.serial_comma),
        )
        try:
            return ModelProofreader(self.completer, role, prompt, house)
        except PromptError as error:
            raise UserError(str(error)) from None

    def describe(self, proofreader: ModelProofreader, passages: Sequence[Passage]) -> Sending:
        """What having ``passages`` proofread would send where, at what price.

        Raises:
            ModelError: if it may not be sent at all.
        """
        place = self.completer.destination(proofreader.role)
        calls = [proofreader.call(p.text, p.before, p.after) for p in passages]
        return describe_send(calls, self.budget, place)


def open_models(settings: Settings, log: SpendLog | None = None) -> Models:
    """The models that ``settings`` name, with ``log`` to keep what they cost."""
    budget = Budget(settings.budget.dollars, log, allow_unknown=settings.budget.unknown_price)
    return Models(settings, LiteLLMCompleter(budget, offline=settings.nothing_leaves))


def engine_of(proofreader: ModelProofreader) -> Proofreader:
    """A proofreader that asks about several paragraphs at a time and remembers."""
    return Proofreader(RoleCorrector(proofreader))

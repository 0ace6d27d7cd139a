"""The author's consent before a role is asked: who it is, and what would go where."""

from __future__ import annotations

from collections.abc import Callable

from companion.app.association.pane_context import PaneContext
from companion.app.session.models import Models
from companion.app.session.payloads import sending_payload
from companion.errors import UserError
from companion.llm.describe import describe_send
from companion.llm.errors import ModelError
from companion.llm.prompts import Prompt
from companion.llm.roles import Completion, Role, RoleCall, short_name
from companion.widgets import protocol
from companion.widgets.messages import RequestError


class ModelConsent:
    """How one part calls the models. The messages of what it raises are for the author."""

    def __init__(self, beside: PaneContext) -> None:
        self._models = beside.models
        self._agreed: set[str] = set()

    def models(self) -> Models:
        """The models.

        Raises:
            RequestError: there are none.
        """
        if self._models is None:
            raise RequestError("No partner is set up.")
        return self._models()

    def role(self, prompt: str) -> tuple[Role, Prompt]:
        """The role that a prompt asks for, and the prompt.

        Raises:
            RequestError: no model is set for it, or the prompt is not in the right form.
        """
        try:
            return self.models().role(prompt)
        except UserError as error:
            raise RequestError(str(error)) from error

    def who(self, prompt: str) -> tuple[str, str]:
        """What the model for a prompt is called and ""; or "" and why there is none."""
        try:
            role, _ = self.role(prompt)
            self.models().completer.destination(role)
        except (RequestError, ModelError) as error:
            return "", str(error)
        return short_name(role.model), ""

    def plan(self, call: RoleCall) -> protocol.Sending:
        """What making ``call`` now would send where, at what price.

        Raises:
            RequestError: it may not be sent at all.
        """
        models = self.models()
        try:
            place = models.completer.destination(call.role)
            sending = describe_send([call], models.budget, place)
        except ModelError as error:
            raise RequestError(str(error)) from error
        return sending_payload(sending, agreed=place.is_local or place.where in self._agreed)

    async def complete(
        self, call: RoleCall, on_text: Callable[[str], None] | None = None
    ) -> Completion:
        """Make ``call``, which the author has agreed to.

        Raises:
            RequestError: no answer came.
        """
        completer = self.models().completer
        try:
            self._agreed.add(completer.destination(call.role).where)
            return await completer.complete(call, on_text=on_text)
        except ModelError as error:
            raise RequestError(str(error)) from error

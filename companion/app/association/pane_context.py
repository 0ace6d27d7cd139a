"""What the parts beside a draft share: the page, what is kept, the draft, the models."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from companion.app.session.models import Models
from companion.app.session.page import Page
from companion.store.associations import Associations
from companion.store.database import HistoryError
from companion.text.document import paragraphs
from companion.widgets.contract import Payload, Request, Result
from companion.widgets.messages import Handler, RequestError


def _nothing() -> None:
    """Does nothing."""


@dataclass(frozen=True, slots=True)
class PaneContext:
    """What the parts beside a draft share.

    Attributes:
        page: where it is shown.
        kept: where associations are kept.
        draft: gives the draft as it stands.
        models: gives the models that may be asked; None if there are none at all.
        said: called after others have said something, or something they said was deleted.
    """

    page: Page
    kept: Associations
    draft: Callable[[], str]
    models: Callable[[], Models] | None = None
    said: Callable[[], None] = _nothing

    def answer(self, request: Request[Payload, Result], handler: Handler[Payload, Result]) -> None:
        """Answer the page's requests of this kind; errors of the history become messages."""
        self.page.on_request(request, _telling(handler))

    def paragraph_at(self, at: int | None) -> str:
        """The paragraph around an offset, in code points, or else the one before it."""
        if at is None:
            return ""
        draft = self.draft()
        before = [p for p in paragraphs(draft) if p.span.start <= at]
        return before[-1].span.of(draft) if before else ""


def now() -> datetime:
    """The local time to the second, as transcripts have it."""
    return datetime.now().replace(microsecond=0)


def _telling(handler: Handler[Payload, Result]) -> Handler[Payload, Result]:
    async def finish(work: Awaitable[Result]) -> Result:
        try:
            return await work
        except HistoryError as error:
            raise RequestError(str(error)) from error

    def answer(message: Payload) -> Result | Awaitable[Result]:
        try:
            result = handler(message)
        except HistoryError as error:
            raise RequestError(str(error)) from error
        return finish(result) if inspect.isawaitable(result) else result

    return answer

"""What the parts beside a draft share: the page, what is kept, the draft, the models."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from companion.app.session.models import Models
from companion.app.session.page import Page
from companion.store.associations import Associations
from companion.store.database import HistoryError
from companion.text.document import paragraphs
from companion.widgets.messages import Message, RequestError


def _nothing() -> None:
    """Nobody need be told."""


@dataclass(frozen=True, slots=True)
class PaneContext:
    """Where a part stands.

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

    def answer(self, handlers: Mapping[str, Callable[[Message], Any]]) -> None:
        """Answer the page's requests, with trouble of the history told in words."""
        for kind, handler in handlers.items():
            self.page.on_request(kind, _telling(handler))

    def paragraph_at(self, at: object) -> str:
        """The paragraph around an offset, in code points, or the one before it; none without."""
        if not isinstance(at, int):
            return ""
        draft = self.draft()
        before = [p for p in paragraphs(draft) if p.span.start <= at]
        return before[-1].span.of(draft) if before else ""


def now() -> datetime:
    """The moment, to the second, as transcripts have it."""
    return datetime.now().replace(microsecond=0)


def _telling(handler: Callable[[Message], Any]) -> Callable[[Message], Any]:
    async def finish(work: Awaitable[Any]) -> Any:
        try:
            return await work
        except HistoryError as error:
            raise RequestError(str(error)) from error

    def answer(message: Message) -> Any:
        try:
            result = handler(message)
        except HistoryError as error:
            raise RequestError(str(error)) from error
        return finish(result) if inspect.isawaitable(result) else result

    return answer

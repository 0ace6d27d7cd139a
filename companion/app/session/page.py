"""What the parts of the application need of the page."""

from __future__ import annotations

from typing import Protocol

from companion.widgets.contract import Event, Payload, Request, Result
from companion.widgets.messages import Handler


class Page(Protocol):
    """Where requests come from and events go."""

    def on_request(
        self, request: Request[Payload, Result], handler: Handler[Payload, Result]
    ) -> None:
        """Answer the page's requests of this kind."""

    def emit(self, event: Event[Payload], payload: Payload) -> None:
        """Tell the page that something happened."""

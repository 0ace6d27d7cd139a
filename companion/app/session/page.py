"""What the parts of the application need of the page, and what they tell it alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from companion.widgets.messages import Message

if TYPE_CHECKING:
    from companion.llm.describe import Sending


class Page(Protocol):
    """Where requests come from and events go."""

    def on_request(self, kind: str, handler: Callable[[Message], Any]) -> None:
        """Answer the page's requests of ``kind``."""

    def emit(self, event: str, **payload: Any) -> None:
        """Tell the page that something happened."""


def sending_to_wire(sending: Sending, *, agreed: bool) -> Message:
    """What would be sent where at what price, for the page to show before anything is.

    Args:
        sending: every word of it.
        agreed: the author has seen this destination before, so need not be asked again.
    """
    return {
        "summary": sending.summary,
        "texts": list(sending.texts),
        "allowed": sending.allowed,
        "why": sending.why,
        "agreed": agreed,
    }

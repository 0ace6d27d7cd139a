"""The page that several parts of a notebook make up together, as a session needs it."""

from __future__ import annotations

from collections.abc import Callable

import traitlets

from companion.widgets.base import Part, Trait, synced
from companion.widgets.contract import Event, Payload, Request, Result
from companion.widgets.messages import Handler
from companion.widgets.protocol import Notice, SaveState, Voice


class PartsPage(traitlets.HasTraits):
    """Requests come from any part, events go to all of them."""

    save_state = synced(SaveState(state="saved", at="", message=""))
    checking = traitlets.Bool(False)
    read_share = traitlets.Float(0.0)
    unread = traitlets.Unicode()
    notices: Trait[list[Notice]] = synced([])
    minutes = traitlets.Int(0)
    voice: Trait[Voice | None] = synced(None)

    def __init__(self) -> None:
        super().__init__()
        # What lets a part answer, by the kind of request.
        self._answering: dict[str, Callable[[Part], None]] = {}
        self._parts: list[Part] = []

    def join(self, part: Part, *names: str) -> None:
        """Take ``part`` in; it follows the traits of those ``names``."""
        self._parts.append(part)
        for answer in self._answering.values():
            answer(part)
        for name in names:
            traitlets.dlink((self, name), (part, name))

    def on_request(
        self, request: Request[Payload, Result], handler: Handler[Payload, Result]
    ) -> None:
        """Answer the requests of this kind of every part."""

        def answer(part: Part) -> None:
            part.on_request(request, handler)

        self._answering[request.kind] = answer
        for part in self._parts:
            answer(part)

    def emit(self, event: Event[Payload], payload: Payload) -> None:
        """Tell every part that something happened."""
        for part in self._parts:
            part.emit(event, payload)

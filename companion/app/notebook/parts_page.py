"""The page that several parts of a notebook make up together, as a session needs it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import traitlets

from companion.widgets.base import Part
from companion.widgets.messages import Message


class PartsPage(traitlets.HasTraits):
    """Any part may ask, all hear what happens."""

    save_state = traitlets.Dict()
    checking = traitlets.Bool(False)
    read_share = traitlets.Float(0.0)
    unread = traitlets.Unicode()
    notices: traitlets.List[dict[str, Any]] = traitlets.List()
    minutes = traitlets.Int(0)
    voice = traitlets.Dict()

    def __init__(self) -> None:
        super().__init__()
        self._handlers: dict[str, Callable[[Message], Any]] = {}
        self._parts: list[Part] = []

    def join(self, part: Part, *names: str) -> None:
        """Take ``part`` in; it follows the traits of those ``names``."""
        self._parts.append(part)
        for kind, handler in self._handlers.items():
            part.on_request(kind, handler)
        for name in names:
            traitlets.dlink((self, name), (part, name))

    def on_request(self, kind: str, handler: Callable[[Message], Any]) -> None:
        """Answer the requests of ``kind`` of every part."""
        self._handlers[kind] = handler
        for part in self._parts:
            part.on_request(kind, handler)

    def emit(self, event: str, **payload: Any) -> None:
        """Tell every part that something happened."""
        for part in self._parts:
            part.emit(event, **payload)

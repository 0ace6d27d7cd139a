"""The anywidget model behind every part of the page.

State that a page drawn late must see is a trait, written by Python alone; what the browser wants
comes as requests (`messages`); what happens meanwhile goes out as events.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anywidget
import traitlets

from companion.widgets.messages import Dispatcher, Handler

STATIC = Path(__file__).parent / "static"


class Part(anywidget.AnyWidget):
    """One part of the page; ``part`` names what the bundle draws."""

    _esm = (STATIC / "companion.js").read_text("utf-8")
    _css = (STATIC / "companion.css").read_text("utf-8")

    part = traitlets.Unicode().tag(sync=True)

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        self._dispatcher = Dispatcher(self.send)
        self.on_msg(lambda _widget, content, _buffers: self._dispatcher.receive(content))

    def on_request(self, kind: str, handler: Handler) -> None:
        """Answer the browser's requests of ``kind``."""
        self._dispatcher.register(kind, handler)

    def emit(self, event: str, **payload: Any) -> None:
        """Tell every view of this part that something happened."""
        self.send({**payload, "event": event})

    def close(self) -> None:
        """Take the part off the page and end what it was still answering."""
        self._dispatcher.cancel_all()
        super().close()

"""The anywidget model behind every part of the page.

State that a page drawn late must see is a trait, written by Python alone; what the browser wants
comes as requests (`messages`); what happens meanwhile goes out as events. `protocol` has them all.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import anywidget
import traitlets

from companion.widgets.contract import Event, Payload, Request, Result
from companion.widgets.messages import Dispatcher, Handler

STATIC = Path(__file__).parent / "static"

T = TypeVar("T")
Trait = traitlets.TraitType[T, T]


def synced(default: T) -> Trait[T]:
    """A synced trait whose value is of the protocol: an object, a list, or None before it is known.

    Args:
        default: its value at first; never changed in place, as no value of a trait is.
    """
    value: Any = default
    trait: Any
    if isinstance(value, list):
        trait = traitlets.List(default_value=value)
    else:
        trait = traitlets.Dict(default_value=value, allow_none=value is None)
    made: Trait[T] = trait.tag(sync=True)
    return made


class Part(anywidget.AnyWidget):
    """One part of the page; ``part`` names what the bundle draws."""

    _esm = (STATIC / "companion.js").read_text("utf-8")
    _css = (STATIC / "companion.css").read_text("utf-8")

    part = traitlets.Unicode().tag(sync=True)

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        self._dispatcher = Dispatcher(self.send)
        self.on_msg(lambda _widget, content, _buffers: self._dispatcher.receive(content))

    def on_request(
        self, request: Request[Payload, Result], handler: Handler[Payload, Result]
    ) -> None:
        """Answer the browser's requests of this kind."""
        self._dispatcher.register(request, handler)

    def emit(self, event: Event[Payload], payload: Payload) -> None:
        """Tell every view of this part that something happened."""
        self.send({**payload, "event": event.name})

    def close(self) -> None:
        """Close the part and cancel the requests that are still being answered."""
        self._dispatcher.cancel_all()
        super().close()

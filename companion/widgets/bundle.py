"""The front end for many widgets in one notebook: sent once, and loaded once in a page.

An anywidget carries its code in itself, every instance anew. The parts offered to notebooks carry
a few lines instead, which load the code from one model that they share: five parts cost what one
costs, in transfer and in a saved notebook, and in the page they share their state.
"""

from __future__ import annotations

import hashlib
from typing import Any

import traitlets
from ipywidgets import Widget, widget_serialization

from companion.widgets.base import STATIC, Part, synced
from companion.widgets.protocol import Still


class Bundle(Widget):  # type: ignore[misc]
    """Holds the code and the style; ``build`` tells one from another."""

    source = traitlets.Unicode().tag(sync=True)
    style = traitlets.Unicode().tag(sync=True)
    build = traitlets.Unicode().tag(sync=True)


_bundle: Bundle | None = None


def shared_bundle() -> Bundle:
    """The bundle of this kernel."""
    global _bundle
    if _bundle is None or _bundle.comm is None:  # none yet, or it was closed with all widgets
        source = Part._esm if isinstance(Part._esm, str) else str(Part._esm)
        style = str(Part._css)
        build = hashlib.sha256((source + style).encode()).hexdigest()[:16]
        _bundle = Bundle(source=source, style=style, build=build)
    return _bundle


class SharedPart(Part):
    """A part of the page for a notebook.

    ``still`` is what it shows where no kernel answers: in a notebook that was opened anew, and in
    a page made of one.
    """

    _esm = (STATIC / "loader.js").read_text("utf-8")
    _css = ""

    bundle = traitlets.Instance(Widget).tag(sync=True, **widget_serialization)
    still = synced(Still(name="", facts="", pieces=[]))

    def __init__(self, **traits: Any) -> None:
        super().__init__(bundle=shared_bundle(), **traits)

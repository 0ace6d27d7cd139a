"""The page's parts, one by one, as a notebook composes them.

They take the width that their box gives them; `layout` sets another. Those that belong together
name the same ``session``; in the browser they find one another by it.
"""

from __future__ import annotations

from typing import Any

import traitlets
from ipywidgets import Layout

from companion.widgets.bundle import SharedPart


class LaidOutPart(SharedPart):
    """A part that shares a row or a column with others."""

    # In a row, those that have most room give way, so that the others keep their words whole.
    _gives_way = 1

    def __init__(self, **traits: Any) -> None:
        flex = f"1 {self._gives_way} auto"
        traits.setdefault("layout", Layout(width="100%", min_width="300px", flex=flex))
        super().__init__(**traits)


class EditorPart(LaidOutPart):
    """The draft alone; ``cells`` if it is made of the Markdown cells of a notebook."""

    _gives_way = 1000

    part = traitlets.Unicode("draft-editor").tag(sync=True)
    session_id = traitlets.Unicode().tag(sync=True)
    draft_id = traitlets.Unicode().tag(sync=True)
    draft_name = traitlets.Unicode().tag(sync=True)
    save_state = traitlets.Dict().tag(sync=True)
    minutes = traitlets.Int(0).tag(sync=True)
    checking = traitlets.Bool(False).tag(sync=True)
    notices: traitlets.List[dict[str, Any]] = traitlets.List().tag(sync=True)
    cells = traitlets.Bool(False).tag(sync=True)
    height = traitlets.Unicode("360px").tag(sync=True)


class ListPart(LaidOutPart):
    """The list of suggestions."""

    part = traitlets.Unicode("suggestion-list").tag(sync=True)
    session_id = traitlets.Unicode().tag(sync=True)
    checking = traitlets.Bool(False).tag(sync=True)
    read_share = traitlets.Float(0.0).tag(sync=True)
    unread = traitlets.Unicode().tag(sync=True)
    suggestions: traitlets.List[dict[str, Any]] = traitlets.List().tag(sync=True)


class MeterPart(LaidOutPart):
    """The voice meter."""

    part = traitlets.Unicode("voice-meter").tag(sync=True)
    voice = traitlets.Dict().tag(sync=True)
    bits = traitlets.Float(0.0).tag(sync=True)
    warn = traitlets.Bool(False).tag(sync=True)
    reasons: traitlets.List[dict[str, Any]] = traitlets.List().tag(sync=True)


class ComparePart(LaidOutPart):
    """Versions side by side; ``pair`` names those that are compared, the first against the rest."""

    _gives_way = 1000

    part = traitlets.Unicode("compare-view").tag(sync=True)
    session_id = traitlets.Unicode().tag(sync=True)
    pair: traitlets.List[Any] = traitlets.List().tag(sync=True)

"""The page's parts, one by one, as a notebook composes them.

They take the width that their box gives them; `layout` sets another. Those that belong together
name the same ``session``; in the browser they find one another by it.
"""

from __future__ import annotations

from typing import Any

import traitlets
from ipywidgets import Layout

from companion.widgets.base import Trait, synced
from companion.widgets.bundle import SharedPart
from companion.widgets.protocol import Notice, Reason, Ref, SavedSuggestion, SaveState, Voice


class LaidOutPart(SharedPart):
    """A part that shares a row or a column with others."""

    # In a row, the widest shrink first, so that the others need not break words.
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
    save_state = synced(SaveState(state="saved", at="", message=""))
    minutes = traitlets.Int(0).tag(sync=True)
    checking = traitlets.Bool(False).tag(sync=True)
    notices: Trait[list[Notice]] = synced([])
    cells = traitlets.Bool(False).tag(sync=True)
    height = traitlets.Unicode("360px").tag(sync=True)


class ListPart(LaidOutPart):
    """The list of suggestions."""

    part = traitlets.Unicode("suggestion-list").tag(sync=True)
    session_id = traitlets.Unicode().tag(sync=True)
    checking = traitlets.Bool(False).tag(sync=True)
    read_share = traitlets.Float(0.0).tag(sync=True)
    unread = traitlets.Unicode().tag(sync=True)
    suggestions: Trait[list[SavedSuggestion]] = synced([])


class MeterPart(LaidOutPart):
    """The voice meter."""

    part = traitlets.Unicode("voice-meter").tag(sync=True)
    session_id = traitlets.Unicode().tag(sync=True)
    voice: Trait[Voice | None] = synced(None)
    bits = traitlets.Float(0.0).tag(sync=True)
    warn = traitlets.Bool(False).tag(sync=True)
    reasons: Trait[list[Reason]] = synced([])


class ComparePart(LaidOutPart):
    """Versions side by side; ``pair`` names those that are compared, the first against the rest."""

    _gives_way = 1000

    part = traitlets.Unicode("compare-view").tag(sync=True)
    session_id = traitlets.Unicode().tag(sync=True)
    pair: Trait[list[Ref]] = synced([])

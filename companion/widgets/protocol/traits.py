"""The traits: state of each part that is synced between Python and the page."""

from __future__ import annotations

from typing import TypedDict

from companion.formats.comparison_json import Reason
from companion.widgets.protocol.dashboard import Chip, Notice, SaveState
from companion.widgets.protocol.history import Ref
from companion.widgets.protocol.models import ModelRun, ModelState
from companion.widgets.protocol.notebook import Still
from companion.widgets.protocol.suggestions import SavedSuggestion
from companion.widgets.protocol.voice import Voice


class Traits(TypedDict):
    """The synced traits of all parts; no part has them all.

    Attributes:
        part: what the bundle draws.
        draft_id: names the draft in the browser's storage.
        session_id: by which the parts of one session find one another.
        read_share: of the draft, once a reading takes long; 0 while it does not.
        unread: what of the draft was left unread, and what to do; "" if nothing was.
        compare_with: versions that the page compares with the draft as it opens.
        cells: the draft is made of the Markdown cells of a notebook.
        of_cell: the draft is the text of one code cell, and can be written back into it.
        height: a length of CSS.
        bundle: a reference to the model that holds the code.
    """

    part: str
    draft_id: str
    draft_name: str
    session_id: str
    save_state: SaveState
    minutes: int
    checking: bool
    read_share: float
    unread: str
    chips: list[Chip]
    model: ModelState
    model_run: ModelRun
    voice: Voice | None
    compare_with: list[int]
    notices: list[Notice]
    cells: bool
    of_cell: bool
    height: str
    suggestions: list[SavedSuggestion]
    bits: float
    warn: bool
    reasons: list[Reason]
    pair: list[Ref]
    still: Still
    bundle: str


class BundleTraits(TypedDict):
    """The synced traits of the model that holds the code of all parts in a notebook."""

    source: str
    style: str
    build: str

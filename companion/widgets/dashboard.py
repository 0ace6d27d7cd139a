"""The root widget of the page: one model that draws everything."""

from __future__ import annotations

import traitlets

from companion.widgets.base import Part, Trait, synced
from companion.widgets.bundle import SharedPart
from companion.widgets.protocol import Chip, ModelRun, ModelState, Notice, SaveState, Voice


class Dashboard(Part):
    """The whole page on one draft."""

    part = traitlets.Unicode("dashboard").tag(sync=True)
    draft_id = traitlets.Unicode().tag(sync=True)
    draft_name = traitlets.Unicode().tag(sync=True)
    save_state = synced(SaveState(state="saved", at="", message=""))
    minutes = traitlets.Int(0).tag(sync=True)
    checking = traitlets.Bool(False).tag(sync=True)
    # Which share of the draft has been read, once a reading takes long; 0 while it does not.
    read_share = traitlets.Float(0.0).tag(sync=True)
    # What of the draft was left unread, and what to do, in words; empty if nothing was.
    unread = traitlets.Unicode().tag(sync=True)
    chips: Trait[list[Chip]] = synced([])
    model = synced(ModelState(name="", ready=False, why="", offline=True, spent="", asks=""))
    model_run = synced(ModelRun(running=False, done=0, total=0, message=""))
    voice: Trait[Voice | None] = synced(None)
    # Numbers of the versions that the page compares with the draft as it opens.
    compare_with: Trait[list[int]] = synced([])
    notices: Trait[list[Notice]] = synced([])


class EmbeddedDashboard(SharedPart, Dashboard):
    """The whole page in a cell of a notebook.

    ``cells`` if the draft is made of the Markdown cells of a notebook; ``of_cell`` if it is the
    text of one code cell, and can be written back into it.
    """

    cells = traitlets.Bool(False).tag(sync=True)
    of_cell = traitlets.Bool(False).tag(sync=True)

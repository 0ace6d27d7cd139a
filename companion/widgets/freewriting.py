"""The free-association pane alone, for a notebook."""

from __future__ import annotations

import traitlets

from companion.widgets.bundle import SharedPart


class FreewritingPart(SharedPart):
    """The pane without a draft beside it; ``draft_id`` names its copy in the browser's storage."""

    part = traitlets.Unicode("freewriting").tag(sync=True)
    draft_id = traitlets.Unicode().tag(sync=True)

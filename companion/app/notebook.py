"""Companion in a notebook: ``Companion("essay.md")`` as a cell's value shows the page there.

``FreewritingPane("essay.md")`` shows the free-association pane alone.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

from companion.app.beside import Beside
from companion.app.dashboard import identity_of, open_dashboard
from companion.app.freewriting import Freewriting
from companion.app.models import open_models
from companion.app.settings import load_settings
from companion.store.draft_file import DraftError, DraftFile
from companion.store.history import History
from companion.store.ledger import SpendLog
from companion.widgets.dashboard import Dashboard
from companion.widgets.freewriting import FreewritingPart


class Companion:
    """The page on a draft, for display in a notebook.

    Args:
        path: the draft, plain Markdown; created if absent.

    Raises:
        companion.store.draft_file.DraftError: if the file cannot be a draft; the message says why.
    """

    def __init__(self, path: str | Path) -> None:
        self.page: Dashboard = open_dashboard(path)

    @property
    def text(self) -> str:
        """The draft as it stands on the page."""
        return self.page.session.text.text  # type: ignore[no-any-return]

    def _repr_mimebundle_(self, **options: Any) -> Any:
        return self.page._repr_mimebundle_(**options)


class FreewritingPane:
    """The free-association pane beside a draft, for display in a notebook.

    What is written is kept with the draft and is there on the draft's own page, too.

    Args:
        path: the draft, plain Markdown; created if absent, and never changed by the pane.

    Raises:
        companion.store.draft_file.DraftError: if the file cannot be a draft; the message says why.
    """

    def __init__(self, path: str | Path) -> None:
        draft = DraftFile.open_or_create(path)
        self._path, self._draft = draft.path, draft.text
        self._history = History(draft.path, draft.text)
        models = open_models(load_settings(draft.path), SpendLog(self._history.ledger))
        self.page = FreewritingPart(draft_id=identity_of(draft.path))
        Freewriting(
            Beside(self.page, self._history.associations, draft=self._text, models=lambda: models)
        )

    def _text(self) -> str:
        """The draft as it stands; as it stood, while it cannot be read."""
        with contextlib.suppress(DraftError):
            self._draft = DraftFile.open(self._path).text
        return self._draft

    def _repr_mimebundle_(self, **options: Any) -> Any:
        return self.page._repr_mimebundle_(**options)

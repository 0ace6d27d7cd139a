"""Companion in a notebook: ``Companion("essay.md")`` as a cell's value shows the page there.

``FreewritingPane("essay.md")`` shows the free-association pane alone.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from IPython.display import DisplayHandle, display

from companion.app.association.freewriting import Freewriting
from companion.app.association.pane_context import PaneContext
from companion.app.dashboard import identity_of, open_page
from companion.app.notebook.drafts import IN_MEMORY, Opened, draft_of, notebook_draft
from companion.app.notebook.parts import DraftEditor, with_still
from companion.app.notebook.static_preview import StillWatch, still_html, still_text
from companion.app.session.models import open_models
from companion.app.settings import load_settings
from companion.store.draft_file import DraftError, DraftFile
from companion.store.history import History
from companion.store.spend_log import SpendLog
from companion.widgets.dashboard import EmbeddedDashboard
from companion.widgets.freewriting import FreewritingPart
from companion.widgets.protocol import Still


class Companion:
    """The page on a draft, for display in a notebook.

    Args:
        path: the draft, plain Markdown; created if absent. A notebook (``.ipynb``) is opened as
            `from_notebook` does.
        text: a text in no file, instead: it stays in this kernel, `text` has it, and nothing is
            written anywhere unless you `save` it.

    Raises:
        companion.store.draft_file.DraftError: the file cannot be a draft; the message says why.
        companion.app.settings.SettingsError: a settings file is wrong.
    """

    def __init__(self, path: str | Path | None = None, *, text: str | None = None) -> None:
        self._open(draft_of(path, text))

    @classmethod
    def from_notebook(cls, path: str | Path) -> Companion:
        """The Markdown cells of a notebook as one draft.

        A line stands between the cells and cannot be edited away. Code, outputs and metadata are
        left as they are, byte for byte; what another program changes meanwhile is merged cell by
        cell.

        Raises:
            companion.store.draft_file.DraftError: it is no notebook that can be a draft, or the
                one that this code runs in; the message says what to do.
        """
        companion = cls.__new__(cls)
        companion._open(notebook_draft(path))
        return companion

    def _open(self, opened: Opened, **traits: Any) -> None:
        page = EmbeddedDashboard(
            draft_id=opened.identity, draft_name=opened.draft.name, cells=opened.cells, **traits
        )
        self.page = page
        self.session = open_page(page, opened.draft)
        self._saved_to: dict[Path, DraftFile] = {}
        self._handles: list[DisplayHandle] = []
        StillWatch(self.session, self._show_still)

    @property
    def text(self) -> str:
        """The draft as it stands on the page; set it, and the page is changed as one edit."""
        return self.session.text.text

    @text.setter
    def text(self, text: str) -> None:
        self.session.replace(text)

    def save(self, path: str | Path) -> Path:
        """Write the draft, as it stands now, to a file; returns its path.

        A file that is there already is not overwritten, except one that this same `Companion`
        made; what another program did to that meanwhile is merged, and comes into the draft.

        Raises:
            companion.store.draft_file.DraftError: it cannot be written; the message says why.
        """
        file = Path(path).expanduser().absolute()
        if file not in self._saved_to:
            self._saved_to[file] = DraftFile.create(file, self.text)
        elif merged := self._saved_to[file].write(self.text):
            self.text = merged.text
            self._saved_to[file].adopt(merged)
        if self.session.draft.path is None:
            self.session.placed(f"{IN_MEMORY}; last written to {file.name}")
        return file

    def close(self) -> None:
        """Close the page and stop its tasks, after everything is saved."""
        self._handles.clear()
        self.page.close()
        self._closing = asyncio.ensure_future(self.session.close())

    def _show_still(self, still: Still) -> None:
        self.page.still = still
        for handle in self._handles:
            handle.update(self._still(), raw=True)  # type: ignore[no-untyped-call]

    def _still(self) -> dict[str, str]:
        still = self.page.still
        return {"text/html": still_html(still), "text/plain": still_text(still)}

    def _ipython_display_(self) -> None:
        """Two outputs: the static preview, kept up to date, and the page, which hides it.

        So a saved notebook can be read where widgets cannot be drawn.
        """
        handle = DisplayHandle()  # type: ignore[no-untyped-call]
        handle.display(self._still(), raw=True)  # type: ignore[no-untyped-call]
        self._handles.append(handle)
        # What cannot draw the page shows nothing in its place: the preview above is enough.
        view = {**_data_of(self.page), "text/html": "", "text/plain": ""}
        display(view, raw=True)  # type: ignore[no-untyped-call]

    def _repr_mimebundle_(self, **options: Any) -> Any:
        return with_still(self.page._repr_mimebundle_(**options), self.page.still)


def _data_of(page: EmbeddedDashboard) -> dict[str, Any]:
    bundle = page._repr_mimebundle_()
    return dict(bundle[0] if isinstance(bundle, tuple) else bundle or {})


class FreewritingPane(FreewritingPart):
    """The free-association pane beside a draft, for display in a notebook.

    What is written is kept with the draft and is there on the draft's own page, too.

    Args:
        draft: an editor, or the file, plain Markdown; created if absent, and never changed by the
            pane.

    Raises:
        companion.store.draft_file.DraftError: if the file cannot be a draft; the message says why.
    """

    def __init__(self, draft: str | Path | DraftEditor, **traits: Any) -> None:
        if isinstance(draft, DraftEditor):
            path, identity, history = (
                draft.session.draft.path,
                draft.draft_id,
                draft.recorder.history,
            )
            text: Callable[[], str] = lambda: draft.text  # noqa: E731
        else:
            file = DraftFile.open_or_create(draft)
            path, identity, history = (
                file.path,
                identity_of(file.path),
                History(file.path, file.text),
            )
            text = partial(_text_of, file)
        super().__init__(draft_id=identity, **traits)
        models = open_models(load_settings(path), SpendLog(history.ledger))
        Freewriting(PaneContext(self, history.associations, draft=text, models=lambda: models))


def _text_of(draft: DraftFile) -> str:
    """The draft as it stands; as it stood, while it cannot be read."""
    with contextlib.suppress(DraftError):
        draft.text = DraftFile.open(draft.path).text
    return draft.text

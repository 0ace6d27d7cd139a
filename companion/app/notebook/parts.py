"""The page's parts as widgets that a notebook lays out as it likes.

``DraftEditor("essay.md")`` opens a draft; the others are made on it and work on the same session::

    editor = DraftEditor("essay.md")
    HBox([editor, VBox([SuggestionList(editor), VoiceMeter(editor)])])
"""

from __future__ import annotations

import secrets
from functools import cached_property
from pathlib import Path
from typing import Any

import traitlets

from companion.app.dashboard import open_recorder, open_session
from companion.app.edit_record import fields_of
from companion.app.notebook.drafts import draft_of
from companion.app.notebook.parts_page import PartsPage
from companion.app.notebook.static_preview import StillWatch, still_html, still_text
from companion.app.session.comparing import NOW, Comparing
from companion.app.settings import load_settings
from companion.review.check import Suggestion
from companion.widgets import protocol
from companion.widgets.parts import ComparePart, EditorPart, ListPart, MeterPart


class DraftEditor(EditorPart):
    """A draft to write in, with its suggestions in the text.

    Args:
        path: the draft: Markdown, created if absent, or a notebook (``.ipynb``).
        text: a text in no file, instead.
        traits: of the widget, such as ``height`` (a length of CSS).

    Attributes:
        text: the draft as it stands; set it, and the draft is changed as one edit.

    Raises:
        companion.store.draft_file.DraftError: the file cannot be a draft; the message says why.
        companion.app.settings.SettingsError: a settings file is wrong.
    """

    text = traitlets.Unicode()

    def __init__(
        self, path: str | Path | None = None, *, text: str | None = None, **traits: Any
    ) -> None:
        opened = draft_of(path, text)
        self.page = PartsPage()
        super().__init__(
            session_id=secrets.token_hex(8),
            draft_id=opened.identity,
            draft_name=opened.draft.name,
            cells=opened.cells,
            **traits,
        )
        self.page.join(self, "save_state", "minutes", "checking", "notices")
        self.recorder = open_recorder(self.page, opened.draft)
        settings = load_settings(opened.draft.path)
        self.session = open_session(self.page, opened.draft, settings, self.recorder)
        self.text = self.session.text.text
        self.session.text.listen(lambda _base, _edits: self.set_trait("text", self._live()))
        self.observe(self._replaced, "text")
        StillWatch(self.session, lambda still: self.set_trait("still", still))

    @cached_property
    def comparing(self) -> Comparing:
        """What answers the parts that compare versions."""
        history = self.recorder.history
        session = self.session
        return Comparing(
            self.page,
            session.text,
            history.versions,
            history.ledger,
            profile=lambda: session.reader.profile,
            came=session.came_in,
        )

    def _live(self) -> str:
        return self.session.text.text

    def _replaced(self, change: Any) -> None:
        if change["new"] != self._live():
            self.session.replace(change["new"])

    def _repr_mimebundle_(self, **options: Any) -> Any:
        return with_still(super()._repr_mimebundle_(**options), self.still)


class SuggestionList(ListPart):
    """The suggestions for the draft of an editor, to decide one by one.

    Attributes:
        suggestions: those that are open, as dicts with ``start``, ``end`` (in code points),
            ``before``, ``after``, ``kind``, ``verdict``, ``message`` and ``drift_bits``.
    """

    def __init__(self, editor: DraftEditor, **traits: Any) -> None:
        super().__init__(session_id=editor.session_id, **traits)
        self._session = editor.session
        editor.page.join(self, "checking", "read_share", "unread")
        editor.session.watch(self._follow)
        self._follow()

    def _follow(self) -> None:
        self.suggestions = [suggestion_dict(s) for s in self._session.check.on_page]


class VoiceMeter(MeterPart):
    """How far the draft of an editor has drifted from its author's voice.

    Attributes:
        bits: toward assistant style, of the draft as a whole; 0 where nothing leans.
        warn: whether the meter warns.
        reasons: the words that moved it, as dicts with ``text`` and ``bits``.
    """

    def __init__(self, editor: DraftEditor, **traits: Any) -> None:
        super().__init__(session_id=editor.session_id, **traits)
        self.observe(self._read, "voice")
        editor.page.join(self, "voice")
        self._read({"new": self.voice})

    def _read(self, change: Any) -> None:
        voice: protocol.Voice | None = change["new"]
        if voice:
            self.bits, self.reasons = voice["now"], list(voice["reasons"])
            self.warn = voice["warn"]


class CompareView(ComparePart):
    """The versions of an editor's draft, or other files beside it, compared.

    Args:
        editor: the draft.
        files: to keep as versions of the draft, and to compare with it at once.

    Attributes:
        pair: which versions are compared, ``"now"`` for the draft as it stands; the first with
            each of the others.

    Raises:
        companion.comparison.source.UnreadableError: a file cannot be compared.
    """

    def __init__(self, editor: DraftEditor, *files: str | Path, **traits: Any) -> None:
        super().__init__(session_id=editor.session_id, **traits)
        editor.page.join(self)
        imported = editor.comparing.import_files([Path(file) for file in files])
        if imported:
            self.pair = [NOW, *imported]
        self.on_request(protocol.CHOSEN, self._chosen)

    def _chosen(self, message: protocol.ChosenPair) -> None:
        """What the author chose to compare."""
        self.pair = message["pair"]


def suggestion_dict(suggestion: Suggestion) -> protocol.SavedSuggestion:
    """A suggestion as `companion check --json` gives it, with its ``id``."""
    return {
        "id": suggestion.id,
        **fields_of(suggestion),
        "drift_bits": suggestion.drift_bits,
    }


def with_still(bundle: Any, still: protocol.Still) -> Any:
    """What a widget displays, with a static preview where widgets cannot be drawn."""
    if not bundle:
        return bundle
    data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
    return {**data, "text/html": still_html(still), "text/plain": still_text(still)}, metadata

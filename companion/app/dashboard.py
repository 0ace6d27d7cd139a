"""The page on one draft: the root widget joined to a session."""

from __future__ import annotations

import asyncio
import hashlib
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from companion.app.association.borrowed_watch import BorrowedWatch, borrowing_payloads
from companion.app.association.criticism import Criticism
from companion.app.association.duets import Duets
from companion.app.association.freewriting import Freewriting
from companion.app.association.pane_context import PaneContext
from companion.app.association.transcripts import Transcripts
from companion.app.server.draft_request import DraftRequest, RequestedDraftError
from companion.app.session.comparing import Comparing
from companion.app.session.history_recorder import HistoryRecorder
from companion.app.session.kept_associations import sources
from companion.app.session.model_proofread import KnownProposals, ModelProofread
from companion.app.session.notices import Notices
from companion.app.session.own_voice import OwnVoice
from companion.app.session.reviewer_copy import marks_of, read_marked
from companion.app.session.session import Draft, Session, SessionPage
from companion.app.session.shared_text import SharedText
from companion.app.settings import Settings, SettingsError, load_settings
from companion.association.borrowed import Borrowing
from companion.comparison.source import UnreadableError
from companion.grammar.engines.base import Proposals
from companion.review.check import Checker, default_engines
from companion.store.associations import Associations
from companion.store.draft_file import DraftFile
from companion.store.history import History
from companion.store.spend_log import SpendLog
from companion.voice.profile import ProfileError, VoiceProfile, chosen_profile, load_profile
from companion.widgets import protocol
from companion.widgets.dashboard import Dashboard

RESCUED = (
    "Words that an earlier sitting could not save were found. They are kept as a version of this"
    " draft: 'companion history' lists it."
)


def open_dashboard(
    path: str | Path | None = None, *, compare_with: Sequence[str | Path] | None = None
) -> Dashboard:
    """The dashboard on a draft; a notebook displays it as a cell's value.

    Args:
        path: the draft, created if absent; by default the one that the ``companion`` command was
            given, or that the page's address names.
        compare_with: files to keep as versions of the draft, and to compare with it at once; by
            default those that ``companion compare`` was given.

    Raises:
        companion.store.draft_file.DraftError: the file cannot be a draft; the message says why.
        companion.app.settings.SettingsError: a settings file is wrong.
        companion.comparison.source.UnreadableError: a file cannot be compared.
        companion.app.server.draft_request.RequestedDraftError: the page's address names a draft
            that may not be opened.
    """
    request = DraftRequest(Path(path)) if path is not None else requested()
    if compare_with is not None:
        request = replace(request, compare_with=tuple(map(Path, compare_with)))
    draft = DraftFile.open_or_create(request.draft)
    page = Dashboard(draft_id=identity_of(draft.path), draft_name=draft.name)
    open_page(page, draft, compare_with=request.compare_with, marked=request.marked)
    return page


def requested() -> DraftRequest:
    """What the command or the page's address asks this kernel to open.

    Raises:
        companion.app.server.draft_request.RequestedDraftError: nothing is asked for, or what may
            not be opened.
    """
    request = DraftRequest.from_environment(os.environ)
    if request is None:
        raise RequestedDraftError("No draft is named: start this page with 'companion DRAFT'.")
    return request


def open_page(
    page: Dashboard, draft: Draft, *, compare_with: Sequence[Path] = (), marked: Path | None = None
) -> Session:
    """Join ``page`` to a session on ``draft``; raises what `open_dashboard` does."""
    settings = load_settings(draft.path)
    recorder = open_recorder(page, draft)
    history = recorder.history
    known = KnownProposals()
    session = open_session(page, draft, settings, recorder, proposals=[known], marked=marked)
    models = ModelProofread(
        settings,
        SpendLog(history.ledger),
        page,
        known,
        text=lambda: session.text.text,
        rejected=recorder.rejected,
        arrived=session.check.refresh,
        reread=lambda: load_settings(draft.path),
    )
    comparing = Comparing(
        page,
        session.text,
        history.versions,
        history.ledger,
        profile=lambda: session.reader.profile,
        came=session.came_in,
    )
    page.compare_with = comparing.import_files(compare_with)
    _open_panes(page, session.text, history.associations, models)
    return session


def open_recorder(page: SessionPage, draft: Draft) -> HistoryRecorder:
    """The recorder of ``draft``, which tells of trouble on ``page``."""
    loop = asyncio.get_running_loop()
    notices = Notices(page)

    def tell(trouble: str) -> None:
        loop.call_soon_threadsafe(notices.tell, trouble)

    return HistoryRecorder(History(draft.path, draft.text), tell)


def open_session(
    page: SessionPage,
    draft: Draft,
    settings: Settings,
    recorder: HistoryRecorder,
    *,
    proposals: Sequence[Proposals] = (),
    marked: Path | None = None,
) -> Session:
    """A session on ``draft`` that has begun, with the local engines.

    Args:
        page: where it is shown.
        draft: what it works on.
        settings: those of the draft.
        recorder: that of the draft.
        proposals: by others than the local engines.
        marked: a file whose marks are suggestions, too.

    Raises:
        SettingsError: the settings name a profile that cannot be read.
    """
    marks, problem = None, ""
    if marked:
        try:
            marks = marks_of(read_marked(marked), recorder.history)
        except UnreadableError as error:  # it was there when the page was first opened
            problem = f"The marks are no longer shown: {error}."
    options = settings.guard_options()
    checker = Checker(
        default_engines(settings.grammar.dialect or "US"),
        proposals=proposals,
        options=replace(options, dictionary=options.dictionary | recorder.dictionary()),
        dismissed=recorder.dismissed(),
        off={*settings.grammar.off, *recorder.rules_off()},
        marks=marks,
    )
    session = Session(draft, page, checker, recorder, _profile(settings), options)
    session.start()
    OwnVoice(page, session.teach, named=settings.voice.profile)
    for lost in draft.recovered:
        if lost.text == session.text.text:  # it has come back by itself
            draft.forget(lost)
    if recorder.history.rescue(draft):
        session.notify(RESCUED)
    if problem:
        session.notify(problem)
    return session


def _open_panes(
    page: Dashboard, text: SharedText, kept: Associations, models: ModelProofread
) -> None:
    """The free-association pane and all that belongs to it, the marks in the draft included.

    What answers the page's requests, or hears of the text's changes, lives as long as they do.
    """

    def publish(draft: str, found: tuple[Borrowing, ...]) -> None:
        spans = borrowing_payloads(draft, found)
        page.emit(protocol.BORROWED, protocol.Borrowings(revision=text.revision, spans=spans))

    watch = BorrowedWatch(lambda: text.text, lambda: sources(kept.all()), publish)
    text.listen(lambda _base, _edits: watch.changed())
    page.on_request(protocol.FIND_BORROWED, lambda _message: watch.changed())
    context = PaneContext(
        page, kept, draft=lambda: text.text, models=lambda: models.models, said=watch.said
    )
    for pane in (Freewriting, Criticism, Duets, Transcripts):
        pane(context)


def identity_of(path: Path) -> str:
    """A name for the draft in the browser's storage, which tells nothing of the path."""
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:16]


def _profile(settings: Settings) -> VoiceProfile | None:
    """The profile that the settings name, or the one that the author chose last on a page."""
    name = settings.voice.profile or chosen_profile()
    if name is None:
        return None
    try:
        return load_profile(name)
    except ProfileError as error:
        raise SettingsError(str(error)) from error

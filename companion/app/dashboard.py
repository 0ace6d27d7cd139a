"""The page on one draft: the root widget joined to a session."""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol, TypeVar

from companion.app.association.borrowed_watch import BorrowedWatch, borrowings_to_wire
from companion.app.association.criticism import Criticism
from companion.app.association.duets import Duets
from companion.app.association.freewriting import Freewriting
from companion.app.association.pane_context import Beside
from companion.app.association.transcripts import Transcripts
from companion.app.server.draft_request import COMPARE_VARIABLE, DRAFT_VARIABLE, requested_draft
from companion.app.session.comparing import Comparing
from companion.app.session.history_recorder import Record
from companion.app.session.kept_associations import sources
from companion.app.session.model_proofread import ModelPass
from companion.app.session.reviewer_copy import MARKS_VARIABLE, marks_of, read_marked
from companion.app.session.session import Draft, Session, SessionPage
from companion.app.settings import Settings, SettingsError, load_settings
from companion.association.borrowed import Borrowing
from companion.comparison.source import UnreadableError
from companion.grammar.engines.base import Proposals
from companion.review.check import Checker, default_engines
from companion.store.associations import Associations
from companion.store.draft_file import DraftFile
from companion.store.history import History
from companion.store.ledger import SpendLog
from companion.voice.profile import ProfileError, VoiceProfile, load_profile, profile_names
from companion.widgets.dashboard import Dashboard

DEFAULT_PROFILE = "default"
P = TypeVar("P", bound=Dashboard)
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
    if path is None and (requested := requested_draft(os.environ)):
        path = requested
    draft = DraftFile.open_or_create(path or os.environ[DRAFT_VARIABLE])
    if compare_with is None:
        compare_with = json.loads(os.environ.get(COMPARE_VARIABLE, "[]")) if path is None else []
    marked = os.environ.get(MARKS_VARIABLE, "") if path is None else ""
    page = Dashboard(draft_id=identity_of(draft.path), draft_name=draft.name)
    return open_page(page, draft, compare_with=compare_with, marked=marked)


def open_page(
    page: P, draft: Draft, *, compare_with: Sequence[str | Path] = (), marked: str = ""
) -> P:
    """Join ``page`` to a session on ``draft``; raises what `open_dashboard` does."""
    settings = load_settings(draft.path)
    record = open_record(page, draft)
    models = ModelPass(
        settings,
        SpendLog(record.history.ledger),
        page,
        text=lambda: page.session.text.text,
        rejected=record.rejected,
        arrived=lambda: page.session.check.refresh(),
        reread=lambda: load_settings(draft.path),
    )
    page.session = open_session(
        page, draft, settings, record, proposals=[models.known], marked=marked
    )
    history = record.history
    comparing = Comparing(page, page.session.text, history.versions, history.ledger)
    page.compare_with = comparing.import_files([Path(file) for file in compare_with])
    page.association = _associate(page, record.history.associations, models)
    return page


class SessionHolder(SessionPage, Protocol):
    """A page that has a session, or is about to."""

    session: Any


def open_record(page: SessionHolder, draft: Draft) -> Record:
    """The record of ``draft``, which tells of trouble on ``page``."""
    loop = asyncio.get_running_loop()

    def trouble(text: str) -> None:
        loop.call_soon_threadsafe(page.session.notify, text)

    return Record(History(draft.path, draft.text), trouble)


def open_session(
    page: SessionHolder,
    draft: Draft,
    settings: Settings,
    record: Record,
    *,
    proposals: Sequence[Proposals] = (),
    marked: str = "",
) -> Session:
    """A session on ``draft`` that has begun, with the local engines.

    Args:
        page: where it is shown.
        draft: what it works on.
        settings: those of the draft.
        record: that of the draft.
        proposals: by others than the local engines.
        marked: a file whose marks are suggestions, too.

    Raises:
        SettingsError: the settings name a profile that cannot be read.
    """
    checker = Checker(
        default_engines(settings.grammar.dialect or "US"),
        proposals=proposals,
        rules=settings.rules(),
        off=frozenset(settings.grammar.off),
    )
    problem = ""
    if marked:
        try:
            checker.marks = marks_of(read_marked(Path(marked)), record.history)
        except UnreadableError as error:  # it was there when the page was first opened
            problem = f"The marks are no longer shown: {error}."
    session = Session(draft, page, checker, record, _profile(settings))
    session.start()
    for lost in draft.recovered:
        if lost.text == session.text.text:  # it has come back by itself
            draft.forget(lost)
    if record.history.rescue(draft):
        session.notify(RESCUED)
    if problem:
        session.notify(problem)
    return session


def _associate(page: Dashboard, kept: Associations, models: ModelPass) -> tuple[object, ...]:
    """The free-association pane and all that belongs to it, the marks in the draft included."""
    text = page.session.text

    def publish(draft: str, found: tuple[Borrowing, ...]) -> None:
        page.emit("borrowed", version=text.version, spans=borrowings_to_wire(draft, found))

    watch = BorrowedWatch(lambda: text.text, lambda: sources(kept.all()), publish)
    text.listen(lambda _base, _edits: watch.changed())
    page.on_request("borrowed", lambda _message: watch.changed())
    beside = Beside(
        page, kept, draft=lambda: text.text, models=lambda: models.models, said=watch.said
    )
    return watch, Freewriting(beside), Criticism(beside), Duets(beside), Transcripts(beside)


def identity_of(path: Path) -> str:
    """A name for the draft in the browser's storage, which tells nothing of the path."""
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:16]


def _profile(settings: Settings) -> VoiceProfile | None:
    """The profile that the settings name, or the one that was learned without a name."""
    name = settings.voice.profile
    if name is None and DEFAULT_PROFILE not in profile_names():
        return None
    try:
        return load_profile(name or DEFAULT_PROFILE)
    except ProfileError as error:
        raise SettingsError(str(error)) from error

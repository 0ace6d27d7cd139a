"""What earlier processes and pages left of a draft, put together to the last keystroke.

A process that was killed left a log (`companion.store.update_log`); a page that lost its kernel
left a copy in the browser. Both say on which revision of which session's text they stand, so what
is still missing is known exactly: nothing is merged that only one person typed.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

from companion.app.session.shared_text import MergeTexts, SharedText, TextHistory
from companion.store.update_log import FileState, Update, UpdateLogs
from companion.text.diff import diff_words
from companion.text.merge import Merge
from companion.widgets.changes import changes_to_json

log = logging.getLogger("companion")


class LoggedDraft(Protocol):
    """A draft as this module needs it; `companion.store.draft_file.DraftFile` tells more."""

    text: str
    logs: UpdateLogs | None

    def merge(self, base: str, ours: str, theirs: str) -> Merge: ...  # noqa: D102

    def alone(self) -> AbstractContextManager[None]: ...  # noqa: D102

    def reload(self) -> None: ...  # noqa: D102


class UnknownCopy(ValueError):
    """A page's copy that stands on nothing that is known here."""


@dataclass(frozen=True, slots=True)
class PageCopy:
    """What a page kept in the browser of words that may not have been saved.

    Attributes:
        key: what the browser knows it by.
        session: whose text the page showed.
        client: the page.
        revision: the one that ``pending`` stands on.
        first: how many updates of the page came before ``pending``.
        pending: change sets, each on the one before, of which some may have arrived.
        base: the text at ``revision``, or as it was saved, for where the session is not known.
        text: the page's text.
    """

    key: str
    session: str = ""
    client: str = ""
    revision: int = -1
    first: int = 0
    pending: tuple[object, ...] = ()
    base: str | None = None
    text: str | None = None

    @classmethod
    def of(cls, message: object) -> PageCopy | None:
        """A copy as `backup.ts` writes it, in any release; None where it is none."""
        if not isinstance(message, dict):
            return None
        kinds = {
            "key": str,
            "session": str,
            "client": str,
            "version": int,  # the revision, as browsers have it
            "first": int,
            "base": str,
            "text": str,
        }
        said: dict[str, Any] = {
            name: message[name] for name, kind in kinds.items() if type(message.get(name)) is kind
        }
        if "version" in said:
            said["revision"] = said.pop("version")
        pending = message.get("pending")
        return cls(
            **{"key": "", **said}, pending=tuple(pending) if isinstance(pending, list) else ()
        )


def resume(draft: LoggedDraft) -> tuple[SharedText, bool]:
    """The text of a draft that was just opened, with what killed processes had not saved.

    Returns:
        The text, and whether two versions of a passage stand in it between notes.
    """
    if draft.logs is None:
        return SharedText(draft.text), False
    conflicts = False
    shared = SharedText(draft.text, draft.logs.new(draft.text))
    with draft.alone():
        if sessions := draft.logs.abandoned():
            draft.reload()
        for session in sessions:
            merged = _join(draft, shared, session, fresh=shared.text == draft.text)
            conflicts = conflicts or bool(merged and merged.conflicts)
    return shared, conflicts


def join_copy(draft: LoggedDraft, shared: SharedText, copy: PageCopy, *, fresh: bool) -> Merge:
    """Put what a page left into the text.

    Args:
        draft: the draft.
        shared: its text.
        copy: what the page left.
        fresh: no view has seen ``shared``.

    Returns:
        The last merge that was made; ``shared`` holds its text.

    Raises:
        UnknownCopy: it stands on nothing that is known here.
        companion.store.draft_file.DraftError: a notebook's cells cannot be put together.
    """
    if copy.session == shared.session:
        return _take_pending(shared, shared.history, copy, draft.merge)
    with draft.alone():
        merged = _join(draft, shared, copy.session, copy, fresh=fresh and shared.text == draft.text)
    if merged is None:
        raise UnknownCopy(f"no session {copy.session!r} is known here")
    return merged


def _join(
    draft: LoggedDraft,
    shared: SharedText,
    session: str,
    copy: PageCopy | None = None,
    *,
    fresh: bool,
) -> Merge | None:
    """Put the text of another session into ours, with what a page of it left; None if unknown.

    Where nothing of our own would be lost (``fresh``), we go on with that session as our own.
    """
    taken = draft.logs.take(session) if draft.logs is not None else None
    if taken is None:
        return None
    logged, their_log = taken
    try:
        history = TextHistory(logged)
        states = _file_states(history, logged.file)
    except ValueError as error:
        log.warning("the log of an earlier session cannot be read: %s", error)
        return None
    if fresh:
        draft.reload()
        if shared.log is not None:
            shared.log.saved(shared.revision)
        shared.go_on(history, their_log)
        if copy is not None:
            _take_pending(shared, history, copy, draft.merge)
        merged = _with_disk(states, shared.text, draft.text, draft.merge)
        shared.edit(diff_words(shared.text, merged.text))
        if shared.text == draft.text:
            their_log.saved(shared.revision)
        return merged
    theirs = history.text if copy is None else _pending(history, copy, draft.merge).text
    merged = draft.merge(states[0], shared.text, theirs)
    shared.edit(diff_words(shared.text, merged.text))
    # All of it is in our own log now: there is nothing left to bring back from the other.
    if copy is not None and theirs != history.text:
        changes = changes_to_json(history.text, diff_words(history.text, theirs))
        count = copy.first + len(copy.pending) - history.taken(copy.client)
        update = Update(copy.client, changes, count)
        history.add(update, theirs)
        their_log.append(update)
    their_log.saved(history.revision)
    their_log.close()
    return merged


def _take_pending(
    shared: SharedText, history: TextHistory, copy: PageCopy, merge: MergeTexts
) -> Merge:
    merged = _pending(history, copy, merge)
    count = copy.first + len(copy.pending) - history.taken(copy.client)
    shared.take(copy.client, count, diff_words(history.text, merged.text))
    return merged


def _pending(history: TextHistory, copy: PageCopy, merge: MergeTexts) -> Merge:
    try:
        found = history.with_pending(copy.revision, copy.client, copy.first, copy.pending, merge)
    except (ValueError, TypeError, KeyError) as error:
        raise UnknownCopy(str(error)) from error
    # As edits of the text as it stands, whichever side was "ours" in the merge.
    return Merge(found.text, diff_words(history.text, found.text), found.conflicts)


def _file_states(history: TextHistory, file: Sequence[FileState]) -> list[str]:
    """The texts that the draft file may hold by a session's doing, the surest first."""
    return [state if isinstance(state, str) else history.text_at(state) for state in file]


def _with_disk(states: Sequence[str], ours: str, disk: str, merge: MergeTexts) -> Merge:
    """The session's text, with what another program did to the file since it was saved."""
    if disk in (*states, ours):
        return Merge(ours, ())
    return merge(states[0], ours, disk)

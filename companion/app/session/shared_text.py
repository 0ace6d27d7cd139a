"""The live text of a draft: Python is the authority over the order of its changes.

Every change makes a revision. Each browser view pushes its changes with the revision they stand on
(CodeMirror's collaborative editing protocol); changes on an older revision are not applied, the
view gets what it missed, rebases its own, and pushes again. So the text here and on every page
is the same after any interleaving of typing, decisions and changes from disk.

Each update is in the write-ahead log before it is applied. A page that lost its kernel comes back
with the updates that it was not told of, and the revision they stand on: `TextHistory.with_pending`
knows which of them arrived, so that none is lost and none is taken twice.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from companion.store.update_log import FileState, Logged, Update, UpdateLog
from companion.text.diff import diff_words
from companion.text.edit import Edit, apply_edits
from companion.text.merge import Merge
from companion.widgets import protocol
from companion.widgets.changes import changes_to_json, edits_from_json

Listener = Callable[[str, tuple[Edit, ...]], None]
MergeTexts = Callable[[str, str, str], Merge]

# The name under which changes from disk and the like are made, beside those of the views.
OURSELVES = "companion"
# Updates after which the text as it was saved is a new snapshot; those before it are forgotten
# once there is a later one.
SNAPSHOT_EVERY = 250


def replay(text: str, changes: Iterable[object]) -> str:
    """``text`` after change sets of CodeMirror's, each on the one before.

    Raises:
        BadChanges: if one does not fit.
    """
    for change in changes:
        text = apply_edits(text, edits_from_json(text, change))
    return text


class TextHistory:
    """The revisions of a text from a snapshot on.

    Attributes:
        text: the last revision's.
    """

    def __init__(self, logged: Logged) -> None:
        """Raises `BadChanges` if the updates do not fit the text."""
        self._start, self._snapshot = logged.revision, logged.snapshot
        self._updates = list(logged.updates)
        self._taken = Counter(logged.taken)
        self.text = replay(self._snapshot, (update.changes for update in self._updates))

    @property
    def revision(self) -> int:
        """How many updates made the text what it is."""
        return self._start + len(self._updates)

    def since(self, revision: int) -> list[Update]:
        """The updates that come after ``revision``.

        Raises:
            ValueError: it is none of this text's, or one that is forgotten.
        """
        if not self._start <= revision <= self.revision:
            raise ValueError("this page belongs to another session: reload it")
        return self._updates[revision - self._start :]

    def text_at(self, revision: int) -> str:
        """The text as it was; raises what `since` does."""
        after = len(self.since(revision))
        kept = self._updates[: len(self._updates) - after]
        return replay(self._snapshot, (u.changes for u in kept)) if after else self.text

    def taken(self, client: str) -> int:
        """How many updates of a client are in the text."""
        return self._taken[client] + sum(u.count for u in self._updates if u.client == client)

    def add(self, update: Update, text: str) -> None:
        """Append an update; ``text`` is the text after it."""
        self._updates.append(update)
        self.text = text

    def forget_before(self, revision: int, text: str) -> None:
        """Make a revision, whose text is ``text``, the snapshot."""
        kept = self.since(revision)
        for update in self._updates[: len(self._updates) - len(kept)]:
            self._taken[update.client] += update.count
        self._start, self._snapshot, self._updates = revision, text, kept

    def logged(self, session: str, file: tuple[FileState, ...]) -> Logged:
        """All of it as a log has it."""
        return Logged(
            session,
            self._start,
            self._snapshot,
            tuple(self._updates),
            dict(self._taken),
            file,
        )

    def with_pending(
        self, revision: int, client: str, first: int, pending: Sequence[object], merge: MergeTexts
    ) -> Merge:
        """The text with the updates that a page made and that may not all have arrived.

        Args:
            revision: the one that the page's updates stand on.
            client: the page.
            first: how many updates of the page had been confirmed to it.
            pending: its change sets after those, each on the one before.
            merge: puts two revisions together.

        Raises:
            ValueError: the revision is not known, or the changes do not fit it.
        """
        arrived = self.taken(client) - first
        if arrived < 0:
            raise ValueError("this page knows of updates that never were")
        base = replay(self.text_at(revision), pending[:arrived])
        return merge(base, replay(base, pending[arrived:]), self.text)


class SharedText:
    """A text with revisions: revision n is the text after the first n updates.

    Args:
        text: the draft as it is on disk.
        log: where updates are kept before they are applied; without one they are not.

    Attributes:
        previous: the text before the last update.
        session: what this run of revisions is called; another process may go on with it.
    """

    def __init__(self, text: str, log: UpdateLog | None = None) -> None:
        self._history = TextHistory(Logged("", 0, text))
        self.log = log
        self.session = log.session if log else secrets.token_hex(8)
        self._checkpoint: tuple[int, str] | None = None
        self._listeners: list[Listener] = []
        self.previous = text

    @property
    def text(self) -> str:
        """The present text."""
        return self._history.text

    @property
    def revision(self) -> int:
        """How many updates made the text what it is."""
        return self._history.revision

    @property
    def history(self) -> TextHistory:
        """The revisions that are remembered."""
        return self._history

    def listen(self, listener: Listener) -> None:
        """Call ``listener(base, edits)`` after every update."""
        self._listeners.append(listener)

    def push(self, revision: int, updates: Sequence[protocol.Update]) -> list[protocol.Update]:
        """Take a view's updates if they stand on the present revision.

        Returns:
            All updates since ``revision``, the view's own included if they were taken.

        Raises:
            BadChanges: if an update does not fit the text; none of those after it is applied.
            ValueError: if ``revision`` is not one of this text's.
            companion.store.update_log.Superseded: another process goes on with this text.
        """
        self._history.since(revision)
        if revision == self.revision:
            for update in updates:
                client, changes = update["client"], update["changes"]
                self._apply(Update(client, changes), edits_from_json(self.text, changes))
        return [{"client": u.client, "changes": u.changes} for u in self._history.since(revision)]

    def edit(self, edits: Sequence[Edit]) -> None:
        """Change the text from Python, as one update that every view receives."""
        if edits:
            changes = changes_to_json(self.text, edits)
            self._apply(Update(OURSELVES, changes), tuple(edits))

    def take(self, client: str, count: int, edits: Sequence[Edit]) -> None:
        """Apply what a closed page left: ``count`` updates of it, as one."""
        if edits:
            self._apply(Update(client, changes_to_json(self.text, edits), count), tuple(edits))

    def go_on(self, history: TextHistory, log: UpdateLog) -> None:
        """Continue with the text of an earlier process; no view may have seen this one's."""
        edits = diff_words(self.text, history.text)
        base, self._history = self.text, history
        if self.log is not None:
            self.log.close()
        self.log, self.session, self._checkpoint = log, log.session, None
        if edits:
            self._tell(base, edits)

    def checkpoint(self, revision: int, text: str, file: FileState) -> None:
        """Note a revision whose text is at hand, and that the file holds ``file``.

        Some time later that revision becomes the snapshot, and what came before is forgotten.

        Raises:
            companion.store.update_log.Superseded: another process goes on with this text.
        """
        if self._checkpoint is None:
            self._checkpoint = (revision, text)
        elif self._checkpoint[0] + SNAPSHOT_EVERY <= revision:
            self._history.forget_before(*self._checkpoint)
            self._checkpoint = (revision, text)
            if self.log is not None:
                self.log.restart(self._history.logged(self.session, (file,)))

    def _apply(self, update: Update, edits: tuple[Edit, ...]) -> None:
        base = self.text
        text = apply_edits(base, edits)
        if self.log is not None:
            self.log.append(update)
        self._history.add(update, text)
        self._tell(base, edits)

    def _tell(self, base: str, edits: tuple[Edit, ...]) -> None:
        self.previous = base
        for listener in self._listeners:
            listener(base, edits)

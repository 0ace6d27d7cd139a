"""Everything that is kept of one draft beside its words: versions and ledger."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Protocol

from companion.store.associations import Associations
from companion.store.database import FILE, FOLDER, Database, HistoryError
from companion.store.ledger import Ledger
from companion.store.recovery import Recovered
from companion.store.versions import Version, Versions, digest_of


def has_history(draft: Path) -> bool:
    """Whether anything is kept beside a draft; creates nothing."""
    return (_real(draft).parent / FOLDER / FILE).is_file()


class Recovering(Protocol):
    """A draft of which earlier sessions may have left unsaved texts."""

    recovered: tuple[Recovered, ...]

    def forget(self, recovered: Recovered) -> None:
        """Delete one of them."""


class History:
    """The history of one draft; opening it never fails.

    Attributes:
        versions: its kept states.
        ledger: what was shown, decided, pasted and spent.
        associations: freewriting, conversations and threads.
    """

    def __init__(self, draft: Path | None, text: str) -> None:
        """Open the history that lies beside ``draft``, which now holds ``text``.

        A text that is in no file has a history until the process ends.
        """
        path = _real(draft) if draft else None
        self.database = Database(path.parent if path else None)
        self.draft = self.database.draft(path.name if path else "", _mark(text))
        self.versions = Versions(self.database, self.draft)
        self.ledger = Ledger(self.database, self.draft)
        self.associations = Associations(self.database, self.draft)

    @property
    def problem(self) -> str:
        """What the author should know about the history, or an empty string."""
        return self.database.problem or self.ledger.problem

    def saved(self, text: str) -> None:
        """Note that the draft on disk now holds ``text``, and write pending entries."""
        self.ledger.flush()
        with contextlib.suppress(HistoryError):
            self.database.saved(self.draft, _mark(text))

    def rescue(self, draft: Recovering) -> tuple[Version, ...]:
        """Keep as versions what earlier sessions could not save; the author finds it there.

        The recovered files are deleted once their words are safe in a history that lasts.
        """
        found = []
        for lost in draft.recovered:
            try:
                found.append(self.versions.keep(lost.text, "recovered", at=lost.at))
            except HistoryError:
                continue
            if self.database.lasts:
                draft.forget(lost)
        return tuple(found)

    def close(self) -> None:
        """Write pending entries and close."""
        self.ledger.flush()
        self.database.close()


def _mark(text: str) -> bytes:
    """The digest by which a renamed draft is recognised."""
    return digest_of(text) if text.strip() else b""


def _real(draft: Path) -> Path:
    """The file itself, where the draft's name is a symbolic link."""
    return Path(os.path.realpath(draft.expanduser()))

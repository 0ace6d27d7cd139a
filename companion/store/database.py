"""The history of the drafts in one folder: a SQLite file in ``.companion/`` beside them.

Nothing that is wrong with it may keep an author from writing. A damaged file is moved aside; where
none can be kept, what happens in this session is remembered until it ends. Either way
`Database.problem` says so.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
import threading
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from companion.store.migrations import FromTheFuture, migrate
from companion.store.private import private_file, private_folder

FOLDER = ".companion"
FILE = "history.sqlite"
_BUSY_SECONDS = 3.0  # how long to wait for another process that is writing
_NO_FILE = ":memory:"


class HistoryError(Exception):
    """The history cannot be read or written; the message says why. The draft is not concerned."""


class Database:
    """One connection, shared by all threads of a process.

    Attributes:
        problem: what the author should know about the history, or an empty string.
    """

    def __init__(self, drafts: Path | None) -> None:
        """Open the history of the drafts in the folder ``drafts``; never fails.

        For a draft that is in no folder, ``None``: the history is kept in memory only.
        It is readable by its owner only; looser permissions are tightened.
        """
        self.folder = (drafts or Path()) / FOLDER
        self.problem = ""
        self._lock = threading.RLock()
        self._drafts: dict[int, tuple[str, bytes]] = {}  # those used by this process
        self._in_folder = drafts is not None
        self._db = self._connect() if drafts else _without_file()

    @property
    def path(self) -> Path:
        """Where the history is kept."""
        return self.folder / FILE

    @property
    def lasts(self) -> bool:
        """Whether the history outlives this process."""
        return bool(self._db.execute("PRAGMA database_list").fetchone()[2])

    @property
    def forgets(self) -> bool:
        """Whether a history that should outlive this process cannot."""
        return self._in_folder and not self.lasts

    def read(self, query: str, values: Sequence[Any] = ()) -> list[sqlite3.Row]:
        """The rows that a query gives.

        Raises:
            HistoryError: the history cannot be read.
        """
        with self._lock:
            try:
                return self._db.execute(query, values).fetchall()
            except sqlite3.Error as error:
                raise HistoryError(f"the history cannot be read ({error})") from error

    @contextlib.contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Make several changes, all or none.

        Raises:
            HistoryError: the history cannot be written; nothing was changed.
        """
        with self._lock:
            if self.lasts and not self.path.exists():  # the author may delete it at any time
                self._reopen()
            db = self._db
            try:
                db.execute("BEGIN IMMEDIATE")
                try:
                    yield db
                    db.execute("COMMIT")
                except BaseException:
                    if db.in_transaction:
                        db.execute("ROLLBACK")
                    raise
            except sqlite3.Error as error:
                raise HistoryError(f"the history cannot be written ({error})") from error

    def draft(self, name: str, digest: bytes) -> int:
        """The number of the draft with that file name; a draft that was renamed keeps its own.

        Never fails: where the history cannot be written, recording is off from here on.

        Args:
            name: the file's name in the folder.
            digest: of the text that it has now; empty if that is too little to know it by.
        """
        # On POSIX a name is bytes: one that is no Unicode is known by its bytes, spelt out.
        name = os.fsencode(name).decode("utf-8", "backslashreplace")
        try:
            number = self._find_draft(name, digest)
        except HistoryError as error:
            with self._lock:
                self._db.close()
                self._db = self._without_file(str(error))
            number = self._find_draft(name, digest)
        self._drafts[number] = (name, digest)
        return number

    def _find_draft(self, name: str, digest: bytes) -> int:
        with self.transaction() as db:
            row = db.execute("SELECT id FROM drafts WHERE name = ?", (name,)).fetchone()
            if row is None and digest:
                same = db.execute("SELECT id, name FROM drafts WHERE digest = ?", (digest,))
                row = next((r for r in same if not self._is_there(r["name"])), None)
                if row is not None:
                    db.execute("UPDATE drafts SET name = ? WHERE id = ?", (name, row["id"]))
            if row is None:
                made = db.execute(
                    "INSERT INTO drafts (name, digest, made) VALUES (?, ?, ?)",
                    (name, digest, now()),
                )
                return int(made.lastrowid or 0)
            return int(row["id"])

    def saved(self, draft: int, digest: bytes) -> None:
        """Note what a draft now holds, so that it is known again under another name.

        Raises:
            HistoryError: it cannot be noted.
        """
        with self.transaction() as db:
            db.execute("UPDATE drafts SET digest = ? WHERE id = ?", (digest, draft))

    def close(self) -> None:
        """End the connection; the history cannot be used afterwards."""
        with self._lock, contextlib.suppress(sqlite3.Error):
            self._db.close()

    def _reopen(self) -> None:
        """Make a new file after the old one was deleted; the drafts keep their numbers."""
        self.close()
        self._db = self._connect()
        rows = [(number, name, digest, now()) for number, (name, digest) in self._drafts.items()]
        with contextlib.suppress(sqlite3.Error):
            self._db.executemany("INSERT OR IGNORE INTO drafts VALUES (?, ?, ?, ?)", rows)

    def _is_there(self, name: str) -> bool:
        return os.path.lexists(self.folder.parent / name)

    def _connect(self) -> sqlite3.Connection:
        try:
            private_folder(self.folder)
            ignore = self.folder / ".gitignore"
            if not os.path.lexists(ignore):
                private_file(ignore)
                ignore.write_text("*\n", encoding="utf-8")
        except OSError as error:
            return self._without_file(f"{self.folder} cannot be made ({error.strerror})")
        if odd := next((p for p in self._files() if not _is_plain(p)), None):
            return self._without_file(f"{odd} is a link, or no file: move it away")
        try:
            return self._open()
        except FromTheFuture:
            return self._without_file(f"{self.path} was made by a newer Companion: update this one")
        except sqlite3.OperationalError as error:  # locked, read-only, disk full: not damage
            return self._without_file(f"{self.path} cannot be used ({error})")
        except sqlite3.DatabaseError:
            return self._start_again()

    def _files(self) -> list[Path]:
        """Those that SQLite reads and writes."""
        return [Path(f"{self.path}{tail}") for tail in ("", "-wal", "-shm", "-journal")]

    def _open(self) -> sqlite3.Connection:
        with contextlib.suppress(OSError):  # SQLite reports it better
            private_file(self.path)  # SQLite gives its side files the same permissions
        db = _connection(str(self.path))
        try:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = NORMAL")
            db.execute("PRAGMA secure_delete = ON")  # erase deleted content
            (state,) = db.execute("PRAGMA quick_check(1)").fetchone()
            if state != "ok":
                raise sqlite3.DatabaseError(state)
            migrate(db)
            if not os.access(self.path, os.W_OK):
                raise sqlite3.OperationalError("it may not be written")
        except BaseException:
            db.close()
            raise
        return db

    def _start_again(self) -> sqlite3.Connection:
        """Move a damaged file aside and begin a new one."""
        mark = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
        aside = self.folder / f"history-damaged-{mark}.sqlite"
        try:
            self.path.rename(aside)
            for tail in ("-wal", "-shm"):
                with contextlib.suppress(FileNotFoundError):
                    Path(f"{self.path}{tail}").rename(f"{aside}{tail}")
            db = self._open()
        except (OSError, sqlite3.Error) as error:
            return self._without_file(f"{self.path} is damaged and cannot be replaced ({error})")
        self.problem = f"The history was damaged. It was moved to {aside}, and a new one begun."
        return db

    def _without_file(self, why: str) -> sqlite3.Connection:
        self.problem = f"History is off, what you do now is forgotten at the end: {why}."
        return _without_file()


def _is_plain(path: Path) -> bool:
    """Whether it is a file, or none yet: a folder of someone else's may bring links to our own."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return True


def _without_file() -> sqlite3.Connection:
    db = _connection(_NO_FILE)
    migrate(db)
    return db


def now() -> str:
    """The present time as the tables hold it."""
    return datetime.now(UTC).isoformat()


def _connection(path: str) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    db.row_factory = sqlite3.Row
    return db

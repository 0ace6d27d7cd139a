"""A write-ahead log of the updates of an open draft: a killed process loses none it accepted.

Each update of the shared text is appended here before the page is told that it arrived, so that
the next process to open the draft knows the text to the last keystroke, which revision of it the
file holds, and how far each page got. That is the base on which words that a page still holds are
put: a revision that both sides know, not a text that is merged blindly.

A log is a file of JSON lines in the user's own state folder, one for each session:

- the head ``{"session", "version", "text", "taken", "file"}``: a snapshot of the text;
- an update ``{"client", "changes", "count"}``: the next revision; ``count`` is how many updates of
  that client it stands for;
- ``{"saving": STATE}`` before the draft file is written and ``{"saved": STATE}`` after: the file
  holds STATE, which is a revision, or a text where the file was merged with another program's.

One process owns a log. Another one may take it over (a page was reloaded, and its first kernel
still runs): from then on the first one is refused, and must not write the draft either.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from companion.store.private import private_folder
from companion.store.recovery import recovery_folder

FileState = int | str
_PREFIX, _LOG, _OWNED = "updates-", ".jsonl", ".owned"
_KEPT_SECONDS = 7 * 24 * 3600.0  # a page's copy in a browser may come back for so long


class Superseded(Exception):
    """Another process has taken the session over; this one may no longer write."""


@dataclass(frozen=True, slots=True)
class Update:
    """One step of a text, as CodeMirror writes it: ``count`` updates of a client."""

    client: str
    changes: Any
    count: int = 1


@dataclass(frozen=True, slots=True)
class Logged:
    """The content of a log.

    Attributes:
        session: whose it is.
        revision: of the snapshot; ``version`` in the file.
        snapshot: the text at that revision.
        updates: what came after, one revision each.
        taken: how many updates of each client the snapshot has in it.
        file: what the draft file may hold, the last state that surely got there first.
    """

    session: str
    revision: int
    snapshot: str
    updates: tuple[Update, ...] = ()
    taken: Mapping[str, int] = field(default_factory=dict)
    file: tuple[FileState, ...] = ()

    @property
    def settled(self) -> bool:
        """Whether the file surely holds the last revision."""
        return self.file == (self.revision + len(self.updates),)


class UpdateLogs:
    """The logs of one draft.

    Args:
        draft: the draft's file, without symbolic links.
        folder: where unsaved texts are kept; by default `recovery_folder`.
    """

    def __init__(self, draft: Path, folder: Path | None = None) -> None:
        self._root = folder or recovery_folder()
        name = hashlib.sha256(os.fsencode(draft)).hexdigest()[:16]
        self.folder = self._root / f"{_PREFIX}{name}"

    def new(self, text: str) -> UpdateLog:
        """The log of a new session on ``text``, as the file has it; it is no file yet."""
        return UpdateLog(self.folder, Logged(secrets.token_hex(8), 0, text, file=(0,)))

    def take(self, session: str) -> tuple[Logged, UpdateLog] | None:
        """Take over a session's log; None where there is none that can be read."""
        path = self.folder / f"{session}{_LOG}"
        if not session.isalnum():  # it came from a page, and becomes a name of a file
            return None
        try:
            with _locked(path):
                logged = _parse(path.read_bytes())
                if logged is None or logged.session != session:
                    return None
                log = UpdateLog(self.folder, logged)
                log._write_anew(logged)
        except OSError:
            return None
        return logged, log

    def abandoned(self) -> list[str]:
        """The sessions whose process ended with something unsaved, the latest first."""
        found = []
        with contextlib.suppress(OSError):
            for path in self.folder.glob(f"*{_LOG}"):
                with contextlib.suppress(OSError):
                    logged = None if _is_owned(path) else _parse(path.read_bytes())
                    if logged is not None and not logged.settled:
                        found.append((path.stat().st_mtime_ns, logged.session))
        return [session for _, session in sorted(found, reverse=True)]

    def expire(self) -> None:
        """Delete logs of any draft that have not been written to for days."""
        with contextlib.suppress(OSError):
            for path in self._root.glob(f"{_PREFIX}*/*{_LOG}"):
                with contextlib.suppress(OSError):
                    old = time.time() - path.stat().st_mtime > _KEPT_SECONDS
                    logged = _parse(path.read_bytes()) if old and not _is_owned(path) else None
                    if logged is not None and logged.settled:
                        path.unlink()
                        path.with_suffix(_OWNED).unlink(missing_ok=True)
                        path.parent.rmdir()


class UpdateLog:
    """The log of one session. Methods may be called from any thread.

    A log that cannot be written (the disk is full) is abandoned silently: the draft itself
    and the browser's copy are still there, and the draft's own trouble is told when it is saved.
    """

    def __init__(self, folder: Path, logged: Logged) -> None:
        self.session = logged.session
        self._path = folder / f"{logged.session}{_LOG}"
        self._head = logged
        self._handle: int | None = None
        self._owned: int | None = None
        self._broken = False
        self._lock = threading.RLock()

    def begin(self) -> None:
        """Make the file, so that what a page holds on top of it can be told from now on."""
        with self._lock, self._giving_up():
            if self._handle is None and not self._broken:
                self._write_anew(self._head)

    def append(self, update: Update) -> None:
        """Keep an update.

        Raises:
            Superseded: another process has the session now; the update is not taken.
        """
        line = {"client": update.client, "changes": update.changes, "count": update.count}
        self.begin()
        self._append(line)

    def saving(self, state: FileState) -> None:
        """Note that the draft file is about to hold ``state``; raises what `append` does."""
        self._append({"saving": state})

    def saved(self, state: FileState) -> None:
        """Note that the draft file holds ``state``; raises what `append` does."""
        self._append({"saved": state})

    def restart(self, logged: Logged) -> None:
        """Compact: begin again from a later snapshot, so that the log stays short.

        Raises:
            Superseded: another process has the session now.
        """
        with self._lock:
            self._head = logged
            if self._handle is None:
                return
            with self._giving_up(), _locked_handle(self._handle):
                self._check()
                self._write_anew(logged)

    def delete(self) -> None:
        """Forget the session: all of it is in another."""
        with self._lock:
            self._broken = True
            self._release()
            for path in (self._path, self._path.with_suffix(_OWNED)):
                with contextlib.suppress(OSError):
                    path.unlink()
            with contextlib.suppress(OSError):
                self._path.parent.rmdir()

    def close(self) -> None:
        """Release the log, as the end of the process would."""
        with self._lock:
            self._release()

    def _append(self, line: dict[str, Any]) -> None:
        with self._lock:
            if self._handle is None:
                return
            with self._giving_up(), _locked_handle(self._handle):
                self._check()
                _write(self._handle, _line(line))

    def _check(self) -> None:
        """Raise if another process has replaced our file by its own."""
        assert self._handle is not None
        ours, found = os.fstat(self._handle), self._path.stat()
        if (found.st_dev, found.st_ino) != (ours.st_dev, ours.st_ino):
            raise Superseded("this session was taken over")

    @contextlib.contextmanager
    def _giving_up(self) -> Iterator[None]:
        try:
            yield
        except OSError:
            self.delete()  # a partial log would restore stale text

    def _write_anew(self, logged: Logged) -> None:
        """Replace the log by a file of our own, and take ownership of it."""
        private_folder(self._path.parent, parents=True)
        fresh = self._path.with_suffix(f".{secrets.token_hex(4)}.tmp")
        handle = os.open(fresh, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
        try:
            _write(handle, _dump(logged))
            if self._owned is None:
                self._owned = _own(self._path)
            fresh.replace(self._path)
        except BaseException:
            os.close(handle)
            with contextlib.suppress(OSError):
                fresh.unlink()
            raise
        if self._handle is not None:
            os.close(self._handle)
        self._handle = handle

    def _release(self) -> None:
        for handle in (self._handle, self._owned):
            if handle is not None:
                os.close(handle)
        self._handle = self._owned = None


def _line(content: dict[str, Any]) -> bytes:
    # Escaped to ASCII: half of a surrogate pair can be kept like any other character.
    return json.dumps(content, separators=(",", ":")).encode("ascii") + b"\n"


def _dump(logged: Logged) -> bytes:
    head = {
        "session": logged.session,
        "version": logged.revision,
        "text": logged.snapshot,
        "taken": dict(logged.taken),
        "file": list(logged.file),
    }
    lines = [head] + [
        {"client": u.client, "changes": u.changes, "count": u.count} for u in logged.updates
    ]
    return b"".join(map(_line, lines))


def _parse(data: bytes) -> Logged | None:
    """Parse the lines; a last one that a kill cut off is left out."""
    lines = data.split(b"\n")[:-1]
    try:
        head = json.loads(lines[0])
        updates: list[Update] = []
        file: tuple[FileState, ...] = tuple(head["file"])
        for line in lines[1:]:
            content = json.loads(line)
            if "client" in content:
                updates.append(Update(content["client"], content["changes"], content["count"]))
            elif "saving" in content:
                file = (*file[:1], content["saving"])
            elif "saved" in content:
                file = (content["saved"],)
        return Logged(
            head["session"], head["version"], head["text"], tuple(updates), head["taken"], file
        )
    except (ValueError, KeyError, TypeError, IndexError):
        return None


def _write(handle: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


# Locks. Where the system has none (Windows), a session is taken over whenever a page asks.


@contextlib.contextmanager
def _locked_handle(handle: int) -> Iterator[None]:
    """Lock ``handle`` against other processes while it is read or written."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):  # it may have been closed meanwhile
            fcntl.flock(handle, fcntl.LOCK_UN)


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    handle = os.open(path, os.O_RDONLY)
    try:
        with _locked_handle(handle):
            yield
    finally:
        os.close(handle)


def _own(log: Path) -> int:
    """A locked handle: it marks the log's owner as alive until the process ends."""
    path = log.with_suffix(_OWNED)
    with contextlib.suppress(OSError):
        path.unlink()  # one that was superseded goes on holding its own
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    if sys.platform != "win32":
        import fcntl

        with contextlib.suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return handle


def _is_owned(log: Path) -> bool:
    if sys.platform == "win32":
        return False
    import fcntl

    try:
        handle = os.open(log.with_suffix(_OWNED), os.O_RDWR)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(handle)
    return False

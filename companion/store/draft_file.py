"""The draft on disk: a plain text file, the single source of truth, replaced atomically.

`DraftFile.write` compares the file with what this program last read or wrote. If another program
(or another tab) changed it meanwhile, the two are merged by paragraphs and the merged text is
written, so that neither side loses a word.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import hashlib
import os
import stat
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Literal

from companion.formats.foreign import foreign_kind
from companion.store.atomic import folder_lock, overwrite_file, replace_file, sweep
from companion.store.encoding import Form, NotText, decode, encode, whole_characters
from companion.store.recovery import Journal, Recovered
from companion.store.update_log import Superseded, UpdateLogs
from companion.text.merge import Merge, merge

LARGEST = 20 * 1024 * 1024  # bytes; some three million words
# How often, and how many seconds apart, to look at a file that another program may still write.
_LOOKS, _SETTLE = 20, 0.05

_Signature = tuple[int, int, int, int]
OutsideChange = Literal["changed", "gone", "emptied", "back"]


class DraftError(Exception):
    """A draft cannot be read or written; the message says why, and what to do."""


class DraftFile:
    """One draft. All methods may be called from any thread.

    Attributes:
        path: as it was given, made absolute; it may be a symbolic link.
        place: where the draft is kept if not in its file, in words: nowhere else.
        text: what the file and the page last had in common, lines ending with a line feed.
        recovered: unsaved texts that earlier sessions left behind, latest first; offer them.
        logs: where the updates of its text are kept while it is open.
    """

    place = ""
    _smaller = "divide it into chapters"  # what to do where it is too large

    def __init__(self, path: Path, *, recovery: Path | None = None) -> None:
        self.path = path.expanduser().absolute()
        self.text = ""
        self._target = Path(os.path.realpath(self.path))
        self._form = Form()
        self._digest: bytes | None = None  # of the bytes on disk; None while there is no file
        self._signature: _Signature | None = None
        self._lock = threading.RLock()
        self._journal = Journal(self._target, recovery)
        self.logs: UpdateLogs | None = UpdateLogs(self._target, recovery)
        self.recovered: tuple[Recovered, ...] = ()

    @classmethod
    def open(cls, path: str | Path, *, recovery: Path | None = None) -> DraftFile:
        """Read a draft.

        Args:
            path: a UTF-8 text file.
            recovery: the folder for unsaved texts; by default the user's own.

        Raises:
            DraftError: it is missing, no text, not UTF-8, too large, or may not be read.
        """
        draft = cls(Path(path), recovery=recovery)
        data = draft._read()
        if data is None:
            raise DraftError(f"{draft.path}: no such file")
        draft.text, draft._form = draft._decode(data)
        sweep(draft._target.parent)
        draft.recovered = draft._journal.left_behind(draft.text)
        return draft

    @classmethod
    def create(cls, path: str | Path, text: str = "", *, recovery: Path | None = None) -> DraftFile:
        """Make a draft that does not exist yet.

        Raises:
            DraftError: there is a file of that name, or it cannot be made.
        """
        draft = cls(Path(path), recovery=recovery)
        with draft._lock, folder_lock(draft._target.parent):
            if os.path.lexists(draft._target):
                raise DraftError(f"{draft.path} is there already: open it, or choose another name")
            draft._put(whole_characters(text))
        draft.recovered = draft._journal.left_behind(draft.text)
        return draft

    @classmethod
    def open_or_create(cls, path: str | Path, *, recovery: Path | None = None) -> DraftFile:
        """Read a draft; make an empty one if there is none.

        Raises:
            DraftError: as `open` and `create`.
        """
        if os.path.lexists(Path(path).expanduser()):
            return cls.open(path, recovery=recovery)
        return cls.create(path, recovery=recovery)

    @property
    def name(self) -> str:
        """What the draft is called on the page and in its history."""
        return self.path.name

    @property
    def form(self) -> Form:
        """How the file is written down, for versions that can be restored byte for byte."""
        return self._form

    def changed_on_disk(self) -> bool:
        """Whether another program put other words into the file since it was read or written here.

        Cheap: the content is read only if the file's time, size or identity changed. A file that
        cannot be read has not been changed; `write` will say what is wrong.
        """
        return self._look() == "changed"

    async def outside_changes(self, *, seconds: float = 0.25) -> AsyncIterator[OutsideChange]:
        """Poll the file every ``seconds``, in a thread, and yield what happened to it.

        It is "gone" or "emptied" once, and only if it is so for two looks: some programs replace
        a file in two steps. It is "back" when it holds again what was read or written here.
        """
        missing: OutsideChange | None = None
        told = False
        while True:
            await asyncio.sleep(seconds)
            found = await asyncio.to_thread(self._look)
            if found in ("gone", "emptied"):
                if found == missing and not told:
                    told = True
                    yield found
                told = told and found == missing
                missing = found
                continue
            if found == "changed" or told:
                yield found
            missing, told = None, False

    def _look(self) -> OutsideChange:
        """What the file is like, beside what was read or written here; "back" if it is the same."""
        with self._lock:
            try:
                found = self._target.stat()
                if not stat.S_ISREG(found.st_mode):
                    return "gone"
                if _signature(found) == self._signature:
                    return "back"
                if found.st_size > LARGEST:  # `write` reports it; it is not read into memory
                    self._signature = _signature(found)
                    return "changed"
                data = self._target.read_bytes()
            except (FileNotFoundError, NotADirectoryError):
                return "gone"
            except OSError:
                return "back"
            if _digest(data) == self._digest:
                self._signature = _signature(found)
                return "back"
            return "changed" if data else "emptied"

    def write(
        self,
        text: str,
        *,
        form: Form | None = None,
        before: Callable[[], None] | None = None,
    ) -> Merge | None:
        """Make ``text`` durable; returns once it is.

        Also merges a change from outside while nothing is unsaved.

        Args:
            text: the whole draft as the author sees it.
            form: how to write it down, as a version had it; by default as the file is.
            before: called while no other Companion writes; it may raise `Superseded`, and then
                nothing is written.

        Returns:
            None if the file now holds ``text``. If another program had changed it, the `Merge`
            that the file now holds instead: apply its edits to what the author sees, then call
            `adopt`. A caller that does not is no danger to the other's words: they are merged
            again at the next write.

        Raises:
            DraftError: it could not be written; the old file stands as it was, and the text is
                kept where the next session finds it. The message says both.
        """
        text = whole_characters(text)
        with self._lock:
            try:
                with folder_lock(self._target.parent):
                    if before is not None:
                        before()
                    merged = self._write(text, form)
            except Superseded:
                raise
            except Exception as error:  # whatever went wrong, the words are not lost
                raise DraftError(f"{error}. {self._keep(text)}") from error
            self._journal.clear()
            return merged

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Lock the file against writes of other Companions."""
        with self._lock, folder_lock(self._target.parent):
            yield

    def reload(self) -> None:
        """Reload the file as the common base; does nothing if it cannot be read.

        For callers that know how its content derives from what the page shows.
        """
        with self._lock, contextlib.suppress(DraftError):
            if data := self._read():
                self.text, self._form = self._decode(data)

    def adopt(self, merged: Merge) -> None:
        """Note that the page now shows the merged text that `write` gave back."""
        with self._lock:
            self.text = merged.text

    def merge(self, base: str, ours: str, theirs: str) -> Merge:
        """Two revisions of ``base`` in one, as this kind of draft asks.

        Raises:
            DraftError: they cannot be merged; the message says what to do.
        """
        return merge(base, ours, theirs)

    def forget(self, recovered: Recovered) -> None:
        """Delete a recovered text that the author has taken or does not want."""
        self._journal.forget(recovered.file)
        self.recovered = tuple(r for r in self.recovered if r != recovered)

    def _write(self, text: str, wanted: Form | None) -> Merge | None:
        data = self._read(settled=True)
        if not data:
            # Deleted or emptied by another program: an open draft is not lost to that.
            if text or data is None:
                self._put(text)
            return None
        disk, form = self._decode(data)
        if disk == self.text:
            self._form = wanted or form
            if text != disk or self._form != form:
                self._put(text, before=text if wanted else disk)
            return None
        merged = self.merge(self.text, text, disk)
        self._form = form
        if merged.text != disk:
            self._put(merged.text, before=disk)
        # The page does not know the merged text before it says so: until then the two have `text`.
        self.text = text if merged.edits else merged.text
        return merged if merged.edits else None

    def _read(self, *, settled: bool = False) -> bytes | None:
        """The bytes of the file, or None if there is none.

        With ``settled``, a file that changes while it is read is read again until it is stable.
        """
        try:
            found = self._target.stat()
            if stat.S_ISDIR(found.st_mode):
                raise DraftError(f"{self.path} is a folder: name a file in it")
            if not stat.S_ISREG(found.st_mode):
                raise DraftError(f"{self.path} is not a file: copy its text into one")
            if found.st_size > LARGEST:
                raise DraftError(
                    f"{self.path} is too large ({found.st_size / 1e6:.0f} MB; a draft may have"
                    f" {LARGEST / 1e6:.0f} MB): {self._smaller}"
                )
            data = self._target.read_bytes()
            changed = self._digest is not None and _digest(data) != self._digest
            for _ in range(_LOOKS if settled and changed else 0):
                time.sleep(_SETTLE)
                data, last = self._target.read_bytes(), data
                if data == last:
                    break
            self._signature = _signature(self._target.stat())
        except FileNotFoundError:
            return None
        except NotADirectoryError:
            raise DraftError(f"{self.path}: {self.path.parent} is not a folder") from None
        except PermissionError:
            raise DraftError(
                f"{self.path} may not be read: give yourself permission, as in"
                f" 'chmod u+r {self.path.name}'"
            ) from None
        except OSError as error:
            raise DraftError(f"{self.path} cannot be read ({error.strerror})") from error
        self._digest = _digest(data)
        return data

    def _decode(self, data: bytes) -> tuple[str, Form]:
        if why := foreign_kind(self.path.name, data):
            raise DraftError(f"{self.path} {why}")
        try:
            return decode(data)
        except NotText as error:
            raise DraftError(f"{self.path} {error}") from None

    def _encode(self, text: str, before: str) -> tuple[bytes, Form]:
        return encode(text, self._form, before)

    def _put(self, text: str, *, before: str | None = None) -> None:
        """Write ``text`` to the disk; the lines it shares with ``before`` keep their ends."""
        data, form = self._encode(text, self.text if before is None else before)
        if len(data) > LARGEST:
            raise DraftError(
                f"{self.path} would be too large to open again ({len(data) / 1e6:.0f} MB):"
                f" {self._smaller}"
            )
        try:
            self._replace(data)
            self._signature = _signature(self._target.stat())
        except OSError as error:
            raise DraftError(self._explain(error)) from error
        self.text, self._form, self._digest = text, form, _digest(data)

    def _replace(self, data: bytes) -> None:
        """Replace the file; where that cannot be, overwrite it with a copy kept meanwhile.

        That is so for a file with several names (hard links), which a replacement would part, and
        in a folder where no file may be made.
        """
        try:
            linked = self._target.stat().st_nlink > 1
        except FileNotFoundError:
            linked = False
        if not linked:
            try:
                replace_file(self._target, data)
                return
            except PermissionError:
                if not os.access(self._target, os.W_OK):
                    raise
        try:
            self._journal.keep(decode(data)[0])
        except OSError as error:
            raise DraftError(
                f"{self.path} cannot be saved safely: no file can be made beside it, and no copy"
                f" can be kept meanwhile ({error.strerror}); make {self._target.parent} writable"
            ) from error
        overwrite_file(self._target, data)

    def _keep(self, text: str) -> str:
        try:
            return f"Until then your text is kept in {self._journal.keep(text)}"
        except OSError:
            return "Copy your text to another place before you close this page"

    def _explain(self, error: OSError) -> str:
        folder = self._target.parent
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return f"{self.path} cannot be saved, the disk is full: make room on it"
        if error.errno == errno.EFBIG:
            return f"{self.path} cannot be saved, the system allows no file of this size"
        if error.errno == errno.EROFS:
            return f"{self.path} cannot be saved, the disk is read-only: save to another place"
        if isinstance(error, FileNotFoundError) and not folder.is_dir():
            return f"{self.path} cannot be saved, the folder {folder} is missing: make it"
        if isinstance(error, PermissionError):
            if self._target.exists() and not os.access(self._target, os.W_OK):
                return (
                    f"{self.path} is write-protected: give yourself permission, as in"
                    f" 'chmod u+w {self.path.name}'"
                )
            return f"{self.path} cannot be saved, you may not write in {folder}"
        return f"{self.path} cannot be saved ({error.strerror or error})"


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()


def _signature(found: os.stat_result) -> _Signature:
    return (found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino)

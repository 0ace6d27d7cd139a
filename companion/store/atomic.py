"""Replace a file atomically and durably: after a crash it holds the old bytes or the new ones.

The new bytes are written to a temporary file beside it, flushed to disk (fsync) and renamed over
it; then the folder is flushed too. Permissions, owner, and extended attributes are kept as
far as the system lets us; a symbolic link stays, and what it points to is replaced.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path

_PREFIX, _SUFFIX = ".companion-", ".tmp"
_ABANDONED = 3600.0  # seconds after which the writer of a temporary file is taken for dead
_LOCK_SECONDS = 3.0


def replace_file(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path``, all or nothing, and return once it is durable.

    Args:
        path: an absolute path without symbolic links (see `os.path.realpath`).
        data: the new content.

    Raises:
        OSError: the old file is untouched, and nothing is left behind.
    """
    try:
        old: os.stat_result | None = path.stat()
    except FileNotFoundError:
        old = None
    if old is not None:
        # A rename may succeed on a write-protected file: opening it for writing tells.
        os.close(os.open(path, os.O_WRONLY))
    # A new file gets what the umask allows; a replacement is private until it has the old mode.
    fresh = path.with_name(f"{_PREFIX}{secrets.token_hex(8)}{_SUFFIX}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0)
    handle = os.open(fresh, flags | getattr(os, "O_BINARY", 0), 0o666 if old is None else 0o600)
    try:
        try:
            _write_all(handle, data)
            if old is not None:
                _copy_marks(path, old, handle, fresh)
            os.fsync(handle)
        finally:
            os.close(handle)
        fresh.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            fresh.unlink()
        raise
    sync_folder(path.parent)


def overwrite_file(path: Path, data: bytes) -> None:
    """Write ``data`` over the content of ``path`` in place, and flush it to disk.

    For files that cannot be replaced. A crash half-way leaves a mixture: keep a copy elsewhere.
    """
    handle = os.open(path, os.O_WRONLY | getattr(os, "O_BINARY", 0))
    try:
        grown = len(data) - os.fstat(handle).st_size
        if grown > 0 and hasattr(os, "posix_fallocate"):
            # Learn that the disk is full before the first byte is overwritten.
            try:
                os.posix_fallocate(handle, 0, len(data))
            except OSError as error:
                if error.errno not in (errno.EOPNOTSUPP, errno.EINVAL):
                    os.ftruncate(handle, len(data) - grown)
                    raise
        _write_all(handle, data)
        os.ftruncate(handle, len(data))
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Flush a folder's entries to disk (fsync), where the system can."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):  # some network file systems cannot; the file is flushed
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sweep(folder: Path) -> None:
    """Delete the temporary files of writers that were killed long ago."""
    with contextlib.suppress(OSError):
        for file in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
            with contextlib.suppress(OSError):
                if time.time() - file.stat().st_mtime > _ABANDONED:
                    file.unlink()


@contextlib.contextmanager
def folder_lock(folder: Path) -> Iterator[None]:
    """Lock a folder against writes of other Companions; leaves no lock file behind.

    Where there are no such locks, or another program holds one for long, it goes on without:
    a lock must never keep an author from saving.
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl

    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError:  # the write itself will report what is wrong
        yield
        return
    try:
        until = time.monotonic() + _LOCK_SECONDS
        while time.monotonic() < until:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                time.sleep(0.01)
            except OSError:
                break
        yield
    finally:
        os.close(handle)


def _write_all(handle: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def _copy_marks(path: Path, old: os.stat_result, handle: int, fresh: Path) -> None:
    """Give the new file the old one's owner, extended attributes and permissions."""
    if hasattr(os, "fchown"):
        new = os.fstat(handle)
        if (new.st_uid, new.st_gid) != (old.st_uid, old.st_gid):
            try:
                os.fchown(handle, old.st_uid, old.st_gid)
            except OSError:  # only root may change the owner; we may still change the group
                with contextlib.suppress(OSError):
                    os.fchown(handle, -1, old.st_gid)
    if hasattr(os, "listxattr"):
        with contextlib.suppress(OSError):
            for name in os.listxattr(path):
                with contextlib.suppress(OSError):
                    os.setxattr(handle, name, os.getxattr(path, name))
    if hasattr(os, "fchmod"):
        os.fchmod(handle, stat.S_IMODE(old.st_mode))
    else:
        shutil.copymode(path, fresh)

"""Private folders: no permissions for other users, whatever the umask.

On Windows a user's folders are private by default; nothing is done there.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Callable
from pathlib import Path

_FOLDER, _FILE, _OTHERS = 0o700, 0o600, 0o077


def private_folder(folder: Path, *, parents: bool = False) -> None:
    """Make a folder with mode 0700; an existing one is made private, with its files.

    What belongs to another user, or is a symbolic link, stays as it is.

    Args:
        folder: the folder.
        parents: make those that it is in, too, if there are none.

    Raises:
        OSError: there is no such folder, and none can be made.
    """
    if not folder.is_dir():
        folder.mkdir(mode=_FOLDER, parents=parents, exist_ok=True)
        folder.chmod(_FOLDER)  # the umask may have removed some of the owner's permissions
    if os.name != "posix" or folder.is_symlink():  # a link may lead to anything of the owner's
        return
    for where, folders, files in os.walk(folder):
        here = Path(where)
        _close(here, stat.S_ISDIR)
        for name in folders:
            _close(here / name, stat.S_ISDIR)
        for name in files:
            _close(here / name, stat.S_ISREG)


def private_file(path: Path) -> None:
    """Make an empty file that only its owner may read, if there is none.

    Raises:
        OSError: it cannot be made.
    """
    with contextlib.suppress(FileExistsError):
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _FILE)
        try:
            if hasattr(os, "fchmod"):  # see above
                os.fchmod(handle, _FILE)
        finally:
            os.close(handle)


def _close(path: Path, is_kind: Callable[[int], bool]) -> None:
    """Remove the permissions of others; the owner's stay."""
    with contextlib.suppress(OSError):
        found = path.lstat()
        loose = stat.S_IMODE(found.st_mode) & _OTHERS
        if is_kind(found.st_mode) and found.st_uid == os.geteuid() and loose:
            path.chmod(stat.S_IMODE(found.st_mode) & ~_OTHERS)

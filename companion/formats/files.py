"""Read bytes from an untrusted file: bounded in size, regular files only.

Opening a named pipe may block for ever, a device has no end, and a sparse file of terabytes
takes no room on the disk. So what is opened is looked at before it is read, and what is read ends
where it is too much, also where the file grows meanwhile.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

# Bytes of a text: some three million words.
LARGEST_TEXT = 20 * 1024 * 1024
# Bytes of a Word document or a notebook, which hold pictures, too.
LARGEST_FILE = 100 * 1024 * 1024
# What a shell names a pipe of its own, as in ``<(git show HEAD:essay.md)``, and standard input.
_STREAMS = ("/dev/fd/", "/proc/self/fd/", "/dev/stdin")
_WRONG_KIND = (
    (stat.S_ISDIR, "it is a folder: name a file in it"),
    (stat.S_ISFIFO, "it is a named pipe, not a file: copy its text into one"),
    (stat.S_ISSOCK, "it is a socket, not a file: name a file"),
    (stat.S_ISCHR, "it is a device, not a file: name a file"),
    (stat.S_ISBLK, "it is a device, not a file: name a file"),
)


class FileRefused(ValueError):
    """A file is not read; the message says why and what to do, without its name."""


def most_bytes(name: str) -> int:
    """How many bytes a file of that name may have."""
    packed = name.lower().endswith((".docx", ".ipynb"))
    return LARGEST_FILE if packed else LARGEST_TEXT


def read_file(path: Path, most: int | None = None) -> bytes:
    """The bytes of a file.

    Args:
        path: the file, or a pipe that a shell made for the command.
        most: how many bytes it may have; by default what `most_bytes` says.

    Raises:
        FileRefused: it is no file, cannot be read, or is too large.
    """
    most = most_bytes(path.name) if most is None else most
    if str(path) == os.devnull:
        return b""
    streamed = str(path).startswith(_STREAMS)
    try:
        # Without O_NONBLOCK, the mere opening of a named pipe waits for somebody to write to it.
        flags = os.O_RDONLY | getattr(os, "O_BINARY", 0)
        handle = os.open(path, flags if streamed else flags | getattr(os, "O_NONBLOCK", 0))
        try:
            found = os.fstat(handle)
            for is_kind, why in _WRONG_KIND:
                if is_kind(found.st_mode) and not (streamed and is_kind is stat.S_ISFIFO):
                    raise FileRefused(why)
            check_size(path.name, found.st_size, most)
            with open(handle, "rb", closefd=False) as file:
                content = file.read(most + 1)
        finally:
            os.close(handle)
    except OSError as error:
        raise FileRefused(_why(error)) from error
    except FileRefused:
        raise
    except ValueError as error:
        raise FileRefused("that is no name of a file") from error
    check_size(path.name, len(content), most)
    return content


def check_size(name: str, size: int, most: int | None = None) -> None:
    """Refuse a file of that name that has too many bytes.

    Raises:
        FileRefused: it has; the message says how many it may have.
    """
    most = most_bytes(name) if most is None else most
    if size > most:
        lower = name.lower()
        advice = "divide it into parts"
        if lower.endswith(".ipynb"):
            advice = "clear its outputs in JupyterLab, or divide it"
        elif lower.endswith(".docx"):
            advice = "take the pictures out, or divide it"
        raise FileRefused(
            f"it is too large ({size / 1e6:,.0f} MB; {most / 1e6:.0f} MB can be read): {advice}"
        )


def _why(error: OSError) -> str:
    if error.errno == errno.ENOENT:
        return "there is no such file"
    if error.errno == errno.ELOOP:
        return "its links lead round in a circle"
    if error.errno == errno.ENXIO:
        return "it is a socket, or a device that is not there"
    return error.strerror or str(error)

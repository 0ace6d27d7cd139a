"""Unified diffs, as ``git apply`` and ``patch`` read them."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import PurePath

_CONTEXT = 3  # lines around a change
_NO_NEWLINE = b"\\ No newline at end of file\n"
_QUOTED = {ord("\t"): b"\\t", ord("\n"): b"\\n", ord('"'): b'\\"', ord("\\"): b"\\\\"}


def unified_diff(before: bytes, after: bytes, old: PurePath, new: PurePath) -> bytes:
    r"""The diff that makes ``after`` of ``before``; empty if they are the same.

    It is of bytes, so that line ends and byte order marks survive; a line ends with ``\n``, and
    the carriage return before it is part of the line.

    Args:
        before: the content of a file.
        after: what it is to be.
        old: the name of the file, relative to where the diff will be applied.
        new: the name that the changed file has there; the same one for a patch of it.
    """
    if before == after:
        return b""
    lines = difflib.diff_bytes(
        difflib.unified_diff,
        _lines(before),
        _lines(after),
        _name("a", old),
        _name("b", new),
        n=_CONTEXT,
        lineterm=b"\n",
    )
    return b"".join(_ended(line) for line in lines)


def _lines(content: bytes) -> list[bytes]:
    lines = content.split(b"\n")
    return [line + b"\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])


def _ended(line: bytes) -> bytes:
    return line if line.endswith(b"\n") else line + b"\n" + _NO_NEWLINE


def _name(side: str, path: PurePath) -> bytes:
    """The name as git writes it: quoted where it could be misread, ended where it has a space."""
    raw = f"{side}/{path.as_posix().lstrip('/')}".encode("utf-8", "surrogateescape")
    if any(byte < 0x20 or byte in b'"\\\x7f' for byte in raw):
        return b'"' + b"".join(_escaped(raw)) + b'"'
    return raw + b"\t" if b" " in raw else raw


def _escaped(raw: bytes) -> Iterator[bytes]:
    for byte in raw:
        if byte in _QUOTED:
            yield _QUOTED[byte]
        elif byte < 0x20 or byte >= 0x7F:
            yield b"\\%03o" % byte
        else:
            yield bytes([byte])

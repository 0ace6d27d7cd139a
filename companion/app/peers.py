"""Whose program is at the other end of a connection on loopback.

Linux tells for each connection which user has it; elsewhere nothing is known, and a token has to
do.
"""

from __future__ import annotations

import contextlib
import os
import socket
import struct
from collections.abc import Iterable
from pathlib import Path

_CONNECTIONS = Path("/proc/net/tcp")
_ROOT = 0


def is_another_users(connection: socket.socket) -> bool:
    """Whether the other end belongs, as far as is known, to neither us nor root."""
    user = None
    with contextlib.suppress(OSError):
        ours, theirs = connection.getsockname(), connection.getpeername()
        if _CONNECTIONS.exists():
            with _CONNECTIONS.open(encoding="ascii") as table:
                user = user_of(table, local=theirs, remote=ours)
    return user is not None and user not in (os.getuid(), _ROOT)


def user_of(table: Iterable[str], *, local: tuple[str, int], remote: tuple[str, int]) -> int | None:
    """The user who has the connection from ``local`` to ``remote``; None if it is not listed.

    Args:
        table: the lines of ``/proc/net/tcp``, see proc(5).
        local: IPv4 address and port of the end in question.
        remote: those of the other end.
    """
    wanted = [_as_listed(local), _as_listed(remote)]
    for line in table:
        fields = line.split()
        if fields[1:3] == wanted:
            return int(fields[7])
    return None


def _as_listed(address: tuple[str, int]) -> str:
    host, port = address[:2]
    (number,) = struct.unpack("=I", socket.inet_aton(host))  # in the machine's own byte order
    return f"{number:08X}:{port:04X}"

"""The user at the other end of a loopback connection.

Linux tells for each connection which user has it; elsewhere nothing is known, and a token has to
do. psutil cannot replace this: it finds a connection's user by way of its process, and may not look
into one that is another user's, which is the very case asked about.
"""

from __future__ import annotations

import os
import socket
import struct
import sys
from collections.abc import Iterable
from pathlib import Path

# A program may reach an IPv4 address by a socket for IPv6: it is listed in the second table.
_TABLES = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))
_MAPPED = "0" * 16 + ("FFFF0000" if sys.byteorder == "little" else "0000FFFF")
_ROOT = 0
_TRIES = 3  # a table that changes while it is read may leave a line out


def is_another_users(connection: socket.socket) -> bool:
    """Whether the other end belongs to neither us nor root.

    True also where the system should know whose it is, but does not say: the other end has closed
    it already, say.
    """
    if not tells():
        return False
    user = None
    try:
        ends = {"local": connection.getpeername(), "remote": connection.getsockname()}
        for _ in range(_TRIES):
            user = next(filter(lambda u: u is not None, (_find(t, **ends) for t in _TABLES)), None)
            if user is not None:
                break
    except OSError:  # the connection is broken, or no file can be opened at present
        return True
    return user not in (os.getuid(), _ROOT)


def tells() -> bool:
    """Whether the system tells whose a connection is."""
    return os.access(_TABLES[0], os.R_OK)


def user_of(table: Iterable[str], *, local: tuple[str, int], remote: tuple[str, int]) -> int | None:
    """The user who has the connection from ``local`` to ``remote``; None if it is not listed.

    Nor is one told whose program has closed it: it is listed as root's, whoever had it.

    Args:
        table: the lines of ``/proc/net/tcp`` or ``/proc/net/tcp6``, see proc(5).
        local: IPv4 address and port of the end in question.
        remote: those of the other end.
    """
    wanted = [_as_listed(local), _as_listed(remote)]
    mapped = [_MAPPED + address for address in wanted]
    for line in table:
        fields = line.split()
        if fields[1:3] in (wanted, mapped):
            return int(fields[7]) if fields[9] != "0" else None
    return None


def _find(table: Path, *, local: tuple[str, int], remote: tuple[str, int]) -> int | None:
    try:
        with table.open(encoding="ascii") as lines:
            return user_of(lines, local=local, remote=remote)
    except FileNotFoundError:  # a system without IPv6
        return None


def _as_listed(address: tuple[str, int]) -> str:
    host, port = address[:2]
    (number,) = struct.unpack("=I", socket.inet_aton(host))  # in the machine's own byte order
    return f"{number:08X}:{port:04X}"

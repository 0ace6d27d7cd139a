"""Whose program is at the other end of a connection on loopback.

Linux tells for each connection which user has it; elsewhere nothing is known, and a token has to
do.
"""

from __future__ import annotations

import ipaddress
import os
import socket
import sys
from collections.abc import Iterable
from pathlib import Path

# What has an IPv4 address may be used through an IPv6 socket: both lists are looked at.
_TABLES = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))
_ROOT = 0

Address = tuple[str, int]


def is_another_users(connection: socket.socket) -> bool:
    """Whether the other end belongs, as far as can be known, to neither us nor root.

    Where the system lists its connections, one that is in no list is nobody's we know.
    """
    if not _TABLES[0].exists():
        return False
    try:
        ours, theirs = connection.getsockname()[:2], connection.getpeername()[:2]
        for path in _TABLES:
            if path.exists():
                with path.open(encoding="ascii") as table:
                    user = user_of(table, local=theirs, remote=ours)
                if user is not None:
                    return user not in (os.getuid(), _ROOT)
    except OSError:  # it has closed meanwhile
        pass
    return True


def user_of(table: Iterable[str], *, local: Address, remote: Address) -> int | None:
    """The user who has the connection from ``local`` to ``remote``; None if it is not listed.

    Args:
        table: the lines of ``/proc/net/tcp`` or ``/proc/net/tcp6``, see proc(5).
        local: IPv4 address and port of the end in question.
        remote: those of the other end.
    """
    wanted = [
        (_as_listed(a), _as_listed(b)) for a, b in ((local, remote), map(_mapped, (local, remote)))
    ]
    for line in table:
        fields = line.split()
        if tuple(fields[1:3]) in wanted:
            return int(fields[7])
    return None


def _mapped(address: Address) -> Address:
    return f"::ffff:{address[0]}", address[1]


def _as_listed(address: Address) -> str:
    """An address as the lists have it: words of 32 bits in the machine's own byte order."""
    packed = ipaddress.ip_address(address[0]).packed
    words = (packed[i : i + 4] for i in range(0, len(packed), 4))
    host = "".join(f"{int.from_bytes(word, sys.byteorder):08X}" for word in words)
    return f"{host}:{address[1]:04X}"

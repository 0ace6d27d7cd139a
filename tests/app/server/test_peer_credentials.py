"""Whose program is at the other end of a connection."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import pytest

from companion.app.server.peer_credentials import is_another_users, user_of

# Two ends of one connection: the server's, ours; and the browser's, of another user.
TABLE = """\
  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: {home}:4E20 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 101 1
   1: {home}:4E20 {home}:C350 01 00000000:00000000 00:00000000 00000000  1000        0 102 1
   2: {home}:C350 {home}:4E20 01 00000000:00000000 00:00000000 00000000  1001        0 103 1
""".format(home="0100007F" if sys.byteorder == "little" else "7F000001")


@pytest.mark.parametrize(("port", "other", "user"), [(50000, 20000, 1001), (20000, 50000, 1000),
                                                     (50001, 20000, None)])  # fmt: skip
def test_the_user_is_the_one_of_that_end(port: int, other: int, user: int | None) -> None:
    found = user_of(TABLE.splitlines(), local=("127.0.0.1", port), remote=("127.0.0.1", other))
    assert found == user


def test_a_connection_of_our_own_is_let_in() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as client,
    ):
        accepted, _ = server.accept()
        with accepted:
            assert not is_another_users(accepted)
            table = Path("/proc/net/tcp")
            if table.exists():
                ends = {"local": client.getsockname(), "remote": server.getsockname()}
                assert user_of(table.read_text().splitlines(), **ends) == os.getuid()

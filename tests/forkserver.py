"""Starts the real command without loading Voila anew each time.

Run as a program, this is the process that has Voila loaded, and forks for each server that is asked
for on its standard input. What comes after the fork is the command as it is: its arguments, its
environment, its own folder, standard streams and kernels.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

# Elsewhere a fork of a process that has loaded much may not live, or there is none.
AVAILABLE = sys.platform == "linux"


class Forked:
    """A command that was started so; used as a ``subprocess.Popen`` is.

    Attributes:
        pid: its process.
        returncode: its exit status once it was seen to have ended; that of a signal is negative.
    """

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """The exit status, if it has ended."""
        if self.returncode is None:
            self.returncode = _ask({"poll": self.pid})
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """The exit status, at its end.

        Raises:
            subprocess.TimeoutExpired: it still runs after ``timeout`` seconds.
        """
        deadline = None if timeout is None else time.monotonic() + timeout
        while (status := self.poll()) is None:
            if deadline is not None and time.monotonic() > deadline:
                raise subprocess.TimeoutExpired(f"companion, process {self.pid}", timeout or 0)
            time.sleep(0.01)
        return status

    def terminate(self) -> None:
        """Ask it to end."""
        self._send(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self._send(signal.SIGKILL)

    def _send(self, number: int) -> None:
        if self.poll() is None:  # a process that was not waited for keeps its number
            os.kill(self.pid, number)


def fork_companion(
    words: Sequence[str], *, environment: Mapping[str, str], folder: Path, out: Path, err: Path
) -> Forked:
    """Start the command with these words, in a folder; its output goes into two files."""
    streams = {"out": str(out), "err": str(err)}
    started = {"words": words, "environment": environment, "folder": str(folder), **streams}
    return Forked(_ask({"start": started}))


def _ask(request: dict[str, Any]) -> Any:
    server = _server()
    assert server.stdin is not None and server.stdout is not None
    server.stdin.write(json.dumps(request) + "\n")
    server.stdin.flush()
    return json.loads(server.stdout.readline())


@cache
def _server() -> subprocess.Popen[str]:
    """The process that forks, of this process; it ends with it."""
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.forkserver"],
        cwd=Path(__file__).parents[1],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    atexit.register(server.communicate)  # its input ends, and so does it
    return server


def _become(started: dict[str, Any]) -> int:
    """Run the command in this process, to its end."""
    os.environ.clear()
    os.environ.update(started["environment"])
    os.chdir(started["folder"])
    for stream, target in enumerate((os.devnull, started["out"], started["err"])):
        opened = os.open(target, os.O_RDONLY if stream == 0 else os.O_WRONLY | os.O_CREAT, 0o644)
        os.dup2(opened, stream)
        os.close(opened)
    # The entries of this checkout, and no folder that one happens to be in.
    sys.path[:] = [str(Path(__file__).parents[1]), *(entry for entry in sys.path[1:] if entry)]
    sys.argv = ["companion", *started["words"]]
    from companion.app.cli import main

    return main(started["words"])


def _serve() -> int:
    """Answer requests until there are no more; in each fork, the command's exit status."""
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]  # as the app does
    import companion.app.server.voila_server  # noqa: F401 - for the forks

    while line := sys.stdin.readline():
        request = json.loads(line)
        if "poll" in request:
            pid, status = os.waitpid(request["poll"], os.WNOHANG)
            answer = os.waitstatus_to_exitcode(status) if pid else None
        else:
            answer = os.fork()
            if answer == 0:
                return _become(request["start"])
        print(json.dumps(answer), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(_serve())

"""Starting the real ``companion`` command, and seeing that it leaves nothing behind."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psutil

from tests import forkserver

REPOSITORY = Path(__file__).resolve().parent.parent
# Seconds that anything may take on a machine under load. What waits for so long ends as soon as it
# has what it waits for.
PATIENCE = 120
URL = re.compile(r"^http://127\.0\.0\.1:\d+/\?token=\S+(?=\n)", re.MULTILINE)


def isolated_environment(home: Path, **more: str) -> dict[str, str]:
    """An environment with a home of its own, without keys, that finds this checkout's code."""
    home.mkdir(parents=True, exist_ok=True)
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("COMPANION_", "JUPYTER", "XDG_", "IPYTHON", "VOILA_"))
        and not name.endswith(("_API_KEY", "_API_BASE"))
        and name not in ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY")
    }
    return {
        **kept,
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_DATA_HOME": str(home / ".local" / "share"),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "PYTHONPATH": str(REPOSITORY),
        "PYTHONSAFEPATH": "1",  # as for the installed command, the folder one is in holds no code
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        **more,
    }


def run_companion(*words: str | Path, home: Path, **environment: str) -> tuple[int, str, str]:
    """Run the command to its end: exit status, standard output, standard error."""
    done = subprocess.run(
        [sys.executable, "-m", "companion", *map(str, words)],
        env=isolated_environment(home, **environment),
        cwd=home,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    return done.returncode, done.stdout, done.stderr


@dataclass
class Serving:
    """A running ``companion open``.

    Attributes:
        process: the server.
        url: what it printed, with the token.
        output: the file that holds standard output.
        errors: the file that holds standard error.
    """

    process: subprocess.Popen[bytes] | forkserver.Forked
    url: str
    output: Path
    errors: Path

    @property
    def port(self) -> int:
        """The port it listens on."""
        port = urlsplit(self.url).port
        assert port is not None
        return port

    @property
    def token(self) -> str:
        """The token of this run."""
        return self.url.partition("?token=")[2]

    def printed(self) -> list[str]:
        """The lines on standard output so far."""
        return self.output.read_text("utf-8").splitlines()

    def kernels(self) -> list[psutil.Process]:
        """Every process that the server has started and that lives."""
        return psutil.Process(self.process.pid).children(recursive=True)

    def stop(self) -> None:
        """End it as a closing session would.

        Raises:
            AssertionError: it did not end cleanly, or something that it started lives on.
        """
        if self.process.poll() is not None:
            return
        children = self.kernels()
        self.process.terminate()
        assert self.process.wait(PATIENCE) == 0, self.errors.read_text("utf-8")
        _, alive = psutil.wait_procs(children, timeout=PATIENCE)
        assert not alive, f"left behind: {[child.cmdline() for child in alive]}"


def start_companion(
    *words: str | Path,
    home: Path,
    environment: Mapping[str, str] | None = None,
    browser: bool = False,
    command: str = "open",
    prelude: str = "",
    forked: bool = False,
) -> Serving:
    """Start ``companion open``, or another command that serves, and wait for its address.

    A ``prelude`` is Python that the process runs first, to wait for less long, say. If ``forked``,
    Voila is not loaded anew where that can be helped: for tests of the page, not of the process.
    """
    main = "from companion.app.cli import main; import sys; sys.exit(main(sys.argv[1:]))"
    program = ["-c", f"{prelude}\n{main}"] if prelude else ["-m", "companion"]
    run = os.urandom(4).hex()
    output, errors = home / f"stdout-{run}.txt", home / f"stderr-{run}.txt"
    no_browser = () if browser else ("--no-browser",)
    arguments = [command, *map(str, words), *no_browser]
    isolated = isolated_environment(home, **(environment or {}))
    process: subprocess.Popen[bytes] | forkserver.Forked
    with output.open("w") as out, errors.open("w") as err:
        if forked and forkserver.AVAILABLE and not prelude:
            process = forkserver.fork_companion(
                arguments, environment=isolated, folder=home, out=output, err=errors
            )
        else:
            process = subprocess.Popen(
                [sys.executable, *program, *arguments],
                env=isolated,
                cwd=home,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
            )
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        ended = process.poll() is not None
        address = URL.search(output.read_text("utf-8"))
        if address:
            return Serving(process, address[0], output, errors)
        if ended:
            break
        time.sleep(0.01)
    process.kill()
    process.wait()
    said = output.read_text("utf-8"), errors.read_text("utf-8")
    raise AssertionError(f"no address: it printed {said[0]!r}, and said {said[1]!r}")

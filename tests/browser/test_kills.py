"""Nothing is lost and nothing doubled when a kernel, the server, the browser or all are killed."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.serving import PATIENCE, REPOSITORY


# In a process of its own: of the browser's driver there can be one in each.
@pytest.mark.usefixtures("chromium")
def test_twelve_kills_lose_nothing_and_double_nothing() -> None:
    command = [
        sys.executable,
        "-m",
        "benchmarks.reliability.kills",
        "--kills",
        "12",
        "--seed",
        "11",
    ]
    done = subprocess.run(
        command, cwd=REPOSITORY, capture_output=True, text=True, timeout=10 * PATIENCE
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(" | 0 | 0 | 0 | 0 |") == 5, done.stdout

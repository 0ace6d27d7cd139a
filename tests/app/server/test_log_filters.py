"""A process whose loop stops amid a task prints nothing of it; other trouble it prints."""

from __future__ import annotations

import subprocess
import sys

import pytest

CUT_SHORT = """
import asyncio
{before}
async def endless():
    await asyncio.get_running_loop().create_future()
async def main():
    asyncio.current_task().get_loop().create_task(endless())
    await asyncio.sleep(0)
loop = asyncio.new_event_loop()
loop.run_until_complete(main())
loop.close()
{after}
"""
QUIET = "from companion.app.server.log_filters import end_quietly; end_quietly()"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("", "", "Task was destroyed"),  # what it is for
        (QUIET, "", ""),
        (QUIET, "import logging; logging.getLogger('asyncio').error('trouble')", "trouble\n"),
    ],
)
def test_a_task_that_is_cut_short_is_not_told_of(before: str, after: str, said: str) -> None:
    script = CUT_SHORT.format(before=before, after=after)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 0
    assert done.stderr.startswith(said) if said else done.stderr == ""

"""Nothing is lost and nothing doubled when a kernel, the server, the browser or all are killed.

The same as `benchmarks.reliability.kills`, only shorter.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.reliability.kills import KINDS, Abuse, abuse

KILLS = 12


# Before the package's own browser is there: each has a driver, and a thread may have one.
@pytest.mark.usefixtures("no_browser_yet")
def test_nothing_is_lost_or_doubled_by_kills(tmp_path: Path) -> None:
    with abuse(tmp_path, seed=11) as running:
        outcomes = [running.kill(KINDS[i % len(KINDS)]) for i in range(KILLS)]
    assert [outcome for outcome in outcomes if not outcome.is_good] == []
    assert running.number > KILLS

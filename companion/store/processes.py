"""Processes by number and start time, so that one that took over a number is not mistaken."""

from __future__ import annotations

import os

_SAME_START = 5.0  # seconds; start times are computed from a clock that may be adjusted


def this_process() -> tuple[int, float]:
    """Our own number, and when we started, in seconds since the epoch."""
    import psutil

    return os.getpid(), psutil.Process().create_time()


def lives(process: int, started: float) -> bool:
    """Whether that process runs, and is not another one that was given its number."""
    import psutil

    try:
        found = psutil.Process(process)
        same = abs(float(found.create_time()) - started) < _SAME_START
        return same and found.status() != str(psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False
    except psutil.Error:  # it runs, as another user
        return True

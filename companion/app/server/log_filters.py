"""Suppress the kernel's traceback on shutdown."""

from __future__ import annotations

import logging

# What asyncio logs of the task that answers the request to end, if the loop stops before it has.
_CUT_SHORT = "Task was destroyed but it is pending!"


def end_quietly() -> None:
    """Keep that message, and only that, out of what this process prints."""
    logging.getLogger("asyncio").addFilter(_is_worth_saying)


def _is_worth_saying(record: logging.LogRecord, *, unsaid: str = _CUT_SHORT) -> bool:
    # The default keeps the words at hand while the interpreter takes modules apart.
    return not record.getMessage().startswith(unsaid)

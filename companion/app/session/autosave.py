"""Saves the draft by itself: a second after typing stops, and at least every few seconds.

"Saved" is reported only after the write is durable. A write that fails is reported in words and
tried again; the text on screen stays.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

from companion.widgets.protocol import SaveState, SaveStatus

# Seconds from the last keystroke to the save; from the first unsaved one at most; between retries.
DEBOUNCE_S = 1.0
MAX_DELAY_S = 4.0
RETRY = 5.0


class Autosave:
    """Awaits ``write`` some time after `touched`; one call at a time.

    Args:
        write: makes the present text durable, or raises an exception whose message tells the
            author what to do.
        report: told each change of the `SaveState`.
    """

    def __init__(
        self, write: Callable[[], Awaitable[None]], report: Callable[[SaveState], None]
    ) -> None:
        self._write = write
        self._report = report
        self._at = time.strftime("%H:%M")
        self._dirty = False
        self._first_touch = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._saving: asyncio.Task[None] | None = None
        self._lock = asyncio.Lock()
        self._tell("saved")

    def touched(self) -> None:
        """Note that the text has changed."""
        now = time.monotonic()
        if not self._dirty:
            self._dirty = True
            self._first_touch = now
            self._tell("unsaved")
        self._schedule(min(DEBOUNCE_S, max(0.0, self._first_touch + MAX_DELAY_S - now)))

    def lost(self, message: str) -> None:
        """Note that what was saved is in the file no more; the next save writes it again."""
        self._dirty = True
        self._first_touch = time.monotonic()
        self._tell("error", message)

    def found(self) -> None:
        """Note that the file holds again what was saved."""
        if self._timer is None:  # else there is something newer to save, and it will be
            self._dirty = False
            self._tell("saved")

    def save_soon(self) -> None:
        """Save as soon as the event loop is free: the page is about to go."""
        if self._dirty:
            self._schedule(0)

    async def save(self, *, anyway: bool = False) -> None:
        """Save now; returns when it is done or has failed.

        Args:
            anyway: write though nothing is unsaved: the file has changed under us.
        """
        async with self._lock:
            if not (self._dirty or anyway):
                return
            self._cancel_timer()
            self._dirty = False
            self._tell("saving")
            try:
                await self._write()
            except Exception as error:  # whatever went wrong, the author must hear of it
                self._dirty = True
                self._first_touch = time.monotonic()
                self._tell("error", str(error))
                self._schedule(RETRY)
                return
            self._at = time.strftime("%H:%M")
            self._tell("unsaved" if self._dirty else "saved")

    def close(self) -> None:
        """Start no further save."""
        self._cancel_timer()

    def _schedule(self, delay: float) -> None:
        self._cancel_timer()
        self._timer = asyncio.get_running_loop().call_later(delay, self._begin)

    def _begin(self) -> None:
        self._saving = asyncio.ensure_future(self.save())

    def _cancel_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _tell(self, state: SaveStatus, message: str = "") -> None:
        self._report({"state": state, "at": self._at, "message": message})

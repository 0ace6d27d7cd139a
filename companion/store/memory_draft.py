"""A draft that is in no file: nothing of it is written anywhere."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Iterator

from companion.store.recovery import Recovered
from companion.store.update_log import UpdateLogs
from companion.text.merge import Merge, merge


class MemoryDraft:
    """A text with the manners of a `DraftFile`.

    Attributes:
        name: what it is called on the page.
        place: where it is kept, in words for the page.
        text: as it was last handed over.
    """

    path = None
    logs: UpdateLogs | None = None
    recovered: tuple[Recovered, ...] = ()

    def __init__(self, text: str, name: str, place: str) -> None:
        self.name = name
        self.place = place
        self.text = text

    def write(self, text: str, *, before: Callable[[], None] | None = None) -> Merge | None:
        """Hold ``text``; nobody else can have changed it."""
        self.text = text
        return None

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else writes it."""
        yield

    def reload(self) -> None:
        """It is what it is."""

    def adopt(self, merged: Merge) -> None:
        """Never called: there is nobody to merge with."""

    def merge(self, base: str, ours: str, theirs: str) -> Merge:
        """Two revisions of ``base`` in one."""
        return merge(base, ours, theirs)

    def forget(self, recovered: Recovered) -> None:
        """Never called: nothing is left behind."""

    async def outside_changes(self) -> AsyncIterator[str]:
        """Wait for what does not come."""
        await asyncio.Event().wait()
        yield "changed"

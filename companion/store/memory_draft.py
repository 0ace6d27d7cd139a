"""A draft that is in no file: nothing of it is written anywhere."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Iterator

from companion.store.recovery import Recovered
from companion.store.update_log import UpdateLogs
from companion.text.merge import Merge, merge


class MemoryDraft:
    """A text with the interface of a `DraftFile`, in memory only.

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
        """Keep ``text``; no other program can have changed it."""
        self.text = text
        return None

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Nothing to lock: no other program can write it."""
        yield

    def reload(self) -> None:
        """Nothing to reload: there is no file."""

    def adopt(self, merged: Merge) -> None:
        """Never called: no other program can change it."""

    def merge(self, base: str, ours: str, theirs: str) -> Merge:
        """Two revisions of ``base`` in one."""
        return merge(base, ours, theirs)

    def forget(self, recovered: Recovered) -> None:
        """Never called: nothing is recovered."""

    async def outside_changes(self) -> AsyncIterator[str]:
        """Never yield: no other program can change it."""
        await asyncio.Event().wait()
        yield "changed"

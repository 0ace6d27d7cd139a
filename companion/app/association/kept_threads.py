"""The threads on the page: kept, ticked off, tied to a paragraph, ordered, removed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from companion.app.association.pane_context import PaneContext
from companion.association import threads
from companion.association.threads import Thread
from companion.store.associations import KeptThread
from companion.widgets import protocol

_OPENING = 40  # characters of a paragraph by which the author knows it


class KeptThreads:
    """Answers the page about the threads of one draft.

    Args:
        beside: where they stand.
        written: gives what the author wrote in the sitting of a number.
    """

    def __init__(self, beside: PaneContext, written: Callable[[int | None], str]) -> None:
        self._beside = beside
        self._written = written
        beside.answer(protocol.ASSOCIATION_OFFER, self._offer)
        beside.answer(protocol.ASSOCIATION_THREADS, self._change)

    def payloads(self) -> list[protocol.Thread]:
        """All of them, as the page reads them."""
        draft = self._beside.draft()
        found: list[protocol.Thread] = []
        for thread in self._threads():
            span = threads.find_paragraph(draft, thread.paragraph) if thread.paragraph else None
            found.append(
                {
                    "phrase": thread.phrase,
                    "done": thread.done,
                    "tied": bool(thread.paragraph),
                    "opening": _opening(span.of(draft)) if span else "",
                }
            )
        return found

    async def _offer(self, message: protocol.ChosenSitting) -> list[str]:
        """Phrases of the author's own; found in a thread, as the library is slow to load."""
        text = self._written(message.get("association"))
        return list(await asyncio.to_thread(threads.offer, text, kept=self._threads()))

    def _change(self, message: protocol.ThreadChange) -> list[protocol.Thread]:
        """Keep, tick, tie, move or remove a thread; returns all of them.

        A thread is identified by its phrase: another page may have moved or removed it.
        """

        def changed(kept: tuple[KeptThread, ...]) -> list[KeptThread]:
            return [
                KeptThread(t.phrase, t.paragraph, t.done)
                for t in self._changed(_from_kept(kept), message)
            ]

        self._beside.kept.revise_threads(changed)
        return self.payloads()

    def _changed(
        self, kept: tuple[Thread, ...], message: protocol.ThreadChange
    ) -> tuple[Thread, ...]:
        act, phrase = message["act"], message["phrase"]
        if act == "keep":
            return threads.keep(kept, phrase)
        place = next((i for i, thread in enumerate(kept) if thread.phrase == phrase), None)
        if place is None:
            return kept
        if act == "tick":
            return threads.tick(kept, place, message.get("done", False))
        if act == "tie":
            return threads.tie(kept, place, self._beside.paragraph_at(message.get("at")))
        if act == "move":
            return threads.move(kept, place, message.get("by", 0))
        return threads.remove(kept, place)

    def _threads(self) -> tuple[Thread, ...]:
        return _from_kept(self._beside.kept.threads())


def _from_kept(kept: tuple[KeptThread, ...]) -> tuple[Thread, ...]:
    return tuple(Thread(t.phrase, t.paragraph, t.done) for t in kept)


def _opening(paragraph: str) -> str:
    words = " ".join(paragraph.split())
    return words if len(words) <= _OPENING else f"{words[:_OPENING].rsplit(' ', 1)[0]}…"

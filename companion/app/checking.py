"""Keeps the suggestions on the page in step with the draft.

Only paragraphs whose text is new are checked, in a thread; the page gets patches: which
suggestions are gone, and which are new or stand elsewhere than the page must think.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from companion.review.check import Checker, Suggestion
from companion.text.edit import Edit
from companion.text.rebase import rebase_span
from companion.text.span import Span

# Seconds that typing rests before its paragraph is checked: long enough to gather a burst of
# keys, short enough that the answer seems immediate.
REST = 0.02
# Seconds between two patches while a long draft is read for the first time.
BEAT = 0.15


@dataclass(frozen=True, slots=True)
class Patch:
    """What changes on the page: ids to take off, suggestions to put there."""

    remove: tuple[str, ...]
    add: tuple[Suggestion, ...]

    def __bool__(self) -> bool:
        return bool(self.remove or self.add)


class BackgroundCheck:
    """Checks a text that changes.

    Args:
        text: the text to begin with.
        checker: what finds suggestions; used by one thread at a time.
        measure: the drift of one edit of a paragraph's text, in bits.
        publish: told each `Patch`, in the event loop.
        busy: told when checking begins and ends.
    """

    def __init__(
        self,
        text: str,
        checker: Checker,
        *,
        measure: Callable[[str, Edit], float],
        publish: Callable[[Patch], None],
        busy: Callable[[bool], None],
    ) -> None:
        self._text = text
        self._checker = checker
        self._measure = measure
        self._local = frozenset(engine.name for engine in checker.engines)
        self._publish = publish
        self._busy = busy
        self._on_page: dict[str, Suggestion] = {}
        self._stale = threading.Event()
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    @property
    def on_page(self) -> tuple[Suggestion, ...]:
        """The suggestions that the page shows, where they stand now."""
        return tuple(self._on_page.values())

    def start(self) -> None:
        """Begin checking, in the running event loop."""
        self._wake.set()
        self._task = asyncio.ensure_future(self._run())

    def stop(self) -> None:
        """End checking; what is under way in the thread ends with its paragraph."""
        self._stale.set()
        if self._task is not None:
            self._task.cancel()

    def changed(self, edits: Sequence[Edit], text: str) -> None:
        """Note an update of the text; suggestions whose own words it touched are gone."""
        self._text = text
        moved = ((s, _where(s.span, edits)) for s in self._on_page.values())
        self._on_page = {s.id: replace(s, span=span) for s, span in moved if span is not None}
        self.refresh()

    def refresh(self) -> None:
        """Decide anew what to show: the text, or what the author turned away, has changed."""
        self._stale.set()
        self._wake.set()

    async def _run(self) -> None:
        while True:
            await self._wake.wait()
            await asyncio.sleep(REST)
            self._wake.clear()
            self._stale.clear()
            self._busy(True)
            await asyncio.to_thread(self._read, self._text, asyncio.get_running_loop())
            if not self._wake.is_set():
                self._busy(False)

    def _read(self, text: str, loop: asyncio.AbstractEventLoop) -> None:
        """Go through the draft, in a thread, and send what is found in batches."""
        found: list[Suggestion] = []
        end = 0
        beat = time.monotonic() + BEAT
        for paragraph, suggestions in self._checker.check_paragraphs(
            text, cancelled=self._stale.is_set
        ):
            found += (
                self._measured(text, paragraph.span, s)
                for s in suggestions
                if self._worth_showing(s)
            )
            end = paragraph.span.end
            if time.monotonic() >= beat:
                loop.call_soon_threadsafe(self._put, text, tuple(found), end)
                beat = time.monotonic() + BEAT
        if not self._stale.is_set():
            loop.call_soon_threadsafe(self._put, text, tuple(found), len(text) + 1)

    def _worth_showing(self, suggestion: Suggestion) -> bool:
        """What a rule of our own proposes wrongly is no news; what a model wanted to change is."""
        return suggestion.mechanical or suggestion.source not in self._local

    def _measured(self, text: str, paragraph: Span, suggestion: Suggestion) -> Suggestion:
        edit = suggestion.edit.shifted(-paragraph.start)
        return replace(suggestion, drift_bits=self._measure(paragraph.of(text), edit))

    def _put(self, text: str, found: Iterable[Suggestion], end: int) -> None:
        """Bring the page to what was found up to ``end``; beyond it, what it shows stays."""
        if text is not self._text:
            return  # the next reading starts from the text as it is now
        wanted = {s.id: s for s in found}
        for s in self._on_page.values():
            if s.span.start >= end:
                wanted.setdefault(s.id, s)
        shown = self._on_page
        patch = Patch(
            remove=tuple(identity for identity in shown if identity not in wanted),
            add=tuple(s for identity, s in wanted.items() if shown.get(identity) != s),
        )
        self._on_page = wanted
        if patch:
            self._publish(patch)


def _where(span: Span, edits: Sequence[Edit]) -> Span | None:
    """Where a suggestion stands after ``edits``; None if the page must think that it is gone.

    The page drops a suggestion also when something right beside it changes; what is still right
    then comes back with the next reading.
    """
    if any(edit.span.start <= span.end and span.start <= edit.span.end for edit in edits):
        return None
    return rebase_span(span, edits)

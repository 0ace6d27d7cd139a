"""Updates the suggestions on the page as the draft changes.

Only paragraphs whose text is new are checked, in a thread: the one just typed in first, then those
in sight, then the rest. The page gets patches: which suggestions are gone, and which are new or
stand elsewhere than the page must think.
"""

from __future__ import annotations

import asyncio
import threading
import time
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from companion.grammar.engines.local_rules import LocalRules
from companion.review.check import Checker, Found, Suggestion, about_endless, in_order
from companion.text.document import Paragraph
from companion.text.edit import Edit
from companion.text.rebase import rebase_span
from companion.text.span import Span

# Seconds after the last keystroke before its paragraph is checked: long enough to gather a burst of
# keys, short enough that the answer seems immediate.
DEBOUNCE_S = 0.02
# Seconds between two patches while a long draft is read for the first time.
PATCH_INTERVAL_S = 0.15
# How much more of a draft is read between two patches than the patch before held: each one goes
# through all that was found, so that their sum stays linear.
GROWTH = 1.1
# Seconds after which a reading that is still under way says how far it has come.
PROGRESS_AFTER_S = 0.6
# Code points at the start of a draft that are looked at first, until the page says what it shows.
FIRST_SCREEN = 3000


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
        progress: told which share of the draft has been read, 0 to 1, as it grows; None when
            nothing is left to read.

    Attributes:
        unread: what the last reading to the end left out, in words for the author.
    """

    def __init__(
        self,
        text: str,
        checker: Checker,
        *,
        measure: Callable[[str, Edit], float],
        publish: Callable[[Patch], None],
        progress: Callable[[float | None], None],
    ) -> None:
        self._text = text
        self._checker = checker
        self._measure = measure
        self._local = frozenset(engine.name for engine in checker.engines)
        self._quick = [engine for engine in checker.engines if isinstance(engine, LocalRules)]
        self._publish = publish
        self._progress = progress
        self._reading = False
        self._began = self._share = 0.0
        self._typed: Span | None = None
        self._in_sight: Span | None = None
        self._on_page: dict[str, Suggestion] = {}
        self.unread = ""
        self._stale = threading.Event()
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    @property
    def on_page(self) -> tuple[Suggestion, ...]:
        """The suggestions that the page shows, at their present places."""
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
        if edits:
            shift = sum(len(e.replacement) - len(e.span) for e in edits[:-1])
            start = edits[-1].span.start + shift
            self._typed = Span(start, start + len(edits[-1].replacement))
        self.refresh()

    def look(self, span: Span) -> None:
        """Note which part of the text is in sight: what is still unread there comes next."""
        self._in_sight = span
        if self._reading:
            self.refresh()

    def refresh(self) -> None:
        """Decide again what to show: the text, or what the author rejected, has changed."""
        self._stale.set()
        self._wake.set()

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await self._wake.wait()
            await asyncio.sleep(DEBOUNCE_S)
            self._wake.clear()
            self._stale.clear()
            if not self._reading:
                self._reading = True
                self._began, self._share = loop.time(), 0.0
                self._progress(0.0)
            await asyncio.to_thread(self._read, self._text, loop)
            if not self._wake.is_set():
                self._reading = False
                self._progress(None)

    def _read(self, text: str, loop: asyncio.AbstractEventLoop) -> None:
        """Go through the draft, in a thread, and send what is found in batches."""
        first = [span for span in (self._typed, self._in_sight) if span is not None]
        self._glance(text, first or [Span(0, FIRST_SCREEN)], loop)
        found: list[Found] = []
        beat = 0.0  # the first paragraph is not kept waiting
        sent = read = 0
        for paragraph, suggestions in self._checker.check_paragraphs(
            text, first=first, cancelled=self._stale.is_set
        ):
            found.append((paragraph, self._measured(text, paragraph, suggestions)))
            read += len(paragraph.span)
            if time.monotonic() < beat:
                continue
            beat = time.monotonic() + PATCH_INTERVAL_S
            loop.call_soon_threadsafe(self._report, text, read / len(text))
            if len(found) >= GROWTH * sent:
                loop.call_soon_threadsafe(self._put, text, tuple(found), False)
                sent = len(found)
        if not self._stale.is_set():
            loop.call_soon_threadsafe(self._put, text, tuple(found), True)
            note = about_endless(text, self._checker.endless)
            loop.call_soon_threadsafe(self._leave, text, note)

    def _glance(self, text: str, spans: Sequence[Span], loop: asyncio.AbstractEventLoop) -> None:
        """Send at once what our own rules say of these places; other engines take longer."""
        found: list[Found] = []
        for paragraph, suggestions in self._checker.check_paragraphs(
            text, first=spans, cancelled=self._stale.is_set, engines=self._quick
        ):
            if not any(_touch(paragraph.span, span) for span in spans):
                break
            found.append((paragraph, self._measured(text, paragraph, suggestions)))
        loop.call_soon_threadsafe(self._add, text, found)

    def _measured(
        self, text: str, paragraph: Paragraph, suggestions: Iterable[Suggestion]
    ) -> tuple[Suggestion, ...]:
        """Those worth showing, each with its drift.

        What a rule of our own proposes wrongly is no news; what a model wanted to change is.
        """
        span = paragraph.span
        return tuple(
            replace(s, drift_bits=self._measure(span.of(text), s.edit.shifted(-span.start)))
            for s in suggestions
            if s.mechanical or s.source not in self._local
        )

    def _add(self, text: str, found: Sequence[Found]) -> None:
        """Add to the page what does not touch the suggestions that are there."""
        if text is not self._text:
            return
        stands = sorted(self._on_page.values(), key=lambda s: s.span)
        starts = [s.span.start for s in stands]
        ends = list(accumulate((s.span.end for s in stands), max))
        more = []
        for suggestion in (s for _, suggestions in found for s in suggestions):
            before = bisect_right(starts, suggestion.span.end)  # those that begin by its end
            if not before or ends[before - 1] < suggestion.span.start:
                more.append(suggestion)
        self._show(in_order((*stands, *more)))

    def _put(self, text: str, found: Sequence[Found], whole: bool) -> None:
        """Make the page show what was found; where nothing was read yet, it shows what it did."""
        if text is not self._text:
            return  # the next reading starts from the text as it is now
        now = [s for _, suggestions in found for s in suggestions]
        if not whole:
            read = sorted(paragraph.span for paragraph, _ in found)
            now += (s for s in self._on_page.values() if not _within(read, s.span))
        self._show(in_order(now))

    def _leave(self, text: str, note: str) -> None:
        """Note what a complete reading has left out."""
        if text is self._text:
            self.unread = note

    def _show(self, suggestions: Iterable[Suggestion]) -> None:
        """Make the page show these."""
        wanted = {s.id: s for s in suggestions}
        shown = self._on_page
        patch = Patch(
            remove=tuple(identity for identity in shown if identity not in wanted),
            add=tuple(s for identity, s in wanted.items() if shown.get(identity) != s),
        )
        self._on_page = wanted
        if patch:
            self._publish(patch)

    def _report(self, text: str, share: float) -> None:
        if text is not self._text:
            return
        self._share = max(self._share, share)
        if asyncio.get_running_loop().time() - self._began > PROGRESS_AFTER_S:
            self._progress(self._share)


def _touch(one: Span, other: Span) -> bool:
    return one.start <= other.end and other.start <= one.end


def _within(spans: Sequence[Span], span: Span) -> bool:
    """Whether one of ``spans``, which are in order and apart, holds the start of ``span``."""
    at = bisect_right(spans, span.start, key=lambda one: one.start) - 1
    return at >= 0 and span.start <= spans[at].end


def _where(span: Span, edits: Sequence[Edit]) -> Span | None:
    """Where a suggestion stands after ``edits``; None if the page must think that it is gone.

    The page drops a suggestion also when something right beside it changes; what is still right
    then comes back with the next reading.
    """
    if any(edit.span.start <= span.end and span.start <= edit.span.end for edit in edits):
        return None
    return rebase_span(span, edits)

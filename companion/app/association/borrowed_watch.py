"""Updates the marks of borrowed language as the draft and the conversations change."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable

import regex

from companion.association.borrowed import Borrowing, SaidPhrases, SaidSource
from companion.widgets import protocol
from companion.widgets.offsets import Offsets

# Seconds after the last keystroke before the draft is searched.
DEBOUNCE_S = 0.6
_PARAGRAPH = regex.compile(r"(?:[^\n]|\n(?![ \t\r]*\n))+")


class BorrowedWatch:
    """Looks for words of the draft that others said first.

    Only paragraphs that are new are looked up, in a thread; most keystrokes cost one of them.

    Args:
        text: gives the draft as it stands.
        sources: gives what others have said, oldest first.
        publish: told the finds of a text, in the event loop.
    """

    def __init__(
        self,
        text: Callable[[], str],
        sources: Callable[[], Iterable[SaidSource]],
        publish: Callable[[str, tuple[Borrowing, ...]], None],
    ) -> None:
        self._text = text
        self._sources = sources
        self._publish = publish
        self._said: SaidPhrases | None = None
        self._found: dict[str, tuple[Borrowing, ...]] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._task: asyncio.Task[None] | None = None

    def changed(self) -> None:
        """Note that the draft has changed."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(DEBOUNCE_S, self._begin)

    def said(self) -> None:
        """Note that a conversation has grown, or that some of it was deleted."""
        self._said = None
        self.changed()

    def stop(self) -> None:
        """Stop searching."""
        if self._timer is not None:
            self._timer.cancel()
        if self._task is not None:
            self._task.cancel()

    def _begin(self) -> None:
        if self._task is not None and not self._task.done():
            self.changed()
        else:
            self._task = asyncio.ensure_future(self._look())

    async def _look(self) -> None:
        if self._said is None:
            self._found = {}
            self._said = await asyncio.to_thread(SaidPhrases, list(self._sources()))
        text, said = self._text(), self._said
        found = await asyncio.to_thread(self._find, text, said) if said else ()
        if text == self._text():
            self._publish(text, found)

    def _find(self, text: str, said: SaidPhrases) -> tuple[Borrowing, ...]:
        known, finds = self._found, []
        self._found = {}
        for match in _PARAGRAPH.finditer(text):
            paragraph = match.group()
            here = known.get(paragraph)
            self._found[paragraph] = here = said.found_in(paragraph) if here is None else here
            finds += [
                Borrowing(find.span.shifted(match.start()), find.text, find.origin) for find in here
            ]
        return tuple(finds)


def borrowing_payloads(text: str, found: Iterable[Borrowing]) -> list[protocol.Borrowing]:
    """The borrowings found in ``text``, as the page reads them."""
    offsets = Offsets(text)
    return [
        {
            "start": offsets.to_units(find.span.start),
            "end": offsets.to_units(find.span.end),
            "origin": find.origin,
        }
        for find in found
    ]

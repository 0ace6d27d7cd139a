"""Keeps the voice meter in step with the draft and with what is pending."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from companion.app.session.payloads import reason_payloads, why
from companion.review.check import Suggestion
from companion.review.voice_reading import ParagraphReading, Reading, VoiceReader
from companion.voice.model import shipped_model
from companion.widgets.protocol import Voice

# Seconds that typing rests before the meter follows.
DEBOUNCE_S = 0.03


@dataclass(frozen=True, slots=True)
class MeterReading:
    """What the page is told: the meter's state and the paragraphs that lean away, of one text."""

    text: str
    meter: Voice
    leaning: tuple[ParagraphReading, ...]


class VoiceWatch:
    """Reads the draft's drift whenever text or suggestions change.

    Args:
        reader: measures, and remembers what it measured.
        against: what the draft is held against, in words for the page.
        publish: told each `MeterReading`, in the event loop.
    """

    def __init__(
        self, reader: VoiceReader, against: str, publish: Callable[[MeterReading], None]
    ) -> None:
        self._reader = reader
        self._against = against
        self._publish = publish
        self._state: tuple[str, tuple[Suggestion, ...]] = ("", ())
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin, in the running event loop."""
        self._task = asyncio.ensure_future(self._run())

    def stop(self) -> None:
        """End."""
        if self._task is not None:
            self._task.cancel()

    def changed(self, text: str, pending: Sequence[Suggestion]) -> None:
        """Note the draft as it is, and what is proposed for it."""
        self._state = (text, tuple(pending))
        self._wake.set()

    async def _run(self) -> None:
        rest = DEBOUNCE_S
        while True:
            await self._wake.wait()
            await asyncio.sleep(rest)
            self._wake.clear()
            began = time.monotonic()
            standing = await asyncio.to_thread(self._read, *self._state)
            # A long draft that is being read changes its suggestions all the time.
            rest = max(DEBOUNCE_S, time.monotonic() - began)
            if standing.text == self._state[0]:
                self._publish(standing)

    def _read(self, text: str, pending: tuple[Suggestion, ...]) -> MeterReading:
        now = self._reader.read(text)
        open_ones = [s for s in pending if s.mechanical]
        after = self._reader.read_after(text, [s.edit for s in open_ones]) if open_ones else now
        return MeterReading(text, self._meter(now, after, len(open_ones)), now.leaning)

    def _meter(self, now: Reading, after: Reading, count: int) -> Voice:
        furthest = now.furthest.drift if now.furthest else None
        return {
            "now": round(now.bits, 2),
            "after": round(after.bits, 2),
            "pending": count,
            "warns_at": round(furthest.warns_at if furthest else shipped_model().threshold, 2),
            "label": furthest.label if furthest else "yours",
            "family": furthest.family if furthest and furthest.warn else "",
            "against": self._against,
            "reasons": reason_payloads(furthest.reasons) if furthest else [],
            "leaning": _leaning(now),
            "reliability": _RELIABILITY[furthest.reliability] if furthest else "",
        }


_RELIABILITY = {
    "enough": "",
    "little": "There is little text to go by; take the number with care.",
    "too little": "There is too little text to be sure of anything.",
}


def _leaning(reading: Reading) -> str:
    if not reading.leaning:
        return ""
    worst = max(reading.leaning, key=lambda p: (p.bits, len(p.tells)))
    return f"paragraph {worst.number} leans away: {why(worst)}"

"""Keeps the voice meter in step with the draft and with what is pending."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from companion.app.session.payloads import why
from companion.review.check import Suggestion
from companion.review.voice_reading import ParagraphReading, Reading, VoiceReader
from companion.text.wording import counted
from companion.voice.features import TAKEN_AWAY
from companion.voice.reasons import UNNAMED, Reason
from companion.widgets.offsets import Offsets
from companion.widgets.protocol import Place, PlacedReason, Voice

# Seconds that typing rests before the meter follows.
DEBOUNCE_S = 0.03
_MAX_REASONS = 12
NOTHING_YET = "nothing to hold it against yet: teach it your voice, or begin here"


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
        publish: told each `MeterReading`, in the event loop; its revision is for it to set.
    """

    def __init__(self, reader: VoiceReader, publish: Callable[[MeterReading], None]) -> None:
        self._reader = reader
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
        return MeterReading(text, self._meter(text, now, after, len(open_ones)), now.leaning)

    def _meter(self, text: str, now: Reading, after: Reading, count: int) -> Voice:
        drift, furthest = now.drift, _furthest(now)
        offsets = Offsets(text)
        unknown = not now.words or (
            self._reader.profile is None and not drift.paragraphs and not self._typed(now)
        )
        return {
            "revision": 0,
            "now": round(now.bits, 2),
            "after": round(after.bits, 2),
            "pending": count,
            "warns_at": round(drift.warns_at, 2),
            "warn": drift.warn,
            "label": "unknown" if unknown else drift.label,
            "family": drift.family if drift.warn else "",
            "against": self._against(unknown=unknown),
            "reasons": [
                _placed(reason, text, now, offsets) for reason in drift.reasons[:_MAX_REASONS]
            ],
            "leaning": _leaning(furthest),
            "place": _place(furthest, offsets) if furthest else None,
            "amount": str(drift.amount) if drift.amount.words else "",
            "hand": self._hand(now),
            "lost": [loss.text for loss in drift.lost],
            "reliability": _RELIABILITY[drift.reliability] if drift.paragraphs else "",
        }

    def _typed(self, now: Reading) -> bool:
        """Whether the author has written here since the base."""
        return now.words > 0 and any(p.drift is not None for p in now.paragraphs)

    def _against(self, *, unknown: bool) -> str:
        """What the meter holds the draft against, in words."""
        profile = self._reader.profile
        if profile is not None:
            return f"against your own writing, {profile.tokens:,} words and marks"
        return NOTHING_YET if unknown else "against this draft as you began"

    def _hand(self, now: Reading) -> str:
        """How much of the draft came by its author's hand, in words."""
        if now.foreign:
            return f"{now.foreign:,} of {counted(now.words, 'word')} came from elsewhere"
        return "all that is new was typed here" if self._typed(now) else ""


_RELIABILITY = {
    "enough": "",
    "little": "There is little text to go by; take the number with care.",
    "too little": "There is too little text to be sure of anything.",
}


def _furthest(reading: Reading) -> ParagraphReading | None:
    """The paragraph that the author should look at first, if there is any."""
    return max(reading.leaning, key=lambda p: (p.bits, len(p.tells)), default=None)


def _leaning(paragraph: ParagraphReading | None) -> str:
    if paragraph is None:
        return ""
    because = why(paragraph)
    return f"paragraph {paragraph.number} leans away" + (f": {because}" if because else "")


def _place(paragraph: ParagraphReading, offsets: Offsets) -> Place:
    span = paragraph.span
    return {"start": offsets.to_units(span.start), "end": offsets.to_units(span.end)}


def _placed(reason: Reason, text: str, reading: Reading, offsets: Offsets) -> PlacedReason:
    """A reason with the first place where its words stand in a paragraph that counts."""
    place: Place | None = None
    words = reason.text.split()
    if reason.text != UNNAMED and not reason.text.startswith(TAKEN_AWAY) and words:
        pattern = re.compile(r"\W+".join(map(_either_apostrophe, words)), re.IGNORECASE)
        for paragraph in reading.paragraphs:
            if paragraph.drift is None or not paragraph.counts:
                continue
            found = pattern.search(text, paragraph.span.start, paragraph.span.end)
            if found:
                start, end = map(offsets.to_units, found.span())
                place = {"start": start, "end": end}
                break
    return {"text": reason.text, "bits": round(reason.bits, 2), "place": place}


def _either_apostrophe(word: str) -> str:
    return re.escape(word).replace("'", "['’]")

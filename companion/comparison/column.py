"""A compared text with its measures: how it reads, and how far it drifted from the base."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from companion.comparison.readability import Readability, readability
from companion.comparison.source import Source

if TYPE_CHECKING:
    from companion.voice.drift import Drift
    from companion.voice.profile import VoiceProfile


@dataclass(frozen=True, slots=True)
class Column:
    """A compared text with its measures.

    ``drift`` is that from the base. ``warns_at`` is the drift, in bits per 100 words, from which
    the meter warns of a text of this length.
    """

    source: Source
    reading: Readability
    drift: Drift
    warns_at: float

    @property
    def tells(self) -> tuple[str, ...]:
        """The words and phrases that came and moved the text toward assistant style."""
        text = self.source.text.casefold().replace("’", "'")
        return tuple(
            reason.text
            for reason in self.drift.reasons
            if reason.bits > 0 and any(map(str.isalpha, reason.text)) and reason.text in text
        )

    @property
    def bits_per_100_words(self) -> float:
        """The drift in relation to the length of the text; under 100 words count as 100."""
        return _per_100_words(self.drift.bits, self.reading.words)


def measure(base: str, source: Source, profile: VoiceProfile | None = None) -> Column:
    """How a version reads, and how far it drifted from ``base``."""
    from companion.voice.drift import drift

    reading = readability(source.text)
    drifted = drift(base, source.text, profile)
    warns_at = _per_100_words(drifted.warns_at, reading.words)
    return Column(source, reading, drifted, warns_at)


def _per_100_words(bits: float, words: int) -> float:
    return 100 * bits / max(100, words)

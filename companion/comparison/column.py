"""A compared text with its measures: how it reads, and how far it drifted from the base."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from companion.comparison.readability import Readability, readability
from companion.comparison.source import Source

if TYPE_CHECKING:
    from companion.voice.drift import Drift, Label
    from companion.voice.profile import VoiceProfile

_TELLS = 1.0  # bits from which a drift is worth a figure


@dataclass(frozen=True, slots=True)
class Column:
    """A compared text with its measures.

    ``drift`` is what was found in the direction in which the two texts lean, corrections apart;
    where ``toward_base`` it is the base that leans to assistant style, and this text away from it.
    """

    source: Source
    reading: Readability
    drift: Drift
    toward_base: bool = False

    @property
    def bits(self) -> float:
        """The lean of this text beside the base, whichever way the change was made.

        It is the same with the other sign where the two change places, and 0 where neither leans.
        """
        bits = max(0.0, self.drift.bits)
        return -bits if self.toward_base else bits

    @property
    def figure(self) -> str:
        """The bits in words; "" where there is neither a bit nor a warning."""
        return f"{self.bits:+.1f} bits" if self.warn or abs(self.bits) >= _TELLS else ""

    @property
    def warn(self) -> bool:
        """Whether the meter warns of this text, beside the base."""
        return self.drift.warn and not self.toward_base

    @property
    def label(self) -> Label:
        """Where it stands, in a word."""
        return "yours" if self.toward_base else self.drift.label

    @property
    def tells(self) -> tuple[str, ...]:
        """The words and phrases that came and moved the text toward assistant style."""
        if self.toward_base:
            return ()
        text = self.source.text.casefold().replace("’", "'")
        return tuple(
            reason.text
            for reason in self.drift.reasons
            if reason.bits > 0 and any(map(str.isalpha, reason.text)) and reason.text in text
        )


def measure(base: str, source: Source, profile: VoiceProfile | None = None) -> Column:
    """How a version reads, and how it leans beside ``base``."""
    from companion.grammar.guard import guard
    from companion.voice.drift import drift

    def corrected(old: str, new: str) -> str:
        return guard(old, new).kept

    there = drift(base, source.text, profile, corrected)
    back = drift(source.text, base, profile, corrected)
    toward_base = back.bits > max(0.0, there.bits)
    return Column(source, readability(source.text), back if toward_base else there, toward_base)

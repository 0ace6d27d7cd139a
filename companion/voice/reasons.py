"""Reasons: the bits of a verdict by the words that made them, and whether there was enough text."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import nlargest
from typing import Literal

Reliability = Literal["enough", "little", "too little"]

_MAX_REASONS = 12
_LEAST_SHARE = 0.02  # bits
_LITTLE, _TOO_LITTLE = 40, 12  # words


@dataclass(frozen=True, slots=True)
class Reason:
    """A word, phrase or pattern, and its share of the bits. ``−`` marks what was taken away."""

    text: str
    bits: float


def ranked(parts: dict[str, float], bits: float) -> tuple[Reason, ...]:
    """The largest shares first, then what remains as one; they sum to ``bits``."""
    largest = nlargest(_MAX_REASONS, parts.items(), key=lambda item: abs(item[1]))
    named = [Reason(text, share) for text, share in largest if abs(share) >= _LEAST_SHARE]
    if len(named) < len(parts):
        named.append(Reason("all the rest", bits - sum(reason.bits for reason in named)))
    return tuple(named)


def reliability_of(words: int) -> Reliability:
    """Whether so many words are enough to tell."""
    return "enough" if words >= _LITTLE else "little" if words >= _TOO_LITTLE else "too little"

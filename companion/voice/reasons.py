"""Reasons: the bits of a verdict by the words that made them, and whether there was enough text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import pairwise
from typing import Literal

from companion.voice.features import PATTERN_NAMES, TAKEN_AWAY

Reliability = Literal["enough", "little", "too little"]

_MAX_REASONS = 12
_LEAST_SHARE = 0.5  # bits: less is no reason
_LONGEST = 5  # words of a phrase
_LEAST_OF_WORD = 0.25  # bits of a word that a phrase begins or ends with
_READ = frozenset("—–“")  # marks that are reasons, or begin one
UNNAMED = "all the rest"
USUAL = "what is usual"  # how common assistants' texts are among all, which is no word of this one
_LITTLE, _TOO_LITTLE = 40, 12  # words


@dataclass(frozen=True, slots=True)
class Reason:
    """A word, phrase or pattern, and its share of the bits. ``−`` marks what was taken away."""

    text: str
    bits: float


def ranked(parts: Mapping[str, float], bits: float) -> tuple[Reason, ...]:
    """The largest shares first, then what remains as one; they sum to ``bits``."""
    large = [item for item in parts.items() if item[0] != UNNAMED]
    large = nlargest(_MAX_REASONS, large, key=lambda item: abs(item[1]))
    named = [Reason(text, share) for text, share in large if abs(share) >= _LEAST_SHARE]
    if len(named) < len(parts):
        named.append(Reason(UNNAMED, bits - sum(reason.bits for reason in named)))
    return tuple(named)


def reliability_of(words: int) -> Reliability:
    """Whether so many words are enough to tell."""
    return "enough" if words >= _LITTLE else "little" if words >= _TOO_LITTLE else "too little"


def told(parts: Mapping[str, float], runs: Iterable[Sequence[str]]) -> dict[str, float]:
    """The parts by what a reader accepts as a reason: phrases that came, what left, patterns.

    Words and pairs of words of one run that was put in are one phrase, with the sum of their bits;
    where a run is long, the stretch of it that has most. A mark by itself is no reason, dashes
    apart: its bits remain unnamed.

    Args:
        parts: bits by word, by pair of words, or by pattern.
        runs: what was put in, each run in tokens.
    """
    rest = dict(parts)
    found: dict[str, float] = {}
    for run in runs:
        words = [token for token in run if token[0].isalpha()]
        phrase = _phrase(words, rest)
        if len(phrase) < 2:
            continue
        keys = {*phrase, *(f"{a} {b}" for a, b in pairwise(phrase))}
        text = " ".join(phrase)
        bits = sum(rest.pop(key, 0.0) for key in keys)
        found[text] = found.get(text, 0.0) + bits
    unnamed = 0.0
    for text, bits in rest.items():
        if text in found or not _acceptable(text):
            unnamed += bits
        else:
            found[text] = bits
    if unnamed:
        found[UNNAMED] = found.get(UNNAMED, 0.0) + unnamed
    return found


def _acceptable(text: str) -> bool:
    """Whether it can be read: it begins with a word, holds a dash, or is a pattern's name."""
    core = text.removeprefix(TAKEN_AWAY)
    if text == USUAL or not core:
        return False
    return core in PATTERN_NAMES.values() or core[0].isalnum() or bool(_READ & set(core))


def _phrase(words: Sequence[str], parts: Mapping[str, float]) -> Sequence[str]:
    """The shortest stretch of a run that has nearly all of what leans in it."""
    own = [max(0.0, parts.get(word, 0.0)) for word in words]
    telling = [at for at, bits in enumerate(own) if bits >= _LEAST_OF_WORD]
    if not telling:
        return ()
    start, end = telling[0], telling[-1] + 1
    if end - start <= _LONGEST:
        return words[start:end]
    start = max(telling, key=lambda at: sum(own[at : at + _LONGEST]))
    last = max(at for at in telling if at < start + _LONGEST)
    return words[start : last + 1]

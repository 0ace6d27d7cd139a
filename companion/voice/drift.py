"""The drift of a change: how far it moves from the author toward assistant style, in bits, and why.

Bits are a log2 likelihood ratio: that an assistant polished the text, against that its author
revised it or it was proofread. It is a measure of direction. It says nothing about who wrote a
text, and never that a text "is AI".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from companion.voice.change import tokens_of
from companion.voice.features import CORRECTED, HOW_MUCH, PATTERN_NAMES, SHIFTS
from companion.voice.fingerprint import ASSISTANT_LIKE, family_of
from companion.voice.model import measure_tokens, shipped_model
from companion.voice.profile import VoiceProfile
from companion.voice.reasons import Reason, Reliability, ranked, reliability_of

Label = Literal["yours", "drifting", "assistant-like"]

PATTERNS = frozenset({HOW_MUCH, CORRECTED, *SHIFTS.values(), *PATTERN_NAMES.values()})
# Bits per unit of cosine Delta and root of a token. Chosen on assistants' edits of five authors;
# benchmarks/quality/voice_profile.py shows what it adds.
PROFILE_WEIGHT = 1.2
_MAX_BY_DISTANCE = 3.0  # bits


@dataclass(frozen=True, slots=True)
class Drift:
    """The drift of one change.

    ``reasons`` sum to ``bits``, the largest share first; from ``warns_at`` bits on it warns.
    """

    bits: float
    warn: bool
    reasons: tuple[Reason, ...]
    reliability: Reliability
    label: Label
    family: str
    warns_at: float


def drift(before: str, after: str, profile: VoiceProfile | None = None) -> Drift:
    """How far ``after`` moved from ``before`` toward assistant style.

    Args:
        before: the author's text.
        after: the revised text.
        profile: the author's own statistics; what they really use is discounted.

    Returns:
        The drift in bits, the log2 likelihood ratio of an assistant's polish against an author's
        revision or a proofreader's; whether it passes the shipped threshold, which is higher for
        short texts; and the words and patterns that moved it, whose shares sum to the bits.
    """
    old, new = tokens_of(before), tokens_of(after)
    model = shipped_model()
    warns_at = model.warns_at(len(old))
    if old == new:
        return Drift(0.0, False, (), "enough", "yours", ASSISTANT_LIKE, warns_at)
    parts = model.parts(measure_tokens(old, new))
    if profile is not None:
        parts = judged_by(profile, old, new, parts)
    bits = sum(parts.values())
    words = max(len(old), len(new))
    warn = bits >= warns_at
    return Drift(
        bits=bits,
        warn=warn,
        reasons=ranked(parts, bits),
        reliability=reliability_of(words),
        label="assistant-like" if warn else "drifting" if bits > 0 else "yours",
        family=family_of(new) if warn else ASSISTANT_LIKE,
        warns_at=warns_at,
    )


def judged_by(
    profile: VoiceProfile, before: Sequence[str], after: Sequence[str], parts: dict[str, float]
) -> dict[str, float]:
    """The parts of a drift between two lists of tokens as the author's profile sees them.

    What was put in and is the author's own costs less; moving away from the author's function
    words and punctuation costs more, moving nearer less.
    """
    seen = {
        shown: bits * profile.discount(shown) if bits > 0 and shown not in PATTERNS else bits
        for shown, bits in parts.items()
    }
    nearer = profile.distance(before) - profile.distance(after)
    bits = -PROFILE_WEIGHT * nearer * len(after) ** 0.5
    seen["distance from your style"] = max(-_MAX_BY_DISTANCE, min(_MAX_BY_DISTANCE, bits))
    return seen

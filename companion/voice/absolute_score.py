"""The absolute score of a text without a base: nearer the author or assistant style, and why.

Weaker evidence than a change: many people write like this. It is for pointing at a paragraph that
leans away from its author, never for judging who wrote it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log

from companion.voice.change import is_word, tokens_of
from companion.voice.profile import VoiceProfile
from companion.voice.reasons import USUAL, Reason, Reliability, ranked, reliability_of
from companion.voice.texts import TextModel, load_text_model

LEANS_AT = 3.0  # bits


@dataclass(frozen=True, slots=True)
class AbsoluteScore:
    """How far a text leans to assistant style (bits), whether to point it out, and what does it."""

    bits: float
    leans: bool
    reasons: tuple[Reason, ...]
    reliability: Reliability


def standing(
    text: str, profile: VoiceProfile | None = None, model: TextModel | None = None
) -> AbsoluteScore:
    """Where a text stands between people's writing and assistants'; the author's words count less.

    The reasons' bits sum to ``bits``. Another ``model`` than the shipped one is for fitting.
    """
    tokens = tokens_of(text)
    words = sum(map(is_word, tokens))
    reliability = reliability_of(words)
    if not words:
        return AbsoluteScore(0.0, False, (), reliability)
    model = model or load_text_model("standing")
    parts = {name: part[0] / log(2) for name, part in model.parts(tokens).items()}
    if profile is not None:
        parts = {n: bits * profile.discount(n) if bits > 0 else bits for n, bits in parts.items()}
    parts[USUAL] = model.bias[0] / log(2)
    bits = sum(parts.values())
    return AbsoluteScore(
        bits=bits,
        leans=bits >= LEANS_AT and reliability == "enough",
        reasons=ranked(parts, bits),
        reliability=reliability,
    )

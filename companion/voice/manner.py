"""How near a text on its own comes to assistant style: the meter's words, with nothing to compare.

It is good for ranking texts of one kind against one another, not for judging one: how a person
writes, and about what, moves it as much.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from companion.voice.change import change_between
from companion.voice.features import features_of, is_shape, shown
from companion.voice.model import Model, shipped_model

_SMOOTHING = 50  # words; a short text is drawn toward 0


@dataclass(frozen=True, slots=True)
class Manner:
    """``lean`` is the sum of the words' weights per 100 words; ``marks`` the words that made it."""

    lean: float
    marks: dict[str, float]


def manner(text: str, model: Model | None = None) -> Manner:
    """The manner of a text."""
    model = model or shipped_model()
    change = change_between("", text)
    shares: dict[str, float] = defaultdict(float)
    features, _ = features_of(change)
    for name, value in features.items():
        weight = model.weight(name)
        if weight and not is_shape(name):
            shares[shown(name, value > 0)] += weight * value
    scale = 100 / (len(change.after) + _SMOOTHING)
    return Manner(
        sum(shares.values()) * scale, {word: share * scale for word, share in shares.items()}
    )

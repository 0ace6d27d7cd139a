"""The style score of a text on its own: how near it comes to assistant style.

It is good for ranking texts of one kind against one another, not for judging one: how a person
writes, and about what, moves it as much.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from companion.voice.change import change_of, tokens_of
from companion.voice.features import features_of, is_shape, shown
from companion.voice.model import Model, shipped_model
from companion.voice.stock_phrases import apart, shown_turn

# A turn's bits are a share of its log odds (so that many in one change do not add up too high); the
# weights of the other words are not.
_TURNS = 2.0
_SMOOTHING = 50  # words; a short text is drawn toward 0


@dataclass(frozen=True, slots=True)
class Manner:
    """``lean`` sums which way the words lean, per 100 of them; ``marks`` has it by word."""

    lean: float
    marks: dict[str, float]


def manner(text: str, model: Model | None = None) -> Manner:
    """The manner of a text."""
    model = model or shipped_model()
    tokens = tokens_of(text)
    rest, turns = apart(tokens)
    shares: dict[str, float] = defaultdict(float)
    for key, count in turns.items():
        shares[shown_turn(key)] += _TURNS * model.turns.get(key, 0.0) * count
    features, _ = features_of(change_of([], rest))
    for name, value in features.items():
        direction = model.direction(name)
        if direction and not is_shape(name):
            shares[shown(name, value > 0)] += direction * value
    scale = 100 / (len(tokens) + _SMOOTHING)
    return Manner(
        sum(shares.values()) * scale, {word: share * scale for word, share in shares.items()}
    )

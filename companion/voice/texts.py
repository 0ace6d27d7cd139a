"""Models of a whole text, by the words and pairs of words it is made of: plain linear weights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import exp

from companion.voice import shipped


def text_features(tokens: Sequence[str]) -> dict[str, float]:
    """Counts of words and of pairs, damped by the length so that long texts do not shout."""
    counts = Counter(tokens)
    for first, second in zip(tokens, tokens[1:], strict=False):
        counts[f"{first} {second}"] += 1
    damping = (len(tokens) + 20.0) ** -0.5
    return {name: n * damping for name, n in counts.items()}


@dataclass(frozen=True, slots=True)
class TextModel:
    """A linear model with a weight for each class; ``weights[feature][class]``."""

    classes: tuple[str, ...]
    bias: tuple[float, ...]
    weights: dict[str, tuple[float, ...]]

    def parts(self, tokens: Sequence[str]) -> dict[str, tuple[float, ...]]:
        """What each word or pair of the text adds to each class."""
        return {
            name: tuple(value * w for w in weight)
            for name, value in text_features(tokens).items()
            if (weight := self.weights.get(name)) is not None
        }

    def probabilities(self, tokens: Sequence[str]) -> dict[str, float]:
        """The probability of each class, each being as likely before the text is seen."""
        sums = list(self.bias)
        for name, value in text_features(tokens).items():
            for k, weight in enumerate(self.weights.get(name, ())):
                sums[k] += value * weight
        top = max(sums)
        odds = [exp(x - top) for x in sums]
        return {name: x / sum(odds) for name, x in zip(self.classes, odds, strict=True)}


@cache
def load_text_model(name: str) -> TextModel:
    """A model that comes with the package, by the name of its file."""
    content = shipped.load(name)
    return TextModel(
        tuple(content["classes"]),
        tuple(content["bias"]),
        {name: tuple(weight) for name, weight in content["weights"].items()},
    )

"""The meter's model: plain numbers, read from one JSON file, and how they make bits.

Two stages, both linear in what an author can see, so that every bit has an owner. First, each
feature of a change has a weight; the weights of words and of shapes are summed apart. Then a stack
turns the two sums into bits, in view of how much was changed in how long a text. Size counts for
more the more the words lean the assistant's way, so that a large rewrite in the author's own
manner scores low.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path

from companion.voice.change import Change
from companion.voice.features import (
    HOW_MUCH,
    SHIFTS,
    Features,
    expanded,
    features_of,
    is_shape,
    shown,
    style_shifts,
)

_MOST_LEAN = 1.5
# The stack is too sure of people in short texts: on sentences of sources it was not fitted on, it
# says some two bits too little (benchmarks/quality/voice.py prints bits said and observed). In
# tokens: the whole shift up to the first length, none from the second.
_SHORT_SHIFT, _SHORT, _LONG = 1.5, 30, 75
_MOST_KNOWN = 200_000  # features whose weight is remembered


@dataclass(frozen=True, slots=True)
class Measured:
    """A change as the model sees it; sizes in tokens."""

    features: Features
    changed: float
    length: int
    shifts: dict[str, float]

    @property
    def damping(self) -> float:
        """What one feature counts for: the larger the change, the less each part of it."""
        return float((self.changed + 4.0) ** -0.5)

    def views(self) -> Views:
        """How the sums of weights are looked at, for a change of this size."""
        share = (self.changed / (self.length + 5.0)) ** 0.5
        short = 1.0 / (1.0 + self.length / 40.0)
        size = (self.changed + 1.0) ** 0.25
        damping = self.damping
        return Views(
            words=(damping, (self.length + 20.0) ** -0.5, 0.1, damping * short),
            shapes=(damping, damping * short),
            leaning=(share, size, share * short),
            amounts=(share, size, (self.length + 1.0) ** 0.25, share * short, short),
        )

    def stack_inputs(self, words: float, shapes: float) -> list[float]:
        """The inputs of the second stage, in the order of its coefficients.

        Args:
            words: the weighted sum of the features of words.
            shapes: the weighted sum of the features of shape.
        """
        views = self.views()
        lean = self.lean(words)
        return [
            *(words * view for view in views.words),
            *(shapes * view for view in views.shapes),
            lean * shapes * self.damping,
            *(lean * view for view in views.leaning),
            *views.amounts,
            *self.shifts.values(),
        ]

    @property
    def short_shift(self) -> float:
        """Bits to add because the text is short."""
        return _SHORT_SHIFT * max(0.0, min(1.0, (_LONG - self.length) / (_LONG - _SHORT)))

    def lean(self, words: float) -> float:
        """Which way the words lean, and how clearly: -1.5 (the author's) to 1.5 (assistant)."""
        return max(-_MOST_LEAN, min(_MOST_LEAN, words * self.damping))


@dataclass(frozen=True, slots=True)
class Views:
    """The factors by which each kind of evidence enters the stack."""

    words: tuple[float, ...]
    shapes: tuple[float, ...]
    leaning: tuple[float, ...]
    amounts: tuple[float, ...]


def measure(change: Change) -> Measured:
    """Everything the model needs to know of a change."""
    features, changed = features_of(change)
    return Measured(features, changed, len(change.before), style_shifts(change))


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of features, the stack over them, and the shipped threshold (bits)."""

    weights: dict[str, float]
    stack: tuple[float, ...]
    bias: float
    threshold: float
    _known: dict[str, float] = field(default_factory=dict, repr=False, compare=False)

    def weight(self, name: str) -> float:
        """The weight of a counted feature: the sum of those behind it."""
        known = self._known.get(name)
        if known is None:
            known = sum(self.weights.get(part, 0.0) * sign for part, sign in expanded(name))
            if len(self._known) < _MOST_KNOWN:
                self._known[name] = known
        return known

    def parts(self, measured: Measured) -> dict[str, float]:
        """The bits of each thing that an author would recognise; their sum is the drift."""
        words = shapes = 0.0
        weighed = []
        for name, value in measured.features.items():
            bits = self.weight(name) * value
            if not bits:
                continue
            shape = is_shape(name)
            if shape:
                shapes += bits
            else:
                words += bits
            weighed.append((shown(name, value > 0), bits, shape))
        views = measured.views()
        stack = iter(self.stack)
        word_factor = _dot(stack, views.words)
        shape_factor = _dot(stack, views.shapes)
        # What depends on the lean is owed to the words that make it.
        leaning = next(stack) * shapes * measured.damping + _dot(stack, views.leaning)
        if words:
            word_factor += leaning * measured.lean(words) / words
        parts: dict[str, float] = {
            HOW_MUCH: self.bias + measured.short_shift + _dot(stack, views.amounts)
        }
        for text, bits, shape in weighed:
            factor = shape_factor if shape else word_factor
            parts[text] = parts.get(text, 0.0) + bits * factor
        for name, shift in measured.shifts.items():
            text = SHIFTS[name]
            parts[text] = parts.get(text, 0.0) + next(stack) * shift
        return parts

    def save(self, path: Path) -> None:
        """Write the model as JSON, one number a line."""
        content = {
            "threshold": self.threshold,
            "bias": self.bias,
            "stack": self.stack,
            "weights": self.weights,
        }
        path.write_text(json.dumps(content, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def _dot(coefficients: Iterator[float], views: tuple[float, ...]) -> float:
    """The sum of products, taking as many coefficients as there are views."""
    return sum(next(coefficients) * view for view in views)


def load_model(text: str) -> Model:
    """The model in a JSON text as `Model.save` writes it."""
    content = json.loads(text)
    return Model(content["weights"], tuple(content["stack"]), content["bias"], content["threshold"])


@cache
def shipped_model() -> Model:
    """The model that comes with the package."""
    return load_model(files("companion.voice").joinpath("data/model.json").read_text("utf-8"))

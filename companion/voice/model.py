"""The meter's model: plain numbers, read from one JSON file, and how they make bits.

Every part is linear in what an author can see, so that every bit has an owner.

The turns that assistants are known for (`companion.voice.turns`) are taken out of both texts
first: each has bits of its own, by how much oftener assistants put it in than people do. In what is
left, each feature of the change has a weight; the weights of words and of shapes are summed apart,
and a stack turns the two sums into bits, in view of how much was changed in how long a text. Size
counts for more the more the words lean the assistant's way, so that a large rewrite in the author's
own manner scores low.

How little was changed speaks for its author, but a turn that came in uses that up; how much was
changed counts in full only where words or style lean the assistant's way. So putting a turn into a
text never lowers its bits.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from math import tanh
from pathlib import Path

from companion.voice.change import change_of, tokens_of
from companion.voice.features import (
    HOW_MUCH,
    SHIFTS,
    TAKEN_AWAY,
    Features,
    expanded,
    features_of,
    is_shape,
    shown,
    style_shifts,
)
from companion.voice.turns import apart, new_turns, shown_turn

_MOST_LEAN = 1.5
# The stack is too sure of people in short texts: on sentences of sources it was not fitted on, it
# says some two bits too little (benchmarks/quality/voice.py prints bits said and observed). In
# tokens: the whole shift up to the first length, none from the second.
_SHORT_SHIFT, _SHORT, _LONG = 1.5, 30, 75
_STYLED = 60  # tokens from which rates of style count in full
_USED_UP = 1.0  # bits of turns that take away all that a small amount of change says against them
_MOST_KNOWN = 120_000  # features whose weight is remembered, some 300 bytes each


@dataclass(frozen=True, slots=True)
class Measured:
    """A change as the model sees it; sizes in tokens, all but ``turns`` without the turns.

    Attributes:
        features: what came and left, counted with a sign.
        changed: tokens that came or went.
        length: tokens of the text before.
        shifts: how far the rates of its style moved, in units in which 1 is a lot.
        turns: how many of each turn came; below 0 where they left.
        only_turns: whether nothing else changed.
    """

    features: Features
    changed: float
    length: int
    shifts: dict[str, float]
    turns: dict[str, int]
    only_turns: bool

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

    def stack_inputs(self, words: float, shapes: float, turns: float) -> list[float]:
        """The inputs of the second stage, in the order of its coefficients.

        Args:
            words: the weighted sum of the features of words.
            shapes: the weighted sum of the features of shape.
            turns: the log odds of the turns; their coefficient is not kept (`Model.turns`).
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
            turns,
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


def measure(before: str, after: str) -> Measured:
    """Everything the model needs to know of a change."""
    return measure_tokens(tokens_of(before), tokens_of(after))


def measure_tokens(before: Sequence[str], after: Sequence[str]) -> Measured:
    """The same, of texts that are split already."""
    (old, had), (new, has) = apart(before), apart(after)
    change = change_of(old, new)
    features, changed = features_of(change)
    faded = min(1.0, len(old) / _STYLED)
    return Measured(
        features,
        changed,
        length=len(old),
        shifts={name: faded * shift for name, shift in style_shifts(change).items()},
        turns=new_turns(before, after, had, has),
        only_turns=not change.blocks,
    )


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of features, the stack over them, bits of turns, and the shipped threshold (bits)."""

    weights: dict[str, float]
    stack: tuple[float, ...]
    bias: float
    threshold: float
    turns: dict[str, float]
    _known: dict[str, tuple[float, bool, str, str]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def weight(self, name: str) -> float:
        """The weight of a counted feature: the sum of those behind it."""
        return self._weighed(name)[0]

    def _weighed(self, name: str) -> tuple[float, bool, str, str]:
        """The weight of a feature, whether it is of shape, and what to show where it came, left."""
        known = self._known.get(name)
        if known is None:
            weight = sum(self.weights.get(part, 0.0) * sign for part, sign in expanded(name))
            known = weight, is_shape(name), shown(name, True), shown(name, False)
            if len(self._known) < _MOST_KNOWN:
                self._known[name] = known
        return known

    def bits(self, measured: Measured) -> float:
        """The drift of a change, without a profile."""
        return sum(self.parts(measured).values())

    def parts(self, measured: Measured) -> dict[str, float]:
        """The bits of each thing that an author would recognise; their sum is the drift."""
        parts: dict[str, float] = {}
        for key, count in measured.turns.items():
            bits = self.turns.get(key, 0.0) * count
            if bits:
                text = shown_turn(key) if count > 0 else TAKEN_AWAY + shown_turn(key)
                parts[text] = parts.get(text, 0.0) + bits
        if measured.only_turns:
            return parts
        turned = sum(parts.values())
        much, shifts = self._rest(measured, parts)
        if much > 0:
            evidence = sum(parts.values()) + sum(shifts.values())
            much *= 0.5 + 0.5 * tanh(evidence + 0.5)
        shifts[HOW_MUCH] = much
        left = 1.0
        if turned > 0 > sum(shifts.values()):
            left = max(0.0, 1.0 - turned / _USED_UP)
        for text, bits in shifts.items():
            if left:
                parts[text] = parts.get(text, 0.0) + left * bits
        return parts

    def _rest(self, measured: Measured, parts: dict[str, float]) -> tuple[float, dict[str, float]]:
        """Adds the bits of words and of corrections to ``parts``.

        Returns:
            The bits of how much was changed, and those of the shifts of style.
        """
        words = shapes = 0.0
        weighed = []
        known = self._known
        for name, value in measured.features.items():
            weight, shape, came, left = known.get(name) or self._weighed(name)
            if not weight:
                continue
            bits = weight * value
            if shape:
                shapes += bits
            else:
                words += bits
            weighed.append((came if value > 0 else left, bits, shape))
        views = measured.views()
        stack = iter(self.stack)
        word_factor = _dot(stack, views.words)
        shape_factor = _dot(stack, views.shapes)
        # What depends on the lean is owed to the words that make it.
        leaning = next(stack) * shapes * measured.damping + _dot(stack, views.leaning)
        if words:
            word_factor += leaning * measured.lean(words) / words
        much = self.bias + measured.short_shift + _dot(stack, views.amounts)
        for text, bits, shape in weighed:
            if shape and text == HOW_MUCH:
                much += bits * shape_factor
            else:
                factor = shape_factor if shape else word_factor
                parts[text] = parts.get(text, 0.0) + bits * factor
        shifts = {SHIFTS[name]: next(stack) * shift for name, shift in measured.shifts.items()}
        return much, shifts

    def save(self, path: Path) -> None:
        """Write the model as JSON, one number a line."""
        content = {
            "threshold": self.threshold,
            "bias": self.bias,
            "stack": self.stack,
            "turns": self.turns,
            "weights": self.weights,
        }
        path.write_text(json.dumps(content, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def _dot(coefficients: Iterator[float], views: tuple[float, ...]) -> float:
    """The sum of products, taking as many coefficients as there are views."""
    return sum(next(coefficients) * view for view in views)


def load_model(text: str) -> Model:
    """The model in a JSON text as `Model.save` writes it."""
    content = json.loads(text)
    return Model(
        content["weights"],
        tuple(content["stack"]),
        content["bias"],
        content["threshold"],
        content["turns"],
    )


@cache
def shipped_model() -> Model:
    """The model that comes with the package."""
    return load_model(files("companion.voice").joinpath("data/model.json").read_text("utf-8"))

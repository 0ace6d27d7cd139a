"""The meter's model: linear weights, read from one file, and how they make bits.

Every part is linear in what an author can see, so that every bit has an owner.

The turns that assistants are known for (`companion.voice.stock_phrases`) are taken out of both
texts first: each has bits of its own, by how much oftener assistants put it in than people do. In
what is left, each feature of the change has a weight, and each word log odds: how much oftener
assistants put it in than they take it out. The weights of words, those of shapes and the odds are
summed apart, and a stack turns the sums into bits, in view of how much was changed in how long a
text. The weights rank best, the odds know best which way a change goes. Size counts for more the
more the words lean the assistant's way, so that a large rewrite in the author's own manner scores
low.

How little was changed speaks for its author, but a turn that came in uses that up; how much was
changed counts in full only where words or style lean the assistant's way. So putting a turn into a
text never lowers its bits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import tanh
from pathlib import Path
from typing import Any, NamedTuple

from companion.voice import shipped
from companion.voice.change import change_of, tokens_of
from companion.voice.features import (
    HOW_MUCH,
    SHIFTS,
    STRUCTURE,
    TAKEN_AWAY,
    Features,
    expanded,
    features_of,
    is_shape,
    shown,
    structure_shifts,
    style_shifts,
)
from companion.voice.stock_phrases import apart, new_turns, shown_turn

_MAX_LEAN = 1.5
# Bits to add by length, so that they mean what they say on sources that the stack was not fitted on
# (benchmarks/quality/voice.py prints bits said and observed): it is too sure of people in short
# texts and of assistants in long ones. In tokens: the first up to _SHORT, the other from _LONG.
_SHORT_SHIFT, _LONG_SHIFT = 1.0, -1.0
_SHORT, _LONG = 30, 75
# Bits beyond the threshold that a short text must show before it warns, being little to go by.
_SHORT_MARGIN = 1.2
_STYLED = 60  # tokens from which rates of style count in full
_USED_UP = 1.0  # bits of turns that take away all that a small amount of change says against them
_MAX_KNOWN = 120_000  # features whose weight is remembered, some 300 bytes each
_REPEATS = 0.6  # the power by which a feature counts that comes often: the tenth comma says little
_ODDS_SHARE = 0.5  # of a word's log odds, beside its weight, in which way the words lean
TEACHERS = 3  # collections that words' odds were counted in, apart (benchmarks/fit/voice_odds.py)
Odds = Sequence[float]  # bits by each teacher, of a word or summed over words


@dataclass(frozen=True, slots=True)
class Measured:
    """A change as the model sees it; sizes in tokens, all but ``turns`` without the turns.

    Attributes:
        features: what came and left, counted with a sign; repeats count for less.
        changed: tokens that came or went.
        length: tokens of the text before.
        shifts: how far the rates of its style moved, in units in which 1 is a lot.
        structure: how it was gone over, and what became of its mannerisms, in such units.
        turns: how many of each turn came; below 0 where they left.
        only_turns: whether nothing else changed.
    """

    features: Features
    changed: float
    length: int
    shifts: dict[str, float]
    structure: dict[str, float]
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
            odds=(damping, (self.length + 20.0) ** -0.5),
            shapes=(damping, damping * short),
            leaning=(share, size, share * short),
            amounts=(share, size, (self.length + 1.0) ** 0.25, share * short, short),
        )

    def stack_inputs(self, words: float, odds: Odds, shapes: float, turns: float) -> list[float]:
        """The inputs of the second stage, in the order of its coefficients.

        Args:
            words: the weighted sum of the features of words.
            odds: the sums of the words' log odds.
            shapes: the weighted sum of the features of shape.
            turns: the log odds of the turns; their coefficient is not kept (`Model.turns`).
        """
        views = self.views()
        lean = self.lean(direction(words, odds))
        return [
            *(words * view for view in views.words),
            *(total * view for total in odds for view in views.odds),
            *(shapes * view for view in views.shapes),
            lean * shapes * self.damping,
            *(lean * view for view in views.leaning),
            *views.amounts,
            *self.shifts.values(),
            *self.structure.values(),
            turns,
        ]

    @property
    def shift(self) -> float:
        """Bits to add because of the length."""
        return _LONG_SHIFT + (_SHORT_SHIFT - _LONG_SHIFT) * shortness(self.length)

    def lean(self, evidence: float) -> float:
        """Which way the words lean, and how clearly: -1.5 (the author's) to 1.5 (assistant)."""
        return max(-_MAX_LEAN, min(_MAX_LEAN, evidence * self.damping))


def shortness(tokens: int) -> float:
    """Whether a text is short: 1 up to 30 tokens, 0 from 75."""
    return max(0.0, min(1.0, (_LONG - tokens) / (_LONG - _SHORT)))


def direction(weight: float, odds: Odds) -> float:
    """What words say of the direction, by their weights and their log odds."""
    return 0.5 * (weight + _ODDS_SHARE * sum(odds))


@dataclass(frozen=True, slots=True)
class Views:
    """The factors by which each kind of evidence enters the stack."""

    words: tuple[float, ...]
    odds: tuple[float, ...]
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
        {
            name: v if v == 1.0 or v == -1.0 or name[0] == "#" else _repeated(v)
            for name, v in features.items()
        },
        changed,
        length=len(old),
        shifts={name: faded * shift for name, shift in style_shifts(change).items()},
        structure=structure_shifts(change),
        turns=new_turns(before, after, had, has),
        only_turns=not change.blocks,
    )


class _Known(NamedTuple):
    """What the model knows of a counted feature, and what to show where it came or left."""

    weight: float
    odds: Odds
    shape: bool
    came: str
    left: str


def _repeated(value: float) -> float:
    """What a feature that was counted counts for."""
    return float(abs(value) ** _REPEATS) * (1.0 if value > 0 else -1.0)


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of features, odds of words and turns, the stack, and the shipped threshold (bits)."""

    weights: dict[str, float]
    odds: dict[str, Odds]
    stack: tuple[float, ...]
    bias: float
    threshold: float
    turns: dict[str, float]
    _known: dict[str, _Known] = field(default_factory=dict, repr=False, compare=False)

    def direction(self, name: str) -> float:
        """Which way a counted feature leans, and how far: above 0 toward assistants."""
        of = self._of(name)
        return direction(of.weight, of.odds)

    def _of(self, name: str) -> _Known:
        """What is known of a counted feature."""
        known = self._known.get(name)
        if known is None:
            weight = sum(self.weights.get(part, 0.0) * sign for part, sign in expanded(name))
            odds: Odds = ()
            if name[0] in "+-":
                sign = 1.0 if name[0] == "+" else -1.0
                odds = tuple(sign * bits for bits in self.odds.get(name[1:], ()))
            known = _Known(weight, odds, is_shape(name), shown(name, True), shown(name, False))
            if len(self._known) < _MAX_KNOWN:
                self._known[name] = known
        return known

    def warns_at(self, tokens: int) -> float:
        """The bits from which a change of a text of so many tokens warns."""
        return self.threshold + _SHORT_MARGIN * shortness(tokens)

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
            much *= 0.5 + 0.5 * tanh(evidence + 1.0)
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
        one = two = three = 0.0  # the sums of odds
        found = []
        known = self._known
        for name, value in measured.features.items():
            weight, own, shape, came, left = known.get(name) or self._of(name)
            if shape:
                shapes += weight * value
            elif weight or own:
                words += weight * value
                if own:
                    one += own[0] * value
                    two += own[1] * value
                    three += own[2] * value
            else:
                continue
            found.append((came if value > 0 else left, weight * value, own, value, shape))
        views = measured.views()
        stack = iter(self.stack)
        word_factor = _dot(stack, views.words)
        first, second, third = (_dot(stack, views.odds) for _ in range(TEACHERS))
        shape_factor = _dot(stack, views.shapes)
        # What depends on the lean is owed to the words that make it.
        by_lean = next(stack) * shapes * measured.damping + _dot(stack, views.leaning)
        if evidence := direction(words, (one, two, three)):
            factor = by_lean * measured.lean(evidence) / evidence
            word_factor += direction(factor, ())
            share = direction(0.0, (factor,))
            first, second, third = first + share, second + share, third + share
        much = self.bias + measured.shift + _dot(stack, views.amounts)
        for text, weighed, own, value, shape in found:
            if not shape:
                bits = weighed * word_factor
                if own:
                    bits += value * (first * own[0] + second * own[1] + third * own[2])
                parts[text] = parts.get(text, 0.0) + bits
            elif text == HOW_MUCH:
                much += weighed * shape_factor
            else:
                parts[text] = parts.get(text, 0.0) + weighed * shape_factor
        shifts: dict[str, float] = {}
        moved = [(SHIFTS[name], by) for name, by in measured.shifts.items()]
        moved += [(STRUCTURE[name], by) for name, by in measured.structure.items()]
        for text, by in moved:
            shifts[text] = shifts.get(text, 0.0) + next(stack) * by
        return much, shifts

    def save(self, path: Path) -> None:
        """Write the model as `load_model` reads it."""
        content = {
            "threshold": self.threshold,
            "bias": self.bias,
            "stack": self.stack,
            "turns": self.turns,
            "odds": {word: " ".join(map(str, odds)) for word, odds in self.odds.items()},
            "weights": self.weights,
        }
        shipped.save(path, content)


def _dot(coefficients: Iterator[float], views: tuple[float, ...]) -> float:
    """The sum of products, taking as many coefficients as there are views."""
    return sum(next(coefficients) * view for view in views)


def load_model(content: dict[str, Any]) -> Model:
    """The model in what `Model.save` wrote."""
    return Model(
        content["weights"],
        {word: tuple(map(float, odds.split())) for word, odds in content["odds"].items()},
        tuple(content["stack"]),
        content["bias"],
        content["threshold"],
        content["turns"],
    )


@cache
def shipped_model() -> Model:
    """The model that comes with the package."""
    return load_model(shipped.load("model"))

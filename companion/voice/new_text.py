"""New text, read as text: whether it stands out from the author's own writing.

A paragraph that was typed, pasted or taken whole is no change of the words beside it. It is held
against the text that it came into: how near each stands to assistant style, and how its sentences,
words and mannerisms differ from those around. Fitted by ``benchmarks/fit/voice_new.py``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from statistics import fmean, pstdev

from companion.voice import shipped
from companion.voice.absolute_score import LEANS_AT, AbsoluteScore, standing
from companion.voice.change import is_word, tokens_of
from companion.voice.evidence import UNMANNERED, Evidence
from companion.voice.features import commonness
from companion.voice.mannerisms import (
    COLLOQUIAL,
    CONTRACTIONS,
    FRAGMENTS,
    HEDGES,
    LINKS,
    OPENERS,
    SHORT,
    mannered,
)
from companion.voice.mechanical import CLASS_WORDS
from companion.voice.profile import VoiceProfile
from companion.voice.reasons import UNNAMED
from companion.voice.style_score import manner
from companion.voice.texts import TextModel

# Words of the author's own text from which there is something to hold new text against.
ENOUGH = 40
LEAST = 25  # words of new text, below which nothing is said of it
_WINDOW = 50  # words, in which variety is counted, so that lengths can be compared
_USUAL_VARIETY = 0.8
_RARE = 3  # below this commonness a word is rare
_FIRST = frozenset("i me my i'm i've".split())

# What is shown for each measure of how a text is made.
SHOWN = {
    "fragments": "fragments",
    "openers": "opening words",
    "contractions": "contractions",
    "hedges": "hedges",
    "colloquial": "colloquial words",
    "short sentences": "short sentences",
    "links": "subordinate clauses",
    "length": "length of sentences",
    "spread": "sentences of one length",
    "word length": "long words",
    "commas": "commas",
    "function words": "function words",
    "first person": "first person",
    "rare words": "rare words",
    "variety": "variety of words",
    "and": "“and”",
}


@dataclass(frozen=True, slots=True)
class NewTextModel:
    """Weights of the measures, in bits, and the bits from which it warns."""

    bias: float
    weights: Mapping[str, float]
    warns_at: float


@cache
def new_text_model() -> NewTextModel:
    """The model that comes with the package."""
    return NewTextModel(**shipped.load("new_text"))


def described(tokens: Sequence[str]) -> dict[str, float]:
    """How a text is made: mannerisms in 100 words, lengths, shares of kinds of words."""
    words = [token for token in tokens if is_word(token)]
    total = len(words) + 5
    found = mannered(tokens)
    lengths = found.lengths or (0,)
    rates = {
        mannerism: 100 * found.counts[mannerism] / total
        for mannerism in (
            FRAGMENTS.name, OPENERS.name, CONTRACTIONS.name, HEDGES.name, COLLOQUIAL.name,
            SHORT.name, LINKS,
        )
    }  # fmt: skip
    return {
        **rates,
        "length": fmean(lengths),
        "spread": pstdev(lengths),
        "word length": sum(map(len, words)) / total,
        "commas": 100 * tokens.count(",") / total,
        "function words": sum(word in CLASS_WORDS for word in words) / total,
        "first person": 100 * sum(word in _FIRST for word in words) / total,
        "rare words": sum(commonness(word) < _RARE for word in words) / total,
        "variety": _variety(words),
        "and": 100 * tokens.count("and") / total,
    }


def _variety(words: Sequence[str]) -> float:
    """The share of distinct words in windows of one length."""
    if len(words) < _WINDOW:
        return _USUAL_VARIETY
    starts = range(0, len(words) - _WINDOW + 1, _WINDOW // 2)
    return fmean(len(set(words[at : at + _WINDOW])) / _WINDOW for at in starts)


class Own:
    """The author's own text, for what is new to be held against; read when first needed.

    Args:
        text: all of it.
        profile: the author's own statistics.
        model: of standing, while others are fitted; as a rule the shipped one.
    """

    def __init__(
        self, text: str, profile: VoiceProfile | None = None, model: TextModel | None = None
    ) -> None:
        self.profile = profile
        self.model = model
        self._text = text

    @cached_property
    def words(self) -> int:
        """How many words it has."""
        return sum(map(is_word, self._tokens))

    @cached_property
    def mannerisms(self) -> Mapping[str, int]:
        """How often each mannerism stands in it."""
        return mannered(self._tokens).counts

    @cached_property
    def measures(self) -> dict[str, float]:
        """What new text is compared with."""
        return {
            **described(self._tokens),
            "standing": standing(self._text, self.profile, self.model).bits,
            "manner": manner(self._text).lean,
        }

    @cached_property
    def _tokens(self) -> list[str]:
        return tokens_of(self._text)


def measured(text: str, own: Own, bits: float | None = None) -> dict[str, float]:
    """The measures of new text beside the author's own, as the model weighs them.

    ``bits`` is its own standing, where that is known already.
    """
    if bits is None:
        bits = standing(text, own.profile, own.model).bits
    base = own.measures
    new = described(tokens_of(text))
    return {
        "standing": bits,
        "own standing": base["standing"],
        "manner": manner(text).lean,
        "own manner": base["manner"],
        **{name: value - base[name] for name, value in new.items()},
    }


def _parts(
    model: NewTextModel, values: Mapping[str, float], found: AbsoluteScore
) -> dict[str, float]:
    """The bits by what an author would recognise: the words of the text, and how it is made."""
    parts = {
        reason.text: model.weights["standing"] * reason.bits
        for reason in found.reasons
        if reason.text != UNNAMED
    }
    named = sum(parts.values())
    for name, shown in SHOWN.items():
        parts[shown] = parts.get(shown, 0.0) + model.weights[name] * values[name]
    standing_words = model.weights["standing"] * values["standing"]
    parts[UNNAMED] = standing_words - named + model.bias
    for name in ("own standing", "manner", "own manner"):
        parts[UNNAMED] += model.weights[name] * values[name]
    return parts


def read_new(text: str, own: Own) -> Evidence:
    """The evidence of a paragraph that grew from none.

    Where the author has written too little to hold it against, it has only its own standing.
    """
    tokens = tokens_of(text)
    words = sum(map(is_word, tokens))
    found = standing(text, own.profile, own.model)
    if own.words < ENOUGH:
        parts = {reason.text: reason.bits for reason in found.reasons}
        bits, warns_at = found.bits, LEANS_AT
    else:
        model = new_text_model()
        parts = _parts(model, measured(text, own, found.bits), found)
        bits, warns_at = sum(parts.values()), model.warns_at
    if words < LEAST:
        bits, parts = 0.0, {}
    return Evidence(
        bits=bits,
        parts=parts,
        tokens=len(tokens),
        words=words,
        gone=UNMANNERED,
        came=UNMANNERED,
        warns_at=warns_at,
        new=True,
    )

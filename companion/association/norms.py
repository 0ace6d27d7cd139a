"""Sparks: what people thought of first when they were shown a word that the author just wrote.

The associations are the Edinburgh Associative Thesaurus (see ``data/README.md``): real answers of
real people, so that the pane has a partner where there is no model and no network.
"""

from __future__ import annotations

import gzip
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log2
from random import Random

import regex

from companion.english.stop_words import STOP_WORDS
from companion.text.tokens import WORD

# A word this many words back weighs half as much as the last one written.
_HALF_LIFE = 25.0
# Only the end of a text gives cues: beyond this many words back, recency has made them nothing.
_HORIZON = 150
_HORIZON_CHARACTERS = 12 * _HORIZON
# At most so many sparks from one cue, so that a list has more than one thought in it.
_PER_CUE = 3

_LATE_VOWEL = regex.compile(r"[aeiouy]")


@dataclass(frozen=True, slots=True)
class Spark:
    """A word offered to the author.

    Attributes:
        cue: the word of the author's that it comes from, as the norms write it.
        response: what people answered to it.
        weight: how much speaks for it, above 0: salience of the cue times the part of all
            answers to it that this one had.
    """

    cue: str
    response: str
    weight: float


def sparks(
    text: str, *, n: int = 5, seen: Collection[str] = (), seed: int | None = None
) -> tuple[Spark, ...]:
    """Associations to the salient words at the end of ``text``.

    A word is the more salient the later it was written, the rarer it is among the things people
    think of, and the less this text repeats it. Associations are then drawn at random, by weight.

    Args:
        text: what has been written; the end is "just now".
        n: how many at most.
        seen: responses offered earlier in this sitting, which are not offered again in any form
            that folds to the same word.
        seed: for a draw that can be repeated.

    Returns:
        Up to ``n`` sparks, those of one cue side by side, the weightiest cue first. None is a word
        that stands in the end of the text already.
    """
    norms = _load()
    tail = text[-_HORIZON_CHARACTERS:]
    written = [word.lower().replace("’", "'") for word in WORD.findall(tail)][-_HORIZON:]
    taken = {fold(word) for word in seen} | {fold(word) for word in written}
    drawn: list[tuple[float, Spark]] = []
    random = Random(seed)  # noqa: S311  (a game of chance, not a secret)
    for cue, salience in norms.salient(written).items():
        total = norms.totals[cue]
        for response, count in norms.responses(cue):
            if taken.isdisjoint(map(fold, (response, *response.split()))):
                weight = salience * count / total
                # Keys u^(1/w), largest first, draw by weight without replacement (Efraimidis and
                # Spirakis 2006, "Weighted random sampling with a reservoir").
                drawn.append((log2(1.0 - random.random()) / weight, Spark(cue, response, weight)))
    drawn.sort(key=lambda pair: (-pair[0], pair[1].cue, pair[1].response))
    return _arrange(_pick((spark for _, spark in drawn), n))


def fold(word: str) -> str:
    """One form for a word and its plural, for telling whether it was offered before."""
    word = word.lower().replace("’", "'")
    norms = _load()
    known = norms.irregular.get(word)
    if known is not None:
        return known
    for form in plain_forms(word)[1:]:
        if form in norms.raw or form in norms.commonness:
            return form
    return word


def plain_forms(word: str) -> list[str]:
    """What a word may be a form of by the rules of spelling, itself first: "stopped", "stop"."""
    forms = [word]
    if word.endswith("'s"):
        word = word[:-2]
        forms.append(word)
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        if word.endswith("ies"):
            forms.append(word[:-3] + "y")
        if word.endswith(("ches", "shes", "sses", "xes", "zes", "oes")):
            forms.append(word[:-2])
        if word.endswith("ves"):
            forms += (word[:-3] + "f", word[:-3] + "fe")
        forms.append(word[:-1])
    for ending in ("ing", "ed"):
        stem = word[: -len(ending)]
        if word.endswith(ending) and len(stem) > 1 and _LATE_VOWEL.search(stem):
            if stem.endswith("i"):
                forms.append(stem[:-1] + "y")
            if len(stem) > 2 and stem[-1] == stem[-2]:
                forms.append(stem[:-1])
            forms += (stem + "e", stem)
    return forms


def _pick(ranked: Iterable[Spark], n: int) -> list[Spark]:
    """The first ``n``, at most so many a cue, no response twice."""
    picked: list[Spark] = []
    per_cue: Counter[str] = Counter()
    given: set[str] = set()
    for spark in ranked:
        if len(picked) >= n:
            break
        if per_cue[spark.cue] < _PER_CUE and fold(spark.response) not in given:
            picked.append(spark)
            per_cue[spark.cue] += 1
            given.add(fold(spark.response))
    return picked


def _arrange(picked: list[Spark]) -> tuple[Spark, ...]:
    weight_of_cue: defaultdict[str, float] = defaultdict(float)
    for spark in picked:
        weight_of_cue[spark.cue] += spark.weight
    return tuple(sorted(picked, key=lambda s: (-weight_of_cue[s.cue], s.cue, -s.weight)))


class _Norms:
    """The data file in memory; a cue's responses are only read when it is asked for.

    Attributes:
        raw: from cue to its responses as the file has them.
        irregular: from a form such as "went" to its cue.
        commonness: how many people gave a word as an answer to anything.
        totals: how many people's answers to a cue are in the file.
    """

    def __init__(self, data: str) -> None:
        self.raw: dict[str, str] = {}
        self.irregular: dict[str, str] = {}
        self.commonness: Counter[str] = Counter()
        self.totals: dict[str, int] = {}
        for line in data.splitlines():
            cue, forms, responses = line.split("\t")
            self.raw[cue] = responses
            for form in forms.split():
                self.irregular.setdefault(form, cue)
            total = 0
            for pair in responses.split("|"):
                word, _, count = pair.rpartition(":")
                self.commonness[word] += int(count)
                total += int(count)
            self.totals[cue] = total
        self.all_answers = self.commonness.total()

    def responses(self, cue: str) -> list[tuple[str, int]]:
        pairs = (pair.rpartition(":") for pair in self.raw[cue].split("|"))
        return [(word, int(count)) for word, _, count in pairs]

    def cue_of(self, word: str) -> str | None:
        """The cue that a written word is a form of."""
        if word in STOP_WORDS or len(word) < 3:
            return None
        if word in self.raw:
            return word
        found = self.irregular.get(word)
        if found is None:
            found = next((form for form in plain_forms(word)[1:] if form in self.raw), None)
        return None if found in STOP_WORDS else found

    def salient(self, written: list[str]) -> dict[str, float]:
        """How salient each cue among the words written is."""
        places: dict[str, list[int]] = {}
        for place, word in enumerate(written):
            cue = self.cue_of(word)
            if cue is not None:
                places.setdefault(cue, []).append(place)
        return {
            cue: 2.0 ** ((at[-1] - len(written) + 1) / _HALF_LIFE)
            * self._rarity(cue)
            / len(at) ** 0.5
            for cue, at in places.items()
        }

    def _rarity(self, cue: str) -> float:
        """Bits of surprise at the word as an answer to anything."""
        return log2((self.all_answers + 1) / (self.commonness[cue] + 1))


@cache
def _load() -> _Norms:
    data = files("companion.association").joinpath("data", "norms.tsv.gz").read_bytes()
    return _Norms(gzip.decompress(data).decode())

"""Parts of speech in context: an averaged perceptron (Collins 2002) over words and their shapes.

Tags are the Penn Treebank's; a contraction bears the tags of its parts (``it's`` PRP+VBZ, ``don't``
VBP+RB) and a possessive ends with ``+POS``. The weights are fitted by ``benchmarks/fit/tagger.py``,
which says from what and how well it does.
"""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from companion.grammar.lexicon import tags as known_tags

Weights = dict[str, dict[str, float]]
START, END = "-START-", "-END-"


@cache
def _model() -> tuple[Weights, dict[str, str]]:
    """Weights by feature and tag, and the words that have one tag only."""
    data = files("companion.grammar").joinpath("data/tagger.txt.gz").read_bytes()
    weights: Weights = {}
    certain: dict[str, str] = {}
    for line in gzip.decompress(data).decode().splitlines():
        name, _, rest = line.partition("\t")
        if name == "=":
            word, tag = rest.split("\t")
            certain[word] = tag
            continue
        pairs = (pair.rsplit(":", 1) for pair in rest.split(" "))
        weights[name] = {tag: float(value) for tag, value in pairs}
    return weights, certain


def tag(words: Sequence[str]) -> list[str]:
    """The tag of each word of one sentence."""
    weights, certain = _model()
    keys = [normal(word) for word in words]
    found: list[str] = []
    before, second = START, START
    for at in range(len(words)):
        guess = certain.get(keys[at]) or best(weights, features(words, keys, at, before, second))
        found.append(guess)
        second, before = before, guess
    return found


def best(weights: Weights, names: Sequence[str]) -> str:
    """The tag with the highest score, the alphabetically last of equals."""
    scores: dict[str, float] = {}
    for name in names:
        for label, weight in weights.get(name, {}).items():
            scores[label] = scores.get(label, 0.0) + weight
    return max(scores, key=lambda label: (scores[label], label), default="NN")


def normal(word: str) -> str:
    """The word as features have it: lower case, straight apostrophes, digits as one sign."""
    low = word.lower().replace("’", "'")
    if any(c.isdigit() for c in low):
        return "!DIGITS" if low.replace(",", "").replace(".", "").isdigit() else "!MIXED"
    return low


def features(
    words: Sequence[str], keys: Sequence[str], at: int, before: str, second: str
) -> list[str]:
    """What the guess for word ``at`` rests on, given the two tags before it."""
    word, key = words[at], keys[at]
    left = keys[at - 1] if at else START
    left2 = keys[at - 2] if at > 1 else START
    right = keys[at + 1] if at + 1 < len(keys) else END
    right2 = keys[at + 2] if at + 2 < len(keys) else END
    shape = "A" if word.isupper() and len(word) > 1 else "a" if word[:1].islower() else "Aa"
    if shape == "Aa" and at == 0:
        shape = "^Aa"
    mine, next_ = reading(key), reading(right)
    return [
        "b",
        "w" + key,
        "s3" + key[-3:],
        "s2" + key[-2:],
        "h" + shape,
        "k" + mine,
        "p" + before,
        "pp" + before + " " + second,
        "pw" + before + " " + key,
        "pk" + before + " " + mine,
        "pkk" + before + " " + mine + " " + next_,
        "l" + left,
        "ll" + left2,
        "r" + right,
        "rr" + right2,
        "rk" + next_,
        "rs" + right[-3:],
        "kk" + mine + " " + next_,
        "hs" + shape + key[-1:],
    ]


@cache
def reading(key: str) -> str:
    """The tags that the dictionary allows for a word, as one name."""
    return "/".join(sorted(known_tags(key))) if key[:1].isalpha() else key[:1]

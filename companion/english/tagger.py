"""Parts of speech in context: an averaged perceptron (Collins 2002) over words and their shapes.

Tags are the Penn Treebank's; a contraction bears the tags of its parts (``it's`` PRP+VBZ, ``don't``
VBP+RB) and a possessive ends with ``+POS``. The weights are fitted by ``benchmarks/fit/tagger.py``,
which says from what and how well it does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from companion.english.lexicon import tags as known_tags

Weights = dict[str, dict[str, float]]
START, END = "-START-", "-END-"


@dataclass(frozen=True)
class _Model:
    """Tags, last first; words of one tag only; the row of each feature; weights, (rows + 1, tags).

    The last row is of zeros, for features that were never seen.
    """

    tags: list[str]
    certain: dict[str, str]
    rows: dict[str, int]
    weights: Any


@cache
def _model() -> _Model:
    import numpy as np

    with files("companion.english").joinpath("data/tagger.npz").open("rb") as file:
        content = np.load(file)
        tags = _strings(content["tags"])
        certain = dict(
            zip(_strings(content["certain"]), _strings(content["certain_tags"]), strict=True)
        )
        rows = {name: row for row, name in enumerate(_strings(content["features"]))}
        weights = content["tenths"].astype(np.float32)
    return _Model(tags, certain, rows, weights)


def save_model(path: Path, weights: Weights, certain: dict[str, str]) -> None:
    """Write what `tag` reads: a compressed file of arrays, the same bytes for the same data.

    Args:
        path: of the ``.npz`` file.
        weights: by feature and tag, whole tenths; no name holds a line feed.
        certain: the words that have one tag only.
    """
    import numpy as np

    names = sorted(weights)
    tags = sorted({label for row in weights.values() for label in row}, reverse=True)
    column = {label: at for at, label in enumerate(tags)}
    tenths = np.zeros((len(names) + 1, len(tags)), dtype=np.int16)
    for at, name in enumerate(names):
        for label, value in weights[name].items():
            tenths[at, column[label]] = round(value)
    np.savez_compressed(
        path,
        tags=_bytes(tags),
        certain=_bytes(list(certain)),
        certain_tags=_bytes(list(certain.values())),
        features=_bytes(names),
        tenths=tenths,
    )


def _strings(packed: Any) -> list[str]:
    text: str = packed.tobytes().decode("utf-8")
    return text.split("\n")


def _bytes(strings: Sequence[str]) -> Any:
    import numpy as np

    return np.frombuffer("\n".join(strings).encode("utf-8"), dtype=np.uint8)


def tag(words: Sequence[str]) -> list[str]:
    """The tag of each word of one sentence."""
    model = _model()
    keys = [normal(word) for word in words]
    found: list[str] = []
    before, second = START, START
    for at in range(len(words)):
        guess = model.certain.get(keys[at])
        if guess is None:
            names = features(words, keys, at, before, second)
            rows = [model.rows.get(name, -1) for name in names]
            guess = model.tags[int(model.weights.take(rows, axis=0).sum(axis=0).argmax())]
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
    """The features of word ``at``, given the two tags before it."""
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

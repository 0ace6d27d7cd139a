"""Plant mechanical errors in clean text, so that undoing them makes a correction pair.

Kinds and rates follow what learners and hurried native writers do; every list here is our own.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from benchmarks.command import part_of

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_CONFUSED = [
    "its it's", "their there", "then than", "to too", "your you're", "affect effect",
    "loose lose", "were where", "accept except", "advice advise", "whether weather",
    "principal principle", "of off", "quiet quite", "who's whose", "passed past", "peace piece",
    "threw through", "here hear", "by buy", "no know", "want won't", "lead led", "breath breathe",
    "everyday day", "choose chose", "desert dessert", "insure ensure", "complement compliment",
    "who whom", "less fewer", "much many", "i me", "he him", "they them", "that which", "good well",
    "because becouse", "which wich", "definitely definately", "receive recieve", "people peoples",
]  # fmt: skip
_SWAPS: dict[str, list[str]] = {}
for _pair in _CONFUSED:
    _one, _two = _pair.split()
    _SWAPS.setdefault(_one, []).append(_two)
    _SWAPS.setdefault(_two, []).append(_one)
_VERBS = {"is": "are", "are": "is", "was": "were", "were": "was", "has": "have", "have": "has",
          "does": "do", "do": "does", "doesn't": "don't", "don't": "doesn't"}  # fmt: skip
_PREPOSITIONS = "in on at to for from by with of about into over".split()
_SMALL = frozenset(
    "a an the of to in on at for be is are was were has have had it that and will".split()
)
_NEAR = {"a": "qs", "e": "wr", "i": "uo", "o": "ip", "u": "yi", "t": "ry", "n": "bm", "s": "ad",
         "r": "et", "l": "k", "c": "xv", "d": "sf", "m": "n", "h": "gj"}  # fmt: skip


def _typo(word: str, rng: random.Random) -> str:
    if len(word) < 4:
        return word + word[-1]
    at = rng.randrange(1, len(word) - 1)
    kind = rng.randrange(4)
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == 2:
        return word[:at] + word[at] + word[at:]
    return word[:at] + rng.choice(_NEAR.get(word[at].lower(), "e")) + word[at + 1 :]


def _inflect(word: str, rng: random.Random) -> str:
    """Another, wrong form of the word, by its ending."""
    for end, others in (
        ("ing", ["", "ed", "s"]), ("ied", ["y", "ies"]), ("ies", ["y", "ys"]),
        ("ed", ["", "ing", "s"]),
        ("ly", ["", "y"]), ("ation", ["ate", "ating"]), ("ness", ["", "ful"]), ("ical", ["ic"]),
        ("al", ["", "ally"]), ("ity", ["e", ""]), ("er", ["", "est"]), ("'s", ["s", ""]),
        ("es", ["e", ""]), ("s", ["", "'s"]),
    ):  # fmt: skip
        if word.endswith(end) and len(word) > len(end) + 2:
            return word[: -len(end)] + rng.choice(others)
    return word + rng.choice(["s", "ed", "ing", "ly", "'s"])


def _at_word(pick: Callable[[str], bool], change: Callable[[str, random.Random], str]):
    def act(text: str, rng: random.Random) -> str:
        spots = [m for m in _WORD.finditer(text) if pick(m.group())]
        if not spots:
            return text
        spot = rng.choice(spots)
        new = change(spot.group(), rng)
        return text[: spot.start()] + new + text[spot.end() :]

    return act


def _drop_small(text: str, rng: random.Random) -> str:
    spots = [m for m in re.finditer(r"[^\W\d_]+ ", text) if m.group()[:-1].lower() in _SMALL]
    if not spots:
        return text
    spot = rng.choice(spots)
    return text[: spot.start()] + text[spot.end() :]


def _add_small(text: str, rng: random.Random) -> str:
    spots = [m.start() + 1 for m in re.finditer(r" [^\W\d_]", text)]
    if not spots:
        return text
    at = rng.choice(spots)
    return (
        text[:at]
        + rng.choice(["the", "a", "of", "to", "is", "that", "very", "the", "for"])
        + " "
        + text[at:]
    )


def _punctuate(text: str, rng: random.Random) -> str:
    kind = rng.randrange(7)
    marks = list(re.finditer(r"[,;:]", text))
    if kind <= 1 and marks:
        m = rng.choice(marks)
        return text[: m.start()] + text[m.end() :]
    gaps = [m.start() for m in re.finditer(r"(?<=\w) (?=\w)", text)]
    if kind == 2 and gaps:
        at = rng.choice(gaps)
        return text[:at] + "," + text[at:]
    ends = list(re.finditer(r"[.;] (\w)", text))
    if kind == 3 and ends:
        m = rng.choice(ends)
        return (
            text[: m.start()]
            + rng.choice([",", "", " -", ":"])
            + " "
            + m[1].lower()
            + text[m.end() :]
        )
    if kind == 4:
        return (
            text.rstrip(".!?")
            if rng.random() < 0.5
            else text.rstrip(".!?") + rng.choice(["..", "!", " ."])
        )
    quotes = list(re.finditer(r"[\"()'-]", text))
    if kind == 5 and quotes:
        m = rng.choice(quotes)
        return text[: m.start()] + rng.choice(["", " "]) + text[m.end() :]
    if kind == 6 and marks:
        m = rng.choice(marks)
        return text[: m.start()] + rng.choice([",", ";", ":", " -", "."]) + text[m.end() :]
    return text


def _double(word: str, rng: random.Random) -> str:
    return word + " " + word


def _split(word: str, rng: random.Random) -> str:
    at = rng.randrange(2, len(word) - 2)
    return word[:at] + rng.choice([" ", "-", " "]) + word[at:]


def _join(text: str, rng: random.Random) -> str:
    gaps = [m.start() for m in re.finditer(r"(?<=\w)[ -](?=\w)", text)]
    if not gaps:
        return text
    at = rng.choice(gaps)
    return text[:at] + text[at + 1 :]


def _swap_order(text: str, rng: random.Random) -> str:
    spots = list(re.finditer(r"([^\W\d_]+) ([^\W\d_]+)", text))
    if not spots:
        return text
    m = rng.choice(spots)
    return text[: m.start()] + m[2] + " " + m[1] + text[m.end() :]


def _long(word: str) -> bool:
    return len(word) > 4


_ACTS: list[tuple[float, Callable[[str, random.Random], str]]] = [
    (5, _at_word(_long, _typo)),
    (5, _at_word(lambda w: len(w) > 3, _inflect)),
    (3, _at_word(lambda w: w.lower() in _SWAPS, lambda w, r: r.choice(_SWAPS[w.lower()]))),
    (3, _at_word(lambda w: w in _VERBS, lambda w, r: _VERBS[w])),
    (3, _at_word(lambda w: w in _PREPOSITIONS, lambda w, r: r.choice(_PREPOSITIONS))),
    (2, _at_word(lambda w: w in ("a", "an", "the"), lambda w, r: r.choice(["a", "an", "the"]))),
    (2, _at_word(lambda w: "'" in w, lambda w, r: w.replace("'", ""))),
    (1, _at_word(lambda w: len(w) > 1, _double)),
    (1, _at_word(lambda w: len(w) > 6, _split)),
    (4, _drop_small),
    (2, _add_small),
    (6, _punctuate),
    (1, _join),
    (0.7, _swap_order),
]
_WEIGHTS = [weight for weight, _ in _ACTS]


def with_errors(text: str, rng: random.Random, count: int) -> str:
    """The text with ``count`` mechanical errors planted at random (some may fall on one word)."""
    for _ in range(count):
        (act,) = rng.choices([act for _, act in _ACTS], _WEIGHTS)
        text = act(text, rng)
    return text


if __name__ == "__main__":
    part_of("benchmarks.fit.voice_errors", __doc__, "benchmarks.fit.voice_pairs")

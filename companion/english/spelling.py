"""Correct a misspelt word: frequent words at the distance of a likely error.

A noisy channel: the frequency of the candidate against the cost of the error, where swapped
neighbours, doubled letters and vowels are cheap and a wrong first letter is dear. Only a candidate
that leads clearly is offered: a wrong suggestion costs more trust than a missing one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from companion.english.lexicon import inflections, is_known, is_word, zipf

_ALPHABET = "abcdefghijklmnopqrstuvwxyz'"
_VOWELS = frozenset("aeiouy")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_ELONGATED = re.compile(r"(.)\1\1")
# Fitted by eye on the tuned half of the benchmark.
_PRICE = 1.9  # units of log frequency that one full error costs
_LEAD = 0.65  # by how much the best candidate must lead the next
_RAREST = 2.2  # zipf below which a word is never offered
_MIN_LENGTH = 4
_PLAIN = 3.0  # the score of an error that is beyond doubt
_LEAST_CAPITAL = 2.6  # a capital may be that of a name, even at the start of a sentence


@dataclass(frozen=True, slots=True, order=True)
class Candidate:
    """A word that may have been meant, and how likely it is (higher is likelier)."""

    score: float
    word: str


def correction(word: str) -> str | None:
    """The one word that ``word`` clearly stands for, in the same case; None if unsure.

    ``word`` is taken to be misspelt: ask `looks_misspelt` first.
    """
    low = word.lower().replace("’", "'")
    if low in _FAMOUS:
        return _in_case(_FAMOUS[low], word)
    if past := irregular_past(low):
        return _in_case(past, word)
    found = candidates(low)
    if not found or found[0].score < _least(len(word)):
        return None
    if word[0].isupper() and found[0].score < _LEAST_CAPITAL:
        return None
    if len(found) > 1 and found[0].score - found[1].score < _LEAD:
        return None
    if _is_clipped(low, found[0].word):
        return None
    return _in_case(found[0].word, word)


def irregular_past(low: str, tag: str = "VBD") -> str | None:
    """The past of an irregular verb that was given a regular one: "keeped" is "kept".

    ``tag`` is "VBD", or "VBN" for the participle: "eated" is "ate", or "eaten".
    """
    for stem in (low[:-2], low[:-1], low[:-3]) if low.endswith("ed") else ():
        if len(stem) >= 2 and is_word(stem):
            forms = inflections(stem, "VERB")
            past = forms.get(tag) or forms.get("VBD", ())
            if len(past) == 1 and past[0] != low and not past[0].endswith("ed"):
                return past[0]
    return None


def _is_clipped(low: str, meant: str) -> bool:
    """Whether the stem of a past form is left, "realiz", so that "realize" is but one guess."""
    return meant == low + "e" and is_word(low + "ed")


# Slips that every list of common misspellings has, and for which the letters alone would give
# another word, or none.
_FAMOUS = {
    "wich": "which", "wierd": "weird", "sieze": "seize", "totaly": "totally",
    "succesfull": "successful", "sucessfull": "successful", "definatly": "definitely",
    "teh": "the", "hte": "the", "adn": "and", "taht": "that",
}  # fmt: skip


def _least(length: int) -> float:
    """The score below which a word of this length may just be a word we do not know."""
    return 4.0 if length == 4 else 2.6 if length == 5 else 1.7 if length < 8 else -0.3


def is_made_of_known_parts(low: str) -> bool:
    """Whether an unknown word is regularly made of a known one: unspellable, halcyons, wallside."""
    for prefix in _PREFIXES:
        if low.startswith(prefix) and _stem_known(low[len(prefix) :]):
            return True
    if _suffixed(low):
        return True
    compound = any(_part(low[:cut]) and _part(low[cut:]) for cut in range(4, len(low) - 3))
    return compound and not is_plain_typo(low)  # "everthing" is not "ever" + "thing"


_PREFIXES = (
    "un", "re", "pre", "over", "under", "out", "non", "mis", "in", "im", "anti", "sub", "super",
    "inter", "counter", "fore", "semi", "multi", "micro", "down", "cyber", "hyper", "post", "mega",
)  # fmt: skip
_SUFFIXES = (
    "s", "ing", "er", "ers", "ness", "less", "like", "able", "ish", "hood", "ship", "dom", "wise",
    "ward", "wards", "ism", "ist", "ists", "ings", "est",
)  # fmt: skip
_NO_PART = frozenset("full till less fully ness ally able ally tion ment ther ting".split())


def _stem_known(stem: str) -> bool:
    return len(stem) >= 5 and stem not in _NO_PART and (is_word(stem) or _suffixed(stem))


def _suffixed(low: str) -> bool:
    for suffix in _SUFFIXES:
        stem = low[: -len(suffix)]
        if not low.endswith(suffix) or len(stem) < 4 or not is_word(stem) or zipf(stem) < 1.5:
            continue
        if suffix == "s" and stem.endswith(("y", "s", "x", "ch", "sh")):
            continue  # "studys" is an error, "literatures" is not
        if suffix[0] in "ie" and stem.endswith(("e", "y")):
            continue  # so is "makeing"
        if suffix in ("ing", "er", "ers", "est", "ed", "ings") and stem[-1] in "bdgmnpt":
            continue  # "geting"
        return True
    return False


def _part(word: str) -> bool:
    return word not in _NO_PART and zipf(word) >= 4.0 and is_word(word)


def looks_misspelt(word: str) -> bool:
    """Whether an unknown word is of a shape that a spelling mistake has.

    Short words, names, abbreviations, words with digits or inner capitals, drawn-out and
    clipped words are not: an author may well mean them.
    """
    if word.lower() in _FAMOUS and (word.islower() or word.istitle()):
        return True
    return (
        len(word) >= _MIN_LENGTH
        and word.isalpha()
        and word.isascii()
        and (word.islower() or (word[0].isupper() and word[1:].islower()))
        and not _ELONGATED.search(word.lower())
        and word.lower() != 2 * word.lower()[: len(word) // 2]
        and not is_known(word)
        and not is_made_of_known_parts(word.lower())
    )


@lru_cache(20_000)
def candidates(low: str) -> tuple[Candidate, ...]:
    """Words that ``low`` may stand for, likeliest first, at most five."""
    found = {word: _price(low, word) for word in _one_edit_away(low) if _offered(word)}
    if not found and len(low) >= 6:
        found = {word: _price(low, word) for word in _two_slips_away(low) if _offered(word)}
    ranked = sorted(
        (Candidate(zipf(word) - _PRICE * price, word) for word, price in found.items()),
        reverse=True,
    )
    return tuple(ranked[:5])


def _offered(word: str) -> bool:
    return zipf(word) >= _RAREST and is_word(word)


def _one_edit_away(word: str) -> set[str]:
    """Every string one edit away: a letter left out, put in, changed, or swapped."""
    cuts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    out = {a + b[1:] for a, b in cuts if b}
    out |= {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    out |= {a + c + b[1:] for a, b in cuts if b for c in _ALPHABET}
    out |= {a + c + b for a, b in cuts for c in _ALPHABET}
    out.discard(word)
    return out


@cache
def _by_length() -> dict[int, list[str]]:
    from companion.english.lexicon import all_words

    groups: dict[int, list[str]] = {}
    for word in all_words():
        if zipf(word) >= _RAREST:
            groups.setdefault(len(word), []).append(word)
    return groups


def _two_slips_away(word: str) -> Iterable[str]:
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    groups = _by_length()
    for length in range(len(word) - 2, len(word) + 3):
        choices = groups.get(length, [])
        for found, _, _ in process.extract(
            word, choices, scorer=OSA.distance, score_cutoff=2, limit=None
        ):
            yield found


@lru_cache(20_000)
def _price(written: str, meant: str) -> float:
    """The cost of the errors between the two; about 1 for a common error."""
    from rapidfuzz.distance import OSA

    price = 0.0
    rest_a, rest_b = _trim(written, meant)
    if not rest_a or not rest_b:
        letters = rest_a or rest_b
        doubled = any(c * 2 in (written if rest_a else meant) for c in letters)
        price = 0.6 * len(letters) if doubled or set(letters) <= {"e", "'"} else 1.0 * len(letters)
    elif sorted(rest_a) == sorted(rest_b):
        price = 0.65 if len(rest_a) == 2 else 1.2
    else:
        price = float(OSA.distance(rest_a, rest_b))
        if len(rest_a) == len(rest_b):
            near = sum(_near(a, b) for a, b in zip(rest_a, rest_b, strict=True) if a != b)
            price -= 0.25 * near
    if written[0] != meant[0]:
        price += 1.0
    if any(written.endswith(end) and not meant.endswith(end) for end in ("ly", "d", "ing")):
        price += 0.3  # endings are seldom written by mistake
    return price


def _trim(a: str, b: str) -> tuple[str, str]:
    """Both words without what they share at the start and at the end."""
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    a, b = a[start:], b[start:]
    end = 0
    while end < min(len(a), len(b)) and a[-1 - end] == b[-1 - end]:
        end += 1
    return (a[: len(a) - end], b[: len(b) - end]) if end else (a, b)


def _near(a: str, b: str) -> bool:
    """Whether one letter is easily written for the other: both vowels, or neighbouring keys."""
    if a in _VOWELS and b in _VOWELS:
        return True
    for row in _ROWS:
        if a in row and b in row:
            return abs(row.index(a) - row.index(b)) == 1
    return {a, b} in ({"c", "s"}, {"c", "k"}, {"z", "s"}, {"f", "v"})


def _in_case(word: str, like: str) -> str:
    return word[:1].upper() + word[1:] if like[:1].isupper() else word


def is_plain_typo(word: str) -> bool:
    """Whether a frequent word stands so near that even a habit of writing it so is a mistake."""
    low = word.lower()
    return low in _FAMOUS or any(c.score >= _PLAIN for c in candidates(low)[:1])

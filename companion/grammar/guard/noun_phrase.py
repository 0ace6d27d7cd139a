"""What an article or another determiner must fit: the sound and the number of what follows it."""

from __future__ import annotations

import re

from companion.english import lexicon
from companion.grammar.guard.changes import Side, is_mark

_SPELLED_VOWELS = re.compile(r"[aeiou]")
# Written with a vowel, spoken with a consonant: unit, use, European, one.
_CONSONANT_SOUND = re.compile(
    r"(?:uni(?!n|m)|us[aeiu]|eu|ewe|ubiq|ut[ei]|ur[aeiou]|one(?:$|-)|once|oui)"
)
_VOWEL_SOUND = re.compile(r"(?:hour|honest|honou?r|heir)")
_EITHER_SOUND = re.compile(r"(?:hist|hotel|habit|hero|horr|herb)")
_SPOKEN_LETTER = frozenset("aefhilmnorsx")
_INSIDE = ("JJ", "NN", "VBN", "VBG", "CD", "RB", "PRP$", "``", "FW", "POS")


def sound_fits(article: str, word: str) -> bool:
    """Whether "a" or "an" may stand before the word, by its sound; true for any other article."""
    if article not in ("a", "an") or not word[:1].isalpha():
        return True
    low = word.lower()
    if _EITHER_SOUND.match(low):
        return True
    if word.isupper() and 1 < len(word) <= 4 and not lexicon.is_word(low):
        vowel = low[0] in _SPOKEN_LETTER
    elif len(word) == 1:
        vowel = low in _SPOKEN_LETTER
    else:
        vowel = bool(_VOWEL_SOUND.match(low)) or (
            bool(_SPELLED_VOWELS.match(low)) and not _CONSONANT_SOUND.match(low)
        )
    return vowel == (article == "an")


def noun_at(side: Side, i: int, most: int = 6) -> int:
    """Where the noun stands that a determiner before token ``i`` belongs to; -1 if none does."""
    found = -1
    for k in range(i, min(i + most, len(side.tokens))):
        tag, word = side.tag(k), side.low[k]
        if tag.startswith("NN"):
            found = k
        elif word in _JOINS:
            continue
        elif found >= 0 or is_mark(word) or not tag.startswith(_INSIDE):
            break
    return found


_JOINS = frozenset(("-", ",", "and", '"', "*", "_"))


def is_either_noun(side: Side, i: int) -> bool:
    """Whether a common noun in the singular follows that may be known already, or may be new.

    Nothing is said of it after it, and no word before it makes it the only one.
    """
    k = noun_at(side, i)
    if k < 0 or side.tag(k) != "NN" or side.word(k + 1) in _GO_ON:
        return False
    return not any(
        side.tag(n) in ("JJS", "RBS", "CD") or side.low[n] in _ONLY_ONES for n in range(i, k)
    )


_ONLY_ONES = frozenset(
    "only same first second third last next whole right wrong former latter main".split()
)


def is_mass(side: Side, i: int) -> bool:
    """Whether the noun of the phrase that begins at token ``i`` is one that is not counted."""
    k = noun_at(side, i)
    return k >= 0 and side.low[k].removesuffix("s") in _MASS


_MASS = frozenset(
    "advice information furniture luggage baggage homework housework equipment knowledge research "
    "evidence traffic weather software hardware news progress music furniture rice bread clothing "
    "money help work luck fun health transport accommodation jewellery jewelry machinery "
    "pollution unemployment behaviour behavior permission proof happiness feedback garbage "
    "rubbish scenery staff stuff vocabulary violence wealth wisdom courage patience".split()
)
_GO_ON = frozenset("of to - that which who whose where for".split())


_PERSONS = frozenset(
    "man woman men women people person persons boy girl child children friend friends guy "
    "brother sister mother father uncle aunt son daughter wife husband anyone someone everyone "
    "nobody anybody somebody everybody parents students kids boys girls cousin neighbour "
    "neighbor gentleman lady folk".split()
)


def is_person(word: str) -> bool:
    """Whether a noun surely names a person: "the man which" is no English."""
    return word in _PERSONS or (
        word.endswith(("er", "ers", "or", "ors", "ist", "ists", "ian", "ians"))
        and lexicon.derived(word, word.rstrip("s")[:-2])
        and "VERB" in lexicon.parts(word.rstrip("s")[:-2])
    )

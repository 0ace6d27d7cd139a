"""What is known of a single English word: is it one, how common, which forms, which family.

Words and frequencies: ``data/lexicon.txt.gz``. Lemmas and inflections: lemminflect, loaded at the
first question. All answers are cached; nothing here knows the text around a word.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

# What may follow the part two words of one derivational family share: "health" + "", "y".
_SUFFIXES = frozenset(
    """
    able ably age al ally an ance ancy ant ate ated ates ating ation ative ce ced ces cial cing cy
    d ded ding e ed ement ence ency ent ential er ers es ess est ful fully hood ial ially ian ible
    ibly ic ical ically ice icial ied ier ies iest ify il ily in iness ing ion ional ions ious
    ise ised ises ish ising ism ist istic ists ition itive ity ive ively ization ize ized izes
    izing l ly ly ment mental ments ness nesses nt n nce o or ors ory ous ously s se sed ses
    ship sing sion sive ss t te ted tes th tial ting tion tional tions tive ts ty ual ually ure
    ve ving y ying ys
    """.split()
) | {""}
_MIN_ROOT = 4


@cache
def _entries() -> dict[str, int]:
    data = files("companion.english").joinpath("data/lexicon.txt.gz").read_bytes()
    entries = {}
    for line in gzip.decompress(data).decode().splitlines():
        word, _, zipf = line.partition("\t")
        entries[word] = int(zipf)
    return entries


@cache
def _lemminflect() -> Any:
    import lemminflect

    return lemminflect


def plain(word: str) -> str:
    """The word in lower case with straight apostrophes, as the lists below have it."""
    return word.casefold().replace("’", "'").replace("ʼ", "'")


@lru_cache(50_000)
def is_word(word: str) -> bool:
    """Whether it is an English word that needs no capital; a possessive counts as its noun."""
    entries = _entries()
    low = plain(word)
    return low in entries or _possessor(low) in entries


def is_name(word: str) -> bool:
    """Whether it is known only with a capital: Paris, Monday, Dana."""
    bare = _possessor(word.replace("’", "'"))
    capital = bare[:1].upper() + bare[1:].lower()
    entries = _entries()
    return not is_word(word) and (bare in entries or capital in entries)


def is_written(word: str) -> bool:
    """Whether it is in the lexicon with just these capitals: TV, Paris, iPod."""
    return word in _entries()


@lru_cache(50_000)
def is_known(word: str) -> bool:
    """Whether it is in the lexicon as a word or as a name."""
    return is_word(word) or is_name(word)


def zipf(word: str) -> float:
    """How common: the base-10 logarithm of occurrences in a billion words; 0 for the unknown."""
    return _entries().get(plain(word), 0) / 10


def _possessor(word: str) -> str:
    if word.endswith("'s"):
        return word[:-2]
    return word[:-1] if word.endswith("s'") else word


@lru_cache(50_000)
def lemmas(word: str) -> frozenset[tuple[str, str]]:
    """Its possible readings as (part of speech, lemma), parts named as in Universal Dependencies.

    A word that is not in lemminflect's dictionary has no reading.
    """
    low = plain(word)
    found = _lemminflect().getAllLemmas(low)
    return frozenset((pos, lemma.lower()) for pos, group in found.items() for lemma in group)


@lru_cache(50_000)
def parts(word: str) -> frozenset[str]:
    """The parts of speech it can be: NOUN, VERB, ADJ, ADV, AUX, PROPN."""
    return frozenset(pos for pos, _ in lemmas(word))


@lru_cache(50_000)
def tags(word: str) -> frozenset[str]:
    """The Penn tags it can bear as an inflected form: NN, NNS, VB, VBZ, VBD, VBN, VBG, JJR, ..."""
    low = plain(word)
    found = set()
    for pos, lemma in lemmas(word):
        for tag, forms in _lemminflect().getAllInflections(lemma, upos=pos).items():
            if low in forms:
                found.add(tag)
    return frozenset(found)


@lru_cache(50_000)
def can_be(word: str) -> frozenset[str]:
    """`tags`, and VBN where the past form of a verb is its participle too: created, bought."""
    found = tags(word)
    if "VBD" not in found or "VBN" in found:
        return found
    verbs = (lemma for pos, lemma in lemmas(word) if pos in ("VERB", "AUX"))
    both = any("VBN" not in inflections(lemma, "VERB") for lemma in verbs)
    return found | {"VBN"} if both else found


@lru_cache(50_000)
def inflected(word: str, other: str) -> frozenset[str]:
    """The parts of speech under which two words are forms of one lemma; empty if none."""
    mine = dict.fromkeys(lemmas(word))
    return frozenset(pos for pos, lemma in lemmas(other) if (pos, lemma) in mine)


@lru_cache(50_000)
def derived(word: str, other: str) -> bool:
    """Whether two words are of one derivational family: success, successful; accurate, accurately.

    Judged by the letters: a shared root of at least four letters, and on both sides only endings
    that English uses to derive or inflect.
    """
    a, b = plain(word), plain(other)
    shared = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        shared += 1
    return any(
        a[cut:] in _SUFFIXES and b[cut:] in _SUFFIXES
        for cut in range(shared, max(_MIN_ROOT, shared - 2) - 1, -1)
    )


def all_words() -> Iterator[str]:
    """Every word that needs no capital."""
    return (word for word in _entries() if word == word.lower())


@lru_cache(50_000)
def inflections(lemma: str, part: str) -> dict[str, tuple[str, ...]]:
    """The forms of a lemma as NOUN or VERB, by Penn tag."""
    found: dict[str, tuple[str, ...]] = _lemminflect().getAllInflections(lemma, upos=part)
    return found

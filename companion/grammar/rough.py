"""Whether a sentence shows plain slips: then one more of its small changes may be a correction.

A change between two forms that are both English is the author's choice in a sentence that is
clean. In one that holds "he have" or "many thing", it is likelier a mistake mended.
"""

from __future__ import annotations

from companion.grammar import closed, lexicon
from companion.grammar.changes import Side
from companion.grammar.noun_phrase import sound_fits
from companion.grammar.opinion import Place
from companion.grammar.spelling import correction, looks_misspelt

_ONE = frozenset("he she it this that".split())
_MANY = frozenset("many several these those few various two three four five six ten".split())
_BASE = closed.MODALS | frozenset(("to", "let", "lets", "let's", "did", "does", "do", "and", "or"))


def is_rough(place: Place) -> bool:
    """Whether the original's sentence, the change itself apart, has a plain slip."""
    side, change = place.original, place.change
    return any(
        _slips(side, k) for k in side.sentence(change.i1) if not change.i1 - 1 <= k <= change.i2
    )


def _slips(side: Side, k: int) -> bool:
    text, word, tag = side.tokens[k].text, side.low[k], side.tag(k)
    if not text[:1].isalpha():
        return text in ",.;" and _ill_spaced(side, k)
    if text == "i" and side.tag(k + 1) != "":
        return not side.in_small_letters
    if word in ("a", "an"):
        following = side.tokens[k + 1].text if k + 1 < len(side.tokens) else ""
        return not sound_fits(word, following) or side.tag(k + 1) == "NNS"
    if word in _MANY and side.tag(k + 1) == "NN" and side.tag(k + 2) not in ("NN", "NNS", "JJ"):
        return True
    if word in ("this", "that") and side.tag(k + 1) == "NNS" and tag == "DT":
        return True
    if _disagrees(side, k):
        return True
    return looks_misspelt(text) and text.islower() and correction(text) is not None


def _ill_spaced(side: Side, k: int) -> bool:
    """A space before the mark, or none after it between words."""
    if k and side.gap(k) == " " and side.is_word(k - 1):
        return True
    return (
        side.low[k] == ","
        and side.is_word(k + 1)
        and side.gap(k + 1) == ""
        and (not side.low[k + 1][:1].isdigit())
    )


def _disagrees(side: Side, k: int) -> bool:
    """A subject and the verb right after it that do not agree; a verb form after the wrong word."""
    word, before, tag = side.low[k], side.word(k - 1), side.tag(k)
    found = lexicon.can_be(word)
    if before in _ONE and side.word(k - 2) not in _BASE and side.tag(k - 1) != "IN":
        plain = found & {"VB", "VBP"} and not found & {"VBZ", "VBD", "VBN", "NN", "JJ", "RB"}
        if (plain and tag in ("VB", "VBP") and before != "that") or word in ("have", "are", "were"):
            return side.word(k - 2) not in ("if", "wish", "of", "and", "than", "though", "as")
    if before in ("i", "we", "you", "they") and side.word(k - 2) != "and":
        if tag == "VBZ" and "VBZ" in found and "NNS" not in found:
            return True
    if before in ("didn't", "doesn't", "don't", "didnt", "dont") or before in closed.MODALS:
        past = found & {"VBZ", "VBD", "VBG"} and not found & {"VB", "NN", "JJ", "RB"}
        if past:
            return True
    return before in ("much",) and tag == "NNS"

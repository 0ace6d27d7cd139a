"""Error density: in a sentence with plain errors, one more small change may be a correction.

A change between two forms that are both English is the author's choice in a sentence that is
clean. In one that holds "he have" or "many thing", it is likelier a correction.
"""

from __future__ import annotations

from companion.english import closed_classes as closed
from companion.english import lexicon
from companion.english.spelling import correction, looks_misspelt
from companion.grammar.guard.changes import Side
from companion.grammar.guard.judgement import ChangeContext
from companion.grammar.guard.noun_phrase import sound_fits

_ONE = frozenset("he she it this that".split())
_MANY = frozenset("many several these those few various two three four five six ten".split())
_BASE = closed.MODALS | frozenset(("to", "let", "lets", "let's", "did", "does", "do", "and", "or"))


def is_rough(context: ChangeContext) -> bool:
    """Whether the original's sentence, the change itself apart, has a plain error."""
    side, change = context.original, context.change
    return any(
        _has_error(side, k) for k in side.sentence(change.i1) if not change.i1 - 1 <= k <= change.i2
    )


def _has_error(side: Side, k: int) -> bool:
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
    """Whether a verb does not agree with the subject or the auxiliary right before it."""
    before, word, tag = side.word(k - 1), side.low[k], side.tag(k)
    found, earlier = lexicon.can_be(word), side.word(k - 2)
    if before in _ONE and side.tag(k - 1) != "IN":
        plain = tag in ("VB", "VBP") and found & {"VB", "VBP"} and not found & _OTHERWISE
        return bool(plain or word in ("have", "are")) and earlier not in _BASE | _UNREAL
    if before in ("i", "we", "you", "they"):
        return tag == "VBZ" and "VBZ" in found and "NNS" not in found and earlier != "and"
    if before in _ASKS_BASE:
        return bool(found & {"VBZ", "VBD", "VBG"}) and not found & {"VB", "NN", "JJ", "RB"}
    return before == "much" and tag == "NNS"


_OTHERWISE = frozenset(("VBZ", "VBD", "VBN", "NN", "JJ", "RB"))
_UNREAL = frozenset("if wish of than though as see make made".split())
_ASKS_BASE = closed.MODALS | frozenset("didn't doesn't don't didnt dont doesnt".split())

"""Whether the words around a noun ask for its singular or its plural.

"The dog" and "the dogs" are both right: which is the author's to say. "Three dog" is not.
"""

from __future__ import annotations

from companion.english import closed_classes as closed
from companion.english import lexicon
from companion.grammar.guard.changes import is_mark
from companion.grammar.guard.judgement import ChangeContext

_ONE = frozenset("a an this that each every one another either neither much little".split())
_MANY = frozenset(
    "these those many several few both various numerous all some most other different such "
    "countless dozens hundreds thousands millions fewer couple lot lots plenty kinds types sorts "
    "number range variety among between any enough half certain".split()
)
_PARTS = frozenset("one each none kind kinds sort sorts type types two three".split())
# What several own, each has one of: "their lives".
_SHARED = frozenset("their our your people's".split())
_PLURAL_VERBS = frozenset("are were have do aren't weren't haven't don't".split())
_SINGULAR_VERBS = frozenset("is was has does isn't wasn't hasn't doesn't".split())
_DEFINITE = closed.POSSESSIVES - _SHARED | {"the"}
_RARER = 1.3  # how much rarer (Zipf) the plural of a noun is that is hardly ever counted


def asks_for_number(context: ChangeContext) -> bool:
    """Whether changing the number of the noun corrects something."""
    new = context.after[0]
    plural = "NNS" in lexicon.can_be(new) or len(new) > len(context.before[0])
    if context.before[0] in (new + "s", new + "es"):
        plural = False
    before = _phrase_before(context)
    if plural:
        if ("of" in before and set(before) & _PARTS) or set(before) & _SHARED:
            return True
        if any(word in _MANY or _counts_many(word) for word in before):
            return True
        if context.old_next() in _PLURAL_VERBS:
            return True
        return not any(word in _DEFINITE or word in _ONE or _owns(word) for word in before)
    if any(word in _ONE for word in before):
        return True
    if context.next() in _SINGULAR_VERBS and context.old_next() in _SINGULAR_VERBS:
        return True
    if lexicon.zipf(new) - lexicon.zipf(context.before[0]) >= _RARER:
        return True
    return not any(word in _DEFINITE or word in _MANY or _counts_many(word) for word in before)


def _phrase_before(context: ChangeContext, most: int = 5) -> list[str]:
    """The words of the noun phrase before the noun, the nearest first.

    An "of" belongs to it where a word of quantity or kind stands before: "one of the old".
    """
    words: list[str] = []
    sentence = context.sentence_before()
    for k in range(len(sentence) - 1, max(-1, len(sentence) - 1 - most), -1):
        word, earlier = sentence[k], sentence[k - 1] if k else ""
        if is_mark(word) or word in closed.AUXILIARIES or word in closed.MODALS:
            break
        if word in closed.PREPOSITIONS and not (word == "of" and _measures(earlier)):
            break
        words.append(word)
        if word in closed.DETERMINERS and earlier != "of":
            break
    return words


def _measures(word: str) -> bool:
    return word in _MANY or word in _ONE or word in _PARTS or _counts_many(word)


def _counts_many(word: str) -> bool:
    if word.isdigit():
        return word != "1"
    return word in closed.NUMBER_WORDS and word not in ("one", "first", "once")


def _owns(word: str) -> bool:
    return word.endswith(("'s", "s'"))

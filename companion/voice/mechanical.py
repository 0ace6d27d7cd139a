"""Pair corrected words of a changed block: other forms or spellings of the same word.

A small, fast likeness for the meter. It decides nothing about grammar: it only keeps repaired
words out of the account of words that came and went.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

# Closed classes within which proofreaders exchange words freely. The features of the fitted model
# are named by them, so they do not follow `companion.english.closed_classes` as that grows.
_CLASSES: dict[str, str] = {
    "article": "a an the",
    "preposition": "of in on at to for from by with about into onto over under between among "
    "during through within upon since until till than then as",
    "pronoun": "i me my mine we us our ours you your yours he him his she her hers it its they "
    "them their theirs who whom whose which that this these those there they're it's you're "
    "who's myself himself herself itself themselves ourselves yourself one's one",
    "be": "be am is are was were been being isn't aren't wasn't weren't",
    "have": "have has had having haven't hasn't hadn't",
    "do": "do does did done doing don't doesn't didn't",
    "modal": "can could will would shall should may might must cannot can't couldn't won't "
    "wouldn't shouldn't",
    "quantity": "many much few little less fewer more most some any lot lots each every all no "
    "not none",
    "link": "and or but so nor because if whether while although though when where however",
}
CLASS_OF = {word: name for name, words in _CLASSES.items() for word in words.split()}
CLASS_WORDS = frozenset(CLASS_OF)
_AUXILIARY = frozenset({"be", "have", "do", "modal"})

_SUFFIX = re.compile(
    r"(?:ations?|itions?|ements?|nesses|ness|ically|ingly|edly|ities|ity|ments?|ances?|ences?|"
    r"ables?|ibles?|ional|ions?|ally|ives?|ists?|ings?|ies|ied|ier|iest|eds?|ers?|est|ely|ly|ous|"
    r"al|ful|en|es|ed|s|e|y|d|'s|s')$"
)
_IRREGULAR = {
    form: forms.split()[0]
    for forms in (
        "go went gone goes", "take took taken", "get got gotten", "see saw seen", "say said",
        "make made", "come came", "think thought", "know knew known", "give gave given",
        "find found", "tell told", "feel felt", "leave left", "bring brought", "buy bought",
        "begin began begun", "keep kept", "hold held", "write wrote written", "stand stood",
        "lose lost loose", "pay paid payed", "meet met", "run ran", "speak spoke spoken",
        "grow grew grown", "fall fell fallen", "send sent", "build built", "understand understood",
        "drive drove driven", "break broke broken", "spend spent", "rise rose risen", "win won",
        "teach taught", "catch caught", "choose chose chosen choice", "eat ate eaten",
        "person people persons peoples", "child children childs childrens", "man men",
        "woman women",
        "good well better best", "bad worse worst badly", "life live lives", "die death dead died",
        "foot feet", "tooth teeth", "mouse mice", "lie lay laid lain", "wear wore worn",
        "show shown shew", "become became", "drink drank drunk", "sing sang sung", "swim swam swum",
    )
    for form in forms.split()
}  # fmt: skip


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A rough stem: enough to see that two words are forms of one."""
    word = _IRREGULAR.get(word, word)
    short = _SUFFIX.sub("", word)
    if len(short) < 3:
        return word
    if short[-1] == "i":
        return short[:-1] + "y"
    return short[:-1] if len(short) > 3 and short[-1] == short[-2] else short


@lru_cache(maxsize=20_000)
def kinship(old: str, new: str) -> str:
    """How two tokens are one word corrected: "form", "spelling", "class"; "" if they are not."""
    class_old, class_new = CLASS_OF.get(old), CLASS_OF.get(new)
    if class_old and class_new:
        alike = class_old == class_new or {class_old, class_new} <= _AUXILIARY
        return "class" if alike else ""
    if not (old[0].isalpha() and new[0].isalpha()):
        return ""
    first = old[0] == new[0] or old in _IRREGULAR or new in _IRREGULAR
    if first and stem(old) == stem(new):  # a stem keeps its first letter
        return "form"
    longest = max(len(old), len(new))
    if longest <= 3:
        return "spelling" if longest == 3 and OSA.distance(old, new) == 1 else ""
    allowed = 1 if longest <= 5 else 2 if longest <= 9 else 3
    if abs(len(old) - len(new)) > allowed:
        return ""
    return "spelling" if OSA.distance(old, new, score_cutoff=allowed) <= allowed else ""


def pair_up(removed: tuple[str, ...], added: tuple[str, ...]) -> list[tuple[int, int, str]]:
    """Tokens of a block that are one word corrected: ``(removed index, added index, kinship)``.

    Pairs do not cross; the nearest partner within four places is taken.
    """
    pairs = []
    start = 0
    for i, old in enumerate(removed):
        for j in range(start, min(len(added), start + 5)):
            kin = kinship(old, added[j])
            if kin:
                pairs.append((i, j, kin))
                start = j + 1
                break
    return pairs

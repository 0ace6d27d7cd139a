"""Stock phrases: the words, phrases and patterns of the tells, as the meter counts them.

They are taken out of a text before the rest of it is read, so that what is known of a turn is
counted once, and putting one into a text changes nothing but its own count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from companion.voice.change import BREAK, CLAUSE_ENDS, SENTENCE_ENDS, is_word
from companion.voice.mechanical import CLASS_OF, kinship

SINCERITY = "genuinely honestly truly".split()
EXCESS = (
    "delve delves delved delving tapestry underscore underscores underscored underscoring pivotal "
    "intricate intricacies meticulous meticulously showcase showcases showcased showcasing realm "
    "realms multifaceted nuanced seamless seamlessly bustling vibrant unwavering captivating "
    "invaluable groundbreaking transformative myriad embark embarked commendable garner garners "
    "garnered"
).split()
# Words that assistants put in four times as often as people and more, in the texts that the meter
# is fitted on, whatever the subject. Too plain to be pointed at one by one, they are only counted.
FAVOURITES = (
    "adaptability align aligning aligns allure amidst authenticity boasts breathtaking compelling "
    "complexities comprehensive crafted crafting crucial culminating diverse elevate embodies "
    "embracing emphasized emphasizes employing empowering empowers encompass encompasses "
    "encompassing enhance enhanced enhancements enhances escalating exceptional fascinating "
    "fleeting foster fostered fosters foundational harness harnessing heartfelt iconic impactful "
    "imperative inherently insightful insights interplay intertwined intriguing kaleidoscope "
    "leverage leveraged leverages leveraging navigate navigates navigating nuances pioneering "
    "poignant poised pristine profound prowess relentless resilience resilient resonate resonates "
    "revolutionize revolutionized robust shaping solace staggering stark straightforward subtly "
    "swiftly symphony tailored timeless transforming uncover uncovering undeniable undeniably "
    "unfolds unforgettable unlock unlocking unparalleled unprecedented unravel unsettling "
    "utilizing vividly woven"
).split()
CONNECTIVES = "moreover furthermore additionally notably importantly consequently".split()
CLOSERS = ["ultimately"]
TRAILING = (
    "ensuring highlighting emphasizing emphasising reflecting fostering enabling allowing "
    "symbolizing symbolising solidifying cementing paving enhancing contributing demonstrating "
    "reinforcing marking"
).split()


def _spelled(*parts: str) -> list[str]:
    """Every phrase that takes one of the alternatives (`a|b`) at each place."""
    return [" ".join(" ".join(p).split()) for p in product(*(part.split("|") for part in parts))]


_PHRASES: dict[str, list[str]] = {
    "worth-noting": [
        *_spelled("it's|it is", "|also", "worth", "noting|mentioning|remembering|considering"),
        *_spelled("it's|it is", "|also", "important|crucial|essential|vital",
                  "to", "note|remember|understand|recognize|recognise"),
    ],
    "stock-opener": _spelled(
        "in", "today's|the ever|an era of|an era where|an age of|an age where|a world of|"
        "a world where|the realm of|the world of"),
    "stock-closer": ["in conclusion", "in summary", "to sum up", "at the end of the day",
                     "in essence"],
    "testament": [
        *_spelled("stands|stand|serves|serve|stood|served", "as", "a|an|a lasting|a powerful|"
                  "a poignant|a stark", "testament|reminder|beacon|symbol"),
        "a testament to",
    ],
    "plays-a-role": _spelled(
        "play|plays|played|playing", "a|an",
        "crucial|vital|pivotal|key|significant|important|central|essential", "role|part"),
}  # fmt: skip
_OPENING = frozenset({"stock-opener", "stock-closer"})

DASH = "—"
NOT_JUST, NOT_BUT_ITS, TRIAD = "not just … but", "not …: it's", "three in a row"
_FRAMES = frozenset({NOT_JUST, NOT_BUT_ITS, TRIAD})
_DENIALS = frozenset({"not", "isn't", "wasn't", "aren't", "weren't", "it's"})
_ONLY = frozenset({"just", "only", "merely", "simply"})
_ANSWERS = frozenset({("it's",), ("they're",), ("it", "is"), ("it", "was")})
_FAR = 16  # tokens between the halves of a contrast
_LEAST_LETTERS = 4

RULE_OF = {
    **dict.fromkeys(FAVOURITES, "favourite-word"),
    **dict.fromkeys(SINCERITY, "sincerity"),
    **dict.fromkeys(EXCESS, "excess-word"),
}
_AT_START = {
    **dict.fromkeys(CONNECTIVES, "heavy-connective"),
    **dict.fromkeys(CLOSERS, "stock-closer"),
}
# Phrases by their first word that is not in every sentence, with its place in them.
_BY_WORD: dict[str, list[tuple[int, list[str], str]]] = {}
for _rule, _phrases in _PHRASES.items():
    for _phrase in sorted(_phrases, key=len, reverse=True):
        _words = _phrase.split()
        if RULE_OF.keys().isdisjoint(_words):  # those words count by themselves
            _at = next(k for k, word in enumerate(_words) if word not in CLASS_OF)
            _BY_WORD.setdefault(_words[_at], []).append((_at, _words, _rule))
_TRAILING = frozenset(TRAILING)
_TRIGGERS = frozenset({*_AT_START, *_BY_WORD, *TRAILING, *_ONLY, DASH, "--", "and"})

KEYS = {
    **RULE_OF,
    **{word + ",": rule for word, rule in _AT_START.items()},
    **{", " + word: "trailing-ing" for word in TRAILING},
    **{" ".join(words): rule for found in _BY_WORD.values() for _, words, rule in found},
    DASH: "dash-aside",
    NOT_JUST: "not-just-but",
    NOT_BUT_ITS: "not-x-its-y",
    TRIAD: "triad",
}


def shown_turn(key: str) -> str:
    """What to show an author for a turn: the words without the marks they are found by."""
    return key.strip(", ")


def apart(tokens: Sequence[str]) -> tuple[list[str], Counter[str]]:
    """The tokens without the turns, and how often each turn occurs, by its key in `KEYS`."""
    found: Counter[str] = Counter()
    rest = list(tokens)
    if not RULE_OF.keys().isdisjoint(rest):
        found.update(unit for unit in rest if unit in RULE_OF)
        rest = _without_words(rest)
    at = [k for k, unit in enumerate(rest) if unit in _TRIGGERS]
    if not at:
        return rest, found
    taken: dict[int, int] = {}  # each place with one before it that may be free
    for k in at:
        if k not in taken:
            for key, places in _turn_at(rest, k, taken):
                found[key] += 1
                taken.update((place, place - 1) for place in places)
                break
    return [t for k, t in enumerate(rest) if k not in taken] if taken else rest, found


def _without_words(tokens: list[str]) -> list[str]:
    """The tokens without listed words, nor the comma after one that opened a sentence."""
    rest: list[str] = []
    opened = False
    for unit in tokens:
        if unit in RULE_OF:
            opened = not rest or rest[-1] in CLAUSE_ENDS
        elif opened and unit == ",":
            opened = False
        else:
            opened = False
            rest.append(unit)
    return rest


def _free_before(k: int, taken: dict[int, int]) -> int:
    """The last place before one that belongs to no turn, -1 if none; the way there is shortened."""
    passed = []
    k -= 1
    while k in taken:
        passed.append(k)
        k = taken[k]
    for place in passed:
        taken[place] = k
    return k


def _turn_at(tokens: list[str], k: int, taken: dict[int, int]) -> Iterator[tuple[str, set[int]]]:
    """The turn that stands at a place, and the places of its tokens: the first counts."""
    unit = tokens[k]
    last = _free_before(k, taken)
    before = tokens[last] if last >= 0 else BREAK
    starts = before in CLAUSE_ENDS
    if unit in (DASH, "--"):
        if last >= 0 and is_word(before) and k + 1 < len(tokens):
            yield DASH, {k}
    elif unit == "and":
        yield from _triad(tokens, k)
    elif unit in _ONLY:
        yield from _contrast(tokens, k)
    if unit in _AT_START:
        comma = tokens[k + 1 : k + 2] == [","]
        if starts:
            yield f"{unit},", {k, k + 1} if comma else {k}
        elif before == "," and comma:
            yield f"{unit},", {last, k, k + 1}
    if unit in _TRAILING:
        if before == ",":
            yield f", {unit}", {last, k}
        elif before.endswith("ly") and last > 0 and tokens[last - 1] == ",":
            yield f", {unit}", {last - 1, last, k}
    for at, words, rule in _BY_WORD.get(unit, ()):
        start, end = k - at, k - at + len(words)
        if start < 0 or tokens[start:end] != words:
            continue
        if rule not in _OPENING:
            yield " ".join(words), set(range(start, end))
        elif (free := _free_before(start, taken)) < 0 or tokens[free] in CLAUSE_ENDS:
            comma = tokens[end : end + 1] == [","]
            yield " ".join(words), set(range(start, end + comma))


def _triad(tokens: list[str], k: int) -> Iterator[tuple[str, set[int]]]:
    """Three long words in a row before, and after, the last comma; the comma may be missing."""
    end = k - 1 if tokens[k - 1] == "," else k
    words = tokens[end - 3 : end] + tokens[k + 1 : k + 2] if end >= 3 else []
    if len(words) == 4 and words[1] == "," and all(map(_long, (words[0], words[2], words[3]))):
        yield TRIAD, set(range(end - 2, k + 2))


def _long(word: str) -> bool:
    return len(word) >= _LEAST_LETTERS and word.isalpha() and word not in CLASS_OF


def _contrast(tokens: list[str], k: int) -> Iterator[tuple[str, set[int]]]:
    """The words that frame "not just this but that" and "isn't just this; it's that"."""
    if not k or tokens[k - 1] not in _DENIALS:
        return
    stop = min(len(tokens), k + _FAR)
    for j in range(k + 2, stop):
        unit, before = tokens[j], tokens[j - 1]
        if unit == "but":
            yield NOT_JUST, {k - 1, k, j}
            return
        if _answers(tokens, j) and (before in CLAUSE_ENDS or before in (",", DASH, "--")):
            yield NOT_BUT_ITS, {k - 1, k, j}
            return
        if unit in SENTENCE_ENDS and not _answers(tokens, j + 1):
            return


def _answers(tokens: list[str], k: int) -> bool:
    return (*tokens[k : k + 1],) in _ANSWERS or (*tokens[k : k + 2],) in _ANSWERS


def new_turns(
    before: Sequence[str], after: Sequence[str], had: Mapping[str, int], has: Mapping[str, int]
) -> dict[str, int]:
    """How many of each turn came (or left, below 0) from one text to the other.

    A word that was only respelled or inflected did not come, nor did one that was there already
    and only got a comma or another place.

    Args:
        before: the tokens of the first text, whole.
        after: the tokens of the second.
        had: the turns of the first.
        has: the turns of the second.
    """
    moved = {key: has.get(key, 0) - had.get(key, 0) for key in {*had, *has}}
    moved = {key: n for key, n in sorted(moved.items()) if n}
    _cancel_forms(moved)
    if any(n > 0 for n in moved.values()):
        rise = Counter(after)
        rise.subtract(before)
        gone = [word for word, n in rise.items() if n < 0 and word not in RULE_OF]
        for key, n in moved.items():
            if n > 0:
                moved[key] = _really_new(key, n, rise, gone)
    return {key: n for key, n in moved.items() if n}


def _cancel_forms(moved: dict[str, int]) -> None:
    """Where one form of a listed word took the place of another, neither came nor left."""
    for new in [key for key, n in moved.items() if n > 0 and key in RULE_OF]:
        for old in [key for key, n in moved.items() if n < 0 and key in RULE_OF]:
            if kinship(old, new) in ("form", "spelling"):
                both = min(moved[new], -moved[old])
                moved[new] -= both
                moved[old] += both


def _really_new(key: str, count: int, rise: Mapping[str, int], gone: list[str]) -> int:
    """How many of ``count`` turns brought a word, or a dash, that was not there in any form."""
    if key == DASH:
        return max(0, min(count, sum(rise.get(mark, 0) for mark in (DASH, "--", "-"))))
    if key in _FRAMES:
        return count
    words = [w for w in key.replace(",", "").split() if w not in CLASS_OF]
    came = [
        rise.get(w, 0) - sum(kinship(old, w) in ("form", "spelling") for old in gone) for w in words
    ]
    return max(0, min(count, max(came, default=0)))

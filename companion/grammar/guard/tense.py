"""Whether the words around a verb ask for another tense or aspect of it.

"She is a teacher" and "she was a teacher" are both right: which is true is the author's to say.
"Yesterday we eat" is not. Evidence is another finite verb of the sentence or of the next one, a
word of time, or an original that is no English: "Michael get", "I seen".
"""

from __future__ import annotations

from companion.english import closed_classes as closed
from companion.english import lexicon
from companion.grammar.guard.changes import Side
from companion.grammar.guard.judgement import Opinion, Place
from companion.grammar.kinds import Kind

_PAST_WORDS = frozenset("yesterday ago last when once then earlier morning".split())
_PRESENT_WORDS = frozenset(
    "now today nowadays currently usually every always often sometimes generally normally "
    "currently rarely".split()
)
_HABIT = frozenset("usually every always often sometimes generally normally never rarely".split())
_RIGHT_NOW = frozenset("now currently moment still".split())
_PERFECT_WORDS = frozenset("since already yet just recently lately ever never always".split())
_WISHES = frozenset(("wish", "wishes"))
_UNREAL = frozenset(("would", "could", "might"))
# Verbs of a state, which English does not put in the progressive.
_STATES = frozenset(
    "know like want need believe understand love hate prefer own belong seem contain cost mean "
    "agree remember depend consist deserve matter possess resemble exist".split()
)
_THIRD = frozenset("he she it this that".split())


def other_tense(place: Place, *, past: bool, message: str) -> Opinion:
    """The opinion of a finite verb that changes from present to past or the other way."""
    if asks_for_tense(place, past=past):
        return Opinion(Kind.TENSE, message)
    said = f"'{place.old}' or '{place.new}': when it was is yours to say."
    return Opinion(Kind.MEANING, said, soft=Kind.TENSE)


def asks_for_tense(place: Place, *, past: bool) -> bool:
    """Whether something asks for the past tense, or for the present."""
    if _no_english(place):
        return True
    side, own = place.original, range(place.change.i1, place.change.i2)
    here = side.sentence(place.change.i1)
    words = {side.low[k] for k in here if k not in own}
    if past and words & _WISHES:
        return True
    if words & (_PAST_WORDS if past else _PRESENT_WORDS) or (past and any(map(_year, words))):
        return True
    if past and "if" in words and words & _UNREAL:
        return True
    wanted = "past" if past else "present"
    if any(tense_of(side, k) == wanted for k in here if k not in own):
        return True
    around = (*side.sentence(here.start - 1), *side.sentence(here.stop))
    return {tense_of(side, k) for k in around if k not in here} - {""} == {wanted}


_PAST_AUXILIARIES = frozenset("was were had did".split())


def negated_auxiliary(place: Place, old: str, new: str) -> Opinion | None:
    """Isn't, doesn't, haven't that became another: agreement, or another time."""
    if not {old, new} <= closed.AUXILIARIES:
        return None
    one_verb = bool(lexicon.inflected(old, new))
    past, was_past = new in _PAST_AUXILIARIES, old in _PAST_AUXILIARIES
    if one_verb and past == was_past:
        return Opinion(Kind.AGREEMENT, f"'{place.new}' is the form that fits here.")
    asked = not _governs(old, place.old_next()) or (one_verb and asks_for_tense(place, past=past))
    if asked:
        return Opinion(Kind.TENSE, f"'{place.new}' is the form that fits here, not '{place.old}'.")
    said = f"'{place.old}' or '{place.new}': when it was is yours to say."
    return Opinion(Kind.MEANING, said, soft=Kind.TENSE)


def _governs(auxiliary: str, following: str) -> bool:
    """Whether the auxiliary may stand before the word: did see, has seen, is seeing."""
    found = lexicon.can_be(following)
    if "VERB" not in lexicon.parts(following):
        return auxiliary not in closed.DO
    if auxiliary in closed.DO:
        return "VB" in found
    return bool(found & ({"VBN"} if auxiliary in closed.HAVE else {"VBN", "VBG"}))


def tense_of(side: Side, k: int) -> str:
    """Which tense a finite verb has, "past" or "present"; nothing for any other word."""
    first = side.tag(k).partition("+")
    for tag in (first[0], first[2]):
        if tag == "VBD":
            return "past"
        if tag in ("VBZ", "VBP"):
            return "present"
    return ""


def _year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and word[:2] in ("15", "16", "17", "18", "19", "20")


def _no_english(place: Place) -> bool:
    """Whether the verb does not agree with its subject, or is a participle with no auxiliary."""
    found = lexicon.tags(place.before[0])
    side, k = place.original, place.change.i1 - 1
    while side.tag(k) == "RB" and not closed.is_negative(side.word(k)):
        k -= 1
    single = side.tag(k) in ("NN", "NNP") or (side.word(k) in _THIRD and side.tag(k) != "IN")
    if found & {"VB", "VBP"} and not found & {"VBZ", "VBD"} and single:
        return side.word(k - 1) not in ("and", "let", "see")
    return "VBN" in found and "VBD" not in found


def aspect(place: Place, old: tuple[str, ...], new: tuple[str, ...]) -> Opinion | None:
    """A simple form became a progressive or a perfect, or the other way; else nothing.

    ``old`` and ``new`` are the verb groups, contractions spelled out.
    """
    before, after = _shape(old), _shape(new)
    if not before or not after or before == after:
        return None
    fits = Opinion(Kind.TENSE, f"'{place.new}' is the tense that fits here, not '{place.old}'.")
    side = place.original
    words = {side.low[k] for k in side.sentence(place.change.i1)}
    said = f"'{place.old}' or '{place.new}': how you see it is yours to say."
    if place.old_prev() in closed.MODALS | closed.HAVE | {"to"}:
        return Opinion(Kind.MEANING, said, soft=Kind.TENSE)
    if {before, after} == {"simple", "progressive"}:
        stems = {lemma for _, lemma in lexicon.lemmas(new[-1])}
        asked = bool(stems & _STATES or words & (_HABIT if after == "simple" else _RIGHT_NOW))
    elif after == "perfect":
        asked = bool(words & _PERFECT_WORDS) or _asks_for_perfect(place, had=new[0] == "had")
    else:
        asked = asks_for_tense(place, past=after == "simple")
    if asked:
        return fits
    return Opinion(Kind.MEANING, said, soft=Kind.TENSE)


def _asks_for_perfect(place: Place, *, had: bool) -> bool:
    """Whether another verb is in the past, for "had", or the sentence speaks of the present."""
    side, own = place.original, range(place.change.i1, place.change.i2 + 1)
    here = side.sentence(place.change.i1)
    tenses = {tense_of(side, k) for k in here if k not in own}
    if had:
        return "past" in tenses
    present = {side.low[k] for k in here} & _PRESENT_WORDS
    if tense_of(side, place.change.i2 - 1) == "present" and _lasts(side, here):
        return True
    return bool(present) or ("present" in tenses and "past" not in tenses)


_SPANS = frozenset("for during since in".split())
_UNITS = frozenset("second minute hour day week month year decade century time age".split())


def _lasts(side: Side, here: range) -> bool:
    """Whether the sentence says how long: "during three years", "for a long time"."""
    for k in here:
        if side.low[k] in _SPANS:
            near = (side.word(k + n).removesuffix("s") for n in (2, 3, 4))
            if any(word in _UNITS for word in near):
                return True
    return False


def _shape(group: tuple[str, ...]) -> str:
    """Which aspect a well-formed verb group has: simple, progressive, perfect; else nothing."""
    tags = lexicon.can_be(group[-1])
    if len(group) == 1:
        return "simple" if tags & {"VB", "VBP", "VBZ", "VBD", "VBN"} else ""
    if len(group) == 2 and group[0] in closed.BE - {"being"} and "VBG" in tags:
        return "progressive"
    return "perfect" if len(group) == 2 and group[0] in closed.HAVE and "VBN" in tags else ""

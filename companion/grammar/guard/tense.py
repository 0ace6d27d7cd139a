"""Whether the words around a verb ask for another tense or aspect of it.

"She is a teacher" and "she was a teacher" are both right: which is true is the author's to say.
"Yesterday we eat" is not. Evidence is another finite verb of the sentence or of the next one, a
word of time, or an original that is no English: "Michael get", "I seen".
"""

from __future__ import annotations

from companion.english import closed_classes as closed
from companion.english import lexicon
from companion.grammar.guard.changes import Side
from companion.grammar.guard.judgement import ChangeContext, Judgement
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


def other_tense(context: ChangeContext, *, past: bool, message: str) -> Judgement:
    """The judgement of a finite verb that changes from present to past or the other way."""
    if asks_for_tense(context, past=past):
        return Judgement(Kind.TENSE, message)
    said = f"'{context.old}' or '{context.new}': when it was is yours to say."
    return Judgement(Kind.MEANING, said, soft=Kind.TENSE)


def asks_for_tense(context: ChangeContext, *, past: bool) -> bool:
    """Whether something asks for the past tense, or for the present."""
    if _no_english(context):
        return True
    side, own = context.original, range(context.change.i1, context.change.i2)
    here = side.sentence(context.change.i1)
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


def negated_auxiliary(context: ChangeContext, old: str, new: str) -> Judgement | None:
    """Isn't, doesn't, haven't that became another: agreement, or another time."""
    if not {old, new} <= closed.AUXILIARIES:
        return None
    one_verb = bool(lexicon.inflected(old, new))
    past, was_past = new in _PAST_AUXILIARIES, old in _PAST_AUXILIARIES
    if one_verb and past == was_past:
        return Judgement(Kind.AGREEMENT, f"'{context.new}' is the form that fits here.")
    asked = not _governs(old, context.old_next()) or (
        one_verb and asks_for_tense(context, past=past)
    )
    if asked:
        return Judgement(
            Kind.TENSE, f"'{context.new}' is the form that fits here, not '{context.old}'."
        )
    said = f"'{context.old}' or '{context.new}': when it was is yours to say."
    return Judgement(Kind.MEANING, said, soft=Kind.TENSE)


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


def _no_english(context: ChangeContext) -> bool:
    """Whether the verb does not agree with its subject, or is a participle with no auxiliary."""
    found = lexicon.tags(context.before[0])
    side, k = context.original, context.change.i1 - 1
    while side.tag(k) == "RB" and not closed.is_negative(side.word(k)):
        k -= 1
    single = side.tag(k) in ("NN", "NNP") or (side.word(k) in _THIRD and side.tag(k) != "IN")
    if found & {"VB", "VBP"} and not found & {"VBZ", "VBD"} and single:
        return side.word(k - 1) not in ("and", "let", "see")
    return "VBN" in found and "VBD" not in found


def aspect(context: ChangeContext, old: tuple[str, ...], new: tuple[str, ...]) -> Judgement | None:
    """A simple form became a progressive or a perfect, or the other way; else nothing.

    ``old`` and ``new`` are the verb groups, contractions spelled out.
    """
    before, after = _shape(old), _shape(new)
    if not before or not after or before == after:
        return None
    fits = Judgement(
        Kind.TENSE, f"'{context.new}' is the tense that fits here, not '{context.old}'."
    )
    side = context.original
    words = {side.low[k] for k in side.sentence(context.change.i1)}
    said = f"'{context.old}' or '{context.new}': how you see it is yours to say."
    if context.old_prev() in closed.MODALS | closed.HAVE | {"to"}:
        return Judgement(Kind.MEANING, said, soft=Kind.TENSE)
    if {before, after} == {"simple", "progressive"}:
        stems = {lemma for _, lemma in lexicon.lemmas(new[-1])}
        asked = bool(stems & _STATES or words & (_HABIT if after == "simple" else _RIGHT_NOW))
    elif after == "perfect":
        asked = bool(words & _PERFECT_WORDS) or _asks_for_perfect(context, had=new[0] == "had")
    else:
        asked = asks_for_tense(context, past=after == "simple")
    if asked:
        return fits
    return Judgement(Kind.MEANING, said, soft=Kind.TENSE)


def _asks_for_perfect(context: ChangeContext, *, had: bool) -> bool:
    """Whether another verb is in the past, for "had", or the sentence speaks of the present."""
    side, own = context.original, range(context.change.i1, context.change.i2 + 1)
    here = side.sentence(context.change.i1)
    tenses = {tense_of(side, k) for k in here if k not in own}
    if had:
        return "past" in tenses
    present = {side.low[k] for k in here} & _PRESENT_WORDS
    if tense_of(side, context.change.i2 - 1) == "present" and _lasts(side, here):
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

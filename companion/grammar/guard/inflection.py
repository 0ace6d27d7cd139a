"""Rules for the forms of verbs and the number of nouns."""

from __future__ import annotations

from companion.english import closed_classes as closed
from companion.english import lexicon
from companion.grammar.guard.judgement import ChangeContext, Judgement
from companion.grammar.guard.noun_phrase import is_person
from companion.grammar.guard.number import asks_for_number
from companion.grammar.guard.tense import asks_for_tense, other_tense, tense_of
from companion.grammar.kinds import Kind


def verb(context: ChangeContext) -> Judgement | None:
    """A change of an auxiliary or a modal."""
    old, new = context.before[0], context.after[0]
    if {old, new} <= {"is", "are", "was", "were", "has", "have"}:
        if _same_tense(old, new) and (either := _either_number(context)) is not None:
            return either
        single = context.old_prev() in ("i", "he", "she", "it") and context.old_prev(2) != "and"
        if (old, new) == ("was", "were") and single:
            if not _unreal(context):
                return Judgement(Kind.MEANING, f"'{context.old}' states a fact here.")
            return Judgement(Kind.VERB_FORM, f"'{context.new}' is the form for what is not so.")
    if old in closed.AUXILIARIES and new in closed.AUXILIARIES:
        kind = Kind.AGREEMENT if _same_tense(old, new) else Kind.TENSE
        if not lexicon.inflected(old, new):
            if old in closed.HAVE and new in closed.BE and _is_so(context):
                return Judgement(Kind.VERB_FORM, f"One '{context.new}' so, one does not have it.")
            if old in closed.HAVE and new in closed.BE and context.old_prev() == "there":
                return Judgement(Kind.VERB_FORM, f"'{context.new}' says that there is something.")
            if not _helps(context):
                message = f"'{context.new}' is another verb than '{context.old}'."
                return Judgement(Kind.WORD_CHOICE, message)
            kind = Kind.VERB_FORM
        elif kind is Kind.TENSE and not _nonfinite(old, new):
            past = new in ("was", "were", "had", "did")
            if not asks_for_tense(context, past=past):
                message = f"'{context.old}' or '{context.new}': when it was is yours to say."
                return Judgement(Kind.MEANING, message, soft=Kind.TENSE)
        return Judgement(kind, f"'{context.new}' is the form that fits here, not '{context.old}'.")
    if (old, new) in (("can", "could"), ("will", "would")) and "wish" in context.sentence_before():
        return Judgement(Kind.TENSE, f"After 'wish', '{context.new}' rather than '{context.old}'.")
    if {old, new} in ({"will", "would"}, {"can", "could"}) and _backshift(context, new):
        return Judgement(Kind.TENSE, f"'{context.new}' goes with the tense of the sentence.")
    if old in closed.MODALS or new in closed.MODALS:
        soft = Kind.TENSE if {old, new} in ({"will", "would"}, {"can", "could"}) else None
        said = f"'{context.new}' is another claim than '{context.old}'."
        return Judgement(Kind.MEANING, said, soft=soft)
    return None


def _is_so(context: ChangeContext) -> bool:
    """Whether an age or a quality follows, and no noun that one could have: "has 20 years old"."""
    side, i = context.original, context.change.i2
    while side.tag(i) in ("RB", "CD") or side.word(i) in ("year", "years"):
        i += 1
    return side.tag(i) == "JJ" and not side.tag(i + 1).startswith(("NN", "JJ", "VBG", "CC"))


def _helps(context: ChangeContext) -> bool:
    """Whether the verb is an auxiliary here: a verb form or a negation follows."""
    following = context.next()
    if following in closed.AUXILIARIES or closed.is_negative(following):
        return True
    asked = {"VB"} if context.after[0] in closed.DO else {"VBN", "VBG"}
    return bool(lexicon.can_be(following) & asked) and following not in closed.ARTICLES


# Nouns that some take as one and some as many.
_EITHER_NUMBER = frozenset(
    "data media team staff committee crew band jury audience council none family couple crowd "
    "public politics".split()
)


def _either_number(context: ChangeContext) -> Judgement | None:
    """Data shows, data show; none of them is, none of them are."""
    side, k = context.original, context.change.i1 - 1
    while side.tag(k) == "RB":
        k -= 1
    if side.word(k) in ("them", "us", "you", "these", "those") and side.word(k - 1) == "of":
        k -= 2
    if side.word(k) not in _EITHER_NUMBER:
        return None
    return Judgement(Kind.WORD_CHOICE, f"'{side.word(k)}' goes with either verb.")


def _unreal(context: ChangeContext) -> bool:
    """Whether the clause speaks of what is not so: after "wish", or "if" with "would"."""
    sentence = {*context.sentence_before(), *context.sentence_after()}
    if "wish" in sentence or "though" in context.sentence_before()[-4:]:
        return True
    return "if" in sentence and any(
        word in ("would", "could", "might", "should") or word.endswith(("'d", "ouldn't"))
        for word in sentence
    )


def _backshift(context: ChangeContext, new: str) -> bool:
    """Whether the other verbs of the sentence ask for "would" and "could", or for "will", "can"."""
    past = present = False
    for word in (*context.sentence_before(), *context.sentence_after()):
        found = lexicon.can_be(word)
        past = past or word in _PAST or ("VBD" in found and not found & {"VB", "NN", "JJ"})
        present = present or word in _PRESENT or ("VBZ" in found and "NNS" not in found)
    return past if new in ("would", "could") else present and not past


_PAST = frozenset("was were had did wasn't weren't hadn't didn't would could".split())


_PRESENT = frozenset("is are am has do does isn't aren't don't doesn't can will".split())


def _nonfinite(old: str, new: str) -> bool:
    return bool({old, new} & {"be", "been", "being", "having", "doing", "done"})


def _same_tense(old: str, new: str) -> bool:
    past = {"was", "were", "had", "did", "been"}
    return (old in past) == (new in past)


def say_or_tell(context: ChangeContext) -> Judgement | None:
    """He said me that -> he told me that; he told that -> he said that."""
    lemmas = [
        {lemma for part, lemma in lexicon.lemmas(word) if part == "VERB"}
        for word in (context.before[0], context.after[0])
    ]
    following = context.old_next()
    someone = following in _SOMEONE
    if "say" in lemmas[0] and "tell" in lemmas[1] and someone and context.old_next(2) in _SAID:
        return Judgement(Kind.VERB_FORM, f"One says something, and tells '{following}'.")
    if "tell" in lemmas[0] and "say" in lemmas[1] and following == "that":
        return Judgement(Kind.VERB_FORM, "'tell' takes the person who is told.")
    return None


_SOMEONE = frozenset("me you him her us them".split())
_SAID = frozenset("that about to what how why where".split()) | closed.DETERMINERS


def inflection(context: ChangeContext) -> Judgement | None:
    """A change to another form of the same word."""
    old, new = context.before[0], context.after[0]
    shared = lexicon.inflected(old, new)
    if not shared:
        if not lexicon.is_known(old) and old in (new + "s", new.removesuffix("s")):
            return _number(
                context, f"'{context.new}' is the form of '{context.old}' that fits here."
            )
        return None
    if new in closed.QUANTIFIERS or old in closed.QUANTIFIERS:
        return None
    before, after = lexicon.can_be(old), lexicon.can_be(new)
    if old in _POSTURES and context.old_prev() in closed.BE and "VBG" in after:
        return Judgement(Kind.WORD_CHOICE, f"'{context.old}' is right too: dialect is your choice.")
    if "VBG" in before ^ after:
        other = _other_participle(context, before, after)
        if other is not None:
            return other
    fits = f"'{context.new}' is the form of '{context.old}' that fits here."
    if "VERB" in shared or "AUX" in shared:
        if "VB" in before and "VB" not in after and _asks_base(context):
            return Judgement(
                Kind.REPHRASING, f"'{context.old}' is the form that its verb asks for."
            )
        times = (
            tense_of(context.original, context.change.i1),
            tense_of(context.proposed, context.change.j1),
        )
        if set(times) == {"past", "present"} and "VBN" not in before:
            return _tense(context, fits, past=times[1] == "past")
        if _unbound(context, before, after):
            return Judgement(Kind.REPHRASING, f"'{context.new}' would build the sentence anew.")
        if after & {"VBD"} and not after & {"VB", "VBZ"} and before & {"VB", "VBZ", "VBP", "VBG"}:
            subject = context.original.tag(context.change.i1 - 1).startswith(
                ("NN", "PRP", "W", "EX")
            )
            if not subject and context.proposed.tag(context.change.j1) in ("VBN", "JJ"):
                return Judgement(Kind.VERB_FORM, fits)
            return _tense(context, fits, past=True)
        if before >= {"VBD"} and after & {"VB", "VBZ"} and not after & {"VBD", "VBN"}:
            return _tense(context, fits, past=False)
        if {"VB", "VBZ"} <= ({*before} | {*after}) and not (before | after) & {"VBG"}:
            if (either := _either_number(context)) is not None:
                return either
            if "NOUN" in shared and context.prev() in closed.ARTICLES | closed.POSSESSIVES:
                return _number(context, fits)
            return Judgement(Kind.AGREEMENT, fits)
        return Judgement(Kind.VERB_FORM, fits)
    if "NOUN" in shared or "PROPN" in shared:
        return _number(context, fits)
    return Judgement(Kind.WORD_FORM, fits)


_POSTURES = frozenset(("sat", "stood"))  # "she was sat there"
# Verbs of which one who feels is "-ed" and what makes them feel so is "-ing".
_FEELINGS = frozenset(
    "interest excite bore tire surprise amaze confuse annoy please satisfy disappoint worry "
    "frighten relax embarrass shock thrill fascinate disgust exhaust puzzle charm horrify touch "
    "move inspire encourage discourage terrify astonish depress".split()
)
_PEOPLE = frozenset("i we he she you they me us him her them people everyone".split())
_SEES = frozenset("see hear watch feel notice observe".split())


def _other_participle(
    context: ChangeContext, before: frozenset[str], after: frozenset[str]
) -> Judgement | None:
    """Where "-ing" and another form are both English, each says something else: hold it."""
    old, side = context.before[0], context.original
    lemmas = {lemma for part, lemma in lexicon.lemmas(old) if part == "VERB"}
    near = [context.old_prev(k) for k in range(1, 5)]
    linked = next((k for k, word in enumerate(near) if word in closed.BE | _COPULAS), -1)
    if "VBG" in after:
        perceived = any(
            side.tag(context.change.i1 - k).startswith("VB")
            and _SEES & {lemma for _, lemma in lexicon.lemmas(word)}
            for k, word in enumerate(near, 1)
        )
        if before & {"VB"} and perceived:
            return Judgement(Kind.WORD_CHOICE, f"'{context.old}' is right too: your choice.")
        if lemmas & _FEELINGS and "VBN" in before and _feels(context, near):
            return Judgement(Kind.MEANING, f"'{context.new}' says who feels it otherwise.")
        return None
    if "VBN" not in after or (side.tag(context.change.i2) == "" and linked < 0):
        return None
    if lemmas & _FEELINGS:
        feels = linked >= 0 and near[linked + 1 : linked + 2] and near[linked + 1] in _PEOPLE
        if feels or context.next() in ("in", "by", "about", "with"):
            return Judgement(Kind.VERB_FORM, f"One who feels it is '{context.new}'.")
        return Judgement(Kind.MEANING, f"'{context.new}' says who feels it otherwise.")
    if linked == 0 and near[1] in _PEOPLE and context.next() != "by":
        return Judgement(Kind.MEANING, f"'{context.new}' says it was done to them.")
    return None


_COPULAS = frozenset(
    "feel felt feels get got look looks looked seem seems seemed become became".split()
)


def _feels(context: ChangeContext, near: list[str]) -> bool:
    """Whether the one who feels it may be a person: the subject, or the noun that follows."""
    noun = context.old_next()
    if context.original.tag(context.change.i2) == "NN":
        return is_person(noun) or noun in _LIVING
    return bool(_PEOPLE & set(near)) and near[0] not in ("something", "anything", "nothing")


_LIVING = frozenset("cat dog audience crowd class team public reader king baby animal".split())


def _tense(context: ChangeContext, fits: str, *, past: bool) -> Judgement:
    """Grammar where another verb or a word of time asks for the tense; else the author's sense."""
    side, k = context.original, context.change.i1 - 1
    while side.tag(k) == "RB" and not closed.is_negative(side.word(k)):
        k -= 1
    before = side.word(k)
    if before in closed.MODALS | closed.AUXILIARIES | {"to", "not"}:
        return Judgement(Kind.VERB_FORM, fits)
    asks = context.prev(2) in closed.DO | closed.MODALS and before in closed.PRONOUNS
    if asks or before.endswith(("n't", "'ve", "'ll")):
        return Judgement(Kind.VERB_FORM, fits)
    return other_tense(context, past=past, message=fits)


def _unbound(context: ChangeContext, before: frozenset[str], after: frozenset[str]) -> bool:
    """Whether a verb that stands well as it is would become a participle: "friends laughing"."""
    described = context.original.tag(context.change.i1) == "JJ"
    linked = (
        context.original.tag(context.change.i1 - 1) == "RB" and context.old_prev(2) in closed.BE
    )
    finite = bool(before & {"VBD", "VBZ"}) and not before & {"VB", "VBG", "NNS"}
    finite = finite and not linked and not described
    asked = closed.BE | closed.PREPOSITIONS | {"not", "to", "and", "or", ","}
    return finite and after <= {"VBG", "NN", "JJ"} and context.prev() not in asked


def _asks_base(context: ChangeContext) -> bool:
    """Whether "do" or a modal stands before, perhaps with its subject between: "did you eat"."""
    governor = context.prev(2) if context.prev() in closed.PRONOUNS else context.prev()
    return governor in closed.DO | closed.MODALS


def _number(context: ChangeContext, fits: str) -> Judgement:
    if asks_for_number(context):
        return Judgement(Kind.NOUN_NUMBER, fits)
    said = f"'{context.old}' or '{context.new}': how many is yours to say."
    return Judgement(Kind.MEANING, said, soft=Kind.NOUN_NUMBER)

"""Rules for the forms of verbs and the number of nouns."""

from __future__ import annotations

from companion.grammar import closed, lexicon
from companion.grammar.kinds import Kind
from companion.grammar.number import asks_for_number
from companion.grammar.opinion import Opinion, Place


def verb(place: Place) -> Opinion | None:
    """An auxiliary or a modal became another."""
    old, new = place.before[0], place.after[0]
    if {old, new} <= {"is", "are", "was", "were", "has", "have"}:
        if place.old_prev() in _EITHER_NUMBER and _same_tense(old, new):
            return Opinion(Kind.WORD_CHOICE, f"'{place.old_prev()}' goes with either verb.")
        single = place.old_prev() in ("i", "he", "she", "it") and place.old_prev(2) != "and"
        if (old, new) == ("was", "were") and single:
            if not _unreal(place):
                return Opinion(Kind.MEANING, f"'{place.old}' states a fact here.")
            return Opinion(Kind.VERB_FORM, f"'{place.new}' is the form for what is not so.")
    if old in closed.AUXILIARIES and new in closed.AUXILIARIES:
        kind = Kind.AGREEMENT if _same_tense(old, new) else Kind.TENSE
        if not lexicon.inflected(old, new):
            if not _helps(place):
                message = f"'{place.new}' is another verb than '{place.old}'."
                return Opinion(Kind.WORD_CHOICE, message)
            kind = Kind.VERB_FORM
        return Opinion(kind, f"'{place.new}' is the form that fits here, not '{place.old}'.")
    if {old, new} in ({"will", "would"}, {"can", "could"}) and _backshift(place, new):
        return Opinion(Kind.TENSE, f"'{place.new}' goes with the tense of the sentence.")
    if old in closed.MODALS or new in closed.MODALS:
        return Opinion(Kind.MEANING, f"'{place.new}' is another claim than '{place.old}'.")
    return None


def _helps(place: Place) -> bool:
    """Whether the verb is an auxiliary here: a verb form or a negation follows."""
    following = place.next()
    if following in closed.AUXILIARIES or closed.is_negative(following):
        return True
    asked = {"VB"} if place.after[0] in closed.DO else {"VBN", "VBG"}
    return bool(lexicon.tags(following) & asked) and following not in closed.ARTICLES


# Nouns that some take as one and some as many.
_EITHER_NUMBER = frozenset(
    "data media team staff committee crew band jury audience council".split()
)


def _unreal(place: Place) -> bool:
    """Whether the clause speaks of what is not so: after "wish", or "if" with "would"."""
    sentence = {*place.sentence_before(), *place.sentence_after()}
    if "wish" in sentence or "though" in place.sentence_before()[-4:]:
        return True
    return "if" in sentence and any(
        word in ("would", "could", "might", "should") or word.endswith(("'d", "ouldn't"))
        for word in sentence
    )


def _backshift(place: Place, new: str) -> bool:
    """Whether the other verbs of the sentence ask for "would" and "could", or for "will", "can"."""
    past = present = False
    for word in (*place.sentence_before(), *place.sentence_after()):
        found = lexicon.tags(word)
        past = past or word in _PAST or ("VBD" in found and not found & {"VB", "NN", "JJ"})
        present = present or word in _PRESENT or ("VBZ" in found and "NNS" not in found)
    return past if new in ("would", "could") else present and not past


_PAST = frozenset("was were had did wasn't weren't hadn't didn't would could".split())


_PRESENT = frozenset("is are am has do does isn't aren't don't doesn't can will".split())


def _same_tense(old: str, new: str) -> bool:
    past = {"was", "were", "had", "did", "been"}
    return (old in past) == (new in past)


def inflection(place: Place) -> Opinion | None:
    """A form became another form of the same word."""
    old, new = place.before[0], place.after[0]
    shared = lexicon.inflected(old, new)
    if not shared:
        if not lexicon.is_known(old) and old in (new + "s", new.removesuffix("s")):
            return _number(place, f"'{place.new}' is the form of '{place.old}' that fits here.")
        return None
    if new in closed.QUANTIFIERS or old in closed.QUANTIFIERS:
        return None
    before, after = lexicon.tags(old), lexicon.tags(new)
    fits = f"'{place.new}' is the form of '{place.old}' that fits here."
    if "VERB" in shared or "AUX" in shared:
        if _unbound(place, before, after):
            return Opinion(Kind.REPHRASING, f"'{place.new}' would build the sentence anew.")
        if after & {"VBD"} and not after & {"VB", "VBZ"} and before & {"VB", "VBZ", "VBP", "VBG"}:
            return _tense(place, fits, past=True)
        if before >= {"VBD"} and after & {"VB", "VBZ"} and not after & {"VBD", "VBN"}:
            return _tense(place, fits, past=False)
        if {"VB", "VBZ"} <= ({*before} | {*after}) and not (before | after) & {"VBG"}:
            if "NOUN" in shared and place.prev() in closed.ARTICLES | closed.POSSESSIVES:
                return _number(place, fits)
            return Opinion(Kind.AGREEMENT, fits)
        return Opinion(Kind.VERB_FORM, fits)
    if "NOUN" in shared or "PROPN" in shared:
        return _number(place, fits)
    return Opinion(Kind.WORD_FORM, fits)


def _tense(place: Place, fits: str, *, past: bool) -> Opinion:
    """Grammar where another verb or a word of time asks for the tense; else the author's sense."""
    before = place.prev()
    if before in closed.MODALS | closed.AUXILIARIES | {"to", "not"}:
        return Opinion(Kind.VERB_FORM, fits)
    asks = place.prev(2) in ("did", "do", "does") and before in closed.PRONOUNS
    if asks or before.endswith(("n't", "'ve", "'ll")):
        return Opinion(Kind.VERB_FORM, fits)
    around = (*place.sentence_before(), *place.sentence_after())
    if len(around) > _SHORT_SENTENCE or any(map(_tells_past if past else _tells_present, around)):
        return Opinion(Kind.TENSE, fits)
    return Opinion(Kind.MEANING, f"'{place.old}' or '{place.new}': when it was is yours to say.")


_SHORT_SENTENCE = 9


def _tells_past(word: str) -> bool:
    if word in _PAST or word in ("yesterday", "ago", "last", "when", "once"):
        return True
    found = lexicon.tags(word)
    return ("VBD" in found and not found & {"VB", "JJ"}) or (word.isdigit() and len(word) == 4)


def _tells_present(word: str) -> bool:
    found = lexicon.tags(word)
    present = word in _PRESENT or word in ("now", "today", "usually", "every", "always", "often")
    return present or ("VBZ" in found and "NNS" not in found)


def _unbound(place: Place, before: frozenset[str], after: frozenset[str]) -> bool:
    """Whether a verb that stands well as it is would become a participle: "friends laughing"."""
    finite = bool(before & {"VBD", "VBZ"}) and not before & {"VB", "VBG", "NNS"}
    asked = closed.BE | closed.PREPOSITIONS | {"not", "to", "and", "or", ","}
    return finite and after <= {"VBG", "NN", "JJ"} and place.prev() not in asked


def _number(place: Place, fits: str) -> Opinion:
    if asks_for_number(place):
        return Opinion(Kind.NOUN_NUMBER, fits)
    return Opinion(Kind.MEANING, f"'{place.old}' or '{place.new}': how many is yours to say.")

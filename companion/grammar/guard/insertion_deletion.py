"""Rules for words put in and taken out: mechanical only for a small closed class."""

from __future__ import annotations

from companion.english import closed_classes as closed
from companion.english import lexicon
from companion.grammar.guard.changes import Side
from companion.grammar.guard.judgement import Opinion, Place
from companion.grammar.guard.noun_phrase import noun_at, sound_fits
from companion.grammar.guard.tense import aspect
from companion.grammar.kinds import Kind


def judge_put_in(place: Place) -> Opinion:
    """What putting one word in is."""
    word = place.after[0]
    if word == "will" and _future(place):
        return Opinion(Kind.TENSE, "The sentence speaks of the future.")
    if word == "any" and any(map(closed.is_negative, place.sentence_before())):
        return Opinion(Kind.MISSING_WORD, "After a negation, 'any' is missing here.")
    claim = _claim(word) or _claim_with(word, place.prev(), place.next())
    if claim is not None:
        return Opinion(Kind.MEANING, f"'{place.new}' would change {claim}.")
    if word == "that" and _is_object(place):
        return Opinion(Kind.PRONOUN, "The verb needs its object here.")
    if word in ("it", "there") and place.at_start and _starts_with_verb(place):
        return Opinion(Kind.PRONOUN, f"'{place.new}' is missing here.")
    if word in ("that", "which", "who"):
        return Opinion(Kind.INSERTION, f"'{place.new}' is optional here: your choice.")
    if word == "the" and place.next() in ("hospital", "hospitals"):
        return Opinion(Kind.WORD_CHOICE, f"With or without '{place.new}': dialect is your choice.")
    if _goes_without(place, place.proposed, place.change.j1):
        return Opinion(Kind.WORD_CHOICE, f"With or without '{place.new}': your choice.")
    if place.at_start and place.next() in _OPENS and is_verb(place.next(2)):
        said = f"'{place.old_next()}' can open a sentence by itself: your choice."
        return Opinion(Kind.WORD_CHOICE, said)
    if word in closed.ARTICLES | closed.POSSESSIVES and not _article_fits(place, word):
        return Opinion(Kind.REPHRASING, f"'{place.new}' does not go with what follows.")
    if word in closed.ARTICLES:
        return Opinion(Kind.ARTICLE, f"'{place.new}' is missing here.")
    if word in closed.HAVE and not place.at_start:
        following = place.next()
        changed = aspect(place, (following,), (word, following))
        if changed is not None and "VBD" in lexicon.tags(following):
            return changed
    if word in closed.DO and (place.at_start or _stresses(place, place.proposed, place.change.j1)):
        said = f"With or without '{place.new}': your way to say it."
        return Opinion(Kind.WORD_CHOICE, said, soft=Kind.MISSING_WORD)
    if word in closed.AUXILIARIES:
        return Opinion(Kind.MISSING_WORD, f"The verb '{place.new}' is missing here.")
    if word in closed.IDIOMATIC_PREPOSITIONS:
        return Opinion(Kind.PREPOSITION, f"'{place.new}' is missing here.")
    if word in _SUBJECTS and place.prev() in ("and", "but", "or") and is_verb(place.next()):
        said = f"'{place.new}' can go without saying: your choice."
        return Opinion(Kind.INSERTION, said, soft=Kind.PRONOUN)
    if word in _SUBJECTS and not place.at_start:
        return Opinion(Kind.PRONOUN, f"'{place.new}' is missing here.")
    if word in closed.POSSESSIVES:
        return Opinion(Kind.MISSING_WORD, f"'{place.new}' is missing here.")
    return Opinion(Kind.INSERTION, f"'{place.new}' would be a new word of someone else's.")


_SUBJECTS = frozenset(
    "it there they them i he we she us him her you myself yourself himself herself itself "
    "ourselves themselves".split()
)
# Nouns that open a sentence without an article: "Truth is, ...".
_OPENS = frozenset("truth fact thing point trouble problem chances".split())
_FUTURE = frozenset("tomorrow future next soon later tonight".split())
_CONDITIONS = frozenset("if when unless until before after once who which that".split())


def _article_fits(place: Place, word: str) -> bool:
    """Whether a noun follows for the determiner, with the right sound before it."""
    side, j = place.proposed, place.change.j2
    following = side.tokens[j].text if j < len(side.tokens) else ""
    return sound_fits(word, following) and (
        noun_at(side, j) >= 0 or side.tag(j).startswith(("JJ", "VBG", "CD", "RB"))
    )


_UNITS = frozenset("second minute hour day week month year decade mile".split())


def _goes_without(place: Place, side: Side, k: int) -> bool:
    """Whether a small word is as right as its absence: "help her (to) carry it", "off (of) it"."""
    word, before = side.word(k), side.word(k - 1)
    if word == "for":
        lasts = {lemma for _, lemma in lexicon.lemmas(before)} & _LAST
        return bool(lasts) and any(side.word(k + n).removesuffix("s") in _UNITS for n in (2, 3))
    if word == "of":
        return before in ("off", "outside", "inside", "all", "both", "alongside")
    if word == "at" and side.word(k + 1) == "home":
        return "stay" in {lemma for _, lemma in lexicon.lemmas(before)}
    if word == "from":
        return "graduate" in {lemma for _, lemma in lexicon.lemmas(before)}
    if word != "to":
        return False
    near = {lemma for back in range(1, 5) for _, lemma in lexicon.lemmas(side.word(k - back))}
    if side.tag(k + 1) == "VB":
        return "help" in near
    return "write" in {lemma for _, lemma in lexicon.lemmas(before)} and (
        side.word(k + 1) in closed.PRONOUNS
    )


_LAST = frozenset("last stay wait live walk drive run sleep".split())


def _stresses(place: Place, side: Side, k: int) -> bool:
    """Whether "do" stands between a subject and the bare form of its verb: "I do love it"."""
    return side.tag(k - 1).startswith(("PRP", "NN")) and side.tag(k + 1) == "VB"


def _starts_with_verb(place: Place) -> bool:
    return place.original.tag(place.change.i1) in ("VBZ", "VBD", "VBP", "MD")


def _is_object(place: Place) -> bool:
    """Whether a verb stands before and no clause follows: "I don't like [that] so much"."""
    side, j = place.proposed, place.change.j1
    ends = not side.word(j + 1) or not side.is_word(j + 1) or side.word(j + 1) in _SO_MUCH
    return side.tag(j - 1) in ("VB", "VBP", "VBZ", "VBD") and ends


_SO_MUCH = frozenset("so very too because when if".split())


def _future(place: Place) -> bool:
    return bool(_FUTURE & {*place.sentence_before(), *place.sentence_after()})


def judge_taken_out(place: Place) -> Opinion:
    """What taking one word out is."""
    word = place.before[0]
    if word in (place.old_prev(), place.old_next()):
        return _repeated(place, word)
    if word in closed.MODALS and _beside_modal(place):
        return Opinion(Kind.EXTRA_WORD, "One of the two verbs is enough here.")
    if word == "will" and _CONDITIONS & set(place.sentence_before()[-3:]):
        return Opinion(Kind.TENSE, "A condition takes the present tense.")
    if word in ("more", "most") and lexicon.can_be(place.old_next()) & {"JJR", "JJS", "RBR", "RBS"}:
        return Opinion(Kind.WORD_FORM, f"'{place.old_next()}' needs no '{word}'.", alone=True)
    claim = _claim(word) or _claim_with(word, place.old_prev(), place.old_next())
    if claim is not None:
        return Opinion(Kind.MEANING, f"Without '{place.old}', the sentence changes {claim}.")
    if word in ("that", "which", "who"):
        return Opinion(Kind.DELETION, f"'{place.old}' is optional here: your choice.")
    if word == "the" and place.old_next() in ("hospital", "hospitals"):
        return Opinion(Kind.WORD_CHOICE, f"With or without '{place.old}': dialect is your choice.")
    if _goes_without(place, place.original, place.change.i1):
        return Opinion(Kind.WORD_CHOICE, f"With or without '{place.old}': your choice.")
    if word == "but" and _CONCEDES & set(place.sentence_before()):
        return Opinion(Kind.EXTRA_WORD, "'Although' needs no 'but'.")
    if word in closed.ARTICLES:
        return Opinion(Kind.ARTICLE, f"No '{place.old}' is needed here.")
    if word == "by" and "VBN" in lexicon.can_be(place.old_prev()):
        return Opinion(Kind.REPHRASING, "Without 'by' someone else does it.")
    if word in closed.IDIOMATIC_PREPOSITIONS:
        return Opinion(Kind.PREPOSITION, f"No '{place.old}' is needed here.")
    if word in closed.DO and _stresses(place, place.original, place.change.i1):
        return Opinion(Kind.WORD_CHOICE, f"'{place.old}' is your emphasis.")
    if word in closed.AUXILIARIES and not _spare(place, word):
        return Opinion(Kind.REPHRASING, f"Without '{place.old}' the sentence is built anew.")
    if word in _SUBJECTS and place.old_prev() in ("and", "but", "or") and is_verb(place.next()):
        said = f"'{place.old}' may be said again: your choice."
        return Opinion(Kind.DELETION, said, soft=Kind.EXTRA_WORD)
    if word in closed.AUXILIARIES or word in ("it", "they", "he", "she", "them", "there"):
        return Opinion(Kind.EXTRA_WORD, f"'{place.old}' is one word too many here.")
    return Opinion(Kind.DELETION, f"'{place.old}' is your word: taking it out is no correction.")


def _beside_modal(place: Place) -> bool:
    """Whether another modal stands beside: "will can". Some say "might could": that stays."""
    return place.old_next() in closed.MODALS and place.before[0] in (
        "will",
        "would",
        "shall",
    )


def _repeated(place: Place, word: str) -> Opinion:
    if word == "that" and place.original.tag(place.change.i2 + (place.old_next() == word)) == "PRP":
        return Opinion(Kind.DUPLICATE, f"'{word}' stands here twice.", alone=True)
    if word in closed.EMPHATIC or (
        word not in closed.FUNCTION_WORDS and lexicon.parts(word) <= {"ADJ", "ADV", "INTJ"}
    ):
        return Opinion(Kind.WORD_CHOICE, f"'{word} {word}' can be meant: your emphasis stays.")
    return Opinion(Kind.DUPLICATE, f"'{word}' stands here twice.", alone=True)


def _claim(word: str) -> str | None:
    """What of the meaning a word carries that no proofreader may touch, if anything."""
    if closed.is_negative(word):
        return "yes to no, or no to yes"
    if word in closed.MODALS:
        return "how possible or certain it is"
    if word in closed.NUMBER_WORDS or any(ch.isdigit() for ch in word):
        return "a number"
    if word in closed.QUANTIFIERS:
        return "how much or how many"
    if word in closed.HEDGES and word not in closed.IDIOMATIC_PREPOSITIONS:
        return "how sure it sounds"
    return None


def _claim_with(word: str, before: str, following: str) -> str | None:
    """The same for a small word that carries a meaning only before certain words."""
    if word in closed.PREPOSITIONS and before.isdigit() and following.isdigit():
        return "a number"
    if word == "a" and following in ("few", "little") and before not in closed.PREPOSITIONS:
        return "how much or how many"
    if word in ("about", "around", "over", "under", "within") and (
        following[:1].isdigit() or following in closed.NUMBER_WORDS
    ):
        return "how exact a number is"
    return None


def is_verb(word: str) -> bool:
    """Whether a word can be a finite verb."""
    if word in closed.AUXILIARIES or word in closed.MODALS or closed.is_negative(word):
        return True
    return bool(lexicon.can_be(word) & {"VB", "VBZ", "VBD"})


_CONCEDES = frozenset("although though eventhough despite".split())
# Verbs that have no passive: "was happened" is one verb too many.
_NO_PASSIVE = frozenset(
    "happen arrive go come die appear occur become agree exist disappear fall rise depend belong "
    "last seem remain stay sleep laugh cry".split()
)


def _active(place: Place) -> bool:
    """Whether the verb after an auxiliary is active: it has an object, or knows no passive."""
    lemmas = {lemma for _, lemma in lexicon.lemmas(place.old_next())}
    return bool(lemmas & _NO_PASSIVE) or place.old_next(2) in closed.DETERMINERS | _OBJECTS


_OBJECTS = frozenset("me him her us them it you".split())


# After these a verb must follow: none is spare.
_NEEDS_VERB = closed.MODALS | {"to", "there", "what", "who"}


def _spare(place: Place, word: str) -> bool:
    """Whether an auxiliary is one verb too many: "is depends", "did went", "is are"."""
    following = place.old_next()
    found = lexicon.can_be(following)
    if word in closed.BE and (following == "being" or found & {"VBN", "VBG"}):
        return bool(found & {"VB", "VBZ"}) or ("VBD" in found and _active(place))
    if place.sentence_before()[:1] == ("what",) and word in closed.BE:
        return False
    if place.old_prev() in _NEEDS_VERB and not found & {"VB", "VBD", "VBZ"}:
        return False
    if following in closed.AUXILIARIES or following in closed.MODALS:
        return (word in closed.HAVE) is False or following not in ("been", "had")
    if found & {"VB", "VBZ", "VBD"}:
        return True
    return any(is_verb(earlier) for earlier in place.sentence_before()[-6:])

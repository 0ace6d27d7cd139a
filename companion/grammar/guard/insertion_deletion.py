"""Rules for insertions and deletions: mechanical only for a small closed class."""

from __future__ import annotations

from companion.english import closed_classes as closed
from companion.english import lexicon
from companion.grammar.guard.changes import Side
from companion.grammar.guard.judgement import ChangeContext, Judgement
from companion.grammar.guard.noun_phrase import noun_at, sound_fits
from companion.grammar.guard.tense import aspect
from companion.grammar.kinds import Kind


def judge_put_in(context: ChangeContext) -> Judgement:
    """Judge an inserted word."""
    word = context.after[0]
    if word == "will" and _future(context):
        return Judgement(Kind.TENSE, "The sentence speaks of the future.")
    if word == "any" and any(map(closed.is_negative, context.sentence_before())):
        return Judgement(Kind.MISSING_WORD, "After a negation, 'any' is missing here.")
    claim = _claim(word) or _claim_with(word, context.prev(), context.next())
    if claim is not None:
        return Judgement(Kind.MEANING, f"'{context.new}' would change {claim}.")
    if word == "that" and _is_object(context):
        return Judgement(Kind.PRONOUN, "The verb needs its object here.")
    if word in ("it", "there") and context.at_start and _starts_with_verb(context):
        return Judgement(Kind.PRONOUN, f"'{context.new}' is missing here.")
    if word in ("that", "which", "who"):
        return Judgement(Kind.INSERTION, f"'{context.new}' is optional here: your choice.")
    if word == "the" and context.next() in ("hospital", "hospitals"):
        return Judgement(
            Kind.WORD_CHOICE, f"With or without '{context.new}': dialect is your choice."
        )
    if _goes_without(context, context.proposed, context.change.j1):
        return Judgement(Kind.WORD_CHOICE, f"With or without '{context.new}': your choice.")
    if context.at_start and context.next() in _OPENS and is_verb(context.next(2)):
        said = f"'{context.old_next()}' can open a sentence by itself: your choice."
        return Judgement(Kind.WORD_CHOICE, said)
    if word in closed.ARTICLES | closed.POSSESSIVES and not _article_fits(context, word):
        return Judgement(Kind.REPHRASING, f"'{context.new}' does not go with what follows.")
    if word in closed.ARTICLES:
        return Judgement(Kind.ARTICLE, f"'{context.new}' is missing here.")
    if word in closed.HAVE and not context.at_start:
        following = context.next()
        changed = aspect(context, (following,), (word, following))
        if changed is not None and "VBD" in lexicon.tags(following):
            return changed
    if word in closed.DO and (
        context.at_start or _stresses(context, context.proposed, context.change.j1)
    ):
        said = f"With or without '{context.new}': your way to say it."
        return Judgement(Kind.WORD_CHOICE, said, soft=Kind.MISSING_WORD)
    if word in closed.AUXILIARIES:
        return Judgement(Kind.MISSING_WORD, f"The verb '{context.new}' is missing here.")
    if word in closed.IDIOMATIC_PREPOSITIONS:
        return Judgement(Kind.PREPOSITION, f"'{context.new}' is missing here.")
    if word in _SUBJECTS and context.prev() in ("and", "but", "or") and is_verb(context.next()):
        said = f"'{context.new}' can go without saying: your choice."
        return Judgement(Kind.INSERTION, said, soft=Kind.PRONOUN)
    if word in _SUBJECTS and not context.at_start:
        return Judgement(Kind.PRONOUN, f"'{context.new}' is missing here.")
    if word in closed.POSSESSIVES:
        return Judgement(Kind.MISSING_WORD, f"'{context.new}' is missing here.")
    return Judgement(Kind.INSERTION, f"'{context.new}' would be a new word of someone else's.")


_SUBJECTS = frozenset(
    "it there they them i he we she us him her you myself yourself himself herself itself "
    "ourselves themselves".split()
)
# Nouns that open a sentence without an article: "Truth is, ...".
_OPENS = frozenset("truth fact thing point trouble problem chances".split())
_FUTURE = frozenset("tomorrow future next soon later tonight".split())
_CONDITIONS = frozenset("if when unless until before after once who which that".split())


def _article_fits(context: ChangeContext, word: str) -> bool:
    """Whether a noun follows for the determiner, with the right sound before it."""
    side, j = context.proposed, context.change.j2
    following = side.tokens[j].text if j < len(side.tokens) else ""
    return sound_fits(word, following) and (
        noun_at(side, j) >= 0 or side.tag(j).startswith(("JJ", "VBG", "CD", "RB"))
    )


_UNITS = frozenset("second minute hour day week month year decade mile".split())


def _goes_without(context: ChangeContext, side: Side, k: int) -> bool:
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


def _stresses(context: ChangeContext, side: Side, k: int) -> bool:
    """Whether "do" stands between a subject and the bare form of its verb: "I do love it"."""
    return side.tag(k - 1).startswith(("PRP", "NN")) and side.tag(k + 1) == "VB"


def _starts_with_verb(context: ChangeContext) -> bool:
    return context.original.tag(context.change.i1) in ("VBZ", "VBD", "VBP", "MD")


def _is_object(context: ChangeContext) -> bool:
    """Whether a verb stands before and no clause follows: "I don't like [that] so much"."""
    side, j = context.proposed, context.change.j1
    ends = not side.word(j + 1) or not side.is_word(j + 1) or side.word(j + 1) in _SO_MUCH
    return side.tag(j - 1) in ("VB", "VBP", "VBZ", "VBD") and ends


_SO_MUCH = frozenset("so very too because when if".split())


def _future(context: ChangeContext) -> bool:
    return bool(_FUTURE & {*context.sentence_before(), *context.sentence_after()})


def judge_taken_out(context: ChangeContext) -> Judgement:
    """Judge a deleted word."""
    word = context.before[0]
    if word in (context.old_prev(), context.old_next()):
        return _repeated(context, word)
    if word in closed.MODALS and _beside_modal(context):
        return Judgement(Kind.EXTRA_WORD, "One of the two verbs is enough here.")
    if word == "will" and _CONDITIONS & set(context.sentence_before()[-3:]):
        return Judgement(Kind.TENSE, "A condition takes the present tense.")
    if word in ("more", "most") and lexicon.can_be(context.old_next()) & {
        "JJR",
        "JJS",
        "RBR",
        "RBS",
    }:
        return Judgement(Kind.WORD_FORM, f"'{context.old_next()}' needs no '{word}'.", alone=True)
    claim = _claim(word) or _claim_with(word, context.old_prev(), context.old_next())
    if claim is not None:
        return Judgement(Kind.MEANING, f"Without '{context.old}', the sentence changes {claim}.")
    if word in ("that", "which", "who"):
        return Judgement(Kind.DELETION, f"'{context.old}' is optional here: your choice.")
    if word == "the" and context.old_next() in ("hospital", "hospitals"):
        return Judgement(
            Kind.WORD_CHOICE, f"With or without '{context.old}': dialect is your choice."
        )
    if _goes_without(context, context.original, context.change.i1):
        return Judgement(Kind.WORD_CHOICE, f"With or without '{context.old}': your choice.")
    if word == "but" and _CONCEDES & set(context.sentence_before()):
        return Judgement(Kind.EXTRA_WORD, "'Although' needs no 'but'.")
    if word in closed.ARTICLES:
        return Judgement(Kind.ARTICLE, f"No '{context.old}' is needed here.")
    if word == "by" and "VBN" in lexicon.can_be(context.old_prev()):
        return Judgement(Kind.REPHRASING, "Without 'by' someone else does it.")
    if word in closed.IDIOMATIC_PREPOSITIONS:
        return Judgement(Kind.PREPOSITION, f"No '{context.old}' is needed here.")
    if word in closed.DO and _stresses(context, context.original, context.change.i1):
        return Judgement(Kind.WORD_CHOICE, f"'{context.old}' is your emphasis.")
    if word in closed.AUXILIARIES and not _spare(context, word):
        return Judgement(Kind.REPHRASING, f"Without '{context.old}' the sentence is built anew.")
    if word in _SUBJECTS and context.old_prev() in ("and", "but", "or") and is_verb(context.next()):
        said = f"'{context.old}' may be said again: your choice."
        return Judgement(Kind.DELETION, said, soft=Kind.EXTRA_WORD)
    if word in closed.AUXILIARIES or word in ("it", "they", "he", "she", "them", "there"):
        return Judgement(Kind.EXTRA_WORD, f"'{context.old}' is one word too many here.")
    return Judgement(
        Kind.DELETION, f"'{context.old}' is your word: taking it out is no correction."
    )


def _beside_modal(context: ChangeContext) -> bool:
    """Whether another modal stands beside: "will can". Some say "might could": that stays."""
    return context.old_next() in closed.MODALS and context.before[0] in (
        "will",
        "would",
        "shall",
    )


def _repeated(context: ChangeContext, word: str) -> Judgement:
    if (
        word == "that"
        and context.original.tag(context.change.i2 + (context.old_next() == word)) == "PRP"
    ):
        return Judgement(Kind.DUPLICATE, f"'{word}' stands here twice.", alone=True)
    if word in closed.EMPHATIC or (
        word not in closed.FUNCTION_WORDS and lexicon.parts(word) <= {"ADJ", "ADV", "INTJ"}
    ):
        return Judgement(Kind.WORD_CHOICE, f"'{word} {word}' can be meant: your emphasis stays.")
    return Judgement(Kind.DUPLICATE, f"'{word}' stands here twice.", alone=True)


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


def _active(context: ChangeContext) -> bool:
    """Whether the verb after an auxiliary is active: it has an object, or knows no passive."""
    lemmas = {lemma for _, lemma in lexicon.lemmas(context.old_next())}
    return (
        bool(lemmas & _NO_PASSIVE)
        or context.old_next(2) in closed.DETERMINERS | closed.OBJECT_PRONOUNS
    )


# After these a verb must follow: none is spare.
_NEEDS_VERB = closed.MODALS | {"to", "there", "what", "who"}


def _spare(context: ChangeContext, word: str) -> bool:
    """Whether an auxiliary is one verb too many: "is depends", "did went", "is are"."""
    following = context.old_next()
    found = lexicon.can_be(following)
    if word in closed.BE and (following == "being" or found & {"VBN", "VBG"}):
        return bool(found & {"VB", "VBZ"}) or ("VBD" in found and _active(context))
    if context.sentence_before()[:1] == ("what",) and word in closed.BE:
        return False
    if context.old_prev() in _NEEDS_VERB and not found & {"VB", "VBD", "VBZ"}:
        return False
    if following in closed.AUXILIARIES or following in closed.MODALS:
        return (word in closed.HAVE) is False or following not in ("been", "had")
    if found & {"VB", "VBZ", "VBD"}:
        return True
    return any(is_verb(earlier) for earlier in context.sentence_before()[-6:])

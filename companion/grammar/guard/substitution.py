"""Rules for substitutions: one word for another, two words joined, one divided."""

from __future__ import annotations

from companion.english import closed_classes as closed
from companion.english import lexicon
from companion.english.confusables import confused, looks_like
from companion.grammar.guard.clauses import has_verb, is_finite
from companion.grammar.guard.inflection import inflection, say_or_tell, verb
from companion.grammar.guard.judgement import ChangeContext, Judgement
from companion.grammar.guard.noun_phrase import is_either_noun, is_mass, is_person, sound_fits
from companion.grammar.guard.orthography import apostrophe, case, dialect, digits, own_word, slang
from companion.grammar.guard.preposition import preposition
from companion.grammar.guard.spelling import confusable, could_of, name, spelling
from companion.grammar.kinds import Kind


def judge_word(context: ChangeContext) -> Judgement:
    """Judge a word (or number) that is replaced; the first rule that applies decides."""
    for rule in _RULES:
        judgement = rule(context)
        if judgement is not None:
            return judgement
    return _choice(context)


def judge_joined(context: ChangeContext) -> Judgement:
    """Two words written as one, or one written as two: "alot", "every day"."""
    old, new = context.old, context.new
    whole = context.before[0] if len(context.before) == 1 else context.after[0]
    if len(context.before) == 1:
        if not lexicon.is_known(whole) and whole not in context.options.dictionary:
            return Judgement(
                Kind.SPELLING, f"'{old}' is written as two words: '{new}'.", alone=True
            )
        if whole in _DIVIDED:
            return Judgement(Kind.CONFUSABLE, f"Here '{new}' is two words.", alone=True)
        return Judgement(
            Kind.WORD_CHOICE, f"'{old}' is a word too: joined or apart is your choice."
        )
    if whole in _EITHER_WAY:
        return Judgement(Kind.WORD_CHOICE, f"'{old}' apart or joined is your choice.")
    if lexicon.is_word(whole) and (whole in _DIVIDED or lexicon.zipf(whole) >= 3.0):
        return Judgement(Kind.SPACING, f"'{new}' is written as one word.", alone=True)
    return Judgement(Kind.WORD_CHOICE, f"'{old}' apart or joined is your choice.")


# Compounds of which both spellings are right, each in its place.
_DIVIDED = frozenset(
    """
    everyday maybe already altogether anyone everyone someone anymore anyway anytime apart awhile
    sometime sometimes someday into onto cannot setup backup login logout signup checkout workout
    breakup breakdown makeup lookup cleanup startup upto inspite infact aswell alright alot
    everything anything something nothing nobody overtime upon whenever whatever whoever
    throughout underway layoff takeoff turnout buildup pickup rundown shutdown handout
    """.split()
)


# What some write as one word and some as two.
_EITHER_WAY = frozenset("percent forever anymore alright underway website noone".split())


def _opposite(context: ChangeContext) -> Judgement | None:
    if {context.before[0], context.after[0]} <= closed.TITLES:
        return Judgement(
            Kind.MEANING, f"'{context.new}' calls someone otherwise than '{context.old}'."
        )
    if frozenset((context.before[0], context.after[0])) in closed.OPPOSITES:
        return Judgement(Kind.MEANING, f"'{context.new}' says something else than '{context.old}'.")
    return None


_DOUBLE_NEGATIVE = {
    "nothing": "anything", "nobody": "anybody", "none": "any", "no": "any", "never": "ever",
    "nowhere": "anywhere", "neither": "either",
}  # fmt: skip


def _negation(context: ChangeContext) -> Judgement | None:
    old, new = context.before[0], context.after[0]
    if closed.is_negative(old) == closed.is_negative(new):
        return None
    if _DOUBLE_NEGATIVE.get(old) == new and any(map(closed.is_negative, context.sentence_before())):
        return Judgement(Kind.PRONOUN, f"After a negation, '{new}' rather than '{old}'.")
    if context.next() in ("hardly", "barely", "scarcely") and new + "n't" in (old, old + "n"):
        return Judgement(Kind.VERB_FORM, f"'{context.next()}' negates already.")
    if old == "can't" and new == "can" and context.next() in ("hardly", "barely", "scarcely"):
        return Judgement(Kind.VERB_FORM, f"'{context.next()}' negates already.")
    if confused(old, new):
        return None
    if not lexicon.is_known(old) and looks_like(old, new):
        return None
    return Judgement(Kind.MEANING, f"'{context.old}' to '{context.new}' turns the sense round.")


_NEAR_AND_FAR = frozenset(
    (one, other)
    for group in (("this", "that"), ("these", "those"))
    for one, other in (group, group[::-1])
)


def _runs_on(context: ChangeContext) -> bool:
    """Whether a possessive follows the noun that it stands for: "a brother his name is Tom"."""
    k = context.change.i1 - 1
    if context.original.word(k) == ",":
        k -= 1
    return context.original.tag(k).startswith("NN")


def _stands_for(context: ChangeContext, new: str, reach: int = 30) -> bool:
    """Whether several were spoken of before, so that "they" may be meant; one always may."""
    if closed.PERSON[new] == "it":
        return True
    side, i = context.original, context.change.i1
    tags = (side.tag(k) for k in range(max(0, i - reach), i))
    return any(tag in ("NNS", "NNPS") for tag in tags)


def _is_subject_of(context: ChangeContext, reflexive: str) -> bool:
    """Whether the pronoun right before the verb is the person of the reflexive, not another."""
    side, i = context.original, context.change.i1
    subjects = [word for word in context.sentence_before()[-4:] if word in closed.SUBJECTS]
    if not subjects and reflexive == "themselves":
        return any(side.tag(k) == "NNS" for k in (i - 2, i - 3))
    return bool(subjects) and closed.PERSON[subjects[-1]] == closed.PERSON[reflexive]


def _has_verb_next(context: ChangeContext) -> bool:
    """Whether the verb of a "who" follows, not one whose subject comes after it: "whom did you"."""
    inverted = context.next() in closed.MODALS or context.next(2) in closed.PRONOUNS
    return is_finite(context.proposed, context.change.j2) and not inverted


def _is_fragment(context: ChangeContext) -> bool:
    """Whether no finite verb stands in the sentence."""
    here = context.original.sentence(context.change.i1)
    return not has_verb(context.original, here.start, here.stop)


def _pronoun(context: ChangeContext) -> Judgement | None:
    old, new = context.before[0], context.after[0]
    if (old, new) == ("whom", "who") and _has_verb_next(context):
        return Judgement(Kind.PRONOUN, "Before its verb, 'who' is the subject.")
    if old == "which" and new in ("who", "that") and is_person(context.old_prev()):
        return Judgement(Kind.PRONOUN, f"'{context.old_prev()}' takes '{context.new}'.")
    if new == "whose" and old in closed.POSSESSIVES and _runs_on(context):
        return Judgement(Kind.PRONOUN, f"'{context.new}' joins the two clauses here.")
    if (old, new) in _NEAR_AND_FAR:
        said = f"'{context.new}' points elsewhere than '{context.old}'."
        return Judgement(Kind.MEANING, said, soft=Kind.PRONOUN)
    if old in ("that", "which", "who", "whom") and new in ("that", "which", "who", "whom"):
        return Judgement(
            Kind.WORD_CHOICE, f"'{context.new}' for '{context.old}': your choice, not grammar."
        )
    if {old, new} <= {"it", "this", "that"} and not context.at_start:
        return Judgement(Kind.PRONOUN, f"'{context.new}' is the pronoun that fits here.")
    if old == "what" and new in ("that", "which", "who"):
        return Judgement(Kind.PRONOUN, f"'{context.new}' is the relative pronoun that fits here.")
    if old not in closed.PRONOUNS or new not in closed.PRONOUNS:
        return None
    spoken = context.prev() in ("than", "as") or (
        context.prev() in closed.BE and old in closed.OBJECTIVE
    )
    owned = new in closed.POSSESSIVES and context.proposed.tag(context.change.j2).startswith("NN")
    if (
        spoken
        and not owned
        and {old, new} & closed.OBJECTIVE
        and closed.PERSON[old] == closed.PERSON[new]
    ):
        return Judgement(
            Kind.WORD_CHOICE, f"'{context.old}' or '{context.new}': register is your choice."
        )
    if closed.PERSON[old] == closed.PERSON[new]:
        if old in closed.OBJECTIVE and new in closed.SUBJECTS and _is_fragment(context):
            return Judgement(Kind.WORD_CHOICE, f"'{context.old}' stands well where no verb asks.")
        reflexive = old.endswith(("self", "selves")) != new.endswith(("self", "selves"))
        if (
            reflexive
            and closed.PERSON[old] in ("he", "she", "it", "they")
            and {old, new} & closed.OBJECTIVE
        ):
            return Judgement(Kind.MEANING, f"'{context.new}' is someone else than '{context.old}'.")
        return Judgement(
            Kind.PRONOUN, f"'{context.new}' is the form of '{context.old}' that fits here."
        )
    if new.endswith(("self", "selves")) and _is_subject_of(context, new):
        return Judgement(Kind.AGREEMENT, f"'{context.new}' agrees with the subject.")
    if {closed.PERSON[old], closed.PERSON[new]} == {"it", "they"} and _stands_for(context, new):
        return Judgement(Kind.AGREEMENT, f"'{context.new}' agrees with what it stands for.")
    return Judgement(Kind.MEANING, f"'{context.new}' is someone else than '{context.old}'.")


def _article(context: ChangeContext, old: str, new: str) -> Judgement:
    """Another article: by the sound of the noun, or by what the sentence makes definite."""
    side, j = context.proposed, context.change.j2
    following = side.tokens[j].text if j < len(side.tokens) else ""
    if not sound_fits(new, following):
        return Judgement(Kind.WORD_CHOICE, f"'{context.new}' does not go with '{following}'.")
    if new != "the" and side.tag(j) in ("JJS", "RBS"):
        return Judgement(Kind.WORD_CHOICE, f"'{following}' goes with 'the'.")
    if "the" in (old, new) and sound_fits(old, following) and is_either_noun(side, j):
        message = (
            f"'{context.new}' for '{context.old}': whether it is known already is yours to say."
        )
        return Judgement(Kind.MEANING, message, soft=Kind.ARTICLE)
    return Judgement(Kind.ARTICLE, f"'{context.new}' is the article that fits here.")


_NEAR_ONES = frozenset(("this", "these"))


def _misfits(context: ChangeContext, word: str) -> bool:
    """Whether a demonstrative does not agree with the noun that follows: "this cars"."""
    found = [context.original.tag(context.change.i2 + k) for k in (0, 1)]
    plural = "NNS" in found and found[0] != "NN"
    return plural if word in ("this", "that") else not plural


def _small(context: ChangeContext) -> Judgement | None:
    """Articles, determiners, prepositions, quantifiers."""
    old, new = context.before[0], context.after[0]
    if old in closed.ARTICLES and new in closed.ARTICLES:
        return _article(context, old, new)
    if old in closed.DETERMINERS and new in closed.DETERMINERS:
        if old in closed.POSSESSIVES and new in closed.POSSESSIVES:
            return Judgement(
                Kind.MEANING, f"'{context.new}' is someone else's than '{context.old}'."
            )
        if {old, new} <= closed.DEMONSTRATIVES and (old in _NEAR_ONES) == (new in _NEAR_ONES):
            return Judgement(Kind.AGREEMENT, f"'{context.new}' agrees with its noun.")
        if {old, new} & closed.DEMONSTRATIVES and not _misfits(context, old):
            said = f"'{context.new}' points elsewhere than '{context.old}'."
            return Judgement(Kind.MEANING, said, soft=Kind.ARTICLE)
        if old in closed.POSSESSIVES and new in closed.ARTICLES:
            said = f"'{context.old}' says whose it is: yours to say."
            return Judgement(Kind.MEANING, said, soft=Kind.ARTICLE)
        if new in closed.POSSESSIVES and old in closed.ARTICLES:
            return Judgement(Kind.MEANING, f"'{context.new}' says whose it is, which you did not.")
        return Judgement(Kind.ARTICLE, f"'{context.new}' is the determiner that fits here.")
    if (old, new) == ("less", "fewer") and context.original.tag(context.change.i2) == "NNS":
        return Judgement(Kind.AGREEMENT, f"'{context.new}' goes with what is counted here.")
    if {old, new} == {"less", "fewer"}:
        return Judgement(
            Kind.WORD_CHOICE, f"'{context.old}' or '{context.new}': usage is your choice."
        )
    if {old, new} == {"much", "many"}:
        return Judgement(Kind.AGREEMENT, f"'{context.new}' goes with what is counted here.")
    if old in ("a", "an") and new == "some" and is_mass(context.original, context.change.i2):
        return Judgement(Kind.ARTICLE, f"What cannot be counted takes no '{context.old}'.")
    if (old, new) == ("another", "other") and context.original.tag(context.change.i2) == "NNS":
        return Judgement(Kind.AGREEMENT, f"'{context.new}' agrees with its noun.")
    if (old, new) == ("some", "any") and any(map(closed.is_negative, context.sentence_before())):
        return Judgement(Kind.AGREEMENT, "After a negation, 'any' rather than 'some'.")
    for group, what in (
        (closed.NUMBER_WORDS, "a number"),
        (closed.QUANTIFIERS, "how much or how many"),
        (closed.HEDGES, "how sure you are"),
    ):
        if old in group or new in group:
            return Judgement(Kind.MEANING, f"'{context.new}' for '{context.old}' changes {what}.")
    return None


# Adjectives whose "-ly" form means something else: late, lately.
_TWO_SENSES = frozenset("friend love hard late near like most high short bare scarce just".split())


# Adverbs without "-ly" that speech has beside the longer form, and what follows a verb of feeling.
_FLAT = frozenset("slow quick loud cheap fair deep tight clear close sure real badly".split())


def _tastes(context: ChangeContext) -> bool:
    return bool(_SENSE_VERBS & {lemma for _, lemma in lexicon.lemmas(context.old_prev())})


_SENSE_VERBS = frozenset("taste smell look sound".split())


def _after_verb(context: ChangeContext) -> bool:
    return "VERB" in lexicon.parts(context.old_prev())


def _adverb_form(context: ChangeContext) -> Judgement | None:
    """Adjective for adverb or the other way: "possibly outcomes", "quite easy done"."""
    old, new = context.before[0], context.after[0]
    pair = {old, new}
    for adjective in (old, new):
        stem = adjective.removesuffix("le") if adjective.endswith("ble") else adjective
        stem = stem[:-1] + "i" if stem.endswith("y") else stem
        stem = stem.removesuffix("e") if stem in ("true", "due", "whole") else stem
        if pair in ({adjective, stem + "ly"}, {adjective, stem + "ally"}):
            if context.before[0] in _FLAT and _after_verb(context) and not _tastes(context):
                return Judgement(
                    Kind.WORD_CHOICE, f"'{context.old}' is an adverb too: your choice."
                )
            if _TWO_SENSES & pair:
                return Judgement(Kind.MEANING, f"'{context.new}' means something else here.")
            return Judgement(Kind.WORD_FORM, f"'{context.new}' is the form that fits here.")
    return None


def _ends_action(context: ChangeContext) -> bool:
    """Whether the clause ends here, after a verb of action and its object: "writes it good"."""
    side, i = context.original, context.change.i1
    if side.is_word(i + 1) or not side.tag(i - 1).startswith(("NN", "PRP")):
        return False
    near = range(max(side.sentence(i).start, i - 4), i)
    verbs = [k for k in near if side.tag(k).startswith("VB")]
    lemmas = {lemma for k in verbs for _, lemma in lexicon.lemmas(side.low[k])}
    return bool(verbs) and not lemmas & _MAKES_SO


_MAKES_SO = frozenset("be make keep find feel look taste smell sound seem think call".split())


def _word_form(context: ChangeContext) -> Judgement | None:
    old, new = context.before[0], context.after[0]
    verb_before = "VERB" in lexicon.parts(context.prev())
    noun_after = "NOUN" in lexicon.parts(context.next()) or context.next() in closed.ARTICLES
    if (old, new) == ("good", "well") and not noun_after and (verb_before or _ends_action(context)):
        return Judgement(Kind.WORD_FORM, "A verb takes 'well'.")
    if (old, new) == ("irregardless", "regardless"):
        return Judgement(Kind.WORD_FORM, "'regardless' is the word.", alone=True)
    if not lexicon.derived(old, new) or not lexicon.is_word(new):
        return None
    if _negated_form(old) != _negated_form(new):
        return Judgement(Kind.MEANING, f"'{context.new}' says the opposite of '{context.old}'.")
    if _same_slot(old, new):
        return Judgement(Kind.WORD_CHOICE, f"'{context.new}' is another word than '{context.old}'.")
    return Judgement(
        Kind.WORD_FORM, f"'{context.new}' is the form of '{context.old}' that fits here."
    )


# Endings by the part of speech they make, the longest first.
_MAKES = tuple(
    (ending, part)
    for part, endings in (
        ("noun", "tion sion ment ments ness ity ities ance ence ancy ency ism ist ists ship hood "
                 "tions sions ances ences"),
        ("adjective", "able ible al ial ic ical ful ous ive ish ary ory ant ent less"),
        ("adverb", "ly"),
        ("verb", "ise ize ify ises izes ifies ised ized"),
    )
    for ending in endings.split()
)  # fmt: skip


def _made(word: str) -> str | None:
    found = [(len(end), part) for end, part in _MAKES if word.endswith(end)]
    return max(found)[1] if found else None


def _same_slot(old: str, new: str) -> bool:
    """Whether two kin fill the same place of a sentence: economic, economical."""
    before, after = lexicon.parts(old), lexicon.parts(new)
    one, other = _made(old), _made(new)
    if one is not None or other is not None:
        return one == other
    return bool(before and after and before == after)


def _negated_form(word: str) -> bool:
    return word.endswith(("less", "lessly", "lessness"))


def _choice(context: ChangeContext) -> Judgement:
    old, new = context.before[0], context.after[0]
    for prefix in ("un", "in", "im", "dis", "non", "ir", "il", "mis"):
        if old == prefix + new or new == prefix + old:
            return Judgement(Kind.MEANING, f"'{context.new}' says the opposite of '{context.old}'.")
    return Judgement(
        Kind.WORD_CHOICE, f"'{context.new}' for '{context.old}': your choice of word, not grammar."
    )


_RULES = (
    digits,
    case,
    own_word,
    apostrophe,
    dialect,
    slang,
    _opposite,
    _negation,
    could_of,
    spelling,
    name,
    _pronoun,
    verb,
    confusable,
    say_or_tell,
    inflection,
    preposition,
    _adverb_form,
    _small,
    _word_form,
)

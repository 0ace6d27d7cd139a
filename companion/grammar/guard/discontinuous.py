"""Rules for discontinuous changes, which belong together across unchanged words.

"Explained me it" becomes "explained it to me".

Each rule looks at a stretch from the first changed word to the last, kept words included, and
knows one construction that English does not have, by the class of the verb or the connective.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from companion.english import closed_classes as closed
from companion.english import lexicon
from companion.grammar.guard.changes import SENTENCE_ENDS, Side, is_mark
from companion.grammar.guard.clauses import has_verb, starts_clause
from companion.grammar.guard.judgement import ChangeContext, Judgement
from companion.grammar.kinds import Kind

Words = tuple[str, ...]

_OBJECT_OF = {**closed.SUBJECTS, "it": "it", "you": "you"}
_FRONT_FORM = {form: subject for subject, form in _OBJECT_OF.items()}
# Verbs that take no person right after them: one explains something to someone.
_NO_DATIVE = frozenset(
    "explain describe suggest mention say introduce announce confess admit demonstrate donate "
    "repeat".split()
)
_TAKES_THAT = frozenset("suggest propose insist demand".split())
_TAKES_INFINITIVE = frozenset(("want",))
_ASKING = frozenset("what where when why how who which whose whom".split())
_DEGREES = frozenset((("very", "much"), ("a", "lot"), ("so", "much"), ("very", "well")))


def construction(context: ChangeContext) -> Judgement | None:
    """Judge the whole stretch, if a rule applies to it."""
    for rule in _RULES:
        judgement = rule(context)
        if judgement is not None:
            return judgement
    return None


def _verb_before(context: ChangeContext) -> frozenset[str]:
    """The verbs that the word before the stretch may be a form of."""
    lemmas = lexicon.lemmas(context.old_prev())
    return frozenset(lemma for part, lemma in lemmas if part == "VERB")


def me_and(context: ChangeContext) -> Judgement | None:
    """Me and Dana built -> Dana and I built."""
    forms = {form: subject for subject, form in closed.SUBJECTS.items()}
    old = Counter(forms.get(token, token) for token in context.before)
    new = Counter(forms.get(token, token) for token in context.after)
    if old == new and "and" in old and len(context.before) >= 3 and context.before != context.after:
        if Counter(context.before) == Counter(context.after):
            return None
        return Judgement(Kind.PRONOUN, f"'{context.new}' is the subject here.", alone=True)
    return None


def _dative(context: ChangeContext) -> Judgement | None:
    """Explained me the rule -> explained the rule to me."""
    old, new = context.before, context.after
    if len(old) < 2 or not _verb_before(context) & _NO_DATIVE:
        return None
    if old[0] not in _FRONT_FORM or new != (*old[1:], "to", old[0]):
        return None
    return Judgement(Kind.VERB_FORM, f"'{context.old_prev()}' takes the person with 'to'.")


def _that_clause(context: ChangeContext) -> Judgement | None:
    """Suggested me to leave -> suggested that I leave."""
    old, new = context.before, context.after
    if len(old) < 2 or len(new) < 2 or not _verb_before(context) & _TAKES_THAT:
        return None
    who = new[1:-1] if new[-1] == "should" else new[1:]
    if old[-1] != "to" or new[0] != "that" or not _same_person(who, old[:-1]):
        return None
    return Judgement(Kind.VERB_FORM, f"'{context.old_prev()}' takes a clause with 'that'.")


def _infinitive(context: ChangeContext) -> Judgement | None:
    """Want that he comes -> want him to come."""
    old, new = context.before, context.after
    if not _verb_before(context) & _TAKES_INFINITIVE:
        return None
    if len(old) > 2 and len(new) > 2 and "VERB" in lexicon.inflected(old[-1], new[-1]):
        old, new = old[:-1], new[:-1]
    if len(old) < 2 or old[0] != "that" or new[-1:] != ("to",):
        return None
    if not _same_person(old[1:], new[:-1]):
        return None
    return Judgement(Kind.VERB_FORM, f"'{context.old_prev()}' takes an infinitive here.")


def _same_person(subject: Words, other: Words) -> bool:
    """Whether the words are one person as subject and as object: (he,) and (him,); a noun alike."""
    return bool(subject) and tuple(_OBJECT_OF.get(word, word) for word in subject) == other


def _inversion(context: ChangeContext) -> Judgement | None:
    """What you are doing? -> What are you doing? And: I know where is he -> where he is."""
    old, new = context.before, context.after
    if len(old) < 2 or len(old) > 5 or old == new:
        return None
    fronted = new == (old[-1], *old[:-1])
    if not fronted and new != (*old[1:], old[0]):
        return None
    verb = old[-1] if fronted else old[0]
    subject = old[:-1] if fronted else old[1:]
    verb = verb.removesuffix("n't")
    if verb not in closed.AUXILIARIES | closed.MODALS or not _is_subject(subject):
        return None
    sentence = context.sentence_before()
    direct = 0 < len(sentence) <= 3 and context.sentence_after()[-1:] == ("?",)
    asks = bool(sentence) and sentence[0 if direct else -1] in _ASKING
    if asks and fronted == direct:
        return Judgement(
            Kind.VERB_FORM, f"'{context.new}' is the order of words in a question here."
        )
    return None


def _is_subject(words: Words) -> bool:
    return words[0] in closed.PRONOUNS or (len(words) > 1 and words[0] in closed.DETERMINERS)


def _enough(context: ChangeContext) -> Judgement | None:
    """Is enough old -> is old enough."""
    old, new = context.before, context.after
    if len(old) != 2 or old[0] != "enough" or new != (old[1], "enough"):
        return None
    noun_follows = context.original.tag(context.change.i2).startswith("NN")
    if lexicon.parts(old[1]) & {"ADJ", "ADV"} and not noun_follows:
        return Judgement(Kind.WORD_FORM, "'enough' stands after the word that it measures.")
    return None


def _such(context: ChangeContext) -> Judgement | None:
    """She is so beautiful girl -> such a beautiful girl."""
    if context.before != ("so",) or context.after[:1] != ("such",):
        return None
    if context.after[1:] not in ((), ("a",), ("an",)):
        return None
    side, i = context.original, context.change.i2
    if side.tag(i).startswith("JJ") and side.tag(i + 1) in ("NN", "NNS"):
        return Judgement(Kind.WORD_FORM, f"Before a noun, '{context.new}' rather than 'so'.")
    return None


def _degree_between(context: ChangeContext) -> Judgement | None:
    """I like very much tea -> I like tea very much; I very like it -> I like it very much."""
    old, new = context.before, context.after
    if len(old) < 2:
        return None
    if old[:2] in _DEGREES and len(old) > 2 and new == (*old[2:], *old[:2]):
        after_verb = context.original.tag(context.change.i1 - 1).startswith("VB")
        if after_verb and not has_verb(context.original, context.change.i1, context.change.i2):
            return Judgement(Kind.WORD_FORM, f"'{' '.join(old[:2])}' stands after the object.")
    verb_next = context.original.tag(context.change.i1 + 1).startswith("VB")
    if old[0] == "very" and new == (*old[1:], "very", "much") and verb_next:
        return Judgement(Kind.WORD_FORM, f"'very' does not go with '{old[1]}'.")
    return None


def _one_or_several(context: ChangeContext) -> Judgement | None:
    """A lake -> lakes, each right by itself: how many there are is the author's to say."""
    old, new = context.before, context.after
    for one, several in ((old, new), (new, old)):
        if len(one) < 2 or one[0] not in ("a", "an") or len(several) != len(one) - 1:
            continue
        if one[1:-1] != several[:-1] or "NNS" not in lexicon.can_be(several[-1]):
            continue
        if not {"NOUN"} & lexicon.inflected(one[-1], several[-1]) or one[-1] == several[-1]:
            continue
        if "NN" in lexicon.can_be(one[-1]) and not _says_number(context, several is new):
            said = f"'{context.old}' or '{context.new}': how many is yours to say."
            return Judgement(Kind.MEANING, said, soft=Kind.NOUN_NUMBER)
    return None


def _says_number(context: ChangeContext, several: bool) -> bool:
    """Whether the subject or the verb beside the noun asks for the new number."""
    who = context.old_prev(2) if context.old_prev() in closed.BE else ""
    if several:
        return who in ("we", "they", "these", "those") or context.old_next() in ("are", "were")
    return who in ("i", "he", "she", "it", "this", "that") or context.old_next() in ("is", "was")


def _whose(context: ChangeContext) -> Judgement | None:
    """The girl that her mother -> the girl whose mother."""
    old = context.before
    if len(old) != 2 or context.after != ("whose",):
        return None
    if old[0] in ("that", "who", "which") and old[1] in closed.POSSESSIVES:
        return Judgement(Kind.PRONOUN, "'whose' joins the two clauses here.")
    return None


# Connectives of one sense that differ in what follows: a clause, or a noun. English lacks the last.
_SENSES: tuple[tuple[frozenset[Words], frozenset[Words]], ...] = tuple(
    (frozenset(tuple(c.split()) for c in clause), frozenset(tuple(n.split()) for n in noun))
    for clause, noun in (
        (("because", "since"), ("because of", "due to", "owing to")),
        (
            ("although", "though", "even though"),
            ("despite", "in spite of", "despite of", "although of", "in spite"),
        ),
        (("while",), ("during",)),
    )
)
_NO_CONNECTIVE = frozenset((("despite", "of"), ("although", "of"), ("in", "spite")))


def _connective(context: ChangeContext) -> Judgement | None:
    """Despite he was ill -> although he was ill; because the rain -> because of the rain."""
    side, i = context.proposed, context.change.j2
    # The diff may keep a word that both have: "because [of] the rain".
    head = (context.prev(),)
    for old, new in (
        (context.before, context.after),
        (head + context.before, head + context.after),
    ):
        for clause, noun in _SENSES:
            if old not in clause | noun or new not in clause | noun or new in _NO_CONNECTIVE:
                continue
            opens = _opens_clause(side, i)
            fits = opens if new in clause else not opens
            misfit = old in _NO_CONNECTIVE or (old in clause) != (new in clause)
            if fits and misfit:
                what = "a clause" if opens else "a noun"
                said = f"'{' '.join(new)}' goes before {what}, '{' '.join(old)}' does not."
                return Judgement(Kind.PREPOSITION, said)
    return None


def _opens_clause(side: Side, i: int) -> bool:
    """Whether a clause follows before the next mark."""
    stop = i
    while stop < len(side.tokens) and not is_mark(side.low[stop]):
        stop += 1
    return starts_clause(side, i) or (
        has_verb(side, i, stop) and stop < len(side.low) and side.low[stop] in SENTENCE_ENDS
    )


_RULES: tuple[Callable[[ChangeContext], Judgement | None], ...] = (
    me_and,
    _dative,
    _that_clause,
    _infinitive,
    _inversion,
    _enough,
    _such,
    _degree_between,
    _one_or_several,
    _whose,
    _connective,
)

"""Rules for prepositions: which one idiom asks for, and where two of them say two things."""

from __future__ import annotations

from companion.english import closed_classes as closed
from companion.english import lexicon
from companion.grammar.guard.judgement import ChangeContext, Judgement
from companion.grammar.kinds import Kind

# Words with which the preposition goes by dialect: different to, from, than; at or on the weekend.
_BEFORE_IT = {
    "different": frozenset(("to", "from", "than")),
    "bored": frozenset(("with", "of", "by")),
    "fed": frozenset(("with", "of")),
}
_AFTER_IT = {
    "weekend": frozenset(("at", "on", "over")),
    "weekends": frozenset(("at", "on", "over")),
    "team": frozenset(("in", "on")),
    "street": frozenset(("in", "on")),
    "road": frozenset(("in", "on")),
    "avenue": frozenset(("in", "on")),
    **dict.fromkeys(
        "hours days weeks months years decades".split(),
        frozenset(("for", "over", "in", "within", "across", "throughout")),
    ),
}
# Verbs that go with several prepositions, each with a sense of its own.
_SENSES = {
    verb: frozenset(words.split())
    for verb, words in (
        ("speak", "to with about for of"), ("talk", "to with about of"),
        ("write", "to about for from"), ("hear", "from about of"), ("look", "at for to into over"),
        ("ask", "for about"), ("work", "for with at on as in"), ("think", "about of"),
        ("dream", "of about"), ("compare", "to with"), ("complain", "of about"),
        ("care", "for about"), ("agree", "with to on"), ("laugh", "at with about"),
        ("learn", "from with about"),
        ("shout", "at to"), ("point", "at to"),
        ("play", "with for on in at"), ("stay", "with at in on"),
        ("fight", "for with over about"), ("pay", "for to with by in"), ("run", "to for into from"),
        ("know", "about of from"), ("die", "of from for"), ("read", "to about from for"),
    )
}  # fmt: skip
# After these verbs and before a thing, a preposition says where.
_SOMEWHERE = frozenset(
    "sit stand lie sleep walk run swim sail drive climb meet wait park hide rest lean crawl fly "
    "jump fall float drift ride step wander sail hang throw put place lay".split()
)
_PLACES = frozenset(
    "in on at by into onto over through along across around among between towards toward "
    "throughout within upon about to from off".split()
)
_AIMS = frozenset("throw toss kick fire shout aim hurl".split())
_LOOKS = frozenset("look seem sound feel taste smell act".split())
_OBJECTS = closed.OBJECT_PRONOUNS | {"this", "that"}
_DEADLINES = closed.DAYS_AND_MONTHS | frozenset("noon midnight dawn dusk then nightfall".split())
_AT_A_TIME = frozenset("on in at".split())


def preposition(context: ChangeContext) -> Judgement | None:
    """A change of a preposition."""
    old, new = context.before[0], context.after[0]
    pair = {old, new}
    if _either_side(context, pair):
        return Judgement(Kind.WORD_CHOICE, f"'{context.old}' is right too: dialect is your choice.")
    if (
        new == "to"
        and old in closed.PREPOSITIONS
        and context.proposed.tag(context.change.j2) == "VB"
    ):
        return Judgement(Kind.PREPOSITION, f"Before a verb, 'to' rather than '{context.old}'.")
    if _two_senses(context, old, new):
        said = f"'{context.new}' says something else than '{context.old}'."
        return Judgement(Kind.MEANING, said, soft=Kind.PREPOSITION)
    if pair <= closed.IDIOMATIC_PREPOSITIONS and pair != {"since", "as"}:
        return Judgement(Kind.PREPOSITION, f"'{context.new}' is the preposition that goes here.")
    if (old, new) == ("like", "as") and context.prev(2) == "as":
        return Judgement(Kind.PREPOSITION, "'as ... as' compares here.")
    if pair == {"as", "like"} and context.next() in closed.DETERMINERS:
        return Judgement(Kind.PREPOSITION, f"'{context.new}' is the preposition that goes here.")
    return None


def _either_side(context: ChangeContext, pair: set[str]) -> bool:
    """Whether both prepositions are said beside that word, in one dialect or another."""
    heard = [_BEFORE_IT.get(context.prev(k), frozenset[str]()) for k in (1, 2)]
    heard += [_AFTER_IT.get(context.next(k), frozenset[str]()) for k in (1, 2, 3)]
    return any(pair <= words for words in heard)


def _two_senses(context: ChangeContext, old: str, new: str) -> bool:
    """Whether both prepositions are right after the word before, each with its own sense."""
    verb = context.old_prev(2 if context.old_prev() in _OBJECTS else 1)
    lemmas = {lemma for part, lemma in lexicon.lemmas(verb) if part == "VERB"}
    if any({old, new} <= _SENSES.get(lemma, frozenset()) for lemma in lemmas):
        return True
    if {old, new} == {"by", "to"}:
        return "VBN" in lexicon.can_be(context.old_prev())
    if {old, new} == {"to", "at"}:
        earlier = (context.old_prev(k) for k in range(2, 5))
        return any(_AIMS & {lemma for _, lemma in lexicon.lemmas(word)} for word in earlier)
    if (old, new) == ("as", "like"):
        return not lemmas & _LOOKS
    following = context.old_next()
    if following == "home":
        return False
    if old == "by" and new in _AT_A_TIME and (following in _DEADLINES or following[:1].isdigit()):
        return True
    concrete = following in closed.DETERMINERS - {"a", "an"}
    return bool(lemmas & _SOMEWHERE) and concrete and {old, new} <= _PLACES

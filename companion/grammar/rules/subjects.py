"""Subjects that tell their number by a word: this and these, one of, everyone, there is, who."""

from __future__ import annotations

from collections.abc import Iterator

from companion.english import lexicon
from companion.english.sentences import Sentence
from companion.grammar.kinds import Kind
from companion.grammar.rules.agreement import BE, BE_BACK
from companion.grammar.rules.rule import Rule, examples, inflect, rule, subject_stands
from companion.text.edit import Edit

_THINGS = frozenset("everything something nothing anything".split())
_SINGULARS = _THINGS | frozenset(
    "everyone everybody someone somebody nobody anyone anybody".split()
)
# Of these no one gives an order: "everybody need it", but "everybody look!"
_STATES = frozenset(
    "want need know like love believe hate seem understand own belong prefer deserve mean".split()
)
_STATING = frozenset(
    "because when while although though where why how think thinks know knows says thought".split()
)
_ADVERBS = frozenset("always never ever really also usually often just still hardly".split())
_WISHES = frozenset(
    "let lets make makes made help helps have had see saw hear heard watch watched do does did don't "
    "doesn't didn't can could will would shall should may might must if lest may that won't".split()
)


def _everyone(sentence: Sentence) -> Iterator[Edit]:
    """``everyone are``, ``nobody tell you``: the verb after a pronoun that is singular."""
    for at, word in enumerate(sentence):
        if word.low not in _SINGULARS or not subject_stands(sentence, at):
            continue
        stop = at + 2 if sentence[at + 1].low in _ADVERBS else at + 1
        verb, after = sentence[stop], sentence[stop + 1]
        begins = at == 0
        if {"nothing", "nobody", "no"} & {later.low for later in sentence.words[at + 1 :]}:
            continue  # "Nobody know nothing": not by mistake
        if verb.low in BE_BACK:
            if (begins or verb.low not in ("were", "weren't")) and (
                not _WISHES & {earlier.low for earlier in sentence.words[:at]}
            ):
                yield Edit(verb.span, BE_BACK[verb.low])
            continue
        known = lexicon.tags(verb.low)
        never = {"VBD", "VBN", "MD"} | ({"JJ"} if verb.tag == "NN" else set())
        if verb.tag not in ("VB", "VBP", "NN") or "VB" not in known or known & never:
            continue
        stated = sentence[at - 1].low in _STATING and (
            not _WISHES & {earlier.low for earlier in sentence.words[: at - 1]}
        )
        told = (
            begins
            and verb.tag != "NN"
            and (verb.low in _STATES or after.low == "you" or word.low in _THINGS)
        )
        form = inflect(verb.low, "VBZ") if stated or told or (begins and stop > at + 1) else None
        if form and verb.low != "be" and sentence[len(sentence) - 1].low != "!":
            yield Edit(verb.span, form)


_PEOPLE = frozenset(
    "i me he him she her father mother brother sister son daughter husband wife uncle aunt cousin "
    "grandfather grandmother dad mum mom friend family teacher boss neighbour neighbor boyfriend "
    "girlfriend dog cat man woman boy girl".split()
)
_OWNS = frozenset("my your his her our their the".split())


def _pair(sentence: Sentence) -> Iterator[Edit]:
    """``me and my brother was``: two of whom each has a word of its own before it."""
    for at, word in enumerate(sentence):
        if word.low != "and":
            continue
        first, last = sentence[at - 1], sentence[at + 1]
        owned = sentence[at - 2].low in _OWNS
        start = at - 2 if owned else at - 1
        if not (owned and first.tag == "NN") and first.low not in ("i", "me", "he", "she", "him"):
            continue
        stop = at + 1
        if last.low in _OWNS and sentence[at + 2].tag == "NN":
            stop = at + 2
        elif last.low not in ("i", "me", "he", "she", "him"):
            continue
        verb = sentence[stop + 1]
        opens = start == 0 or sentence[start - 1].low in _STATING
        both = {first.low, sentence[stop].low}
        if not (opens and both & _PEOPLE):
            continue
        if verb.low in ("was", "is", "has", "wasn't", "isn't", "doesn't"):
            yield Edit(verb.span, BE[verb.low])
        elif verb.tag == "VBZ" and "VBZ" in lexicon.tags(verb.low):
            form = inflect(verb.low, "VB")
            if form:
                yield Edit(verb.span, form)


_MANY = frozenset(
    "people students men women children those others parents teachers friends drivers workers".split()
)


def _who(sentence: Sentence) -> Iterator[Edit]:
    """``people who thinks``, ``someone who have``."""
    for at, word in enumerate(sentence):
        if word.low not in ("who", "that"):
            continue
        noun, verb = sentence[at - 1], sentence[at + 1]
        if noun.low in _SINGULARS and word.low == "who" and verb.low in ("are", "have"):
            yield Edit(verb.span, BE_BACK[verb.low])
        if noun.low not in _MANY or any(earlier.low == "one" for earlier in sentence.words[:at]):
            continue  # "one of those who is": either may be meant
        if verb.low in ("is", "was", "has", "doesn't"):
            if verb.low != "is" or word.low == "who":
                yield Edit(verb.span, BE[verb.low])
        elif word.low == "who" and verb.tag == "VBZ" and (form := inflect(verb.low, "VB")):
            yield Edit(verb.span, form)


RULES: tuple[Rule, ...] = (
    rule(
        "demonstrative",
        Kind.AGREEMENT,
        "“This” and “it” are one, “these” are more.",
        [
            ("^ [this] are|were <PRP$|DT|CD>? <JJ>? <NNS>", "these"),
            ("^ this [have] <DT|JJ*|VBN|RB|NN*>", "has"),
            ("^ this [are] <DT|PRP$>? <JJ>? <NN|RB|VB*|IN>", "is"),
            ("^^ this [were] <DT|PRP$>? <JJ>? <NN|RB|VB*|IN>", "was"),
            ("^ the police [has]", "have"),
            ("^ the police [is]", "are"),
            ("^ the police [was]", "were"),
            ("^ a lot of <JJ>? {NNS!NN} [is]", "are"),
            ("^ a lot of <JJ>? {NNS!NN} [was]", "were"),
            ("^ a lot of <JJ>? {NNS!NN} [has]", "have"),
            ("<NN> it [are]", "is"),
            ("^ these|those [is]", "are"),
            ("^ these|those [was]", "were"),
            ("^ these|those [has]", "have"),
            ("^^ my|<NNP> <NN>? and i [was]", "were"),
            ("^^ my|<NNP> <NN>? and i [am]", "are"),
        ],
        fires=[
            "This are the rules. -> These are the rules.",
            "This are a good day. -> This is a good day.",
            "The police has come. -> The police have come.",
            "A lot of children was there. -> A lot of children were there.",
            "Those is mine. -> Those are mine.",
            "With cash it are hard to say. -> With cash it is hard to say.",
            "My wife and I was late. -> My wife and I were late.",
        ],
        silent=[
            "This is it.",
            "Those who like it are few.",
            "He ate and I was late.",
            "If this were so.",
        ],
    ),
    rule(
        "one-of",
        Kind.AGREEMENT,
        "The subject is “one” or “each”, so the verb is singular.",
        [
            ("^ one|each of the|my|his|her|our|their|these|those <JJ*>? <NNS> [are]", "is"),
            ("^ one|each of the|my|his|her|our|their|these|those <JJ*>? <NNS> [were]", "was"),
            (
                "^ one|each of the|my|his|her|our|their|these|those|us|them <JJ*>? <NNS>? [have]",
                "has",
            ),
            (
                "^ one|each of the|my|his|her|our|their|these|those|us|them <JJ*>? <NNS>? [don't]",
                "doesn't",
            ),
        ],
        fires=[
            "One of the cars are red. -> One of the cars is red.",
            "Each of us have one. -> Each of us has one.",
        ],
        silent=["One of the cars is red.", "Some of the cars are red."],
    ),
    Rule(
        "everyone",
        Kind.AGREEMENT,
        "“Everyone”, “nobody” and their like are singular.",
        _everyone,
        examples(
            [
                "Everyone are here. -> Everyone is here.",
                "Nobody know me. -> Nobody knows me.",
                "Nobody tell you how much there is. -> Nobody tells you how much there is.",
                "Something always go wrong. -> Something always goes wrong.",
                "We left because everybody look at us. -> We left because everybody looks at us.",
            ]
        ),
        (
            "Is everyone here?",
            "Does everyone have one?",
            "Let everyone have one.",
            "Everyone look at me.",
            "Nobody move!",
            "Nobody know nothing.",
            "Somebody help me.",
            "We left because everyone present agreed.",
            "I asked that everyone be here.",
            "It is time that everyone have one.",
        ),
        dialect=True,
        triggers=_SINGULARS,
    ),
    Rule(
        "pair",
        Kind.AGREEMENT,
        "The subject is two, so the verb is plural.",
        _pair,
        examples(
            [
                "Me and my brother was raised there. -> Me and my brother were raised there.",
                "Him and his wife lives here. -> Him and his wife live here.",
                "My mother and my father has a shop. -> My mother and my father have a shop.",
                "We laughed when he and his wife was there. -> We laughed when he and his wife were there.",
            ]
        ),
        (
            "My friend and teacher was there.",
            "The bread and the wine is mine.",
            "I saw the cat and the dog was there.",
            "Between him and me is a wall.",
            "She laughed and my brother was cross.",
        ),
        dialect=True,
        triggers=frozenset(("and",)),
    ),
    rule(
        "there-is",
        Kind.AGREEMENT,
        "What there is decides the number of the verb.",
        [
            ("there [is] many|several|two|three|four|five|various|numerous <JJ>? <NNS>", "are"),
            ("there [was] many|several|two|three|four|five|various|numerous <JJ>? <NNS>", "were"),
            ("there [is] many|several|various|numerous !a|an|of", "are"),
            ("there [is] {NNS!NN!VBZ}", "are"),
            ("there [are] the <NN> of", "is"),
            (
                "there [are] no way|doubt|reason|need|point|one|time|place|evidence|difference|chance|excuse|guarantee",
                "is",
            ),
            ("there [is] a lot of <JJ>? {NNS!NN}", "are"),
            ("there [is] so|too many", "are"),
            ("there [was] fewer|less|more {NNS!NN!VBZ}", "were"),
            ("there [are] also? a|an|one|another !<JJ> {NN!NNS} !of !and", "is"),
            ("there [were] also? a|an|one|another !<JJ> {NN!NNS} !of !and", "was"),
        ],
        fires=[
            "There is many cars. -> There are many cars.",
            "There was two cats. -> There were two cats.",
            "There is a lot of children. -> There are a lot of children.",
        ],
        silent=[
            "There is a cat.",
            "There are a lot of cats.",
            "There is many a slip.",
            "There are a few.",
        ],
    ),
    Rule(
        "who-verb",
        Kind.AGREEMENT,
        "The verb agrees with the noun before “who” or “that”.",
        _who,
        examples(
            [
                "People who thinks so are wrong. -> People who think so are wrong.",
                "I know people who has cats. -> I know people who have cats.",
                "Someone who have time came. -> Someone who has time came.",
            ]
        ),
        (
            "People who think so.",
            "Ask people what that is.",
            "The only one of the men who was there spoke.",
            "A friend who has time came.",
        ),
        triggers=frozenset(("who", "that")),
    ),
)

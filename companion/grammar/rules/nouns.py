"""Nouns and what stands before them: a and an, number, mass nouns, comparison, case."""

from __future__ import annotations

from collections.abc import Iterator

from companion.english import lexicon
from companion.english.sentences import Sentence
from companion.grammar.kinds import Kind
from companion.grammar.rules.rule import Rule, examples, inflect, rule
from companion.grammar.rules.sounds import begins_with_vowel
from companion.text.edit import Edit

_NOT_ARTICLE = frozenset(
    "is or and as in of at on if i are am it its us an a to was with for from by be has".split()
)


def _article(sentence: Sentence) -> Iterator[Edit]:
    """``a apple``, ``an cat``: by the sound that the next word begins with."""
    for at, word in enumerate(sentence):
        if word.low not in ("a", "an") or (word.text == "A" and at) or word.text == "AN":
            continue
        following = sentence[at + 1]
        if not following.spaced or len(following.text) < 2 or not following.text.isascii():
            continue
        low = following.low
        inner_capitals = not following.text[1:].islower()
        if not following.text.isalpha() or inner_capitals or low in _NOT_ARTICLE:
            continue
        if not sentence[at - 1].is_word and sentence[at - 1].low in ("-", "'", "’", "/"):
            continue
        vowel = begins_with_vowel(low)
        if vowel is None:
            continue
        if vowel and word.low == "a":
            yield Edit(word.span, word.text + "n")
        elif not vowel and word.low == "an" and following.tag != "NNP":
            yield Edit(word.span, word.text[0])


_MANY = frozenset(
    "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty many "
    "several these those various numerous few".split()
)
_NO_PLURAL = frozenset(
    "percent dozen hundred thousand million billion fish sheep people aircraft series species deer "
    "kind sort type half third quarter pm am o'clock degree more other such much less least old "
    "foot pound stone one cent head ton kilo mph km kg cm mm data media staff police offspring "
    "information advice time first second last next same long day-to-day and salmon trout cattle".split()
)
_AFTER_PLURAL = ("IN", "VB", "MD", "CC", "WDT", "WP", "TO", "RB", "PRP", "DT", "EX")


def _countable(noun: str) -> bool:
    """Whether the noun has a plural that people use."""
    plural = inflect(noun, "NNS")
    return (
        plural is not None
        and plural != noun
        and lexicon.zipf(plural) >= 3.5
        and lexicon.zipf(noun) - lexicon.zipf(plural) < 1.6
    )


def _plural_after_number(sentence: Sentence) -> Iterator[Edit]:
    """``two dog``, ``these thing``."""
    for at, word in enumerate(sentence):
        number = word.low.isdigit() and word.low not in ("0", "1") and len(word.low) < 4
        if word.low not in _MANY and not number:
            continue
        before = sentence[at - 1]
        if number and (not before.is_word or before.tag in ("NN", "NNP", "NNS") or not word.spaced):
            continue
        if before.low in ("one", "of", "in", "a", "the", "chapter", "page", "at", "-", "/") and (
            number or before.low in ("one", "a")
        ):
            continue
        stop = at + 1
        if sentence[stop].tag == "JJ":
            stop += 1
        noun, after = sentence[stop], sentence[stop + 1]
        if noun.tag != "NN" or noun.low in _NO_PLURAL or not noun.text.islower() or not noun.spaced:
            continue
        if after.is_word and not after.tag.startswith(_AFTER_PLURAL):
            continue
        if after.low in ("-", "/", "'", "’", "(", "’s") or after.tag in ("VBN", "VBG"):
            continue
        if word.low in ("these", "those") and (after.tag == "VBZ" or after.tag.startswith("RB")):
            continue
        if before.low == "top" or sentence[stop - 1].tag.startswith("NNP"):
            continue
        if sentence[stop - 1].tag == "JJ" and not sentence[stop - 1].text.islower():
            continue
        known = lexicon.tags(noun.low)
        if "NN" not in known or known & {"VBG", "CD"} or not _countable(noun.low):
            continue
        plural = inflect(noun.low, "NNS")
        if plural:
            yield Edit(noun.span, plural)


_OBJECT_CASE = {"i": "me", "he": "him", "she": "her", "they": "them", "we": "us"}
_CASE_PREPOSITIONS = frozenset(
    "with between against without to from at about beside behind".split()
)


def _case(sentence: Sentence) -> Iterator[Edit]:
    """``with he``, ``between you and I``: a pronoun after a preposition."""
    for at, word in enumerate(sentence):
        if word.low not in _CASE_PREPOSITIONS and not (
            word.low in ("for", "of", "on", "by") and at
        ):
            continue
        number = at + 1
        if sentence[at + 2].low == "and" and sentence[at + 1].low in (
            "you", "him", "her", "them", "me", "us"
        ):  # fmt: skip
            number = at + 3
        pronoun, after = sentence[number], sentence[number + 1]
        if pronoun.low not in _OBJECT_CASE or (number == at + 1 and pronoun.low == "i"):
            continue
        ends = not after.is_word and after.low in (".", ",", "!", "?", ";", "")
        if ends or after.low in (
            "and",
            "in",
            "on",
            "at",
            "for",
            "because",
            "when",
            "yesterday",
            "today",
        ):
            if number == at + 1 and after.low in ("and", ","):
                continue
            yield Edit(pronoun.span, _OBJECT_CASE[pronoun.low])


RULES: tuple[Rule, ...] = (
    Rule(
        "a-an",
        Kind.ARTICLE,
        "“An” stands before a vowel sound, “a” before any other.",
        _article,
        examples(
            [
                "I ate a apple. -> I ate an apple.",
                "It is an university. -> It is a university.",
                "Wait a hour. -> Wait an hour.",
                "An cat came. -> A cat came.",
            ]
        ),
        (
            "A European.",
            "An MRI scan.",
            "A one-off.",
            "An historic day.",
            "Plan a is good.",
            "An honest man.",
            "A useful tool.",
            "An NGO.",
            "An unimportant man.",
            "An unimaginable one.",
        ),
        triggers=frozenset({"a", "an"}),
    ),
    Rule(
        "plural",
        Kind.NOUN_NUMBER,
        "More than one: the noun is plural.",
        _plural_after_number,
        examples(
            [
                "I have two dog. -> I have two dogs.",
                "There are many reason for it. -> There are many reasons for it.",
                "These thing are bad. -> These things are bad.",
                "We saw several big house. -> We saw several big houses.",
            ]
        ),
        (
            "Two dog owners.",
            "Many a man.",
            "These kind of things.",
            "A five year plan.",
            "In chapter 5 man is born.",
            "Two hundred men.",
            "Both man and dog.",
            "Ten percent of it.",
            "Those that sleep.",
        ),
    ),
    rule(
        "one-of-plural",
        Kind.NOUN_NUMBER,
        "“One of” stands before a plural.",
        [
            (
                "one of the|my|his|her|our|their|these|those most|best|biggest|greatest|main|worst|largest <JJ>? "
                "[thing|reason|place|problem|way|person|city|country|book|movie|film|example|factor|issue|event|"
                "game|part|benefit|advantage|disadvantage|friend|dream|hobby|subject|teacher|day|moment]",
                "=NNS",
            ),
            (
                "one of the|my|his|her|our|their|these|those [thing|reason|place|problem|way|city|country|book|movie|"
                "film|example|factor|issue|event|game|benefit|advantage|disadvantage|friend|dream|hobby|subject|"
                "teacher|student|dog|cat|car|house|brother|sister]",
                "=NNS",
            ),
        ],
        fires=[
            "One of my friend came. -> One of my friends came.",
            "It is one of the most important thing. -> It is one of the most important things.",
        ],
        silent=["One of my friends came.", "One of the family."],
    ),
    rule(
        "every-singular",
        Kind.NOUN_NUMBER,
        "“Every” and “each” stand before a singular.",
        [("every|each [{NNS!NN!VBZ}] !<NN*> !'|’", "=NN")],
        fires=["Every students knows. -> Every student knows."],
        silent=["Every student.", "Every few days.", "Each other's.", "Every series ends."],
    ),
    Rule(
        "pronoun-case",
        Kind.PRONOUN,
        "After a preposition the pronoun takes its object form.",
        _case,
        examples(
            [
                "I went with he. -> I went with him.",
                "Between you and I, no. -> Between you and me, no.",
                "She gave it to they yesterday. -> She gave it to them yesterday.",
            ]
        ),
        (
            "Like he said.",
            "To he who waits.",
            "Go with what he said.",
            "From I to you.",
            "The man she spoke of, he said.",
        ),
    ),
)

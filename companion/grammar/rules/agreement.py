"""Agreement of subject and verb, where the subject stands plainly before its verb."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from companion.english import lexicon
from companion.english.sentences import Sentence, Word
from companion.grammar.kinds import Kind
from companion.grammar.rules.rule import (
    SUBORDINATORS,
    Rule,
    clause_starts,
    examples,
    inflect,
    number_of,
    subject_stands,
)
from companion.text.edit import Edit

_ADVERBS = frozenset(
    "always often never also really usually just only still sometimes already even ever probably "
    "actually simply generally currently now then certainly definitely mostly hardly".split()
)
# What lets a plain form follow a third person: questions, subjunctives, causatives.
_LICENSES = frozenset(
    "do does did don't doesn't didn't can could will would shall should may might must let lets "
    "let's make makes made help helps helped see saw seen hear heard watch watched feel felt have "
    "having had suggest suggests suggested suggesting demand demands demanded insist insists "
    "insisted recommend recommends recommended recommending ask asks asked require requires "
    "required important essential vital necessary crucial imperative wish wished lest propose "
    "proposed order ordered request requested prefer preferred rather if though whether unless "
    "can't couldn't won't wouldn't shouldn't cannot insistence demand suggestion to god heaven "
    "until till so be long better best advise advised urge urged to oh o".split()
)
# "It were better to wait": what might be.
_WISHED = frozenset("better best well good wise as if to enough vain a an idle easy hard".split())
COLLECTIVE = frozenset(
    "team police family government staff company committee crew audience public majority minority "
    "couple rest media data percent band number group lot people variety range half cast council "
    "board faculty press army navy party club pair dozen hundred thousand million total series "
    "jury enemy youth cattle none any all more most some poultry clergy gang bunch class choir "
    "squad union opposition management network percentage population pack flock herd generation "
    "quarter third fraction handful kind sort type host department firm bank cabinet parliament "
    "ministry england scotland ireland wales australia brazil france germany spain italy "
    "community fish sheep aircraft deer species means crowd congregation orchestra tribe clan "
    "household league fleet herd swarm horde mob nobility aristocracy folk kin electorate "
    "population workforce troop platoon regiment brigade troupe crew panel delegation gentry".split()
)
SINGULAR_IN_S = frozenset(
    "news physics politics economics mathematics series species means headquarters athletics "
    "gymnastics ethics linguistics statistics diabetes measles mumps states nations arts united "
    "netherlands philippines times works lens bus gas plus basis crisis analysis thesis process "
    "class success access business address mess stress loss boss pass guess less chess james "
    "texas paris christmas jesus charles thanks years months weeks days hours minutes seconds "
    "dollars pounds miles kilometers kilometres metres meters feet inches percent cents euros "
    "degrees tons grams kilos acres pages times hundreds thousands millions odds lots plenty "
    "half things-to bits others".split()
)
BE = {"is": "are", "was": "were", "isn't": "aren't", "wasn't": "weren't", "has": "have",
       "hasn't": "haven't", "doesn't": "don't"}  # fmt: skip
BE_BACK = {plural: singular for singular, plural in BE.items()}


_AGO = frozenset("yesterday ago".split())


def past_told(sentence: Sentence) -> bool:
    """Whether the sentence says that it speaks of the past: yesterday, last week, in 1974."""
    for at, word in enumerate(sentence):
        after = sentence[at + 1].low
        if word.low in _AGO or (word.low == "last" and after in ("night", "week", "month", "year")):
            return True
        year = word.low == "in" and len(after) == 4 and after.isdigit()
        if year and "1000" <= after < "2020":
            return True
    return False


def _third_person(sentence: Sentence, *, past: bool = False) -> Iterator[Edit]:
    """``he go``: a plain verb after he, she or it at the start of a clause."""
    if past_told(sentence) != past:
        return
    for at, word in enumerate(sentence):
        if word.low not in ("he", "she", "it"):
            continue
        if not (subject_stands(sentence, at) or _opened(sentence, at)):
            continue
        joined = word.low == "it" and sentence[at - 1].low in ("and", "or", "but")
        if joined and sentence[at - 2].is_word and not sentence[at - 2].tag.startswith(("N", "R")):
            continue
        verb = _after_adverbs(sentence, at + 1)
        if _licensed(sentence, at) and verb.low not in ("are", "aren't"):
            continue
        if verb.low in ("don't", "haven't", "aren't", "weren't", "are", "were", "have", "do"):
            if past:
                continue
            plain = word.low != "it" or (at == 0 and sentence[2].low not in _WISHED)
            if verb.low in ("were", "weren't") and plain:
                yield Edit(verb.span, {"were": "was", "weren't": "wasn't"}[verb.low])
            elif verb.low in BE_BACK and verb.low not in ("were", "weren't"):
                yield Edit(verb.span, BE_BACK[verb.low])
            elif verb.low == "do":
                yield Edit(verb.span, "does")
            continue
        known = lexicon.tags(verb.low)
        if not {"VB", "VBP"} & known or known & {"VBD", "VBN", "MD", "VBZ"}:
            continue
        if verb.tag not in ("VBP", "VB") or not verb.text.islower() or verb.low == "be":
            continue  # "if it be so": a subjunctive
        if sentence[at + 2].low == "-":
            continue
        form = inflect(verb.low, "VBD" if past else "VBZ")
        if form:
            yield Edit(verb.span, form)


_OPENINGS = frozenset("in on at during every each last next one".split())


def _opened(sentence: Sentence, at: int) -> bool:
    """Whether all that stands before is when or where: "In the morning he"."""
    phrase = sentence.words[1:at]
    simple = all(word.tag in ("DT", "PRP$", "JJ", "NN") for word in phrase)
    return bool(phrase) and len(phrase) < 4 and simple and sentence[0].low in _OPENINGS


def _licensed(sentence: Sentence, at: int) -> bool:
    if sentence[at - 1].low in ("think", "believe", "know", "said", "says"):
        return False  # "I don't think he go": what is thought has a verb of its own
    return any(word.low in _LICENSES for word in sentence.words[max(0, at - 7) : at])


def _after_adverbs(sentence: Sentence, at: int) -> Word:
    if sentence[at].low in _ADVERBS:
        at += 1
    return sentence[at]


def _plural_pronoun(sentence: Sentence) -> Iterator[Edit]:
    """``they goes``, ``we was``, ``I has``."""
    for at, word in enumerate(sentence):
        if word.low not in ("they", "we", "i", "you") or not subject_stands(sentence, at):
            continue
        if word.low in ("i", "you") and sentence[at - 1].low in ("and", "or", "than", "as", "who"):
            continue
        verb = _after_adverbs(sentence, at + 1)
        if verb.low in BE:
            if word.low == "i" and verb.low in ("was", "wasn't", "isn't"):
                continue
            plural = "am" if (word.low, verb.low) == ("i", "is") else BE[verb.low]
            yield Edit(verb.span, plural)
            continue
        if word.low == "i" and verb.low == "were" and not _licensed(sentence, at):
            yield Edit(verb.span, "was")
            continue
        known = lexicon.tags(verb.low)
        if verb.tag == "VBZ" and "VBZ" in known and verb.text.islower() and word.low != "you":
            form = inflect(verb.low, "VB")
            if form and form != "be":
                yield Edit(verb.span, form)


_BARE_PLURALS = frozenset(
    "people children men women things students cars dogs cats books houses friends parents "
    "teachers animals computers words society technology life music time".split()
)
_SUBJECT_STARTS = frozenset("the a an this my your his her our their each every another".split())


def _noun_phrase(sentence: Sentence, at: int) -> tuple[Word, Word, int] | None:
    """A simple subject that begins at ``at``: its first word, its noun, and where that is."""
    first, before = sentence[at], sentence[at - 1]
    if not clause_starts(sentence, at) or (before.tag == "CC" and at) or not first.is_word:
        return None
    if before.low in (
        "than",
        "as",
        "what",
        "how",
        ",",
        "which",
        "who",
        "whom",
        "-",
        "–",
        "but",
        "why",
    ):
        return None
    subordinate = before.low in SUBORDINATORS
    earlier = () if subordinate else sentence.words[max(0, at - 4) : max(0, at - 1)]
    if any(word.tag.startswith(("VB", "MD", "IN", "CC", "W")) for word in earlier):
        return None
    stop = at
    while stop < at + 6 and (
        sentence[stop].tag in ("DT", "PRP$", "CD", "JJ", "JJR", "JJS", "PDT", "HYPH")
        or sentence[stop + 1].tag == "HYPH"
        or (sentence[stop - 1].tag == "HYPH" and stop > at and sentence[stop].tag in ("VBG", "VBN"))
    ):
        stop += 1
    while sentence[stop].tag in ("NN", "NNS") and sentence[stop + 1].tag in ("NN", "NNS"):
        stop += 1
    noun = sentence[stop]
    if noun.tag not in ("NN", "NNS") or not (noun.text.islower() or stop == 0):
        return None
    if sentence[stop - 1].tag == "HYPH" and stop > at:
        return None  # often one name
    if noun is first and before.low in ("that", "where", "when"):
        return None
    if stop == 0 and noun.low not in _BARE_PLURALS and not _bare_plural(sentence, noun):
        return None
    if noun.tag == "NN" and first.low not in _SUBJECT_STARTS and at:
        return None
    return first, noun, stop


def _bare_plural(sentence: Sentence, noun: Word) -> bool:
    """Whether the first word is a plural, and not the name of one thing: "Spaces is a platform"."""
    told = sentence[3] if sentence[2].tag == "RB" else sentence[2]
    named = told.low in ("a", "an", "the", "one") or sentence[1].low not in ("is", "was")
    return noun.tag == "NNS" and number_of(noun.low) == "many" and not named


_SINGULAR_VERBS = frozenset(BE)
_PLURAL_VERBS = frozenset(("are", "aren't", "were", "weren't", "have", "haven't", "don't"))
_ONE = frozenset("a an this each every one that another no".split())


def _noun_subject(sentence: Sentence) -> Iterator[Edit]:
    """``the cars is``, ``this house are``: a noun phrase of one number before the verb."""
    for at in range(len(sentence)):
        found = _noun_phrase(sentence, at)
        if found is None:
            continue
        first, noun, stop = found
        stop = _past_phrases(sentence, stop + 1, noun.tag)
        if sentence[stop].low in ("that", "which", "who") and first.low in (
            "a",
            "an",
            "this",
            "every",
        ):
            stop += 1
        verb = _after_adverbs(sentence, stop)
        if sentence[stop + 1].low in ("i", "we", "you", "they"):
            continue  # "No man have I loved so"
        if noun.tag == "NNS" and verb.low in _SINGULAR_VERBS:
            plural = number_of(noun.low) == "many" or noun.low == "people"
            if (
                plural
                and noun.low not in SINGULAR_IN_S
                and first.low not in _ONE
                and first.tag != "CD"
            ):
                yield Edit(verb.span, BE[verb.low])
        elif noun.tag == "NN" and verb.low in _PLURAL_VERBS:
            supposed = any(w.low in ("if", "as", "wish", "though") for w in sentence.words[:at])
            if (
                noun.low not in COLLECTIVE
                and is_one(noun.low, first.low)
                and not (supposed and verb.low == "were")
            ):
                yield Edit(verb.span, BE_BACK[verb.low])


def is_one(noun: str, first: str) -> bool:
    """Whether a noun is singular: by its form, or, where it is unknown, by the word before it."""
    unknown = not lexicon.lemmas(noun) and not noun.endswith(("s", "a", "i"))
    return number_of(noun) == "one" or (unknown and first in ("a", "an", "this", "every", "each"))


def _past_phrases(sentence: Sentence, at: int, number: str) -> int:
    """Past "of the ..." phrases whose nouns are of the same number as the head."""
    while sentence[at].low in ("of", "in", "for", "on", "with", "at", "from", "between", "about"):
        stop = at + 1
        while sentence[stop].tag in ("DT", "PRP$", "JJ", "VBG"):
            stop += 1
        first = stop
        while sentence[stop].tag in ("NN", "NNS"):
            stop += 1
        if stop == first or sentence[stop - 1].tag != number:
            return at
        at = stop
    return at


RULES: tuple[Rule, ...] = (
    Rule(
        "third-person",
        Kind.AGREEMENT,
        "With “he”, “she” and “it” the verb ends in -s here.",
        _third_person,
        examples(
            [
                "He go home. -> He goes home.",
                "She don't know. -> She doesn't know.",
                "It make me laugh. -> It makes me laugh.",
                "I think she want it. -> I think she wants it.",
                "He have two cats. -> He has two cats.",
                "In the morning she wake up early. -> In the morning she wakes up early.",
                "It were about as big as mine. -> It was about as big as mine.",
                "To be of use to us, it are dear. -> To be of use to us, it is dear.",
                "I don't think she ever have seen it. -> I don't think she ever has seen it.",
            ]
        ),
        (
            "Does he go home?",
            "I suggest that he go home.",
            "It made him go home.",
            "Let it go home.",
            "He went.",
            "If he were rich.",
            "Oh, that she were here.",
            "It were better to wait.",
            "Every time he laugh-cried, we left.",
            "The ins and outs of it are dull.",
            "Should he go, I stay.",
            "Can she and he go home?",
        ),
        dialect=True,
        triggers=frozenset({"he", "she", "it"}),
    ),
    Rule(
        "third-person-past",
        Kind.TENSE,
        "The sentence tells of the past.",
        partial(_third_person, past=True),
        examples(
            [
                "Last year he go to Rome. -> Last year he went to Rome.",
                "In 1974 she carry one bag. -> In 1974 she carried one bag.",
            ]
        ),
        (
            "Last year he went to Rome.",
            "She goes.",
            "A year ago it hurt.",
            "He would go last night.",
        ),
        dialect=True,
        triggers=frozenset({"he", "she", "it"}),
    ),
    Rule(
        "plural-pronoun",
        Kind.AGREEMENT,
        "With “I”, “we”, “you” and “they” the verb has no -s.",
        _plural_pronoun,
        examples(
            [
                "They goes home. -> They go home.",
                "We was late. -> We were late.",
                "I has a cat. -> I have a cat.",
                "I think they has it. -> I think they have it.",
            ]
        ),
        (
            "The one of you is mine.",
            "My brother and I is a title.",
            "I was here.",
            "What they say is true.",
        ),
        dialect=True,
        triggers=frozenset({"they", "we", "i", "you"}),
    ),
    Rule(
        "noun-subject",
        Kind.AGREEMENT,
        "Subject and verb differ in number.",
        _noun_subject,
        examples(
            [
                "The cars is red. -> The cars are red.",
                "Many people was there. -> Many people were there.",
                "This house are old. -> This house is old.",
                "A student have two books. -> A student has two books.",
                "This new gizmotron are red. -> This new gizmotron is red.",
                "Sides was beans. -> Sides were beans.",
            ]
        ),
        (
            "The team are ready.",
            "Five dollars is enough.",
            "The news is bad.",
            "Eating apples is fun.",
            "The list of items is long.",
            "Ten years is long.",
            "Politics is hard.",
            "If this house were mine.",
            "The United States is big.",
            "This, and the cat, are mine.",
            "Spaces is effectively a platform.",
            "No man have I loved so.",
        ),
        dialect=True,
        triggers=frozenset(BE) | frozenset(BE_BACK),
    ),
)

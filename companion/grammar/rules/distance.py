"""Agreement where words stand between subject and verb: "the price of these cars are"."""

from __future__ import annotations

from collections.abc import Iterator

from companion.english import lexicon
from companion.english.sentences import Sentence, Word
from companion.grammar.kinds import Kind
from companion.grammar.rules.agreement import (
    BE,
    BE_BACK,
    COLLECTIVE,
    SINGULAR_IN_S,
    is_one,
    past_told,
)
from companion.grammar.rules.rule import Rule, examples, inflect, number_of
from companion.text.edit import Edit

_LINKS = frozenset(
    "of in for on with at from between about to behind under over inside near among against during "
    "beside without across through".split()
)
_INSIDE = ("DT", "PRP$", "JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "CD", "IN", "TO", "POS")
_ONE_THING = frozenset(
    "the a an this that my your his her its our their each every another".split()
)
_MANY_THINGS = frozenset("the these those my your his her its our their many several some".split())
_DETERMINERS = _ONE_THING | _MANY_THINGS
# Of these the number follows what stands after "of", or both are said.
_EITHER = COLLECTIVE | frozenset(
    "mix mixture collection combination list set string wave host range selection wealth array sum "
    "minimum maximum average bulk remainder likes sorts kinds types rates levels more less "
    "proportion portion piece part bit heap load pile what use in row line chain stream flood "
    "abundance lack host number one two three four five".split()
)


def _between(sentence: Sentence) -> Iterator[Edit]:
    """``the price of these cars are``: by the noun that the sentence begins with."""
    for at in _begun(sentence):
        head = _head(sentence, at)
        if head is None:
            continue
        stop = _past_phrases(sentence, head + 1)
        if stop == head + 1 and at == 0:
            continue  # `agreement` sees to that
        edit = _agreed(sentence, at, sentence[head], sentence[stop])
        if edit is not None:
            yield edit


def _begun(sentence: Sentence) -> list[int]:
    """Where determiners stand."""
    found = _DETERMINERS & sentence.places.keys()
    return sorted(at for word in found for at in sentence.places[word])


def _head(sentence: Sentence, at: int) -> int | None:
    """Where the noun is of a subject that begins at ``at`` with its determiner."""
    first = sentence[at]
    if not first.tag.startswith(("DT", "PRP$", "JJ")):
        return None
    if not _clause_opens(sentence, at):
        return None
    noun = at + 1
    while sentence[noun].tag in ("JJ", "JJS", "CD"):
        noun += 1
    while sentence[noun].tag in ("NN", "NNS") and sentence[noun + 1].tag in ("NN", "NNS"):
        noun += 1
    return noun if sentence[noun].tag in ("NN", "NNS") else None


_OPENING = frozenset("because although though if when while since unless".split())
_FINITE = ("VBZ", "VBP", "VBD", "MD")


def _clause_opens(sentence: Sentence, at: int) -> bool:
    """Whether a subject begins here that is no part of a longer one."""
    before = sentence[at - 1]
    if at == 0 or before.low in _OPENING or before.low in (";", ":"):
        return True
    earlier = sentence.words[: at - 1]
    verbs = any(word.bears(*_FINITE) for word in earlier)
    commas = sum(word.low == "," for word in earlier)
    if before.low == "but":
        return verbs
    if before.low in ("and", "so"):
        return verbs and commas == 1 and sentence[at - 2].low == ","
    joined = any(word.tag == "CC" for word in earlier)
    short = at <= 6 and sentence[0].bears("RB", "IN")  # "In summer, the ..."
    return before.low == "," and short and not (verbs or commas or joined)


_THEM = frozenset("me you him it us them".split())


def _past_phrases(sentence: Sentence, at: int) -> int:
    """Past the prepositional phrases that begin at ``at``; ``at`` if it is not plain what they are."""
    stop = at + 1 if sentence[at].low in ("itself", "himself", "herself") else at
    while sentence[stop].low in _LINKS:
        stop += 1
        begun = stop
        while sentence[stop].tag in _INSIDE and sentence[stop].low not in _LINKS:
            stop += 1
        if stop == begun and sentence[stop].low in _THEM:
            stop += 1
        elif stop == begun or not sentence[stop - 1].tag.startswith("NN"):
            return at
    return stop


def _agreed(sentence: Sentence, at: int, noun: Word, verb: Word) -> Edit | None:
    first = sentence[at].low
    if noun.low in _EITHER or not noun.text.islower():
        return None
    number = number_of(noun.low)
    if noun.tag == "NN" and first in _ONE_THING and number == "one":
        supposed = sentence[at - 1].low in ("if", "though") and verb.low == "were"
        if verb.low in BE_BACK and not supposed:
            return Edit(verb.span, BE_BACK[verb.low])
        return None
    plural = noun.tag == "NNS" and number == "many"
    if plural and first in _MANY_THINGS and noun.low not in SINGULAR_IN_S and verb.low in BE:
        return Edit(verb.span, BE[verb.low])
    return None


_NEVER_HEADS = _EITHER | frozenset(
    "one ones kind sort type those these way reason thing time lot fact idea".split()
)
_ONLY_PAST = frozenset(("VBD", "VBN", "MD", "IN"))
_PLAIN_TAGS = _ONLY_PAST | {"NN", "NNS", "JJ", "RB"}


def _relative(sentence: Sentence) -> Iterator[Edit]:
    """``a man who have``, ``the radio which tell``: the verb of a clause right after its noun."""
    for at, word in enumerate(sentence):
        if word.low not in ("who", "that", "which") or at < 2 or not _one_before(sentence, at):
            continue
        verb, first = sentence[at + 1], sentence[at - 2]
        person = word.low == "who" and sentence[at - 1].low in _PEOPLE
        if verb.low in BE_BACK and (person or first.low not in ("the", "my", "this")):
            yield Edit(verb.span, BE_BACK[verb.low])
        elif word.low != "that" and _plain_verb(verb, _never(word, verb, sentence[at + 2])):
            form = inflect(verb.low, "VBZ")
            if form:
                yield Edit(verb.span, form)


def _one_before(sentence: Sentence, at: int) -> bool:
    """Whether a single thing stands before ``at``, and no other thing may be meant."""
    noun, start = sentence[at - 1], at - 2
    while start > 0 and sentence[start].tag in ("JJ", "NN"):
        start -= 1
    if noun.low in _NEVER_HEADS or noun.tag != "NN":
        return False
    if not is_one(noun.low, sentence[start].low):
        return False
    if sentence[start].low not in _ONE_THING or sentence[start - 1].low in ("of", "one", "and"):
        return False
    # "the verses by a painter which were": of two nouns either may be meant
    return not any(number_of(earlier.low) == "many" for earlier in sentence.words[:start])


_PEOPLE = frozenset(
    "father mother brother sister son daughter husband wife uncle aunt cousin grandfather "
    "grandmother dad mum mom grandma grandpa nephew niece friend teacher boss neighbour neighbor "
    "doctor man woman boy girl child student driver king queen who".split()
)


_MADE = frozenset("make take get keep go say".split())  # hardly ever nouns


def _never(subject: Word, verb: Word, after: Word) -> frozenset[str]:
    """What the word after a subject must not be, to be its verb; people begin no compounds."""
    acts = subject.low in _PEOPLE and after.bears("DT", "PRP", "PRP$", "TO")
    return _ONLY_PAST if acts or verb.low in _MADE else _PLAIN_TAGS


def _plain_verb(verb: Word, never: frozenset[str]) -> bool:
    """Whether it is a verb with no -s, and by the dictionary none of the tags ``never``."""
    known = lexicon.tags(verb.low)
    plain = verb.tag in ("VBP", "VB") and verb.text.islower() and verb.low not in ("be", "been")
    return plain and "VB" in known and not known & never


_AFTER_VERB = ("DT", "PRP", "PRP$", "RB", "IN", "TO", ".")
_LETTING = frozenset(
    "let lets make makes made help helps helped see saw watch watched hear heard have had do does did "
    "don't doesn't didn't can could will would shall should may might must if that lest to whether "
    "suggest suggests suggested insist insisted demand demanded recommend recommended require".split()
)


def _bare(sentence: Sentence) -> Edit | None:
    """``modern cars provides``: a first subject with no determiner."""
    noun, verb = sentence[1], sentence[2]
    if sentence[0].tag != "JJ" or noun.tag != "NNS" or not noun.text.islower():
        return None
    known = lexicon.tags(verb.low)
    if number_of(noun.low) != "many" or "VBZ" not in known or "NNS" in known or verb.low in BE:
        return None
    form = inflect(verb.low, "VB")
    return Edit(verb.span, form) if form else None


def _lexical(sentence: Sentence) -> Iterator[Edit]:
    """``my sister know``, ``the dogs barks``: a verb right after a simple subject."""
    if sentence[len(sentence) - 1].low == "?":
        return  # "My father leave?"
    edit = _bare(sentence)
    if edit:
        yield edit
    for at in _begun(sentence):
        head = _head(sentence, at)
        if head is None or any(w.low in _LETTING for w in sentence.words[max(0, at - 6) : at]):
            continue
        noun, verb = sentence[head], sentence[head + 1]
        number = number_of(noun.low)
        if noun.low in _EITHER or not noun.text.islower() or not verb.text.islower():
            continue
        one = noun.tag == "NN" and sentence[at].low in _ONE_THING and number == "one"
        if one and _plain_verb(verb, _never(noun, verb, sentence[head + 2])):
            form = inflect(verb.low, "VBD" if past_told(sentence) else "VBZ")
        elif noun.tag == "NNS" and number == "many" and verb.tag == "VBZ" and (
            "VBZ" in lexicon.tags(verb.low) and noun.low not in SINGULAR_IN_S and sentence[head + 2].bears(*_AFTER_VERB)
            and sentence[at].low in _MANY_THINGS and verb.low not in BE
        ):  # fmt: skip
            form = inflect(verb.low, "VB")
        else:
            continue
        if form:
            yield Edit(verb.span, form)


RULES: tuple[Rule, ...] = (
    Rule(
        "distant-subject", Kind.AGREEMENT, "The verb agrees with the noun at the heart of its subject.", _between,
        examples([
            "The price of these cars are high. -> The price of these cars is high.",
            "The letters from my aunt was lost. -> The letters from my aunt were lost.",
            "In the morning, the house were quiet. -> In the morning, the house was quiet.",
            "We like it, but the place are small. -> We like it, but the place is small.",
            "I stayed because the roof of the sheds have holes. -> I stayed because the roof of the sheds has holes.",
            "The tool itself are new. -> The tool itself is new.",
            "An hour with him were worth a book. -> An hour with him was worth a book.",
        ]),
        ("A number of cars are red.", "The majority of people are kind.", "The team of nurses are here.",
         "The price of this is high.", "If the price of cars were lower, we would go.", "A pair of shoes are on it.",
         "The man and the dogs are here.", "The colour of the walls and the doors are mine to choose."),
        dialect=True, triggers=frozenset(BE) | frozenset(BE_BACK),
    ),
    Rule(
        "relative-verb", Kind.AGREEMENT, "The verb agrees with the noun before “who”, “that” or “which”.", _relative,
        examples(["I know a man who have two cats. -> I know a man who has two cats.",
                  "It is a town that are hard to leave. -> It is a town that is hard to leave.",
                  "It is the radio which tell you most. -> It is the radio which tells you most.",
                  "I met the woman who own it. -> I met the woman who owns it.",
                  "The woman who are at the door is old. -> The woman who is at the door is old.",
                  "I need a gizmotron that have two. -> I need a gizmotron that has two."]),
        ("One of a kind who are here.", "I know men who have cats.", "A team that are here.", "A couple who have two.",
         "We read some verses by a painter which were new.",
         "The mother and the son who live here came.", "It is the fact that live birds sing.",
         "He was the one who know it.", "A crowd who know it came.", "It was the man who put it there."),
        dialect=True, triggers=frozenset(("who", "that", "which")),
    ),
    Rule(
        "subject-verb", Kind.AGREEMENT, "Subject and verb differ in number.", _lexical,
        examples(["My sister know him. -> My sister knows him.", "Modern cars provides it. -> Modern cars provide it.",
                  "The new law make it hard. -> The new law makes it hard.",
                  "My father leave the village in 1974. -> My father left the village in 1974.", "The children goes home. -> The children go home.",
                  "When the teacher arrive we sit down. -> When the teacher arrives we sit down.",
                  "When my father leave the house we sleep. -> When my father leaves the house we sleep."]),
        ("My sister came.", "Let the dog go.", "I suggest the boy go home.", "The team know it.", "The police know him.",
         "Does the dog eat it?", "The house cost a lot.", "The school leave the pupils get is long.", "May the king live long.",
         "My father leave the house? Never.", "My sister come the same day.", "The dogs barks wake me."),
        dialect=True,
    ),
)  # fmt: skip

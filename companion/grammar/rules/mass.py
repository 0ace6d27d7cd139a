"""Nouns that are not counted: no plural, no "a", "much" and not "many"."""

from __future__ import annotations

from collections.abc import Iterator

from companion.english.sentences import Sentence
from companion.grammar.kinds import Kind
from companion.grammar.rules.rule import Rule, examples, rule
from companion.text.edit import Edit

# With the commonest of them "a" and "many" are mistakes as well.
_COMMON = (
    "information advice homework furniture equipment evidence software luggage traffic weather "
    "housework paperwork money progress"
)
_OTHERS = (
    "knowledge baggage hardware feedback scenery machinery underwear jewellery jewelry cutlery "
    "clothing rubbish transportation schoolwork footwear luck applause happiness laughter "
    "stationery livestock"
)
# What the verbs "weathers" and "progresses" are, and what "moneys" and "evidences" are in law.
_HAVE_PLURALS = frozenset("weather money progress evidence".split())


def _plural(noun: str) -> str:
    return noun[:-1] + "ies" if noun.endswith("ry") else noun + "s"


_MENDED = {
    _plural(noun): noun for noun in f"{_COMMON} {_OTHERS}".split() if noun not in _HAVE_PLURALS
}
_MENDED |= {
    "childrens": "children", "childs": "children", "womans": "women", "mens": "men",
    "sheeps": "sheep", "mouses": "mice", "offsprings": "offspring",
}  # fmt: skip
_OWNERS = frozenset(("childrens", "childs", "womans", "mens"))


def _plurals(sentence: Sentence) -> Iterator[Edit]:
    """``informations``: plurals that English does not have."""
    for at, word in enumerate(sentence):
        if word.low not in _MENDED:
            continue
        before, after = sentence[at - 1], sentence[at + 1]
        if before.low in ("a", "an") or after.low in ("'", "’") or word.text.isupper():
            continue
        if word.bears("VBZ") or (word.low == "mens" and after.low in ("rea", "sana")):
            continue
        if word.low in _OWNERS and after.tag.startswith("N"):
            continue  # a possessive without its apostrophe
        new = _MENDED[word.low]
        yield Edit(word.span, new if word.text.islower() else new.capitalize())


_ONE_MASS = _COMMON.replace(" ", "|")

RULES: tuple[Rule, ...] = (
    Rule(
        "mass-noun",
        Kind.NOUN_NUMBER,
        "This noun has no such plural.",
        _plurals,
        examples(
            [
                "I need informations. -> I need information.",
                "The childs play. -> The children play.",
                "Fill in the paperworks. -> Fill in the paperwork.",
                "Their offsprings left. -> Their offspring left.",
            ]
        ),
        (
            "Peoples of the world.",
            "A homeworks club.",
            "The childs toys.",
            "The advice is good.",
            "He traffics in lies.",
            "She weathers the storm.",
            "Mens rea was there.",
        ),
        triggers=frozenset(_MENDED),
    ),
    rule(
        "research",
        Kind.NOUN_NUMBER,
        "This noun has no such plural.",
        [("many|some|much|more|all [researches] on|about|have|show|in", "research")],
        fires=["They did some researches on it. -> They did some research on it."],
        silent=["He researches on Sundays."],
    ),
    rule(
        "everythings",
        Kind.NOUN_NUMBER,
        "This pronoun has no plural.",
        [
            ("[everythings] $|<IN|CC|TO|WDT|MD|VBD|VBP>", "everything"),
            ("[anythings] $|<IN|CC|TO|WDT|MD|VBD|VBP>", "anything"),
        ],
        fires=["She clapped at everythings. -> She clapped at everything."],
        silent=["Everythings fine.", "She clapped at everything."],
    ),
    rule(
        "much-many",
        Kind.CONFUSABLE,
        "“Many” is for what can be counted, “much” for what cannot.",
        [
            (
                "[much] people|things|friends|cars|books|children|students|ways|places|problems|"
                "reasons|times|countries|hours|years|days|games|options|animals",
                "many",
            ),
            (f"[many] {_ONE_MASS}|knowledge|fun|stuff !<NN*>", "much"),
        ],
        fires=[
            "I don't have much friends. -> I don't have many friends.",
            "I have not many money. -> I have not much money.",
        ],
        silent=["Many people.", "Much of it.", "Many information systems."],
    ),
    rule(
        "mass-article",
        Kind.ARTICLE,
        "This noun cannot be counted, so it has no “a” or “an”.",
        [
            (f"[an|a {_ONE_MASS}] $", "\\2"),
            (f"[an|a {_ONE_MASS}] <IN|TO|CC|MD|WDT>", "\\2"),
        ],
        fires=[
            "It is an evidence of it. -> It is evidence of it.",
            "He gave me an advice. -> He gave me advice.",
        ],
        silent=["An information system.", "An advice column.", "It is evidence."],
    ),
)

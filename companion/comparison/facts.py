"""What differs in substance, in words: numbers, names, quotations and claims.

These slip by in a version that reads well. Paragraph is compared with paragraph, and what merely
moved to another one is not told.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import zip_longest

import regex

from companion.english.closed_classes import SHORT_TITLES
from companion.formats.comparison_json import FactKind
from companion.text.document import paragraphs
from companion.text.inline import inline_regions
from companion.text.sentences import sentences
from companion.text.span import Span

_NUMBER = re.compile(
    r"(?<![\w.])[-−]?(?:[$€£¥]\s?)?\d[\d.,:/]*(?<![.,:/])"
    r"(?:\s?%|\s?°[CF]?|\s(?:per\scent|percent)\b|(?:st|nd|rd|th|s)\b)?|"
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    r"|hundreds?|thousands?|millions?|billions?|dozens?|half|halves|thirds?|quarters?|twice|thrice"
    r"|double|triple)\b",
    re.IGNORECASE,
)
# Words that turn a claim round, weaken it or make it absolute.
_CLAIM = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|nowhere|neither|nor|without|hardly|barely|scarcely"
    r"|cannot|\w+n['’]t"
    r"|may|might|could|must|should|ought|shall"
    r"|perhaps|maybe|probably|possibly|likely|unlikely|apparently|seems?|seemed|appears?|appeared"
    r"|suggests?|suggested|roughly|almost|nearly|approximately|sometimes|often"
    r"|rarely|usually|generally|mostly|some|few|many|most"
    r"|all|every|always|only|certainly|clearly|definitely|undoubtedly|obviously|proves?|proved"
    r"|shows|showed|demonstrates?|demonstrated|causes?|caused|because|therefore|unless|except"
    r")\b",
    re.IGNORECASE,
)
_ALIKE = {"can't": "cannot", "couldn't": "could not"}
_CAPITALISED = regex.compile(
    r"(?<![\w'’])(?P<lead>)(?P<opener>[“\"‘'«(:—]\s*)?[*_]{0,9}(?P<word>\p{Lu}[\w'’]*)"
)
# Capitals that make no name.
_NO_NAMES = frozenset("I I'm I've I'd I'll".split()) | {t.capitalize() for t in SHORT_TITLES}
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"'})
_EXCERPT = 120
_LONG = 20_000  # code points of a paragraph


@dataclass(frozen=True, slots=True)
class Fact:
    """``before`` became ``after`` (empty: it came or went), in the couple at that position.

    For a claim they are the words that turn it ("might", "not"), and ``where`` its sentence.
    """

    kind: FactKind
    before: str
    after: str
    couple: int
    where: str = ""


def changed_facts(
    base: str, revised: str, couples: Sequence[tuple[Span | None, Span | None]]
) -> tuple[Fact, ...]:
    """Numbers, names, quotations and claims that are not the same in both, in that order.

    Args:
        base: the text before.
        revised: the text after.
        couples: paragraphs of base with what they became, each paragraph once (None: nothing).
    """
    names = _known_names(base) | _known_names(revised)
    texts = [(old.of(base) if old else "", new.of(revised) if new else "") for old, new in couples]
    finders: dict[FactKind, Callable[[str], list[str]]] = {
        "number": _numbers,
        "name": lambda text: _names(text, names),
        "quotation": _quotations,
        "claim": _claims,
    }
    facts: list[Fact] = []
    for kind, find in finders.items():
        facts += _changed(kind, texts, find)
    return tuple(facts)


def _changed(
    kind: FactKind, texts: Sequence[tuple[str, str]], find: Callable[[str], list[str]]
) -> Iterable[Fact]:
    gone: list[tuple[int, str]] = []
    came: list[tuple[int, str]] = []
    for at, (old, new) in enumerate(texts):
        if old == new:
            continue
        before, after = find(old), find(new)
        gone += [(at, text) for text in _rest(before, after)]
        came += [(at, text) for text in _rest(after, before)]
    moved = Counter(map(_key, (t for _, t in gone))) & Counter(map(_key, (t for _, t in came)))
    left, arrived = _without(gone, moved), _without(came, moved)
    olds, news = _by_couple(left), _by_couple(arrived)
    for at in sorted(olds.keys() | news.keys()):
        old_sentences, new_sentences = (_Sentences(text) for text in texts[at])
        for lost, new in zip_longest(olds.get(at, ()), news.get(at, ()), fillvalue=""):
            where = new_sentences.with_words(new) if new else old_sentences.with_words(lost)
            yield Fact(kind, lost, new, at, where)


def _by_couple(found: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    grouped: dict[int, list[str]] = {}
    for at, text in found:
        grouped.setdefault(at, []).append(text)
    return grouped


def _key(text: str) -> str:
    return " ".join(text.translate(_PLAIN).casefold().split())


def _rest(items: list[str], others: list[str]) -> list[str]:
    """``items`` less as many of ``others``, in order."""
    spare = Counter(map(_key, others))
    rest = []
    for item in items:
        if spare[_key(item)]:
            spare[_key(item)] -= 1
        else:
            rest.append(item)
    return rest


def _without(items: list[tuple[int, str]], moved: Counter[str]) -> list[tuple[int, str]]:
    spare = moved.copy()
    rest = []
    for at, text in items:
        if spare[_key(text)]:
            spare[_key(text)] -= 1
        else:
            rest.append((at, text))
    return rest


def _numbers(text: str) -> list[str]:
    return [match.group() for match in _NUMBER.finditer(text)]


def _claims(text: str) -> list[str]:
    found = (match.group() for match in _CLAIM.finditer(text))
    return [_ALIKE.get(_key(word), word) for word in found]


def _quotations(text: str) -> list[str]:
    regions = inline_regions(text, 0, len(text))
    return [region.span.of(text) for region in regions if region.kind == "quotation"]


@lru_cache(maxsize=4)  # a base is compared with many versions
def _known_names(text: str) -> frozenset[str]:
    """Words that are capitalised inside a sentence of prose."""
    known: set[str] = set()
    for paragraph in paragraphs(text):
        if not paragraph.checkable or paragraph.kind == "heading":
            continue
        known.update(word for word, first in _capitals(paragraph.content.of(text)) if not first)
    return frozenset(known)


def _names(text: str, known: frozenset[str]) -> list[str]:
    return [word for word, _ in _capitals(text) if word in known]


def _capitals(text: str) -> list[tuple[str, bool]]:
    """Capitalised words, each with whether it stands where any word would be capitalised."""
    starts = {span.start for span in sentences(text)}
    found = []
    for match in _CAPITALISED.finditer(text):
        word = match["word"].removesuffix("’s").removesuffix("'s")
        if word.translate(_PLAIN) not in _NO_NAMES:
            first = bool(match["opener"]) or match.start("lead") in starts
            found.append((word, first))
    return found


class _Sentences:
    """The sentences of one paragraph, to be found by words in them.

    In a very long one, words are looked for from where the last ones stood.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._last = 0

    @cached_property
    def _spans(self) -> tuple[Span, ...]:
        return sentences(self._text)

    def with_words(self, words: str) -> str:
        """The sentence in which ``words`` stand, shortened around them."""
        at = self._text.find(words, self._last)
        at = max(0, at if at >= 0 else self._text.find(words))
        if len(self._text) > _LONG:
            self._last = at
        place = bisect_right(self._spans, at, key=lambda span: span.start) - 1
        if place < 0:
            return ""
        sentence = " ".join(self._spans[place].of(self._text).split())
        if len(sentence) <= _EXCERPT:
            return sentence
        near = max(0, min(sentence.find(words) - _EXCERPT // 2, len(sentence) - _EXCERPT))
        cut = sentence[near : near + _EXCERPT]
        return ("…" if near else "") + cut.strip() + "…"

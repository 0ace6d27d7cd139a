r"""A rule as a value: where it looks, what it puts there, why, and examples of both answers.

Most rules are a pattern over the words of a sentence, written like this::

    "^ i|you|we|they [has]"          -> "have"
    "have|has|had <RB>? [{VBD!VBN}]" -> "=VBN"

Elements, apart by spaces:

==========  ====================================================================================
``a|b``     one of these words or marks, in lower case; what follows may stand among them
``<NN|VB*>``a word that the tagger gives one of these tags in this sentence; ``*`` ends a prefix
``a/NN``    this word, where the tagger gives it this tag
``{VB!NN}`` a word that the dictionary knows as all of these tags and as none of those after ``!``
``^``       here a clause begins (``^^``: a sentence)
``$``       here a sentence ends, or a mark stands; among words: or one of them follows
``.``       any word
``X?``      may be missing
``!X``      the next word is not that
``[ ]``     around the words that are replaced
==========  ====================================================================================

The replacement is the new words; ``\1`` is the first replaced word, ``=VBN`` that word inflected
(``=VBG2``: the second one).
An empty pair of brackets marks a place where words are put in.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

from companion.english import lexicon
from companion.english.sentences import NOTHING, Sentence, Word
from companion.grammar.kinds import Kind
from companion.grammar.rules.sounds import begins_with_vowel
from companion.text.edit import Edit
from companion.text.span import Span

Find = Callable[[Sentence], Iterable[Edit]]
_CHOICES = re.compile(r"<[^>]*>|\{[^}]*\}|[^|<{]+")
Match = Callable[[Sentence, int], bool]

SUBORDINATORS = frozenset(
    "because if when while although though unless until since that whether where as so before "
    "after once whenever wherever whereas than but which who what how why".split()
)


@dataclass(frozen=True)
class Rule:
    """A rule of our own.

    ``fires`` holds pairs of a sentence and what it becomes, ``silent`` sentences that the rule
    must leave alone. A rule with ``dialect`` set keeps quiet where the author writes dialect.
    """

    name: str
    kind: Kind
    message: str
    find: Find
    fires: tuple[tuple[str, str], ...]
    silent: tuple[str, ...] = ()
    dialect: bool = False
    triggers: frozenset[str] = field(default=frozenset())


def rule(
    name: str,
    kind: Kind,
    message: str,
    patterns: Iterable[tuple[str, str]],
    *,
    fires: Iterable[str],
    silent: Iterable[str] = (),
    dialect: bool = False,
) -> Rule:
    """A rule made of patterns; examples that fire are written ``before -> after``."""
    compiled = [Pattern(source, replacement) for source, replacement in patterns]
    always = {at for at, pattern in enumerate(compiled) if not pattern.triggers}
    by_word: dict[str, set[int]] = {}
    for at, pattern in enumerate(compiled):
        for word in pattern.triggers:
            by_word.setdefault(word, set()).add(at)

    def find(sentence: Sentence) -> Iterator[Edit]:
        taken: set[int] = set()
        woken = always.union(*(by_word[word] for word in by_word.keys() & sentence.places.keys()))
        for at in sorted(woken):
            for edit in compiled[at].find(sentence):
                if edit.span.start not in taken:
                    taken.add(edit.span.start)
                    yield edit

    triggers = frozenset() if always else frozenset(by_word)
    return Rule(name, kind, message, find, examples(fires), tuple(silent), dialect, triggers)


def examples(lines: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """``before -> after`` as pairs."""
    pairs = []
    for line in lines:
        before, _, after = line.partition(" -> ")
        pairs.append((before, after))
    return tuple(pairs)


class Pattern:
    """One compiled pattern.

    Only places are tried where its rarest word stands: of most patterns no sentence in a hundred
    has any.
    """

    def __init__(self, source: str, replacement: str) -> None:
        self.replacement = replacement
        self.elements: list[_Element] = []
        self.first = self.last = -1
        for part in source.split():
            opened, closed = part.startswith("["), part.endswith("]") and part != "]"
            if opened:
                self.first = len(self.elements)
                part = part[1:]
            if part.endswith("]"):
                part = part[:-1]
                closed = True
            if part:
                self.elements.append(_element(part))
            if closed:
                self.last = len(self.elements)
        self.triggers, self.least, self.most = self._key()

    def _key(self) -> tuple[frozenset[str], int, int]:
        """The words of its rarest element, and how many words at least and at most precede it."""
        found = (math.inf, frozenset[str](), 0, 0)
        least = most = 0
        for element in self.elements:
            if element.words and not element.optional and not element.anchor:
                common = sum(10 ** lexicon.zipf(word) for word in element.words)
                found = min(found, (common, element.words, least, most), key=lambda one: one[0])
            if not element.anchor:
                least, most = least + (not element.optional), most + 1
        return found[1:]

    def find(self, sentence: Sentence) -> Iterator[Edit]:
        """Every place where the pattern matches, left to right, apart."""
        free = 0
        for at in self._starts(sentence):
            if at < free:
                continue
            places = self._match(sentence, at, 0, [])
            if places is None:
                continue
            edit = self._edit(sentence, places)
            if edit is not None:
                yield edit
            free = max(places[-1], at + 1)

    def _starts(self, sentence: Sentence) -> Iterable[int]:
        """Where a match may begin, in order."""
        if not self.triggers:
            return range(len(sentence))
        places = sentence.places
        keys = [at for word in self.triggers & places.keys() for at in places[word]]
        if len(keys) == 1 and self.least == self.most:
            return (keys[0] - self.least,) if keys[0] >= self.least else ()
        starts = {at - back for at in keys for back in range(self.least, self.most + 1)}
        return sorted(at for at in starts if at >= 0)

    def _match(
        self, sentence: Sentence, at: int, number: int, places: list[int]
    ) -> list[int] | None:
        """Where each element begins, and where the last one ends."""
        if number == len(self.elements):
            return [*places, at]
        element = self.elements[number]
        if element.anchor:
            ok = element.test(sentence, at)
            return self._match(sentence, at, number + 1, [*places, at]) if ok else None
        if at < len(sentence.words) and element.test(sentence, at):
            found = self._match(sentence, at + 1, number + 1, [*places, at])
            if found is not None:
                return found
        if element.optional:
            return self._match(sentence, at, number + 1, [*places, at])
        return None

    def _edit(self, sentence: Sentence, places: list[int]) -> Edit | None:
        start, end = places[self.first], places[self.last]
        if start == end:
            end = sentence[start - 1].span.end
            vowel = self.replacement == "a" and begins_with_vowel(sentence[start].low)
            return Edit(Span(end, end), f" {self.replacement}{'n' if vowel else ''}")
        old = sentence.words[start:end]
        new = _fill(self.replacement, old)
        if new is None:
            return None
        if old[0].text[0].isupper() and old[0].low != "i" and new:
            new = new[0].upper() + new[1:]
        return Edit(Span(old[0].span.start, old[-1].span.end), new)


@dataclass(frozen=True)
class _Element:
    test: Match
    anchor: bool = False
    optional: bool = False
    words: frozenset[str] = frozenset()


def _element(part: str) -> _Element:
    if part in ("^", "^^", "$"):
        return _Element({"^": clause_starts, "^^": sentence_starts, "$": _ends}[part], anchor=True)
    if part.startswith("!"):
        inner = _element(part[1:])
        return _Element(lambda s, i: i >= len(s.words) or not inner.test(s, i), anchor=True)
    optional = part.endswith("?") and len(part) > 1
    if optional:
        part = part[:-1]
    if part == ".":
        return _Element(lambda s, i: s[i].is_word, optional=optional)
    choices = _CHOICES.findall(part)
    if "$" in choices:  # the end, or what else may follow: seen, not taken
        inner = _element("|".join(choice for choice in choices if choice != "$"))
        return _Element(
            lambda s, i: _ends(s, i) or (i < len(s.words) and inner.test(s, i)), anchor=True
        )
    plain = frozenset(c for c in choices if c[0] not in "<{" and ("/" not in c or c == "/"))
    tagged = [tuple(c.split("/")) for c in choices if c[0] not in "<{" and "/" in c and c != "/"]
    tests: list[Match] = [_by_tag(c[1:-1].split("|")) for c in choices if c[0] == "<"]
    for choice in choices:
        if choice[0] == "{":
            has, *lacks = choice[1:-1].split("!")
            tests.append(_by_dictionary(frozenset(has.split("&")) - {""}, frozenset(lacks)))
    # What it may match, if that is a list of words.
    words = frozenset() if tests else plain | {low for low, _ in tagged}
    tests += [_tagged(*pair) for pair in tagged]
    if not tests:
        return _Element(lambda s, i: s.words[i].low in plain, optional=optional, words=words)
    if len(tests) == 1 and not plain:
        return _Element(tests[0], optional=optional, words=words)
    return _Element(
        lambda s, i: s.words[i].low in plain or any(test(s, i) for test in tests),
        optional=optional,
        words=words,
    )


def _tagged(low: str, label: str) -> Match:
    return lambda sentence, at: sentence.words[at].low == low and sentence.words[at].bears(label)


def _by_tag(labels: list[str]) -> Match:
    exact = frozenset(label for label in labels if not label.endswith("*"))
    starts = tuple(label[:-1] for label in labels if label.endswith("*"))

    @cache
    def fits(label: str) -> bool:
        head = label.partition("+")[0]
        return label in exact or head in exact or bool(starts and label.startswith(starts))

    return lambda sentence, at: fits(sentence.words[at].tag)


def _by_dictionary(has: frozenset[str], lacks: frozenset[str]) -> Match:
    @lru_cache(10_000)
    def fits(low: str) -> bool:
        known = lexicon.tags(low)
        if "VBD" in known and low.endswith("ed"):
            known |= {"VBN"}  # the dictionary names only one of two equal forms
        return has <= known and not (lacks & known)

    return lambda sentence, at: sentence.words[at].is_word and fits(sentence.words[at].low)


def sentence_starts(sentence: Sentence, at: int) -> bool:
    """Whether nothing but opening marks stands before."""
    return at <= sentence.first


def clause_starts(sentence: Sentence, at: int) -> bool:
    """Whether a subject may stand here: after a mark, a conjunction, or nothing."""
    before = sentence[at - 1]
    if not before.is_word:
        return True
    return before.low in SUBORDINATORS or before.tag == "CC"


_THOUGHT = frozenset(
    "think thinks thought know knows knew say says said believe believes hope hopes guess feel "
    "feels mean means understand realize realise sure see notice noticed".split()
)


def subject_stands(sentence: Sentence, at: int) -> bool:
    """Whether a subject pronoun may stand here: where a clause starts, or after "I think"."""
    before = sentence[at - 1]
    return clause_starts(sentence, at) or before.low in _THOUGHT or (at == 1 and before.tag == "RB")


def _ends(sentence: Sentence, at: int) -> bool:
    word = sentence[at]
    return word is NOTHING or not word.is_word


_BACK = re.compile(r"\\(\d)")


def _fill(replacement: str, old: tuple[Word, ...]) -> str | None:
    """The replacement for ``old``; None if a word has no such form, or it stands there already."""
    if replacement == "=VBG2":
        return inflect(old[1].low, "VBG")
    if replacement.startswith("="):
        new = inflect(old[0].low, replacement[1:])
        return None if new == old[0].low else new
    return _BACK.sub(lambda m: old[int(m.group(1)) - 1].text, replacement)


def inflect(word: str, tag: str) -> str | None:
    """The form of a verb or noun that bears ``tag``; None if the dictionary knows none."""
    part = "NOUN" if tag.startswith("NN") else "VERB"
    for known, lemma in sorted(lexicon.lemmas(word)):
        if known in (part, "AUX" if part == "VERB" else part):
            known_forms = lexicon.inflections(lemma, part)
            # Where the participle is the past, only the past is given.
            forms = known_forms.get(tag) or known_forms.get({"VBN": "VBD"}.get(tag, tag), ())
            forms = tuple(form for form in forms if lexicon.is_word(form))
            if tag == "NNS":  # "dog" is given as a plural too, as in hunting
                forms = tuple(form for form in forms if form != lemma) or forms
            if forms:
                return max(forms, key=lexicon.zipf)
    return None


@lru_cache(10_000)
def number_of(noun: str) -> str | None:
    """Whether a noun is "one" or "many", if its form tells: "cars" does, "sheep" does not."""
    found = {lemma for part, lemma in lexicon.lemmas(noun) if part == "NOUN"}
    if noun in found and len(found) == 1 and inflect(noun, "NNS") != noun:
        return "one"
    plural = found - {noun} and (noun.endswith("s") or noun not in found)
    return "many" if plural and not noun.endswith(("ss", "ics", "sis")) else None

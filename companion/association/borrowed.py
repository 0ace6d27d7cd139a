"""Borrowed language: words in the draft that came from a partner, a critic or a transcript.

Two texts share language where the same four words stand in the same order, give or take one word
put in, left out or changed and the endings of words, or where two rare words stand close together
in both. Whether what is shared says anything is measured in bits: "at the end of the" is anyone's,
"the humming forgives you" is not.

The time needed grows with the length of the draft plus that of the sources.
"""

from __future__ import annotations

import gzip
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log2
from typing import NamedTuple

import regex

from companion.text.document import merge_spans
from companion.text.span import Span

# The least information of four words that stand unchanged, in bits of surprisal of each word in
# English books: "at the end of" has 29, "end of the day" 32, "keep a list but" 37.
_LEAST_BITS = 35.0
# The same where a word within was inserted, deleted or changed.
_LEAST_BITS_CHANGED = 38.0
# A word is rare that carries at least this: about one in a hundred thousand.
_RARE_BITS = 16.6
# Two rare words count as a pair with at most this many words between them.
_PAIR_REACH = 2
# Zipf frequency of words too uncommon for the list.
_UNLISTED_ZIPF = 3.8

_WORD = regex.compile(r"[\p{L}\p{Nd}][\p{L}\p{M}\p{Nd}]*(?:['’ʼ][\p{L}\p{M}\p{Nd}]+)*")
_PARAGRAPH_END = regex.compile(r"\n[ \t\r]*\n")
_ENDINGS = ("ing", "ed", "es", "s")


@dataclass(frozen=True, slots=True)
class SaidSource:
    """A text that is not the author's.

    Attributes:
        origin: who said it, for the author to read: "partner", "critic", a name.
        text: what was said.
        own: the parts of it that the author had written before, as `own_spans` gives them.
    """

    origin: str
    text: str
    own: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Borrowing:
    """A part of the draft that a source had said first."""

    span: Span
    text: str
    origin: str


def borrowed(draft: str, sources: Iterable[SaidSource]) -> tuple[Borrowing, ...]:
    """What of ``draft`` came from ``sources``, in order; spans do not overlap.

    Where two sources said the same, the one that comes first is named.
    """
    return SaidPhrases(sources).found_in(draft)


def own_spans(said: str, known: str) -> tuple[Span, ...]:
    """The parts of ``said`` that are the author's, who had written ``known`` before it was said."""
    return Known(known).spans_in(said)


class SaidPhrases:
    """What others have said, for looking up one text after another."""

    def __init__(self, sources: Iterable[SaidSource] = ()) -> None:
        self._origins: dict[_Pattern, str] = {}
        for source in sources:
            self.add(source)

    def __bool__(self) -> bool:
        return bool(self._origins)

    def add(self, source: SaidSource) -> None:
        """Add what was said after all that is here."""
        own = _Coverage(source.own)
        for match in _patterns(source.text):
            if not own.has(match):
                self._origins.setdefault(match.pattern, source.origin)

    def found_in(self, text: str) -> tuple[Borrowing, ...]:
        """What of ``text`` was said by others, as `borrowed` gives it.

        No find reaches over an empty line: a text can be looked up paragraph by paragraph.
        """
        if not self:
            return ()
        origins = self._origins
        found = [(m.span, origins[m.pattern]) for m in _patterns(text) if m.pattern in origins]
        return tuple(Borrowing(span, span.of(text), origin) for span, origin in _merge(text, found))


class Known:
    """What the author had written, for telling it from what others say."""

    def __init__(self, *texts: str) -> None:
        self._patterns: set[_Pattern] = set()
        self._rare: set[str] = set()
        for text in texts:
            self.add(text)

    def add(self, text: str) -> None:
        """Add more that the author wrote."""
        self._patterns.update(match.pattern for match in _patterns(text))
        self._rare.update(word.stem for word in _words(text) if word.bits >= _RARE_BITS)

    def spans_in(self, said: str) -> tuple[Span, ...]:
        """The parts of ``said`` that the author had, in order and apart.

        Besides longer passages these are single rare words, so that a partner who takes up the
        author's two favourite words has not lent them.
        """
        passages = [m.span for m in _patterns(said) if m.pattern in self._patterns]
        singles = [word.span for word in _words(said) if word.stem in self._rare]
        return merge_spans(passages + singles)


def stem(word: str) -> str:
    """One form for the forms of a word: case, apostrophes and common endings are taken away."""
    word = "".join(c for c in word.casefold() if c not in "'’ʼ")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    if len(word) > 3:
        if word[-1] == "e" or word[-1] == word[-2]:
            word = word[:-1]
        elif word[-1] == "i":
            word = word[:-1] + "y"
    return word


_Pattern = tuple[str, ...]


class _Word(NamedTuple):
    span: Span
    stem: str
    bits: float


class _Match(NamedTuple):
    """A pattern and where its words stand."""

    pattern: _Pattern
    words: tuple[Span, ...]

    @property
    def span(self) -> Span:
        return Span(self.words[0].start, self.words[-1].end)


def _words(text: str) -> Iterator[_Word]:
    for match in _WORD.finditer(text):
        form = stem(match.group())
        yield _Word(Span(*match.span()), form, _surprise(form))


def _patterns(text: str) -> Iterator[_Match]:
    """Every pattern of ``text`` with enough information to identify a source."""
    start = 0
    for end in [*(match.end() for match in _PARAGRAPH_END.finditer(text)), len(text)]:
        words = [
            _Word(word.span.shifted(start), word.stem, word.bits)
            for word in _words(text[start:end])
        ]
        for i in range(len(words)):
            yield from _patterns_at(words[i : i + 5], text)
        start = end


def _patterns_at(window: list[_Word], text: str) -> Iterator[_Match]:
    """The patterns that begin with the first word of ``window``, which has up to five."""
    if len(window) >= 4 and _bits(window[:4]) >= _LEAST_BITS:
        yield _match(window[:4])
    if len(window) == 5:
        for skipped in (1, 2, 3):
            rest = window[:skipped] + window[skipped + 1 :]
            if _bits(rest) >= _LEAST_BITS_CHANGED:
                yield _match(rest)
    if window[0].bits >= _RARE_BITS:
        for other in window[1 : _PAIR_REACH + 2]:
            between = text[window[0].span.end : other.span.start]
            compound = not any(c.isspace() for c in between)  # "UTF-16" is one rare word, not two
            if other.bits >= _RARE_BITS and other.stem != window[0].stem and not compound:
                yield _match([window[0], other])


def _match(words: list[_Word]) -> _Match:
    return _Match(tuple(word.stem for word in words), tuple(word.span for word in words))


def _bits(words: list[_Word]) -> float:
    """The bits of a pattern; a repeated word adds nothing."""
    return sum({word.stem: word.bits for word in words}.values())


class _Coverage:
    """Spans that do not overlap, in order, for asking whether one of them covers another span."""

    def __init__(self, spans: tuple[Span, ...]) -> None:
        self._spans = spans
        self._starts = [span.start for span in spans]

    def covers(self, span: Span) -> bool:
        place = bisect_right(self._starts, span.start) - 1
        return place >= 0 and self._spans[place].covers(span)

    def has(self, match: _Match) -> bool:
        """Whether a pattern lies in one span; of a pair, each word may lie in its own."""
        if len(match.words) == 2:
            return all(self.covers(word) for word in match.words)
        return self.covers(match.span)


def _merge(text: str, found: list[tuple[Span, str]]) -> Iterator[tuple[Span, str]]:
    """Overlapping finds of one origin as one; where two origins overlap, the later is cut short.

    ``found`` is in the order in which the finds begin.
    """
    start, end, origin = 0, 0, ""
    for span, other in found:
        if span.end <= end:
            continue
        if other == origin and span.start < end:
            end = span.end
            continue
        if end > start:
            yield Span(start, end), origin
        rest = _WORD.search(text, max(span.start, end))
        start, end, origin = rest.start() if rest else span.end, span.end, other
    if end > start:
        yield Span(start, end), origin


def _surprise(form: str) -> float:
    """The surprisal of a word in English books, in bits."""
    return (9.0 - _zipf().get(form, _UNLISTED_ZIPF)) * log2(10)


@cache
def _zipf() -> dict[str, float]:
    """From stem to the Zipf frequency of the commonest word that has it."""
    data = files("companion.association").joinpath("data", "common.txt.gz").read_bytes()
    zipf: dict[str, float] = {}
    for line in gzip.decompress(data).decode().splitlines():  # the rarest first
        tenths, *words = line.split()
        zipf.update((stem(word), int(tenths) / 10) for word in words)
    return zipf

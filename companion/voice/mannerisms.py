"""Mannerisms: what makes prose sound like somebody, counted in a text.

Fragments, sentences that begin with "and", contractions, repeated words, hedges, asides: what an
assistant's polish takes away first, and what people mean by "it took my voice away". Each is
counted in tokens (`companion.voice.change.tokens_of`), so before and after are read alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from companion.english.tagger import tag
from companion.voice.change import SENTENCE_ENDS, is_word

_CACHED = 20_000  # sentences
_SHORT = 5  # words

_INTENSIFIERS = frozenset(
    "very really so quite pretty totally absolutely completely utterly awfully terribly damn "
    "bloody super just even ever too extremely literally rather properly dead right".split()
)
_HEDGES = frozenset(
    "maybe perhaps probably possibly guess suppose reckon somehow almost nearly sometimes".split()
)
_HEDGE_PAIRS = frozenset(
    {("i", "think"), ("kind", "of"), ("sort", "of"), ("a", "bit"), ("i", "mean"), ("you", "know"),
     ("i", "suppose"), ("more", "or"), ("or", "so")}
)  # fmt: skip
_COLLOQUIAL = frozenset(
    "kinda sorta gonna wanna gotta yeah yep nope ok okay stuff lot lots guy guys kid kids mum mom "
    "dad dunno cause till em ain't y'all bloke blokes lad lads folks cheers heck hell crap wee "
    "aye nowt owt summat anyway anyways oh hey mate bit loads bunch pal gal nan gran grandad "
    "daft grand yer ye lass bairn tea telly fella fellas ma pa innit reckon plus etc".split()
)
_OPENERS = frozenset("and but so or yet because then also plus still anyway well now".split())
_LINKS = frozenset("that which who whom whose where while although though whereas since".split())
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
# Words that are finite verbs wherever they stand, so that most sentences need no tagger.
_ALWAYS_FINITE = frozenset(
    "is was are were am has had do does did can could will would should must isn't wasn't aren't "
    "weren't hasn't hadn't don't doesn't didn't can't couldn't won't wouldn't shouldn't".split()
)
_ASIDES = frozenset({"(", "—", "--"})
_SHORTENED = frozenset("it that he she what there who here let where how when this".split())


@dataclass(frozen=True, slots=True)
class Mannerism:
    """A habit of a text, what one and several of it are called, and what is said where they went.

    "3 fragments joined or made whole" has the count, ``many`` and ``gone``.
    """

    name: str
    one: str
    many: str
    gone: str


LINKS = "links"
FRAGMENTS = Mannerism("fragments", "fragment", "fragments", "joined or made whole")
OPENERS = Mannerism("openers", "opening word", "opening words", "like “and” or “but” gone")
CONTRACTIONS = Mannerism("contractions", "contraction", "contractions", "gone")
REPEATS = Mannerism("repeats", "repetition", "repetitions", "gone")
INTENSIFIERS = Mannerism("intensifiers", "intensifier", "intensifiers", "gone")
HEDGES = Mannerism("hedges", "hedge", "hedges", "gone")
COLLOQUIAL = Mannerism("colloquial", "colloquial word", "colloquial words", "gone")
ASIDES = Mannerism("asides", "aside", "asides", "in brackets or dashes gone")
SHORT = Mannerism("short sentences", "short sentence", "short sentences", "gone")
MANNERISMS = (
    FRAGMENTS, OPENERS, CONTRACTIONS, REPEATS, INTENSIFIERS, HEDGES, COLLOQUIAL, ASIDES, SHORT,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mannered:
    """The mannerisms of a text.

    Attributes:
        counts: of each mannerism, by its name; and of `LINKS`, the words that subordinate.
        words: of those that are single words or turns, which, and how often.
        lengths: of the sentences, in words.
    """

    counts: Counter[str]
    words: dict[str, Counter[str]]
    lengths: tuple[int, ...]


def mannered(tokens: Sequence[str]) -> Mannered:
    """Count the mannerisms of a text in tokens."""
    words: dict[str, Counter[str]] = {m.name: Counter() for m in MANNERISMS}
    counts: Counter[str] = Counter()
    previous = ""
    for token in tokens:
        if "'" in token and _is_contraction(token):
            words[CONTRACTIONS.name][token] += 1
        if token in _INTENSIFIERS:
            words[INTENSIFIERS.name][token] += 1
        if token in _HEDGES:
            words[HEDGES.name][token] += 1
        if token in _COLLOQUIAL:
            words[COLLOQUIAL.name][token] += 1
        if token in _ASIDES:
            counts[ASIDES.name] += 1
        if token in _LINKS:
            counts[LINKS] += 1
        if token == previous and is_word(token):
            words[REPEATS.name][f"{token} {token}"] += 1
        if (previous, token) in _HEDGE_PAIRS:
            words[HEDGES.name][f"{previous} {token}"] += 1
        previous = token
    lengths = []
    first = ""
    for sentence in sentences_of(tokens):
        spoken = [token for token in sentence if is_word(token)]
        if not spoken:
            continue
        lengths.append(len(spoken))
        counts[SHORT.name] += len(spoken) <= _SHORT
        counts[FRAGMENTS.name] += is_fragment(tuple(sentence))
        if spoken[0] in _OPENERS:
            words[OPENERS.name][spoken[0]] += 1
        elif spoken[0] == first:
            words[REPEATS.name][f"{first} … {first} …"] += 1
        first = spoken[0]
    for name, found in words.items():
        counts[name] += found.total()
    return Mannered(counts, words, tuple(lengths))


def changed_only(before: Sequence[str], after: Sequence[str]) -> tuple[list[str], list[str]]:
    """Both texts without the sentences that they have in common."""
    olds = [tuple(sentence) for sentence in sentences_of(before)]
    news = [tuple(sentence) for sentence in sentences_of(after)]
    common = Counter(olds) & Counter(news)
    return _without(olds, common.copy()), _without(news, common)


def _without(sentences: Iterable[tuple[str, ...]], common: Counter[tuple[str, ...]]) -> list[str]:
    rest: list[str] = []
    for sentence in sentences:
        if common[sentence] > 0:
            common[sentence] -= 1
        else:
            rest += sentence
    return rest


@lru_cache(_CACHED)
def is_fragment(sentence: tuple[str, ...]) -> bool:
    """Whether a sentence in tokens has no finite verb and is no order either."""
    words = [token for token in sentence if is_word(token)]
    if not words:
        return False
    if any(token in _ALWAYS_FINITE for token in words):
        return False
    tags = tag(sentence)
    if any(part in _FINITE for each in tags for part in each.split("+")):
        return False
    return not tags[0].startswith("VB")


@lru_cache(_CACHED)
def _is_contraction(token: str) -> bool:
    """Not a possessive."""
    stem, _, tail = token.rpartition("'")
    return tail != "s" or stem in _SHORTENED


def sentences_of(tokens: Iterable[str]) -> Iterator[list[str]]:
    """The sentences of a text in tokens."""
    sentence: list[str] = []
    for token in tokens:
        sentence.append(token)
        if token in SENTENCE_ENDS:
            yield sentence
            sentence = []
    if sentence:
        yield sentence

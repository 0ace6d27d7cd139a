"""A hundred texts read together: the passages several share, and those alike in manner.

It tells of likeness. Texts share passages because they answer one question, quote one source or
were taught by one teacher, and a manner is nobody's property: nothing here proves anything.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import mean, stdev
from typing import Any

from companion.comparison.source import Source
from companion.text.span import Span
from companion.text.tokens import tokenize

PASSAGE_WORDS = 8  # the shortest passage told: shorter ones are shared by chance
LIKENESS_WORDS = 4  # likeness counts runs of so many words
MAX_SHARING = 0.5  # a run that more of the texts share is the question they answer
_LEAST_TEXTS_FOR_COMMON = 6
_LEANS = 1.0  # standard deviations above the cohort's mean
_MAX_MARKS = 40
_SAME_MANNER = 0.3  # share of marks in common


@dataclass(frozen=True, slots=True)
class SharedPassage:
    """Words that several texts have alike; ``spans[k]`` is where in text ``texts[k]``.

    ``common`` says that most texts have it: as a rule the question or a source they all quote.
    """

    text: str
    words: int
    texts: tuple[int, ...]
    spans: tuple[Span, ...]
    common: bool


@dataclass(frozen=True, slots=True)
class MannerGroup:
    """Texts that lean to assistant style more than the others, and by the same words."""

    texts: tuple[int, ...]
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cohort:
    """Texts read together.

    ``likeness[i][j]`` is the share, from 0 to 1, of the shorter text's runs of words that the
    other has too, those apart that most texts have. ``leans[i]`` is how far text i leans to
    assistant style, in standard deviations from the mean of these texts.
    """

    names: tuple[str, ...]
    likeness: tuple[tuple[float, ...], ...]
    passages: tuple[SharedPassage, ...]
    leans: tuple[float, ...]
    manners: tuple[MannerGroup, ...]


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a text, lower-cased, as numbers, and where each stands."""

    codes: list[int]
    spans: list[Span]


def cohort(sources: Sequence[Source]) -> Cohort:
    """Read texts together.

    Raises:
        ValueError: there are fewer than two.
    """
    if len(sources) < 2:
        raise ValueError("a cohort has at least two texts")
    codes: dict[str, int] = {}
    texts = [_words(source.text, codes) for source in sources]
    leans, manners = _manners([source.text for source in sources])
    return Cohort(
        names=tuple(source.name for source in sources),
        likeness=_likeness(texts),
        passages=_passages(texts, [source.text for source in sources]),
        leans=leans,
        manners=manners,
    )


def _words(text: str, codes: dict[str, int]) -> _Words:
    tokens = [token for token in tokenize(text) if token.is_word]
    numbers = [
        codes.setdefault(token.text.casefold().replace("’", "'"), len(codes)) for token in tokens
    ]
    return _Words(numbers, [token.span for token in tokens])


def _runs(codes: Sequence[int], length: int) -> list[tuple[int, ...]]:
    return list(zip(*(codes[k:] for k in range(length)), strict=False))


def _holders(runs: Sequence[Sequence[tuple[int, ...]]]) -> dict[tuple[int, ...], set[int]]:
    """Which texts have each run of words."""
    holders: dict[tuple[int, ...], set[int]] = defaultdict(set)
    for n, own in enumerate(runs):
        for run in own:
            holders[run].add(n)
    return holders


def _is_common(count: int, texts: int) -> bool:
    return texts >= _LEAST_TEXTS_FOR_COMMON and count > MAX_SHARING * texts


def _likeness(texts: Sequence[_Words]) -> tuple[tuple[float, ...], ...]:
    size = len(texts)
    runs = [list(set(_runs(text.codes, LIKENESS_WORDS))) for text in texts]
    shared = [[0] * size for _ in range(size)]
    own = [0] * size
    for holders in _holders(runs).values():
        if _is_common(len(holders), size):
            continue
        among = sorted(holders)
        for at, i in enumerate(among):
            own[i] += 1
            for j in among[at + 1 :]:
                shared[i][j] += 1
    return tuple(
        tuple(
            1.0 if i == j else shared[min(i, j)][max(i, j)] / max(1, min(own[i], own[j]))
            for j in range(size)
        )
        for i in range(size)
    )


def _passages(texts: Sequence[_Words], contents: Sequence[str]) -> tuple[SharedPassage, ...]:
    """Maximal passages, each with all the texts that have the whole of it; longest first."""
    runs = [_runs(text.codes, PASSAGE_WORDS) for text in texts]
    holders = _holders(runs)
    found: dict[tuple[int, ...], dict[int, Span]] = defaultdict(dict)
    for n, own in enumerate(runs):
        start = 0
        while start < len(own):
            among = holders[own[start]]
            stop = start + 1
            while stop < len(own) and holders[own[stop]] == among:
                stop += 1
            if len(among) > 1:
                last = stop + PASSAGE_WORDS - 2
                words = tuple(texts[n].codes[start : last + 1])
                span = Span(texts[n].spans[start].start, texts[n].spans[last].end)
                found[words].setdefault(n, span)
            start = stop
    passages = [
        SharedPassage(
            text=" ".join(next(iter(where.values())).of(contents[next(iter(where))]).split()),
            words=len(words),
            texts=tuple(sorted(where)),
            spans=tuple(where[n] for n in sorted(where)),
            common=_is_common(len(where), len(texts)),
        )
        for words, where in found.items()
        if len(where) > 1
    ]
    return tuple(sorted(passages, key=lambda p: (p.common, -p.words * len(p.texts), p.texts)))


def _manners(texts: Sequence[str]) -> tuple[tuple[float, ...], tuple[MannerGroup, ...]]:
    """How far each text leans, and groups of those that lean by the same words."""
    from companion.voice.style_score import manner

    manners = [manner(text) for text in texts]
    values = [each.lean for each in manners]
    spread = stdev(values)
    middle = mean(values)
    leans = tuple((value - middle) / spread if spread else 0.0 for value in values)
    often: Counter[str] = Counter(mark for each in manners for mark in each.marks)
    marks: dict[int, set[str]] = {}
    for n, each in enumerate(manners):
        if leans[n] >= _LEANS:
            # A word that most texts use is the subject, not the manner.
            own = [m for m, share in each.marks.items() if share > 0 and 2 * often[m] <= len(texts)]
            marks[n] = set(sorted(own, key=lambda m: -each.marks[m])[:_MAX_MARKS])
    return leans, tuple(_groups(marks))


def _groups(marks: dict[int, set[str]]) -> list[MannerGroup]:
    """Texts joined to the group whose first member's marks they share most, if enough of them."""
    groups: list[list[int]] = []
    for n, own in marks.items():
        best, shared = None, 0.0
        for group in groups:
            first = marks[group[0]]
            share = len(own & first) / max(1, min(len(own), len(first)))
            if share > shared:
                best, shared = group, share
        if best is not None and shared >= _SAME_MANNER:
            best.append(n)
        else:
            groups.append([n])
    told = []
    for group in groups:
        if len(group) > 1:
            counts = Counter(mark for n in group for mark in marks[n])
            told.append(
                MannerGroup(tuple(group), tuple(m for m, c in counts.most_common(12) if c > 1))
            )
    return sorted(told, key=lambda group: -len(group.texts))


def cohort_json(result: Cohort) -> dict[str, Any]:
    """The cohort as plain lists, strings and numbers; spans are ``[start, end]``."""
    content = asdict(result)
    content["likeness"] = [[round(value, 3) for value in row] for row in result.likeness]
    content["leans"] = [round(value, 2) for value in result.leans]
    for passage, told in zip(result.passages, content["passages"], strict=True):
        told["spans"] = [[span.start, span.end] for span in passage.spans]
    return content

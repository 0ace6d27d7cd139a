"""Which paragraph became which, and what was moved, also when it was edited on the way.

Paragraphs are matched first where they are the same, then by how many pairs of neighbouring words
they share, then by their place between matched neighbours. Of all matches, the heaviest increasing
subsequence (in words) stays; the others moved. Sentences that left one paragraph and came in
another are matched the same way.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Indel

from companion.text.diff import diff_tokens
from companion.text.document import paragraphs
from companion.text.sentences import sentences
from companion.text.span import Span
from companion.text.tokens import split_words

Relation = Literal["same", "changed", "moved", "added", "removed"]

ALIKE = 0.5  # likeness from which two paragraphs anywhere are one that was edited
IN_PLACE = 0.25  # the same for two that stand between the same neighbours
SENTENCE_ALIKE = 0.7
_MIN_MOVED_SENTENCE = 4  # words; shorter ones recur by chance
_COMMON = 12  # a pair of words in more paragraphs than this tells nothing and would cost much
_CANDIDATES = 4
_MAX_COMPARED = 400_000_000  # pairs of words of two paragraphs: a second or so
_MAX_CELLS = 10_000  # a gap with more pairs than this is matched in order


@dataclass(frozen=True, slots=True)
class Match:
    """Paragraph ``base`` became paragraph ``revised`` (positions), with a likeness from 0 to 1."""

    base: int
    revised: int
    likeness: float
    moved: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One line of two aligned texts: a paragraph of either, or of both.

    ``base`` and ``revised`` are spans of the two texts. A moved paragraph has two rows, one where
    it left and one where it came; each has the other side's span in ``moved``.
    """

    relation: Relation
    base: Span | None
    revised: Span | None
    moved: Span | None = None
    likeness: float = 0.0


@dataclass(frozen=True, slots=True)
class SentenceMove:
    """A sentence that left one paragraph of base and came in another of revised."""

    base: Span
    revised: Span
    likeness: float


def align_paragraphs(base: str, revised: str) -> tuple[Row, ...]:
    """The paragraphs of two texts, side by side.

    Each paragraph of either text stands in exactly one row, those of ``revised`` in their order,
    and those of ``base`` in theirs.
    """
    olds = [paragraph.span for paragraph in paragraphs(base)]
    news = [paragraph.span for paragraph in paragraphs(revised)]
    matches = match_paragraphs(
        [span.of(base) for span in olds], [span.of(revised) for span in news]
    )
    of_old = {match.base: match for match in matches}
    of_new = {match.revised: match for match in matches}
    rows: list[Row] = []
    i = j = 0
    while i < len(olds) or j < len(news):
        old, new = of_old.get(i), of_new.get(j)
        if i < len(olds) and (old is None or old.moved):
            if old is None:
                rows.append(Row("removed", olds[i], None))
            else:
                rows.append(Row("moved", olds[i], None, news[old.revised], old.likeness))
            i += 1
        elif new is None or new.moved:
            if new is None:
                rows.append(Row("added", None, news[j]))
            else:
                rows.append(Row("moved", None, news[j], olds[new.base], new.likeness))
            j += 1
        else:
            same = olds[i].of(base) == news[j].of(revised)
            rows.append(Row("same" if same else "changed", olds[i], news[j], None, new.likeness))
            i, j = i + 1, j + 1
    return tuple(rows)


def match_paragraphs(base: Sequence[str], revised: Sequence[str]) -> tuple[Match, ...]:
    """Pair the paragraphs of two texts; each is in at most one pair. In the order of ``base``."""
    words = [_words(text) for text in base], [_words(text) for text in revised]
    pairs = _exact([" ".join(w) for w in words[0]], [" ".join(w) for w in words[1]])
    pairs |= _similar(words[0], words[1], pairs)
    pairs |= _between(words[0], words[1], pairs)
    ordered = sorted(pairs.items())
    weights = [len(words[0][i]) + 1 for i, _ in ordered]
    kept = _heaviest_rise([j for _, j in ordered], weights)
    return tuple(
        Match(i, j, _likeness(words[0][i], words[1][j]), moved=at not in kept)
        for at, (i, j) in enumerate(ordered)
    )


def moved_sentences(base: str, revised: str, rows: Sequence[Row]) -> tuple[SentenceMove, ...]:
    """Sentences that left one paragraph and came in another, also when edited a little.

    Args:
        base: the text before.
        revised: the text after.
        rows: their paragraphs, aligned (`align_paragraphs`).
    """
    gone: list[tuple[Span, int, list[str]]] = []
    came: list[tuple[Span, int, list[str]]] = []
    for at, row in enumerate(rows):
        if row.relation in ("same", "moved"):
            continue
        old = [(span, at, _words(span.of(base))) for span in _sentence_spans(base, row.base)]
        new = [
            (span, at, _words(span.of(revised))) for span in _sentence_spans(revised, row.revised)
        ]
        gone += _without_same(old, new)
        came += _without_same(new, old)
    olds, news = [words for _, _, words in gone], [words for _, _, words in came]
    moves = []
    for i, j, score in _ranked(olds, news, range(len(olds)), range(len(news)), SENTENCE_ALIKE):
        if gone[i][1] != came[j][1] and min(len(olds[i]), len(news[j])) >= _MIN_MOVED_SENTENCE:
            moves.append((i, j, score))
    return tuple(
        SentenceMove(gone[i][0], came[j][0], score) for i, j, score in sorted(_greedy(moves))
    )


def _without_same(
    sentences: list[tuple[Span, int, list[str]]], others: list[tuple[Span, int, list[str]]]
) -> list[tuple[Span, int, list[str]]]:
    """Those of one side of a row whose words are not a sentence of the other."""
    known = {tuple(words) for _, _, words in others}
    return [sentence for sentence in sentences if tuple(sentence[2]) not in known]


def _sentence_spans(text: str, paragraph: Span | None) -> list[Span]:
    """The sentences of one paragraph, without the white space around them."""
    if paragraph is None:
        return []
    spans = []
    for span in sentences(paragraph.of(text)):
        whole = span.of(paragraph.of(text))
        start = paragraph.start + span.start + len(whole) - len(whole.lstrip())
        end = start + len(whole.strip())
        if end > start:
            spans.append(Span(start, end))
    return spans


def _words(text: str) -> list[str]:
    return [token for token in split_words(text) if not token.isspace()]


def _likeness(one: Sequence[str], other: Sequence[str], least: float = 0.0) -> float:
    """How alike two lists of words are, 0 to 1; 0 where their lengths alone put it below least."""
    if one == other:
        return 1.0
    if 2 * min(len(one), len(other)) < least * (len(one) + len(other)):
        return 0.0
    if len(one) * len(other) > _MAX_COMPARED:  # the square of their length: their words must do
        shared = (Counter(one) & Counter(other)).total()
        return 2.0 * shared / (len(one) + len(other))
    return float(Indel.normalized_similarity(one, other))


def _exact(base: list[str], revised: list[str]) -> dict[int, int]:
    """Equal paragraphs: first those that keep their order, then the rest, first with first."""
    pairs: dict[int, int] = {}
    i = j = 0
    for op, run in diff_tokens(base, revised):
        if op == 0:
            pairs.update(zip(range(i, i + len(run)), range(j, j + len(run)), strict=True))
        i += len(run) if op <= 0 else 0
        j += len(run) if op >= 0 else 0
    taken = set(pairs.values())
    waiting: dict[str, list[int]] = defaultdict(list)
    for j in reversed(range(len(revised))):
        if j not in taken:
            waiting[revised[j]].append(j)
    for i, text in enumerate(base):
        if i not in pairs and waiting.get(text):
            pairs[i] = waiting[text].pop()
    return pairs


def _similar(
    base: list[list[str]], revised: list[list[str]], pairs: dict[int, int]
) -> dict[int, int]:
    taken = set(pairs.values())
    olds = [i for i in range(len(base)) if i not in pairs]
    news = [j for j in range(len(revised)) if j not in taken]
    return {i: j for i, j, _ in _greedy(_ranked(base, revised, olds, news, ALIKE))}


def _ranked(
    base: Sequence[list[str]],
    revised: Sequence[list[str]],
    olds: Sequence[int],
    news: Sequence[int],
    least: float,
) -> list[tuple[int, int, float]]:
    """Pairs at least so alike, found through shared neighbouring words: linear in the texts."""
    where: dict[tuple[str, str], list[int]] = defaultdict(list)
    for j in news:
        for bigram in _bigrams(revised[j]):
            where[bigram].append(j)
    found = []
    for i in olds:
        shared: dict[int, int] = defaultdict(int)
        for bigram in _bigrams(base[i]):
            places = where.get(bigram, ())
            if len(places) <= _COMMON:
                for j in places:
                    shared[j] += 1
        for j in sorted(shared, key=lambda j: (-shared[j], abs(j - i)))[:_CANDIDATES]:
            score = _likeness(base[i], revised[j], least)
            if score >= least:
                found.append((i, j, score))
    return found


def _bigrams(words: list[str]) -> set[tuple[str, str]]:
    return set(zip(words, words[1:], strict=False))


def _greedy(found: list[tuple[int, int, float]]) -> list[tuple[int, int, float]]:
    """The most alike first; each side at most once."""
    olds: set[int] = set()
    news: set[int] = set()
    chosen = []
    for i, j, score in sorted(found, key=lambda pair: (-pair[2], abs(pair[0] - pair[1]), pair)):
        if i not in olds and j not in news:
            olds.add(i)
            news.add(j)
            chosen.append((i, j, score))
    return chosen


def _between(
    base: list[list[str]], revised: list[list[str]], pairs: dict[int, int]
) -> dict[int, int]:
    """Pair what stands unmatched between the same two neighbours, in order, if alike at all."""
    ordered = sorted(pairs.items())
    kept = _heaviest_rise([j for _, j in ordered], [len(base[i]) + 1 for i, _ in ordered])
    anchors = [(-1, -1), *(ordered[at] for at in sorted(kept)), (len(base), len(revised))]
    taken = set(pairs.values())
    found: dict[int, int] = {}
    for (i1, j1), (i2, j2) in zip(anchors, anchors[1:], strict=False):
        olds = [i for i in range(i1 + 1, i2) if i not in pairs]
        news = [j for j in range(j1 + 1, j2) if j not in taken]
        if olds and news:
            found.update(_in_order(base, revised, olds, news))
    return found


def _in_order(
    base: list[list[str]], revised: list[list[str]], olds: list[int], news: list[int]
) -> dict[int, int]:
    """The pairing of two short lists in order that has the most likeness."""
    if len(olds) * len(news) > _MAX_CELLS:
        return {
            i: j
            for i, j in zip(olds, news, strict=False)
            if _likeness(base[i], revised[j], IN_PLACE) >= IN_PLACE
        }
    n, m = len(olds), len(news)
    alike = [[_likeness(base[i], revised[j], IN_PLACE) for j in news] for i in olds]
    best = [[0.0] * (m + 1) for _ in range(n + 1)]
    for a in range(n - 1, -1, -1):
        for b in range(m - 1, -1, -1):
            pair = alike[a][b] + best[a + 1][b + 1] if alike[a][b] >= IN_PLACE else 0.0
            best[a][b] = max(pair, best[a + 1][b], best[a][b + 1])
    chosen: dict[int, int] = {}
    a = b = 0
    while a < n and b < m:
        if alike[a][b] >= IN_PLACE and best[a][b] == alike[a][b] + best[a + 1][b + 1]:
            chosen[olds[a]] = news[b]
            a, b = a + 1, b + 1
        elif best[a][b] == best[a + 1][b]:
            a += 1
        else:
            b += 1
    return chosen


def _heaviest_rise(values: Sequence[int], weights: Sequence[int]) -> set[int]:
    """Positions of the rising subsequence of distinct ``values`` with the greatest weight.

    A Fenwick tree over ranks keeps the best weight that ends at or below each: O(n log n).
    """
    ranks = sorted(values)
    tree: list[tuple[int, int]] = [(0, -1)] * (len(values) + 1)
    before = [-1] * len(values)
    top = (0, -1)
    for at, (value, weight) in enumerate(zip(values, weights, strict=True)):
        rank = bisect_left(ranks, value)
        best = (0, -1)
        node = rank
        while node > 0:
            best = max(best, tree[node])
            node &= node - 1
        before[at] = best[1]
        here = (best[0] + weight, at)
        top = max(top, here)
        node = rank + 1
        while node < len(tree):
            tree[node] = max(tree[node], here)
            node += node & -node
    chosen: set[int] = set()
    at = top[1]
    while at >= 0:
        chosen.add(at)
        at = before[at]
    return chosen

"""What was lost: an author's mannerisms that a change took away, as named rules.

Somebody who says "it took my voice away" means these: fragments joined, repetitions cut, "kinda"
gone, sentences all of one length. A rule speaks only where more went than authors take out of
their own drafts when they revise them (`benchmarks/quality/whole_texts.py`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import pstdev

from companion.voice.evidence import Evidence
from companion.voice.mannerisms import (
    ASIDES,
    COLLOQUIAL,
    CONTRACTIONS,
    FRAGMENTS,
    HEDGES,
    INTENSIFIERS,
    MANNERISMS,
    OPENERS,
    REPEATS,
    SHORT,
    Mannerism,
)

# How many of a mannerism must go before anything is said, and what share of those in the whole
# text: more than authors take out themselves. Repetitions, hedges and the like come and go in any
# revision; fragments and short sentences do not.
_LEAST: dict[str, tuple[int, float]] = {
    FRAGMENTS.name: (2, 0.4),
    OPENERS.name: (3, 0.5),
    CONTRACTIONS.name: (3, 0.4),
    REPEATS.name: (4, 0.5),
    INTENSIFIERS.name: (3, 0.5),
    HEDGES.name: (3, 0.5),
    COLLOQUIAL.name: (2, 0.4),
    ASIDES.name: (2, 0.5),
    SHORT.name: (3, 0.4),
}
_NAMED = 3  # words
_SENTENCES = 6  # from which the spread of their lengths is told
_LEVELLED = 0.6  # of the spread before


@dataclass(frozen=True, slots=True)
class Loss:
    """Something of the author's manner that went.

    Attributes:
        kind: the mannerism's name.
        count: how many went on balance; 0 for the lengths of sentences.
        words: which, the most frequent first, where they are words.
        text: in words, for the author.
    """

    kind: str
    count: int
    words: tuple[str, ...]
    text: str


def losses(read: Sequence[Evidence], whole: Mapping[str, int]) -> tuple[Loss, ...]:
    """What a change took away, the most first.

    Args:
        read: what was read of the change.
        whole: how often each mannerism stood in the whole text before.
    """
    found = []
    for mannerism in MANNERISMS:
        before = sum(each.gone.counts[mannerism.name] for each in read)
        after = sum(each.came.counts[mannerism.name] for each in read)
        count = before - after
        least, share = _LEAST[mannerism.name]
        if count >= least and count >= share * whole[mannerism.name]:
            found.append(_loss(mannerism, count, _words(mannerism, read)))
    found.sort(key=lambda loss: -loss.count)
    levelled = _levelled(read)
    return (*found, levelled) if levelled else tuple(found)


def _words(mannerism: Mannerism, read: Sequence[Evidence]) -> tuple[str, ...]:
    left: Counter[str] = Counter()
    for each in read:
        left.update(each.gone.words.get(mannerism.name, Counter()))
        left.subtract(each.came.words.get(mannerism.name, Counter()))
    return tuple(word for word, n in left.most_common() if n > 0)


def _loss(mannerism: Mannerism, count: int, words: tuple[str, ...]) -> Loss:
    name = mannerism.one if count == 1 else mannerism.many
    quoted = ", ".join(f"“{word}”" for word in words[:_NAMED])
    more = " …" if len(words) > _NAMED else ""
    which = f" ({quoted}{more})" if words else ""
    return Loss(mannerism.name, count, words, f"{count} {name} {mannerism.gone}{which}")


def _levelled(read: Sequence[Evidence]) -> Loss | None:
    """Long and short sentences side by side that became alike in length."""
    before = [n for each in read for n in each.gone.lengths]
    after = [n for each in read for n in each.came.lengths]
    if min(len(before), len(after)) < _SENTENCES:
        return None
    if pstdev(after) > _LEVELLED * pstdev(before):
        return None
    ordered = sorted(after)
    low, high = ordered[len(ordered) // 10], ordered[-1 - len(ordered) // 10]
    return Loss("spread", 0, (), f"sentences now nearly all of {low} to {high} words")

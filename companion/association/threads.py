"""Threads: phrases worth keeping from an association, beside the outline of the draft.

A thread can be tied to a paragraph. The tie is a fingerprint of the paragraph's words, so it holds
while the paragraph moves and is revised.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from companion.english.stop_words import STOP_WORDS
from companion.text.document import paragraphs
from companion.text.span import Span
from companion.text.tokens import tokenize

# The fingerprint keeps so many of a paragraph's hashes, the smallest (bottom-k MinHash).
_HASHES = 32
# Paragraphs less alike than this (Jaccard, over words and pairs of words) are not the same one.
_LEAST_LIKENESS = 0.25
_MAX_PHRASE = 5  # words


@dataclass(frozen=True, slots=True)
class Thread:
    """A kept phrase.

    Attributes:
        phrase: the words, as the author sees them.
        paragraph: the `fingerprint` of the paragraph it is tied to; empty if to none.
        done: whether the author ticked it off.
    """

    phrase: str
    paragraph: str = ""
    done: bool = False


def keep(threads: Sequence[Thread], phrase: str, paragraph: str = "") -> tuple[Thread, ...]:
    """With ``phrase`` at the end; a phrase that is kept already, or is empty, changes nothing."""
    phrase = " ".join(phrase.split())
    kept = {thread.phrase.casefold() for thread in threads}
    if not phrase or phrase.casefold() in kept:
        return tuple(threads)
    return (*threads, Thread(phrase, fingerprint(paragraph)))


def tick(threads: Sequence[Thread], place: int, done: bool = True) -> tuple[Thread, ...]:
    """With the thread at ``place`` ticked off, or not."""
    return _with(threads, place, replace(threads[place], done=done))


def tie(threads: Sequence[Thread], place: int, paragraph: str) -> tuple[Thread, ...]:
    """With the thread at ``place`` tied to the paragraph with that text; to none if empty."""
    return _with(threads, place, replace(threads[place], paragraph=fingerprint(paragraph)))


def move(threads: Sequence[Thread], place: int, by: int) -> tuple[Thread, ...]:
    """With the thread at ``place`` moved ``by`` places down; at the ends it stays."""
    rest = [*threads[:place], *threads[place + 1 :]]
    rest.insert(min(max(place + by, 0), len(rest)), threads[place])
    return tuple(rest)


def remove(threads: Sequence[Thread], place: int) -> tuple[Thread, ...]:
    """Without the thread at ``place``."""
    return (*threads[:place], *threads[place + 1 :])


def fingerprint(paragraph: str) -> str:
    """What a paragraph is known by when it has moved or been revised; empty for no words."""
    words = [token.text.casefold() for token in tokenize(paragraph) if token.is_word]
    grams = {*words, *(f"{a} {b}" for a, b in zip(words, words[1:], strict=False))}
    return "".join(sorted(map(_hash, grams))[:_HASHES])


def find_paragraph(draft: str, tied: str) -> Span | None:
    """The paragraph of ``draft`` likest to the one with the fingerprint ``tied``.

    None if there is none that could be a revision of it.
    """
    best: tuple[float, Span] | None = None
    for paragraph in paragraphs(draft):
        likeness = _likeness(tied, fingerprint(paragraph.span.of(draft)))
        if likeness >= _LEAST_LIKENESS and (best is None or likeness > best[0]):
            best = likeness, paragraph.span
    return best[1] if best else None


def offer(text: str, n: int = 5, *, kept: Sequence[Thread] = ()) -> tuple[str, ...]:
    """Phrases of the author's own that may be worth keeping, the best first.

    They are found by RAKE (Rose, Engel, Cramer and Cowley 2010, "Automatic keyword extraction from
    individual documents"): runs of words between words of grammar, each word scored by how much
    company it keeps.

    Args:
        text: what the author wrote; punctuated or not.
        n: how many at most.
        kept: threads that are not offered again.
    """
    from rake_nltk import Metric, Rake

    rake = Rake(
        stopwords=set(STOP_WORDS),
        punctuations=set(".,;:!?…()[]{}\"'“”‘’«»—–-*_#>`/\\|"),
        ranking_metric=Metric.DEGREE_TO_FREQUENCY_RATIO,
        max_length=_MAX_PHRASE,
        include_repeated_phrases=False,
        # Its own tokenizers need data that would have to be downloaded.
        sentence_tokenizer=str.splitlines,
        word_tokenizer=_words,
    )
    rake.extract_keywords_from_text(text)
    have = {thread.phrase.casefold() for thread in kept}
    ranked = [
        phrase
        for phrase in rake.get_ranked_phrases()
        if phrase not in have and (" " in phrase or len(phrase) > 3) and not phrase.isnumeric()
    ]
    return tuple(ranked[:n])


def _words(line: str) -> list[str]:
    return [token.text.replace("’", "'") for token in tokenize(line) if not token.is_space]


def _with(threads: Sequence[Thread], place: int, thread: Thread) -> tuple[Thread, ...]:
    return (*threads[:place], thread, *threads[place + 1 :])


def _hash(gram: str) -> str:
    return hashlib.blake2b(gram.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()


def _likeness(one: str, other: str) -> float:
    """The Jaccard likeness of two paragraphs, estimated from their fingerprints."""
    a, b = ({mark[i : i + 8] for i in range(0, len(mark), 8)} for mark in (one, other))
    smallest = sorted(a | b)[:_HASHES]
    return sum(1 for h in smallest if h in a and h in b) / len(smallest) if smallest else 0.0

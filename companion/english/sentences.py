"""Sentences as rules see them: words with their places and their parts of speech."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from companion.english.tagger import tag
from companion.text import sentences as text_sentences
from companion.text.span import Span
from companion.text.tokens import Token, tokenize

_ENDING = frozenset(".!?…。！？")
_CLOSING = frozenset("\"'”’)]»")


@dataclass(frozen=True, slots=True)
class Word:
    """A word or punctuation mark: as written, in lower case, where, and its Penn tag."""

    text: str
    low: str
    tag: str
    span: Span
    spaced: bool  # white space stands before it

    @property
    def is_word(self) -> bool:
        """Whether it is made of letters."""
        return self.text[:1].isalpha()

    def bears(self, *tags: str) -> bool:
        """Whether its tag, or the first part of it, is one of ``tags``."""
        return self.tag in tags or self.tag.partition("+")[0] in tags


# Words and marks. Rules look around freely within a sentence, some from each word; what is longer
# is no sentence that grammar could be told of, but a list, a table or noise.
MAX_WORDS = 600

NOTHING = Word("", "", "", Span(0, 0), True)


@dataclass(frozen=True)
class Sentence:
    """The words and marks of one sentence; places outside it hold `NOTHING`."""

    words: tuple[Word, ...]
    closed: bool  # it ends with a mark

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Where each word stands, by its lower case."""
        found: dict[str, list[int]] = {}
        for at, word in enumerate(self.words):
            found.setdefault(word.low, []).append(at)
        return found

    @cached_property
    def first(self) -> int:
        """Where its first word stands, opening marks apart; past its end if it has none."""
        return next((at for at, word in enumerate(self.words) if word.is_word), len(self.words))

    def __len__(self) -> int:
        return len(self.words)

    def __getitem__(self, at: int) -> Word:
        return self.words[at] if 0 <= at < len(self.words) else NOTHING

    def __iter__(self) -> Iterator[Word]:
        return iter(self.words)


@lru_cache(64)
def sentences(prose: str) -> tuple[Sentence, ...]:
    """The sentences of plain prose, tagged; the last ones asked for are remembered."""
    return tuple(
        _sentence(prose, tokens)
        for span in text_sentences.sentences(prose)
        if (tokens := [t for t in tokenize(span.of(prose), span.start) if not t.is_space])
    )


def has_endless(prose: str) -> bool:
    """Whether a sentence of ``prose`` is longer than rules can read."""
    return len(prose) > MAX_WORDS and any(
        len(sentence) > MAX_WORDS for sentence in sentences(prose)
    )


def _sentence(prose: str, tokens: list[Token]) -> Sentence:
    texts = [token.text for token in tokens]
    words = []
    for token, label in zip(tokens, tag(texts), strict=True):
        start = token.span.start
        spaced = start == 0 or prose[start - 1].isspace()
        low = token.text.lower().replace("’", "'")
        words.append(Word(token.text, low, label, token.span, spaced))
    last = next((word.text for word in reversed(words) if word.text not in _CLOSING), "")
    return Sentence(tuple(words), closed=last[:1] in _ENDING)

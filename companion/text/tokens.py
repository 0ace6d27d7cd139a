"""Tokens: words, numbers, punctuation, white space; and sentences over them.

The tokens of a text, joined, are the text. No token boundary divides a grapheme cluster
(UAX #29), so a diff over tokens never splits a combining mark or a joined emoji.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast

import regex

from companion.text.span import Span

TokenKind = Literal["word", "number", "space", "newline", "punct", "symbol"]

# A grapheme cluster. The two letters of a flag go by themselves: \X counts all such letters before
# it, so that many flags in a row would take quadratic time.
CLUSTER = r"(?:[\U0001F1E6-\U0001F1FF]{2}[\p{GCB=Extend}\p{GCB=SpacingMark}\u200d]*|\X)"

# A word keeps its inner apostrophes and hyphens apart: "don't" is one token, "well-known" three,
# so that a changed hyphen is a change of punctuation. \p{M} and the joiners stay with their base.
_TOKEN = regex.compile(
    rf"""
    (?P<newline>\r\n|[\n\r\u2028\u2029])
  | (?P<space>[^\S\r\n\u2028\u2029]+)
  | (?P<number>\p{{Nd}}+(?:[.,:]\p{{Nd}}+)*(?:(?i:st|nd|rd|th|s)\b)?(?=\W|_|$|\p{{L}}))
  | (?P<word>[\p{{L}}\p{{Nd}}_][\p{{L}}\p{{M}}\p{{Nd}}_\u200c\u200d]*
      (?:['’ʼ][\p{{L}}\p{{M}}\p{{Nd}}]+)*)
  | (?P<punct>\p{{P}}\p{{M}}*)
  | (?P<symbol>{CLUSTER})
    """,
    regex.VERBOSE,
)
# A word alone, with its inner apostrophes: for counting and comparing words, not for diffs.
WORD = regex.compile(r"[\p{L}\p{Nd}][\p{L}\p{M}\p{Nd}]*(?:['’ʼ][\p{L}\p{M}\p{Nd}]+)*")
# All tokens again, without names for what matched: half the time where only the strings are wanted.
_UNNAMED_TOKEN = regex.compile(regex.sub(r"\?P<\w+>", "?:", _TOKEN.pattern), regex.VERBOSE)


@dataclass(frozen=True, slots=True)
class Token:
    """A token of a text: its span, its characters and what it is made of."""

    span: Span
    text: str
    kind: TokenKind

    @property
    def is_word(self) -> bool:
        """Whether it is a word or a number."""
        return self.kind in ("word", "number")

    @property
    def is_space(self) -> bool:
        """Whether it is white space or a line break."""
        return self.kind in ("space", "newline")


def tokenize(text: str, start: int = 0) -> list[Token]:
    """The tokens of ``text`` in order, spans counted from ``start``; joined, they are ``text``."""
    tokens = []
    for match in _TOKEN.finditer(text):
        a, b = match.span()
        tokens.append(
            Token(Span(a + start, b + start), match.group(), cast(TokenKind, match.lastgroup))
        )
    return tokens


def split_words(text: str) -> list[str]:
    """The tokens of ``text`` as plain strings, for diffing; joined, they are ``text``."""
    return _UNNAMED_TOKEN.findall(text)


def count_words(text: str) -> int:
    """How many words and numbers ``text`` has; a hyphenated compound counts once."""
    return sum(1 for _ in _WORD_RUN.finditer(text))


_WORD_RUN = regex.compile(r"[\p{L}\p{Nd}][\p{L}\p{M}\p{Nd}'’ʼ\-\u2010\u2011.,]*(?<![.,\-'’])")

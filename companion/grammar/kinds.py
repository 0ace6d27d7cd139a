"""What a suggestion corrects (its kind) and whether grammar alone asks for it (its verdict).

`JudgedEdit` is what every change that has both tells of itself.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

from companion.text.span import Span


class Verdict(StrEnum):
    """`mechanical`: shown as a suggestion. `held`: kept back, with a reason."""

    MECHANICAL = "mechanical"
    HELD = "held"


class Kind(StrEnum):
    """What an edit corrects; the mechanical ones first, then those that are held back."""

    SPELLING = "spelling"
    APOSTROPHE = "apostrophe"
    PUNCTUATION = "punctuation"
    CAPITALIZATION = "capitalization"
    SPACING = "spacing"
    HYPHENATION = "hyphenation"
    AGREEMENT = "agreement"
    VERB_FORM = "verb-form"
    TENSE = "tense"
    ARTICLE = "article"
    PREPOSITION = "preposition"
    PRONOUN = "pronoun"
    NOUN_NUMBER = "noun-number"
    CONFUSABLE = "confusable"
    WORD_FORM = "word-form"
    DUPLICATE = "duplicate"
    MISSING_WORD = "missing-word"
    EXTRA_WORD = "extra-word"

    WORD_CHOICE = "word-choice"
    REPHRASING = "rephrasing"
    REORDERING = "reordering"
    INSERTION = "insertion"
    DELETION = "deletion"
    MEANING = "meaning"
    SPLIT_MERGE = "split-merge"
    FORMAT = "format"


HELD_KINDS = frozenset(
    {
        Kind.WORD_CHOICE,
        Kind.REPHRASING,
        Kind.REORDERING,
        Kind.INSERTION,
        Kind.DELETION,
        Kind.MEANING,
        Kind.SPLIT_MERGE,
        Kind.FORMAT,
    }
)
MECHANICAL_KINDS = frozenset(Kind) - HELD_KINDS

# A kind as it stands on screen, where the bare word would be jargon.
PLAIN_NAMES = {
    Kind.CAPITALIZATION: "capital letter",
    Kind.AGREEMENT: "agreement",
    Kind.VERB_FORM: "verb form",
    Kind.TENSE: "verb tense",
    Kind.NOUN_NUMBER: "singular or plural",
    Kind.CONFUSABLE: "easily confused words",
    Kind.WORD_FORM: "form of the word",
    Kind.DUPLICATE: "doubled word",
    Kind.MISSING_WORD: "missing word",
    Kind.EXTRA_WORD: "extra word",
    Kind.WORD_CHOICE: "word choice",
    Kind.MEANING: "changes the meaning",
    Kind.SPLIT_MERGE: "sentences joined or divided",
}


def plain_name(kind: Kind) -> str:
    """The kind in words for the screen: ``verb-form`` is "verb form"."""
    return PLAIN_NAMES.get(kind, kind.value)


class JudgedEdit(Protocol):
    """What the guard's edits and the checker's suggestions have in common."""

    @property
    def span(self) -> Span: ...  # noqa: D102
    @property
    def before(self) -> str: ...  # noqa: D102
    @property
    def after(self) -> str: ...  # noqa: D102
    @property
    def kind(self) -> Kind: ...  # noqa: D102
    @property
    def verdict(self) -> Verdict: ...  # noqa: D102
    @property
    def message(self) -> str: ...  # noqa: D102
    @property
    def mechanical(self) -> bool: ...  # noqa: D102

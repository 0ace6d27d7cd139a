"""Plain measures of a text: words, sentences, their length, and a reading grade."""

from __future__ import annotations

from dataclasses import dataclass

from companion.text.document import paragraphs
from companion.text.sentences import sentences
from companion.text.tokens import count_words, split_words


@dataclass(frozen=True, slots=True)
class Readability:
    """Measures of a text's prose: code, tables and headings are left out of all but ``words``.

    ``grade`` is the Coleman-Liau index: the year of American school whose pupils read such text
    with ease, from letters a word and words a sentence. ``sentence`` is the mean length of a
    sentence in words. Both are 0 for a text without prose.
    """

    words: int
    sentences: int
    sentence: float
    grade: float


def readability(text: str) -> Readability:
    """Measure ``text``."""
    letters = prose = stops = 0
    for paragraph in paragraphs(text):
        if not paragraph.checkable or paragraph.kind == "heading":
            continue
        content = paragraph.content.of(text)
        words = [token for token in split_words(content) if token[0].isalnum()]
        if not words:
            continue
        prose += len(words)
        letters += sum(map(len, words))
        stops += sum(1 for span in sentences(content) if any(map(str.isalnum, span.of(content))))
    if not prose:
        return Readability(count_words(text), 0, 0.0, 0.0)
    # Coleman and Liau, 1975, "A computer readability formula designed for machine scoring".
    grade = 5.88 * letters / prose - 29.6 * stops / prose - 15.8
    return Readability(count_words(text), stops, prose / max(1, stops), max(0.0, grade))

"""The sentences of a paragraph: where one ends, by punctuation and what follows it."""

from __future__ import annotations

import regex

from companion.text.span import Span

# A full stop after these does not end a sentence.
ABBREVIATIONS = frozenset(
    """mr mrs ms messrs mme mlle dr prof st jr sr esq rev hon gov sen rep gen col capt lt sgt vs
    viz cf eg ie e.g i.e p.s al no nos vol pp p ch fig figs eq sec ed eds trans approx ca
    dept univ inc ltd co corp est mt jan feb mar apr jun jul aug sep sept oct nov dec""".split()
)
# Each run of marks is looked at once, from its start: a mark of Chinese or Japanese ends a sentence
# by itself.
_END = regex.compile(
    r"""(?<![.!?…])(?:
          (?P<mark>[.!?…。！？]++)["'”’»)\]*_]*+(?P<gap>\s+|\Z)
        | (?P<mark>[.!?…。！？]*[。！？])
        )(?=[^\p{Ll}]|\Z)""",
    regex.VERBOSE,
)
_LAST_WORD = regex.compile(r"[\p{L}][\p{L}.]*\Z")
_MAX_ABBREVIATION = 12


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of ``text``, in order, each with the white space after it.

    Joined, they are the text. A stop inside a number, after an initial or after a common
    abbreviation does not divide.
    """
    spans = []
    start = 0
    for match in _END.finditer(text):
        if match.group("mark") == "." and _abbreviated(text, match.start()):
            continue
        if match.end() > start:
            spans.append(Span(start, match.end()))
            start = match.end()
    if start < len(text):
        spans.append(Span(start, len(text)))
    return tuple(spans)


def _abbreviated(text: str, stop: int) -> bool:
    word = _LAST_WORD.search(text, max(0, stop - _MAX_ABBREVIATION), stop)
    if word is None:
        return False
    letters = word.group()
    initial = len(letters) == 1 and letters.isupper() and letters != "I"
    return initial or letters.lower() in ABBREVIATIONS

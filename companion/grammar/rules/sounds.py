"""Whether a word begins with a vowel to the ear: what "a" and "an" go by."""

from __future__ import annotations

import re

_VOWEL_LETTER_CONSONANT_SOUND = re.compile(
    r"(?:uni(?!n|m[ap])|use|usu|usa|uti|uto|eu|ewe|ewer|once$|one$|one-|ones|oneself|ouija|ubiq|uk|ur[aei](?!n)|"
    r"ura|uran|urin|uter|unan|ufo|u-)"
)
_SILENT_H = re.compile(r"(?:hour|honest|honou?r|heir)")
_EITHER = re.compile(r"(?:hist|hotel|herb|habit|hallu|hered|hyst|hors|homage|unio|uh|um$)")


def begins_with_vowel(low: str) -> bool | None:
    """Whether the sound is a vowel; None where people differ. ``low`` is in lower case."""
    if _EITHER.match(low):
        return None
    if _SILENT_H.match(low):
        return True
    return low[0] in "aeiou" and not _VOWEL_LETTER_CONSONANT_SOUND.match(low)

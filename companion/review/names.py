"""Words that a draft itself shows to be intended: its names and its coinages."""

from __future__ import annotations

import re
from collections import Counter

from companion.english.spelling import is_plain_typo

_COINED = 3  # a word written so often, and no plain typing error, is the author's own
_WORD = re.compile(r"[^\W\d_]+")
_CAPITAL_INSIDE = re.compile(r"[^\W\d_,;][,;]? ([A-Z][^\W\d_]+)")


class Names:
    """What one draft shows about its unknown words."""

    def __init__(self, text: str) -> None:
        self._counts = Counter(_WORD.findall(text))
        self._capitals = set(_CAPITAL_INSIDE.findall(text))

    def holds(self, word: str) -> bool:
        """Whether ``word`` is a name in this draft, or a coinage that it repeats."""
        if word in self._capitals:
            return True
        return self._counts[word] >= _COINED and not is_plain_typo(word)

"""Small forms of English for messages: a text cut short, a number with its noun, a list."""

from __future__ import annotations

from collections.abc import Iterable


def shortened(text: str, limit: int) -> str:
    """``text``, or its beginning and an ellipsis where it has more than ``limit`` characters."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def counted(number: int, one: str, many: str = "") -> str:
    """A number and what it counts: "1 word", "2,000 words".

    Args:
        number: how many.
        one: the noun for one of them.
        many: the noun for any other number; ``one`` with an s unless given.
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(items: Iterable[str]) -> str:
    """Items as a sentence has them: "a", "a and b", "a, b and c"."""
    words = list(items)
    return ", ".join(words[:-1]) + " and " + words[-1] if len(words) > 1 else "".join(words)

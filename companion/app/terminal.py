r"""Print for people, with terminal escape sequences spelt out.

A draft, a file's name or a model's reply may hold escape sequences that move the cursor, set the
window's title or fill the clipboard, and marks that turn the direction of what follows. They are
printed as what they are, as in ``\u001b``. JSON that is printed so still says the same.
"""

from __future__ import annotations

import re
import sys
from typing import TextIO

# C0 but for tab and line feed, DEL, C1, separators of lines, overrides of direction, and halves of
# characters (of a file's name that is not UTF-8), which cannot be printed at all.
_OBEYED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def visible(text: str) -> str:
    """``text`` with what a terminal would obey spelt out."""
    return _OBEYED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def say(text: str, *, file: TextIO | None = None, flush: bool = False) -> None:
    """Print a line or several."""
    print(visible(text), file=sys.stdout if file is None else file, flush=flush)


def hand_out(text: str) -> None:
    """Write a text that may go to a file or a program: there as it is, on a terminal visibly."""
    sys.stdout.write(visible(text) if sys.stdout.isatty() else text)

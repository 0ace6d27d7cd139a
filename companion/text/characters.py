"""The characters that no text file can hold, and what stands in their place.

Two kinds only. Half of a surrogate pair is no character: UTF-8 has no bytes for it. NUL has a
byte, but a file with one in it is taken for a binary file by every program that would open it
again, this one included. All others stay as they are: other control characters (a form feed, the
escapes of a terminal's log) and noncharacters such as U+FFFE are valid UTF-8, come back as they
went, and the author's file is kept byte for byte.

What stands in their place is U+FFFD, as CommonMark has it for NUL and Unicode for the halves: one
for each, so that the places of all other characters stay.
"""

from __future__ import annotations

import re

REPLACEMENT = "\ufffd"

_UNWRITABLE = re.compile("[\0\ud800-\udfff]")


def writable(text: str) -> str:
    """``text`` as a file can hold it: surrogate pairs joined, NUL and halves of pairs replaced."""
    if "\0" in text:
        text = text.replace("\0", REPLACEMENT)
    if text.isascii():
        return text
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def in_place(text: str) -> str:
    """`writable`, without joining pairs: every other character keeps its place."""
    return _UNWRITABLE.sub(REPLACEMENT, text)


def unwritable(text: str) -> str:
    """What of ``text`` no file can hold, as the end of a sentence; empty if there is nothing."""
    found = _UNWRITABLE.search(text)
    if found is None:
        return ""
    line = text.count("\n", 0, found.start()) + 1
    code = f"U+{ord(found.group()):04X}"
    what = "a NUL character" if found.group() == "\0" else "half of a character"
    return f"{what} ({code}, line {line}), which no text file can hold"

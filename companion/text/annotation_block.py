"""Where a text ends and a block of Markdown Annotations begins, which is not prose.

The block itself is read in :mod:`companion.formats.markdown_annotations`.
"""

from __future__ import annotations

import regex

BLOCK = regex.compile(
    r"(?:\A|(?<=\n))---[ \t]*\r?\n(?P<lines>(?:(?!---[ \t]*\r?\n|\.\.\.[ \t]*\r?\n)[^\n]*\n)+)"
    r"\.\.\.[ \t]*\s*\Z"
)
KEY = regex.compile(r"[ \t]*((?:\\.|[^:\\\n])+?)[ \t]*:[ \t]*(.*)")
HASH = regex.compile(r"(\d+)(?:,(\d+))?[ \t]+(\S+)[ \t]+([0-9A-Fa-f]+)")
_TAIL = 1_000  # code points in which a block must end, white space after it included


def block_start(document: str) -> int | None:
    """Where the line ``---`` of a block at the end stands; None if there is no block."""
    if not document[-_TAIL:].rstrip().endswith("..."):
        return None
    match = BLOCK.search(document, max(0, document.rfind("\n---") - 1))
    if match is None:
        match = BLOCK.match(document)
    if match is None or not any(_annotates(line) for line in match["lines"].splitlines()):
        return None
    return match.start()


def _annotates(line: str) -> bool:
    match = KEY.match(line)
    return bool(match and (match[1][0] in "@&" or HASH.fullmatch(match[2].strip())))

"""CriticMarkup read as two texts: the one before the marked changes, and the one after."""

from __future__ import annotations

import re
from typing import NamedTuple

from companion.text.document import protected_regions

_MARK = re.compile(
    r"\{\+\+(?P<added>.*?)\+\+\}"
    r"|\{--(?P<removed>.*?)--\}"
    r"|\{~~(?P<old>.*?)~>(?P<new>.*?)~~\}"
    r"|\{==(?P<highlit>.*?)==\}"
    r"|\{>>(?P<comment>.*?)<<\}",
    re.DOTALL,
)


class Reading(NamedTuple):
    """What a text with marked changes says before and after them."""

    base: str
    revised: str


def read_criticmarkup(text: str) -> Reading | None:
    """Both readings of ``text``, or None if no change is marked in it.

    Comments are left out of both, highlighted words stay in both. Marks inside code are code.
    """
    code = [region.span for region in protected_regions(text) if region.kind == "code"]
    base, revised = [], []
    at = 0
    changed = False
    for match in _MARK.finditer(text):
        if any(span.start < match.start() and match.end() < span.end for span in code):
            continue
        between = text[at : match.start()]
        base.append(between + _first(match, "removed", "old", "highlit"))
        revised.append(between + _first(match, "added", "new", "highlit"))
        changed = changed or match.lastgroup in ("added", "removed", "new")
        at = match.end()
    if not changed:
        return None
    return Reading("".join(base) + text[at:], "".join(revised) + text[at:])


def _first(match: re.Match[str], *groups: str) -> str:
    return next((match[group] for group in groups if match[group] is not None), "")

"""Finding in a draft what somebody quotes from it, more or less as it stands there."""

from __future__ import annotations

from functools import lru_cache

import regex

from companion.text.span import Span

# Between two parts of a quotation with words left out, at most so many characters may stand.
_LARGEST_GAP = 600
_MIN_LETTERS = 3

_QUOTED = regex.compile(
    r"""(?x) "([^"\n]+)" | “([^”\n]+)[”"] | «([^»\n]+)» | „([^“”\n]+)[“”]
    | ‘((?:[^’\n]|’(?=\p{L}))+)’ | (?<![\p{L}\p{Nd}])'((?:[^'\n]|'(?=\p{L}))+)'(?!\p{L})
    | (?m:^[ \t]*>[ \t]?(.+)$)"""
)
_LEFT_OUT = regex.compile(r"\s*[\[(]?(?:\.{3,}|…)[\])]?\s*")
_PLAIN = str.maketrans(
    {**dict.fromkeys("“”„«»″", '"'), **dict.fromkeys("‘’‚ʼ′", "'"), **dict.fromkeys("–—‑‐−", "-")}
)
_DROPPED = frozenset("*_`\u00ad\u200b")


def quotations(text: str) -> tuple[str, ...]:
    """What stands in quotation marks in ``text``, or behind ``>`` at the start of a line."""
    return tuple(
        next(group for group in match.groups() if group).strip()
        for match in _QUOTED.finditer(text)
        if any(group and group.strip() for group in match.groups())
    )


def find_quotation(quotation: str, draft: str) -> Span | None:
    """Where in ``draft`` the quotation stands first; None if it does not.

    White space, case, the shape of quotation marks and dashes, and marks of emphasis do not
    matter, nor does punctuation at its ends. Words may be left out where it has "...". It begins
    and ends where words do.
    """
    plain, places = _plain(draft)
    parts = [_plain(part)[0].strip(" .,;:!?\"'()-") for part in _LEFT_OUT.split(quotation)]
    parts = [part for part in parts if part]
    if sum(c.isalnum() for part in parts for c in part) < _MIN_LETTERS:
        return None
    whole = regex.compile(
        rf".{{0,{_LARGEST_GAP}}}?".join(
            rf"(?<![\p{{L}}\p{{Nd}}]){regex.escape(part)}(?![\p{{L}}\p{{Nd}}])" for part in parts
        )
    )
    match = whole.search(plain)
    return Span(places[match.start()], places[match.end() - 1] + 1) if match else None


@lru_cache(maxsize=8)
def _plain(text: str) -> tuple[str, tuple[int, ...]]:
    """``text`` without what does not matter, and where each of its characters came from."""
    out: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        if character.isspace():
            plain = "" if out and out[-1] == " " else " "
        elif character in _DROPPED:
            plain = ""
        elif character == "…":
            plain = "..."
        else:
            plain = character.translate(_PLAIN).casefold()
        out += plain
        places += [place] * len(plain)
    return "".join(out), tuple(places)

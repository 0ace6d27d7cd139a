"""What an inline scan of one Markdown block finds that is not the author's plain prose.

One pass from left to right, linear in the length of the block whatever it holds: each trigger
character looks ahead by a bounded pattern or by a search whose failure is remembered.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

from companion.text.span import Span

RegionKind = Literal[
    "block",  # a whole block that is not checked: code, front matter, table, block quote ...
    "code",
    "math",
    "url",
    "name",  # an identifier, a file name, a handle, an e-mail address
    "html",
    "markup",  # marks around prose: emphasis, brackets of a link, list and heading markers
    "citation",
    "quotation",
    "critic",  # CriticMarkup and templates
]


@dataclass(frozen=True, slots=True, order=True)
class Region:
    """A part of a text that must not be changed, and what it is."""

    span: Span
    kind: RegionKind


_TRIGGER = re.compile(
    r"""(?<![\w/<])[.~]{0,2}/(?=[\w.])
      | [`\\<$"“”„«»\[\]{*~&@‘’#]
      | (?<!\w)['_] | ['_](?!\w) | (?<=\w)_(?=\w)
      | ://
      | (?<![\w.])www\.(?=\w)
      | \((?=(?:see\ |cf\.\ |e\.g\.,?\ )?[^\W\d_a-z][^()\n]{0,90}\ (?:1[5-9]|20)\d\d[a-z]?[),;:])
      | (?<=\w)\.(?=(?:py|md|js|ts|tsx|jsx|json|html?|css|txt|csv|toml|ya?ml|pdf|png|jpe?g|svg|gif
            |rs|go|rb|sh|exe|zip|gz|db|sql|ipynb|tex|bib|docx?|xlsx?|com|org|net|edu|gov|io|dev
            |co|app|ai|uk|de|fr|eu)\b)
      | (?<=\w)\(\)
    """,
    re.VERBOSE,
)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*>")
_AUTOLINK = re.compile(r"<(?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[^\s<>@]+@[^\s<>]+)>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_DESTINATION = re.compile(
    r"""\(\s*+(?:
          (?:<[^<>\n]*>|[^\s()]*+(?:\([^\s()]*+\)[^\s()]*+)*+)
          (?:\s++(?:"[^"]*"|'[^']*'|\([^()]*\)))?
        | (?<=\s)(?:"[^"]*"|'[^']*'|\([^()]*\))
        )\s*+\)""",
    re.VERBOSE,
)
_REFERENCE = re.compile(r"\s?\[[^\[\]]*\]")
_ATTRIBUTES = re.compile(r"\{[#.:%][^{}\n]*\}")
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]+\]")
_CITATION = re.compile(r"\[[^\[\]]{0,60}?-?@\w[^\[\]]*\]")
_WIKILINK = re.compile(r"\[\[[^\[\]\n]*\]\]")
_KEY = re.compile(r"@\w[\w:.#$%&+?~/-]*(?<=[\w/])")
_AUTHOR_YEAR = re.compile(r"\([^()\n]{0,110}(?:1[5-9]|20)\d\d[a-z]?(?:[,;:][^()\n]{0,90})?\)")
_HASHTAG = re.compile(r"#\w+")
_LATEX = re.compile(r"\\[A-Za-z]+\*?(?:\[[^\[\]{}\n]*\])?(?:\{[^{}\n]*\})*")
_URL_TAIL = re.compile(r"[^\s<>\"“”`]*")
_PATH_TAIL = re.compile(r"[\w./~+-]*(?<=[\w/])")
_NAME_TAIL = re.compile(r"(?:[._/-]?\w)*(?:\(\))?")
_WORD_TAIL = re.compile(r"\w*(?:\(\))?")
_RUN = re.compile(r"(.)\1*", re.DOTALL)
_BACKTICKS = re.compile(r"`+")
# 'tis, 'em, '90s: an apostrophe that opens a word, not a quotation.
_ELISION = re.compile(
    r"""['‘](?:tis|twas|twere|twill|em|cause|til|till|n|round|bout|fore|neath|cos|coz|tween
        |nuff|ello|ere|e|im|is|er|ow|ead|ouse|ave|ad|ome|kay|gainst|\d0s)(?!\w)""",
    re.IGNORECASE | re.VERBOSE,
)
_CRITIC = {"{++": "++}", "{--": "--}", "{~~": "~~}", "{==": "==}", "{>>": "<<}", "{{": "}}"}
_CLOSERS = {'"': '"', "“": "”", "„": "“”", "«": "»", "»": "«"}
_OPENING = frozenset("([{<*_~—–-/=…“‘\"'\u00a0")
_TRAILING = ".,;:!?'*_~’"
_MAX_NAME = 200  # how far a name is followed to the left: bounded, so that the scan is linear


def inline_regions(text: str, start: int, end: int) -> list[Region]:
    """The regions inside ``text[start:end]``, in the coordinates of ``text``.

    Regions do not overlap, except that a quotation may contain others.
    """
    return _Scan(text, start, end).run()


class _Scan:
    """The state of one pass."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self.regions: list[Region] = []
        self.floor = start  # nothing left of it may still be taken into a region
        self.brackets: list[int] = []
        self.double: tuple[str, int, int] | None = None  # closers, start, depth
        self.single: int | None = None
        self.absent: set[str] = set()  # delimiters known not to occur any more
        self.ticks: dict[int, list[int]] | None = None

    def run(self) -> list[Region]:
        at = self.start
        while (match := _TRIGGER.search(self.text, at, self.end)) is not None:
            at = max(self._handle(match), match.start() + 1)
        if self.double is not None:
            self._add(self.double[1], self.end, "quotation")
        self.regions.sort()
        return self.regions

    def _add(self, start: int, end: int, kind: RegionKind) -> int:
        self.regions.append(Region(Span(start, end), kind))
        if kind != "quotation":
            self.floor = end
        return end

    def _find(self, needle: str, at: int) -> int:
        """Where ``needle`` next stands; -1, quickly, once it is known not to."""
        if needle in self.absent:
            return -1
        found = self.text.find(needle, at, self.end)
        if found < 0:
            self.absent.add(needle)
        return found

    def _match(self, pattern: re.Pattern[str], at: int, kind: RegionKind) -> int:
        """Make a region of ``pattern`` at ``at``; returns its end, or ``at`` if it is absent."""
        match = pattern.match(self.text, at, self.end)
        return self._add(at, match.end(), kind) if match and match.end() > at else at

    def _handle(self, match: re.Match[str]) -> int:
        at, mark = match.start(), match.group()
        char = mark[0]
        if char in "'‘’":
            return self._single(at, char)
        if char in '"“”„«»':
            return self._double(at, char)
        if mark in ("://", "www."):
            return self._url(at, mark)
        if mark == "()" or (char == "." and len(mark) == 1 and self._before(at).isalnum()):
            return self._name(at)
        if char in "./~" and mark.endswith("/"):
            return self._path(at)
        if char == "(":
            return self._match(_AUTHOR_YEAR, at, "citation")
        match char:
            case "`":
                return self._code(at)
            case "\\":
                return self._backslash(at)
            case "<":
                return self._angle(at)
            case "$":
                return self._dollar(at)
            case "[":
                return self._bracket(at)
            case "]":
                return self._close_bracket(at)
            case "{":
                return self._brace(at)
            case "&":
                return self._match(_ENTITY, at, "html")
            case "@":
                return self._at_sign(at)
            case "#":
                return at if self._before(at).isalnum() else self._match(_HASHTAG, at, "name")
            case _:
                return self._emphasis(at, char)

    def _before(self, at: int) -> str:
        return self.text[at - 1] if at > self.start else " "

    def _after(self, at: int) -> str:
        return self.text[at] if at < self.end else " "

    # --- code, math, HTML ---

    def _code(self, at: int) -> int:
        """A code span ends at the next run of exactly as many backticks."""
        if self.ticks is None:
            self.ticks = {}
            for run in _BACKTICKS.finditer(self.text, at, self.end):
                self.ticks.setdefault(len(run.group()), []).append(run.start())
        opened = _BACKTICKS.match(self.text, at, self.end)
        after = opened.end() if opened else at + 1
        runs = self.ticks.get(after - at, [])
        index = bisect_right(runs, at)
        return self._add(at, runs[index] + after - at, "code") if index < len(runs) else after

    def _backslash(self, at: int) -> int:
        after = self._after(at + 1)
        closer = {"(": "\\)", "[": "\\]"}.get(after)
        if closer and (end := self._find(closer, at + 2)) >= 0:
            return self._add(at, end + 2, "math")
        if after.isalpha():
            return self._match(_LATEX, at, "math")
        if after == "\n" or not (after.isalnum() or after.isspace()):
            self._add(at, at + 1, "markup")
            return at + 2
        return at + 1

    def _angle(self, at: int) -> int:
        if self.text.startswith("<!--", at):
            end = self._find("-->", at + 4)
            return self._add(at, end + 3, "html") if end >= 0 else at + 4
        end = self._match(_AUTOLINK, at, "url")
        return end if end > at else self._match(_TAG, at, "html")

    def _dollar(self, at: int) -> int:
        """Pandoc's rule: no space inside either mark, and no digit after the closing one."""
        if self.text.startswith("$$", at):
            end = self._find("$$", at + 2)
            return self._add(at, end + 2, "math") if end >= 0 else at + 2
        close = self._find("$", at + 1)
        if (
            close < 0
            or self._after(at + 1).isspace()
            or self._before(close).isspace()
            or self._before(close) == "\\"
            or self._after(close + 1).isdigit()
            or self._before(at).isalnum()
        ):
            return at + 1
        return self._add(at, close + 1, "math")

    # --- links, names, citations ---

    def _bracket(self, at: int) -> int:
        for pattern, kind in ((_FOOTNOTE, "citation"), (_WIKILINK, "url"), (_CITATION, "citation")):
            end = self._match(pattern, at, kind)  # type: ignore[arg-type]
            if end > at:
                return end
        self.brackets.append(at)
        return at + 1

    def _close_bracket(self, at: int) -> int:
        if not self.brackets:
            return at + 1
        opened = self.brackets.pop()
        after = self._after(at + 1)
        pattern = _DESTINATION if after == "(" else _REFERENCE
        match = pattern.match(self.text, at + 1, self.end) if after in "([ " else None
        if match is None or (after == " " and at - opened == 1):
            return at + 1
        image = opened - 1 if self._before(opened) == "!" else opened
        self._add(image, opened + 1, "markup")
        return self._add(at, match.end(), "url")

    def _brace(self, at: int) -> int:
        for opener, closer in _CRITIC.items():
            if self.text.startswith(opener, at):
                end = self._find(closer, at + len(opener))
                return self._add(at, end + len(closer), "critic") if end >= 0 else at + len(opener)
        return self._match(_ATTRIBUTES, at, "markup")

    def _at_sign(self, at: int) -> int:
        if self._before(at).isalnum():  # an e-mail address
            return self._name(at) if self._after(at + 1).isalnum() else at + 1
        return self._match(_KEY, at, "citation")

    def _left(self, at: int, also: str) -> int:
        """How far left of ``at`` a name reaches: letters, digits and ``also``."""
        floor = max(self.floor, at - _MAX_NAME)
        while at > floor and (self.text[at - 1].isalnum() or self.text[at - 1] in also):
            at -= 1
        return at

    def _url(self, at: int, mark: str) -> int:
        start = self._left(at, "+") if mark == "://" else at
        match = _URL_TAIL.match(self.text, at, self.end)
        end = match.end() if match else at
        return self._add(start, _trim_url(self.text, start, end), "url")

    def _name(self, at: int) -> int:
        start = self._left(at, "._-/+")
        if self.text[at] == "@":
            tail = _NAME_TAIL.match(self.text, at + 1, self.end)
        else:
            tail = _NAME_TAIL.match(self.text, at, self.end)
        return self._add(start, max(tail.end() if tail else at + 1, at + 1), "name")

    def _path(self, at: int) -> int:
        match = _PATH_TAIL.match(self.text, at, self.end)
        end = match.end() if match else at
        return self._add(at, end, "name") if end > at + 1 else at + 1

    # --- emphasis and quotations ---

    def _emphasis(self, at: int, char: str) -> int:
        run = _RUN.match(self.text, at, self.end)
        end = run.end() if run else at + 1
        before, after = self._before(at), self._after(end)
        if char == "_" and before.isalnum() and after.isalnum():
            start = self._left(at, "_")
            tail = _WORD_TAIL.match(self.text, end, self.end)
            return self._add(start, tail.end() if tail else end, "name")
        if char == "~" and end - at < 2:
            return end
        if before.isspace() and after.isspace():
            return end
        return self._add(at, end, "markup")

    def _double(self, at: int, char: str) -> int:
        if self.double is None:
            opens = char != '"' or self._opens(at)
            if char in _CLOSERS and opens and not self._after(at + 1).isspace():
                self.double = (_CLOSERS[char], at, 1)
            return at + 1
        closers, start, depth = self.double
        if char in closers and not (char == '"' and self._opens(at)):
            depth -= 1
        elif _CLOSERS.get(char) == closers and char != '"':
            depth += 1
        self.double = (closers, start, depth)
        if depth == 0:
            self._add(start, at + 1, "quotation")
            self.double = None
        return at + 1

    def _single(self, at: int, char: str) -> int:
        """Single marks make a quotation only if they close: they may be apostrophes."""
        before, after = self._before(at), self._after(at + 1)
        if self.single is not None and char != "‘":
            if not before.isspace() and not after.isalnum():
                self._add(self.single, at + 1, "quotation")
                self.single = None
        elif (
            self.single is None
            and char != "’"
            and (char == "‘" or self._opens(at))
            and not after.isspace()
            and not _ELISION.match(self.text, at, self.end)
        ):
            self.single = at
        return at + 1

    def _opens(self, at: int) -> bool:
        before, after = self._before(at), self._after(at + 1)
        return (before.isspace() or before in _OPENING) and not after.isspace() and after != ","


def _trim_url(text: str, start: int, end: int) -> int:
    """A bare URL ends before the punctuation of the sentence and an unopened parenthesis."""
    opened, closed = text.count("(", start, end), text.count(")", start, end)
    while end > start:
        last = text[end - 1]
        if last == ")" and closed > opened:
            closed -= 1
        elif last == ")" or last not in _TRAILING:
            break
        end -= 1
    return end

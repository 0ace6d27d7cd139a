"""A static preview of a draft, for where no kernel answers: a saved notebook, or a page of one.

Its suggestions stand in it as deletions and insertions. Everything is escaped.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from html import escape

from companion.app.session.session import Session
from companion.formats.notebook import BOUNDARY
from companion.review.check import Suggestion
from companion.text.wording import counted
from companion.widgets.protocol import PieceKind, Still, Voice

# Characters of the draft that a notebook carries: a book would make it slow to load.
MAX_CHARACTERS = 200_000
# Drafts of up to so many characters are checked before they are shown, longer ones afterwards.
READ_AT_ONCE = 20_000
# Seconds without a change before a new preview is made.
DEBOUNCE_S = 0.8

Piece = tuple[PieceKind, str]  # "" for text as it is, "del", "ins", or "cell" for a boundary
_CUT = "… The rest is in the draft itself."
_HEAD = "font:13px sans-serif;opacity:.75"
_BODY = "white-space:pre-wrap;font:16px/1.6 Georgia,serif;max-width:44em"
_DEL = "color:#b3261e;text-decoration:line-through"
_INS = "color:#1b6e3c;text-decoration:underline"
_RULE = '<hr style="opacity:.3" title="Next cell">'


def pieces_of(text: str, suggestions: Iterable[Suggestion]) -> list[Piece]:
    """``text`` in pieces, with each suggestion as what goes and what comes."""
    short = text if len(text) <= MAX_CHARACTERS else text[:MAX_CHARACTERS]
    pieces: list[Piece] = []
    at = 0
    for suggestion in suggestions:
        span = suggestion.span
        if span.start < at or span.end > len(short):
            continue
        pieces += [
            *_plain(short[at : span.start]),
            ("del", suggestion.before),
            ("ins", suggestion.after),
        ]
        at = span.end
    pieces += _plain(short[at:])
    if short is not text:
        pieces.append(("", _CUT))
    return [piece for piece in pieces if piece[1]]


def still_of(session: Session, found: Sequence[Suggestion] | None = None) -> Still:
    """The static preview of a draft.

    Args:
        session: the draft.
        found: its suggestions, where those that the page shows are not known yet.
    """
    suggestions = session.check.on_page if found is None else found
    shown = sorted((s for s in suggestions if s.mechanical), key=lambda s: s.span)
    text = session.text.text
    return {
        "name": session.draft.name,
        "facts": _facts(text, len(shown), session.page.voice),
        "pieces": pieces_of(text, shown),
    }


def first_still(session: Session) -> Still:
    """The static preview for a page that opens now; short drafts are checked for it."""
    text = session.text.text
    found = session.checker.check(text) if len(text) <= READ_AT_ONCE else ()
    return still_of(session, found)


def still_html(still: Still) -> str:
    """The same as HTML that needs neither style sheet nor script."""
    body = "".join(_html(kind, text) for kind, text in still["pieces"])
    return (
        f'<div class="companion-still"><p style="{_HEAD}"><b>{escape(still["name"])}</b>'
        f' · {escape(still["facts"])}</p><div style="{_BODY}">{body}</div></div>'
    )


def still_text(still: Still) -> str:
    """The same as plain text, marked as wdiff does: ``[-what goes-]{+what comes+}``."""
    marks = {"del": "[-{}-]", "ins": "{{+{}+}}", "cell": "{}"}
    body = "".join(marks.get(kind, "{}").format(text) for kind, text in still["pieces"])
    return f"{still['name']} · {still['facts']}\n\n{body}"


class StillWatch:
    """Makes a static preview some time after the draft has changed, in the running event loop.

    Args:
        session: the draft.
        publish: called with each preview that differs from the last.
    """

    def __init__(self, session: Session, publish: Callable[[Still], None]) -> None:
        self._session, self._publish = session, publish
        self._last = first_still(session)
        self._timer: asyncio.TimerHandle | None = None
        self._loop = asyncio.get_running_loop()
        publish(self._last)
        session.watch(self._changed)

    def _changed(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._loop.call_later(DEBOUNCE_S, self._make)

    def _make(self) -> None:
        still = still_of(self._session)
        if still != self._last:
            self._last = still
            self._publish(still)


def _plain(text: str) -> list[Piece]:
    pieces: list[Piece] = []
    at = 0
    for match in BOUNDARY.finditer(text):
        pieces += [("", text[at : match.start()]), ("cell", match[0])]
        at = match.end()
    return [*pieces, ("", text[at:])]


def _html(kind: PieceKind, text: str) -> str:
    if kind == "cell":
        return _RULE
    style = {"del": _DEL, "ins": _INS}.get(kind)
    words = escape(text)
    return f'<{kind} style="{style}">{words}</{kind}>' if style else words


def _facts(text: str, count: int, voice: Voice | None) -> str:
    words = len(text.split())
    facts = [
        counted(words, "word"),
        counted(count, "suggestion"),
    ]
    if voice is not None and voice["label"] not in ("yours", "unknown"):
        facts.append(f"{voice['label']}, {voice['now']:+.1f} bits")
    return " · ".join(facts)

"""Suggestions as diagnostics of the Language Server Protocol (3.17).

What an editor is given for a draft is a ``PublishDiagnosticsParams``; the change itself is in the
diagnostic's ``data``, as an editor's code action wants it. A position is a line, from 0, and a
character in it, in UTF-16 code units, which is what every client reads.

Plain dictionaries, as one message is sent and none is read: the types of lsprotocol take a third of
a second to import.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from companion.app.edit_record import drift_of_edit
from companion.grammar.kinds import plain_name
from companion.review.check import Suggestion
from companion.text.span import Span
from companion.widgets.offsets import Offsets

_WARNING, _INFORMATION = 2, 3
_LINE_END = re.compile(r"\r\n|\r|\n")


def published_diagnostics(path: Path, text: str, found: Iterable[Suggestion]) -> dict[str, Any]:
    """The ``PublishDiagnosticsParams`` for one draft.

    Args:
        path: of the draft; its address becomes the ``uri``.
        text: its content. Whether its lines end in LF or CRLF makes no difference to positions.
        found: its suggestions.
    """
    places = _Places(text)
    return {
        "uri": path.resolve().as_uri(),
        "diagnostics": [_diagnostic(text, places, suggestion) for suggestion in found],
    }


def _diagnostic(text: str, places: _Places, s: Suggestion) -> dict[str, Any]:
    where = places.range(s.span)
    return {
        "range": where,
        "severity": _WARNING if s.mechanical else _INFORMATION,
        "code": s.kind.value,
        "source": f"companion ({s.source})",
        "message": s.message,
        "data": {
            "title": _title(s),
            "kind": "quickfix",
            "edits": [{"range": where, "newText": s.after}],
            "before": s.before,
            "verdict": s.verdict.value,
            "drift_bits": round(drift_of_edit(text, s.edit), 2),
        },
    }


def _title(s: Suggestion) -> str:
    """The title of a code action in an editor's menu."""
    if not s.before:
        return f"Insert “{s.after}” ({plain_name(s.kind)})"
    if not s.after:
        return f"Delete “{s.before}” ({plain_name(s.kind)})"
    return f"Change “{s.before}” to “{s.after}” ({plain_name(s.kind)})"


class _Places:
    """Positions in one text. Lines end where the protocol says: LF, CRLF and CR."""

    def __init__(self, text: str) -> None:
        self._offsets = Offsets(text)
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def range(self, span: Span) -> dict[str, dict[str, int]]:
        return {"start": self._position(span.start), "end": self._position(span.end)}

    def _position(self, at: int) -> dict[str, int]:
        line = bisect_right(self._starts, at) - 1
        units = self._offsets.to_units
        return {"line": line, "character": units(at) - units(self._starts[line])}

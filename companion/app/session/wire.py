"""Suggestions as the browser reads them: offsets in UTF-16 units, kinds in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from companion.app.session.voice_watch import reasons_to_wire, why
from companion.grammar.kinds import plain_name
from companion.review.check import Suggestion
from companion.review.voice_reading import ParagraphReading
from companion.widgets.offsets import Offsets


def suggestions_to_wire(text: str, suggestions: Iterable[Suggestion]) -> list[dict[str, Any]]:
    """The JSON form of suggestions for ``text``, as ``suggestions.ts`` declares it."""
    offsets = Offsets(text)
    return [
        {
            "id": s.id,
            "from": offsets.to_units(s.span.start),
            "to": offsets.to_units(s.span.end),
            "before": s.before,
            "after": s.after,
            "kind": s.kind.value,
            "kindName": plain_name(s.kind),
            "message": s.message,
            "source": s.source,
            "verdict": s.verdict.value,
            "bits": s.drift_bits,
        }
        for s in suggestions
    ]


def leanings_to_wire(text: str, paragraphs: Iterable[ParagraphReading]) -> list[dict[str, Any]]:
    """The JSON form of paragraphs that lean away, as ``leaning.ts`` declares it."""
    offsets = Offsets(text)
    return [
        {
            "from": offsets.to_units(p.span.start),
            "to": offsets.to_units(p.span.end),
            "bits": round(p.bits, 2),
            "reasons": reasons_to_wire(p.reasons),
            "because": why(p),
            "tells": [
                {
                    "from": offsets.to_units(tell.span.start),
                    "to": offsets.to_units(tell.span.end),
                    "why": tell.message,
                }
                for tell in p.tells
            ],
        }
        for p in paragraphs
    ]

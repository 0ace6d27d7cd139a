"""What the application knows, as the page reads it: spans in UTF-16 units, kinds in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from companion.grammar.kinds import plain_name
from companion.review.check import Suggestion
from companion.review.voice_reading import ParagraphReading
from companion.store.versions import Version
from companion.voice.reasons import Reason
from companion.widgets import protocol
from companion.widgets.offsets import Offsets

if TYPE_CHECKING:
    from companion.llm.describe import Sending

_MAX_REASONS = 10


def suggestion_payloads(text: str, suggestions: Iterable[Suggestion]) -> list[protocol.Suggestion]:
    """Suggestions for ``text``."""
    offsets = Offsets(text)
    return [
        {
            "id": s.id,
            "start": offsets.to_units(s.span.start),
            "end": offsets.to_units(s.span.end),
            "before": s.before,
            "after": s.after,
            "kind": s.kind.value,
            "kind_name": plain_name(s.kind),
            "message": s.message,
            "source": s.source,
            "verdict": s.verdict.value,
            "drift_bits": s.drift_bits,
        }
        for s in suggestions
    ]


def leaning_payloads(text: str, paragraphs: Iterable[ParagraphReading]) -> list[protocol.Leaning]:
    """Paragraphs of ``text`` that lean away."""
    offsets = Offsets(text)
    return [
        {
            "start": offsets.to_units(p.span.start),
            "end": offsets.to_units(p.span.end),
            "bits": round(p.bits, 2),
            "reasons": reason_payloads(p.reasons),
            "because": why(p),
            "tells": [
                {
                    "start": offsets.to_units(tell.span.start),
                    "end": offsets.to_units(tell.span.end),
                    "why": tell.message,
                }
                for tell in p.tells
            ],
        }
        for p in paragraphs
    ]


def reason_payloads(reasons: Sequence[Reason]) -> list[protocol.Reason]:
    """The words that moved the meter, the largest share first."""
    return [{"text": r.text, "bits": round(r.bits, 2)} for r in reasons[:_MAX_REASONS]]


def why(paragraph: ParagraphReading) -> str:
    """Why a paragraph leans away, in words."""
    words = [tell.text for tell in paragraph.tells]
    words += [r.text for r in paragraph.reasons if r.bits > 0 and r.text not in words]
    return ", ".join(f"“{word}”" for word in words[:3])


def sending_payload(sending: Sending, *, agreed: bool) -> protocol.Sending:
    """What would be sent where at what price, for the page to show before anything is.

    Args:
        sending: every word of it.
        agreed: the author has seen this destination before, so need not be asked again.
    """
    return {
        "summary": sending.summary,
        "texts": list(sending.texts),
        "allowed": sending.allowed,
        "why": sending.why,
        "agreed": agreed,
    }


def version_payload(version: Version) -> protocol.Version:
    """A version, without its text."""
    return {
        "ref": version.id,
        "title": title_of(version),
        "name": version.name,
        "note": version.note,
        "at": version.at.isoformat(),
        "reason": version.reason,
        "maker": maker_of(version),
        "made_by": version.made_by,
        "source": version.source,
        "words": version.words,
    }


def title_of(version: Version) -> str:
    """What a version is called on the page: the start of a sitting by its day."""
    if not version.name and version.reason == "sitting":
        return version.at.astimezone().strftime("%a %d %b, %H:%M")
    return version.name or version.reason


def maker_of(version: Version) -> str:
    """Who made a version, in words."""
    return (
        version.maker
        or {"me": "you", "model": "a model", "person": "another person"}[version.made_by]
    )

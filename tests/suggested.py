"""A suggestion, as far as what is recorded of it goes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Suggested:
    id: str = "f1"
    fingerprint: str = "f1"
    kind: str = "spelling"
    verdict: str = "mechanical"
    source: str = "harper"
    rule: str = "Spelling"
    message: str = "Did you mean “the”?"
    before: str = "teh"
    after: str = "the"
    drift_bits: float | None = None

"""The suggestions in the draft, and what the author decides about them."""

from __future__ import annotations

from types import NoneType
from typing import Literal, TypedDict

from companion.widgets.contract import Event, Request

Verdict = Literal["mechanical", "held"]
Decision = Literal["accepted", "rejected", "never", "undone"]


class Suggestion(TypedDict):
    """A hunk with its judgement.

    Attributes:
        kind_name: the kind in plain words.
    """

    id: str
    start: int
    end: int
    before: str
    after: str
    kind: str
    kind_name: str
    message: str
    source: str
    verdict: Verdict
    drift_bits: float | None


class SuggestionChanges(TypedDict):
    """What a check changes in the open suggestions: ids to remove, suggestions to add."""

    revision: int
    remove: list[str]
    add: list[Suggestion]


class SavedSuggestion(TypedDict):
    """A suggestion as ``companion check --json`` gives it; it counts in code points."""

    id: str
    start: int
    end: int
    before: str
    after: str
    kind: str
    verdict: str
    message: str
    drift_bits: float | None


class DecisionMade(TypedDict):
    """What the author decided about the suggestion of this id."""

    suggestion: str
    decision: Decision


DECIDE = Request("decide", DecisionMade, NoneType)
SUGGESTIONS = Event("suggestions", SuggestionChanges)

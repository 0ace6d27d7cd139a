"""Versions side by side, and over time."""

from __future__ import annotations

from types import NoneType
from typing import NotRequired, TypedDict

from companion.formats import comparison_json
from companion.formats.comparison_json import Measures
from companion.text.diff import Granularity
from companion.widgets.contract import Event, Request
from companion.widgets.protocol.basics import Natural
from companion.widgets.protocol.editor import TextChange
from companion.widgets.protocol.history import Ref


class Column(Measures):
    """How a version reads."""

    ref: Ref


class TimelineBase(TypedDict):
    """Which version drift is measured from; by default the oldest that the author made."""

    base: NotRequired[Ref]


class Timeline(TypedDict):
    """How every version reads, oldest first and the live text last.

    Attributes:
        base: from which drift is measured.
    """

    base: Ref
    columns: list[Column]


class Compare(TypedDict):
    """The first of the versions is compared with each of the others."""

    versions: list[Ref]
    granularity: NotRequired[Granularity]


class Comparison(comparison_json.ComparisonData):
    """Versions side by side.

    Attributes:
        key: identifies the comparison in "take".
        grid: each line has the row of each pair, if one is there.
        folds: half-open ranges of the grid in which nothing differs.
    """

    key: str
    refs: list[Ref]


class Comparing(TypedDict):
    """How many of how many pairs are done."""

    done: int
    of: int


class Take(TypedDict):
    """Differences of a pair of a comparison, to be taken into the draft."""

    key: str
    pair: Natural
    ids: list[str]


class ChosenPair(TypedDict):
    """What the author compares, the first with each of the others."""

    pair: list[Ref]


TIMELINE = Request("timeline", TimelineBase, Timeline)
COMPARE = Request("compare", Compare, Comparison)
TAKE = Request("take", Take, TextChange)
CHOSEN = Request("chosen", ChosenPair, NoneType)
COMPARING = Event("comparing", Comparing)

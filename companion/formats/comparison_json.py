"""A comparison as JSON: what ``companion compare --json`` prints, and what the page draws.

`companion.comparison.compare` makes it of its values; `companion.widgets.protocol` sends it.
"""

from __future__ import annotations

from typing import Literal, TypedDict

from companion.text.diff import Granularity
from companion.text.moves import Relation

Op = Literal["kept", "removed", "added"]
DifferenceKind = Literal["changed", "added", "removed", "moved"]
FactKind = Literal["number", "name", "quotation", "claim"]


class Reason(TypedDict):
    """Words, and their share of the bits."""

    text: str
    bits: float


class Measures(TypedDict):
    """How a text reads.

    Attributes:
        sentence_words: words per sentence, on average.
        grade: the reading grade.
        bits: how it leans to assistant style beside the base; the other sign where they swap.
        warns_at: the bits from which the meter warns.
        amount: how much was changed beyond corrections, in words.
        lost: mannerisms that went, in words.
    """

    name: str
    by: str
    when: str
    words: int
    sentences: int
    sentence_words: float
    grade: float
    bits: float
    warns_at: float
    warn: bool
    label: str
    amount: str
    lost: list[str]
    reliability: str
    tells: list[str]
    reasons: list[Reason]


Segment = tuple[Op, str, str]  # how, the words, the difference


class Row(TypedDict):
    """A paragraph on either side, in segments; none where it is not there."""

    relation: Relation
    base_number: int
    revised_number: int
    moved_number: int
    base: list[Segment]
    revised: list[Segment]
    differences: list[str]


class Difference(TypedDict):
    """Something that an author can take; spans are in code points."""

    id: str
    kind: DifferenceKind
    row: int
    base: tuple[int, int]
    revised: tuple[int, int]
    before: str
    after: str
    note: str


class Fact(TypedDict):
    """A change that is easily missed.

    Attributes:
        couple: in which paragraphs.
        where: the words around it.
    """

    kind: FactKind
    before: str
    after: str
    couple: int
    where: str


class Summary(TypedDict):
    """What was added, removed and moved."""

    words_added: int
    words_removed: int
    paragraphs_moved: int
    sentences_moved: int


class Pair(TypedDict):
    """The base and one other version."""

    precise: bool
    summary: Summary
    rows: list[Row]
    differences: list[Difference]
    facts: list[Fact]


class ComparisonData(TypedDict):
    """Versions side by side.

    Attributes:
        grid: each line has the row of each pair, if one is there.
        folds: half-open ranges of the grid in which nothing differs.
    """

    granularity: Granularity
    columns: list[Measures]
    pairs: list[Pair]
    grid: list[list[int | None]]
    folds: list[tuple[int, int]]

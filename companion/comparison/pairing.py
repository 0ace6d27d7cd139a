"""Two texts compared: aligned paragraphs in segments, and the differences an author can take."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from time import monotonic
from typing import NamedTuple

from companion.comparison.facts import Fact, changed_facts
from companion.formats.comparison_json import DifferenceKind, Op
from companion.text.diff import Granularity, presentable
from companion.text.edit import Edit
from companion.text.moves import Relation, Row, SentenceMove, align_paragraphs, moved_sentences
from companion.text.span import Span
from companion.text.tokens import count_words
from companion.text.wording import shortened

SECONDS = 10.0  # for the diffs of one pair; what comes after is shown replaced as a whole
_LEAST_SECONDS = 0.02
_EXCERPT = 60  # code points


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a paragraph: kept, or part of the difference with that id."""

    op: Op
    text: str
    difference: str = ""


@dataclass(frozen=True, slots=True)
class PairRow:
    """One line of a pair: the paragraph on either side, in segments (empty: there is none).

    ``base_number`` and ``revised_number`` count the paragraphs of each text from 1; 0 is none.
    A moved paragraph has two rows; in each, ``moved_number`` is its number on the other side.
    """

    relation: Relation
    base_number: int
    revised_number: int
    moved_number: int
    base: tuple[Segment, ...]
    revised: tuple[Segment, ...]
    differences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Something an author can take: over these spans, ``before`` became ``after``.

    Where a paragraph moved, ``before`` and ``after`` are its first words, and taking it moves it;
    what was changed in it besides are differences of their own. ``note`` tells of a sentence that
    came from another paragraph or went there.
    """

    id: str
    kind: DifferenceKind
    row: int
    base: Span
    revised: Span
    before: str
    after: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """How much differs between two texts."""

    words_added: int
    words_removed: int
    paragraphs_moved: int
    sentences_moved: int


@dataclass(frozen=True, slots=True)
class Pair:
    """A base and one revised text. Unless ``precise``, some of what is marked is unchanged."""

    base: str
    revised: str
    aligned: tuple[Row, ...]
    rows: tuple[PairRow, ...]
    differences: tuple[Difference, ...]
    facts: tuple[Fact, ...]
    summary: Summary
    precise: bool


def compare_pair(
    base: str,
    revised: str,
    name: str = "1",
    *,
    granularity: Granularity = "words",
    seconds: float = SECONDS,
) -> Pair:
    """Compare two texts.

    Args:
        base: the text before.
        revised: the text after.
        name: what the ids of the differences begin with.
        granularity: what differs as one.
        seconds: how long all diffs together may search.
    """
    aligned = align_paragraphs(base, revised)
    moves = moved_sentences(base, revised, aligned)
    couples = _couples(aligned)
    found, precise = _differences(base, revised, couples, name, granularity, seconds)
    numbers = _Numbers.of(aligned)
    noter = _Noter(moves, numbers)
    differences = tuple(noter.noted(difference) for difference in found)
    return Pair(
        base=base,
        revised=revised,
        aligned=aligned,
        rows=_rows(base, revised, aligned, differences, numbers),
        differences=differences,
        facts=changed_facts(base, revised, [(c.base, c.revised) for c in couples]),
        summary=_summary(differences, moves),
        precise=precise,
    )


class _Couple(NamedTuple):
    """What a paragraph was and what it became, and the row in which both are shown."""

    at: int
    base: Span | None
    revised: Span | None
    relation: Relation


def _couples(aligned: Sequence[Row]) -> list[_Couple]:
    """Every paragraph once: of a moved one, the row where it arrived."""
    return [
        _Couple(at, row.base or row.moved, row.revised, row.relation)
        for at, row in enumerate(aligned)
        if row.relation != "moved" or row.revised is not None
    ]


def _differences(
    base: str,
    revised: str,
    couples: Sequence[_Couple],
    name: str,
    granularity: Granularity,
    seconds: float,
) -> tuple[list[Difference], bool]:
    """All differences, in the order of the rows, and whether the diffs are the smallest."""
    found: list[Difference] = []
    deadline = monotonic() + seconds
    precise = True
    place = 0  # in base: behind the last paragraph that stands there in this row's order

    def add(kind: DifferenceKind, at: int, old: Span, new: Span, before: str, after: str) -> None:
        found.append(Difference(f"{name}.{len(found) + 1}", kind, at, old, new, before, after))

    for at, old, new, relation in couples:
        if old is None and new is not None:
            add("added", at, Span(place, place), new, "", new.of(revised))
        elif old is not None and new is None:
            add("removed", at, old, Span(0, 0), old.of(base), "")
        elif old is not None and new is not None:
            if relation == "moved":
                add("moved", at, old, new, _excerpt(old.of(base)), _excerpt(new.of(revised)))
            if relation != "same":
                left = max(_LEAST_SECONDS, deadline - monotonic())
                result = presentable(
                    old.of(base), new.of(revised), seconds=left, granularity=granularity
                )
                precise = precise and result.precise
                for edit, span in _located(result.edits, old.start, new.start):
                    before = edit.before(base)
                    add("changed", at, edit.span, span, before, edit.replacement)
        if old is not None and relation != "moved":
            place = old.end
    return found, precise


def _located(
    edits: Sequence[Edit], base_start: int, revised_start: int
) -> Iterator[tuple[Edit, Span]]:
    """The edits of one paragraph in the text's coordinates, each with its span in revised."""
    shift = 0
    for edit in edits:
        start = revised_start + edit.span.start + shift
        yield edit.shifted(base_start), Span(start, start + len(edit.replacement))
        shift += len(edit.replacement) - len(edit.span)


@dataclass(frozen=True, slots=True)
class _Numbers:
    """The paragraphs of both texts, in order."""

    base: tuple[Span, ...]
    revised: tuple[Span, ...]

    @staticmethod
    def of(aligned: Sequence[Row]) -> _Numbers:
        return _Numbers(
            tuple(row.base for row in aligned if row.base is not None),
            tuple(row.revised for row in aligned if row.revised is not None),
        )


def _number(spans: Sequence[Span], span: Span | None) -> int:
    """The number of the paragraph in which ``span`` begins, from 1; 0 for no span."""
    if span is None:
        return 0
    return bisect_right(spans, span.start, key=lambda paragraph: paragraph.start)


class _Noter:
    """Notes on a difference that a sentence in it moved from or to another paragraph."""

    def __init__(self, moves: Sequence[SentenceMove], numbers: _Numbers) -> None:
        self._moves = moves
        self._numbers = numbers
        self._came = sorted((move.revised, at) for at, move in enumerate(moves))
        self._went = sorted((move.base, at) for at, move in enumerate(moves))

    def noted(self, difference: Difference) -> Difference:
        """The difference, with a note where there is something to say."""
        came = _within(self._came, difference.revised) if difference.after else set()
        went = _within(self._went, difference.base) if difference.before else set()
        for at in sorted(came | went):
            move = self._moves[at]
            if at in came and _mostly(move.revised, difference.revised):
                number = _number(self._numbers.base, move.base)
                return replace(difference, note=f"a sentence from ¶{number}")
            if at in went and _mostly(move.base, difference.base):
                number = _number(self._numbers.revised, move.revised)
                return replace(difference, note=f"a sentence that went to ¶{number}")
        return difference


def _within(places: Sequence[tuple[Span, int]], span: Span) -> set[int]:
    """The numbers of those places, which are in order and apart, that reach into ``span``."""
    at = bisect_right(places, span.start, key=lambda place: place[0].end)
    found = set()
    while at < len(places) and places[at][0].start < span.end:
        found.add(places[at][1])
        at += 1
    return found


def _mostly(sentence: Span, difference: Span) -> bool:
    """Whether most of the sentence lies in the difference."""
    shared = min(sentence.end, difference.end) - max(sentence.start, difference.start)
    return 2 * shared > len(sentence)


def _rows(
    base: str,
    revised: str,
    aligned: Sequence[Row],
    differences: Sequence[Difference],
    numbers: _Numbers,
) -> tuple[PairRow, ...]:
    of_row: dict[int, list[Difference]] = defaultdict(list)
    of_departed: dict[Span, list[Difference]] = {}
    for difference in differences:
        of_row[difference.row].append(difference)
    for at, row in enumerate(aligned):
        if row.relation == "moved" and row.revised is not None and row.moved is not None:
            of_departed[row.moved] = of_row[at]
    rows = []
    for at, row in enumerate(aligned):
        departs = row.relation == "moved" and row.base is not None
        here = of_departed[row.base] if departs and row.base else of_row[at]
        rows.append(
            PairRow(
                relation=row.relation,
                base_number=_number(numbers.base, row.base),
                revised_number=_number(numbers.revised, row.revised),
                moved_number=_number(numbers.revised if departs else numbers.base, row.moved),
                base=_segments(base, row.base, [(d.base, d) for d in here], "removed"),
                revised=_segments(revised, row.revised, [(d.revised, d) for d in here], "added"),
                differences=tuple(d.id for d in here),
            )
        )
    return tuple(rows)


def _segments(
    text: str, paragraph: Span | None, here: Sequence[tuple[Span, Difference]], op: Op
) -> tuple[Segment, ...]:
    """One side of a row, divided where differences begin and end."""
    if paragraph is None:
        return ()
    segments = []
    at = paragraph.start
    for span, difference in here:
        if difference.kind == "moved" or not len(span) or not paragraph.covers(span):
            continue
        if span.start > at:
            segments.append(Segment("kept", text[at : span.start]))
        segments.append(Segment(op, span.of(text), difference.id))
        at = span.end
    if at < paragraph.end:
        segments.append(Segment("kept", text[at : paragraph.end]))
    return tuple(segments)


def _excerpt(text: str) -> str:
    return shortened(" ".join(text.split()), _EXCERPT)


def _summary(differences: Sequence[Difference], moves: Sequence[SentenceMove]) -> Summary:
    told = [difference for difference in differences if difference.kind != "moved"]
    return Summary(
        words_added=sum(count_words(difference.after) for difference in told),
        words_removed=sum(count_words(difference.before) for difference in told),
        paragraphs_moved=len(differences) - len(told),
        sentences_moved=len(moves),
    )

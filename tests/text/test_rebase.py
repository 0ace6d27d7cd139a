"""A suggestion whose own words were touched is stale; any other keeps its words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.text.edit import Edit, apply_edits
from companion.text.rebase import rebase_all, rebase_span
from companion.text.span import Span
from tests.strategies import TEXTS


@st.composite
def texts_with_edits(draw: st.DrawFn) -> tuple[str, tuple[Edit, ...]]:
    text = draw(TEXTS)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    spans = [Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    typed = st.sampled_from(["", " ", "x", "word ", ", ", "\n", "é", "👩‍👩‍👧", "e\u0301"])
    return text, tuple(Edit(span, draw(typed)) for span in spans)


@given(texts_with_edits(), st.data())
def test_a_mapped_span_holds_the_same_words(
    case: tuple[str, tuple[Edit, ...]], data: st.DataObject
) -> None:
    text, edits = case
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    mapped = rebase_span(span, edits)
    touched = any(edit.span.overlaps(span) for edit in edits)
    if mapped is None:
        beside = any(span.start in (e.span.start, e.span.end) or span.end == e.span.start
                     for e in edits)  # fmt: skip
        assert touched or beside
    else:
        assert not touched
        assert mapped.of(apply_edits(text, edits)) == span.of(text)


@given(texts_with_edits(), st.data())
def test_rebased_edits_make_the_change_they_were_made_for(
    case: tuple[str, tuple[Edit, ...]], data: st.DataObject
) -> None:
    text, later = case
    start = data.draw(st.integers(0, len(text)))
    edit = Edit(Span(start, data.draw(st.integers(start, len(text)))), "NEW")
    rebased = rebase_all([edit], later)
    if rebased:
        both = apply_edits(apply_edits(text, later), rebased)
        assert both == apply_edits(text, [*later, edit])


@pytest.mark.parametrize(
    ("typed_at", "typed", "stale"),
    [
        (7, "n", True),  # "the" becomes "then"
        (7, "'s", True),
        (7, "-", True),
        (7, " ", False),
        (7, ", ", False),
        (4, "wi", True),
        (4, "all ", False),
        (5, " ", True),
        (0, "So ", False),
        (11, "!", False),
    ],
)
def test_what_is_typed_beside_a_word_touches_it_only_if_it_lengthens_it(
    typed_at: int, typed: str, stale: bool
) -> None:
    span = rebase_span(Span(4, 7), [Edit(Span(typed_at, typed_at), typed)])
    assert (span is None) is stale


def test_taking_away_the_space_beside_a_word_touches_it() -> None:
    assert rebase_span(Span(4, 7), [Edit(Span(7, 8), "")]) is None
    assert rebase_span(Span(4, 7), [Edit(Span(7, 8), "\n")]) == Span(4, 7)


def test_what_was_left_alone_stays_and_what_was_touched_goes() -> None:
    pair = [Edit(Span(0, 3), "A"), Edit(Span(8, 11), "cat")]
    assert rebase_all(pair, [Edit(Span(9, 10), "x")]) == (pair[0],)
    assert rebase_all(pair, [Edit(Span(4, 7), "big")]) == tuple(pair)

"""The laws of diffs, edits and hunks."""

import unicodedata

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from companion.text import diff
from companion.text.diff import diff_words
from companion.text.edit import Edit, apply_edits
from companion.text.hunk import group_hunks
from companion.text.span import Span
from companion.text.tokens import split_words, tokenize
from tests.strategies import TEXTS


@given(TEXTS)
def test_tokens_joined_are_the_text(text: str) -> None:
    tokens = tokenize(text)
    assert "".join(token.text for token in tokens) == text
    assert all(token.span.of(text) == token.text for token in tokens)
    assert [token.text for token in tokens] == split_words(text)


@given(TEXTS)
def test_no_token_boundary_divides_a_combining_mark_from_its_base(text: str) -> None:
    for token in tokenize(text)[1:]:
        start = token.span.start
        if unicodedata.combining(text[start]):
            clusters = [m.start() for m in regex.finditer(r"\X", text)]
            assert start in clusters


@given(TEXTS, TEXTS)
def test_applying_the_diff_gives_the_revised_text(base: str, revised: str) -> None:
    assert apply_edits(base, diff_words(base, revised)) == revised


@given(TEXTS, TEXTS)
def test_without_the_fast_matcher_the_law_still_holds(base: str, revised: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(diff, "_fast_diff", None)
        assert apply_edits(base, diff_words(base, revised)) == revised


@given(TEXTS)
def test_equal_texts_have_no_edits(text: str) -> None:
    assert diff_words(text, text) == ()


@given(TEXTS, TEXTS)
def test_edits_are_in_order_and_do_not_touch(base: str, revised: str) -> None:
    edits = diff_words(base, revised)
    for one, other in zip(edits, edits[1:], strict=False):
        assert one.span.end < other.span.start


@given(TEXTS, TEXTS, st.integers(0, 2), st.data())
def test_any_choice_of_hunks_can_be_applied(
    base: str, revised: str, gap: int, data: st.DataObject
) -> None:
    hunks = group_hunks(base, diff_words(base, revised), gap=gap)
    assert apply_edits(base, [Edit(h.span, h.after(base)) for h in hunks]) == revised
    chosen = [h for h in hunks if data.draw(st.booleans())]
    apply_edits(base, [Edit(h.span, h.after(base)) for h in chosen])
    assert apply_edits(base, []) == base


def test_a_changed_word_is_one_whole_word() -> None:
    base, revised = "she use to check", "she used to check"
    assert diff_words(base, revised) == (Edit(Span(4, 7), "used"),)


def test_combining_marks_and_joined_emoji_change_whole() -> None:
    base, revised = "un e\u0301te\u0301 👩‍👩‍👧", "un ete 👩‍👩‍👦"
    befores = [edit.before(base) for edit in diff_words(base, revised)]
    assert befores == ["e\u0301te\u0301", "👩‍👩‍👧"]


def test_overlapping_edits_are_refused() -> None:
    with pytest.raises(ValueError, match="overlaps"):
        apply_edits("abc", [Edit(Span(0, 2), ""), Edit(Span(1, 3), "")])
    with pytest.raises(ValueError, match="outside"):
        apply_edits("abc", [Edit(Span(2, 4), "")])


def test_spans_refuse_nonsense_and_know_what_they_share() -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(3, 2)
    assert not Span(0, 2).overlaps(Span(2, 4))
    assert Span(0, 4).overlaps(Span(2, 2))
    assert not Span(0, 2).overlaps(Span(2, 2))

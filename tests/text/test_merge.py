"""Merging loses nothing, says loudly what it could not decide, and is quiet otherwise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.text.edit import apply_edits
from companion.text.merge import NOTE_END, NOTE_OURS, NOTE_THEIRS, NOTE_THEIRS_GONE, Merge, merge
from tests.strategies import TEXTS

PARAGRAPHS = st.lists(
    st.sampled_from(
        ["one", "two two", "three\nlines\nhere", "four", "  - five\n  - six", "seven", "eight"]
    ),
    max_size=8,
)
JOINED = st.builds(
    lambda parts, gap, tail: gap.join(parts) + tail,
    PARAGRAPHS,
    st.sampled_from(["\n\n", "\n", "\n \n\n"]),
    st.sampled_from(["", "\n", "\n\n"]),
)
SIDES = st.one_of(JOINED, TEXTS)


@given(SIDES, SIDES)
def test_a_side_that_changed_nothing_has_no_say(base: str, other: str) -> None:
    assert merge(base, other, base).text == other
    assert merge(base, base, other).text == other
    assert merge(base, other, other).text == other
    assert not merge(base, base, other).conflicts


@given(SIDES, SIDES, SIDES)
def test_every_word_that_a_side_added_survives(base: str, ours: str, theirs: str) -> None:
    result = merge(base, ours, theirs)
    added = (set(ours.split()) | set(theirs.split())) - set(base.split())
    # A word may have been typed on by the other side: it is the beginning, or a part, of another.
    assert all(word in result.text for word in added)


@given(SIDES, SIDES, SIDES)
def test_the_edits_turn_our_text_into_the_merged_one(base: str, ours: str, theirs: str) -> None:
    result = merge(base, ours, theirs)
    assert apply_edits(ours, result.edits) == result.text
    for span in result.conflicts:
        assert span.of(result.text).startswith("{>>Changed in two places")
        assert span.of(result.text).endswith(NOTE_END)


@given(st.lists(st.integers(0, 2), min_size=1, max_size=12))
def test_changes_to_different_paragraphs_are_merged_without_a_word(who: list[int]) -> None:
    base = [f"paragraph {i}" for i in range(len(who))]
    ours = [p + " ours" if side == 0 else p for p, side in zip(base, who, strict=True)]
    theirs = [p + " theirs" if side == 1 else p for p, side in zip(base, who, strict=True)]
    wanted = [p + (" ours", " theirs", "")[side] for p, side in zip(base, who, strict=True)]
    result = merge(*("\n\n".join(side) + "\n" for side in (base, ours, theirs)))
    assert result.text == "\n\n".join(wanted) + "\n"
    assert not result.conflicts


def conflict(result: Merge) -> str:
    (span,) = result.conflicts
    return span.of(result.text)


def test_a_paragraph_changed_on_both_sides_is_kept_twice_between_notes() -> None:
    result = merge("a\n\nold words\n\nz\n", "a\n\nmy words\n\nz\n", "a\n\ntheir words\n\nz\n")
    kept = "\n\n".join([NOTE_OURS, "my words", NOTE_THEIRS, "their words", NOTE_END])
    assert result.text == f"a\n\n{kept}\n\nz\n"
    assert conflict(result) == kept


def test_a_paragraph_deleted_on_one_side_and_changed_on_the_other_is_kept() -> None:
    result = merge("a\n\nold\n\nz", "a\n\nnew\n\nz", "a\n\nz")
    assert "new" in conflict(result) and NOTE_THEIRS_GONE in conflict(result)


def test_new_paragraphs_in_one_place_are_both_kept_without_notes() -> None:
    result = merge("a\n\nz", "a\n\nmine\n\nz", "a\n\ntheirs\n\nz")
    assert result.text == "a\n\nmine\n\ntheirs\n\nz"
    assert not result.conflicts


def test_two_changed_lines_of_one_paragraph_are_merged_by_lines() -> None:
    base = "- one\n- two\n- three\n- four"
    result = merge(base, base.replace("one", "ONE"), base.replace("four", "FOUR"))
    assert result.text == "- ONE\n- two\n- three\n- FOUR"
    assert not result.conflicts


def test_in_a_list_only_the_line_changed_on_both_sides_is_doubled() -> None:
    base = "- one\n- two\n- three"
    result = merge(base, base.replace("two", "ours"), base.replace("two", "theirs"))
    assert result.text.count("- one") == result.text.count("- three") == 1
    assert conflict(result).splitlines()[1] == "- ours"
    assert conflict(result).splitlines()[3] == "- theirs"


def test_a_first_paragraph_deleted_here_and_one_put_before_it_there_stay_apart() -> None:
    assert merge("p\n\nq", "q", "new\n\np\n\nq").text == "new\n\nq"


def test_merging_once_more_does_not_double_the_notes() -> None:
    first = merge("a\n\nold", "a\n\nmine", "a\n\ntheirs")
    again = merge("a\n\nmine", "a\n\nmine", first.text)
    assert again.text == first.text


@given(TEXTS, TEXTS, TEXTS, st.data())
def test_who_only_typed_on_has_it_all(
    before: str, typed: str, after: str, data: st.DataObject
) -> None:
    halfway = typed[: data.draw(st.integers(0, len(typed)))]
    base, near, far = (before + middle + after for middle in ("", halfway, typed))
    assert merge(base, far, near).text == merge(base, near, far).text == far
    assert not merge(base, far, near).conflicts


@pytest.mark.parametrize(
    ("base", "near", "far"),
    [
        ("A.\n", "A.\n\nnew words", "A.\n\nnew words and more"),
        ("A.\n", "A.\n\nnew wor", "A.\n\nnew words"),
        ("one\n\ntwo", "one\n\nx\n\ntwo", "one\n\nx\n\ny\n\ntwo"),
        ("one two", "one big two", "one big old two and three"),
        ("I has it. Its mine.", "I have it. Its mine.", "I have it. It's mine."),
    ],
)
def test_a_side_that_goes_further_stands_alone(base: str, near: str, far: str) -> None:
    # As well where other paragraphs were changed by one of them.
    for top, other in (("", ""), ("top\n\n", "another top\n\n")):
        result = merge(top + base, other + near, top + far)
        assert result.text == other + far
        assert not result.conflicts


def test_who_only_adds_where_the_other_deleted_does_not_stand_alone() -> None:
    assert merge("A. x y", "A. x y z", "A.").conflicts


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Then.", "The cat is in the garden."),
        ("end.", "We must not bend."),
        ("Stand", "Start of a long band"),
        ("We saw\n\nit rain.", "We say\n\nno more of the rain."),
    ],
)
@pytest.mark.parametrize("base", ["", "\n", "Before.\n\n", "Before.\n\nAfter.\n"])
def test_texts_that_only_begin_and_end_alike_are_both_kept(
    base: str, ours: str, theirs: str
) -> None:
    before, gap, after = base.partition("\n\n")
    sides = [before + gap + words + (f"\n\n{after}" if after else "") for words in (ours, theirs)]
    for one, other in (sides, sides[::-1]):
        text = merge(base, one, other).text
        assert set(ours.split()) | set(theirs.split()) <= set(text.split())

"""CriticMarkup: what is written is what is read, whatever the texts hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.formats.criticmarkup import (
    MarkedChange,
    Piece,
    mark_up,
    parse,
    read_criticmarkup,
    render,
)
from companion.text.diff import diff_words
from companion.text.edit import Edit, apply_edits
from companion.text.span import Span
from tests.strategies import TEXTS

SCRAPS = st.sampled_from(
    ["{", "}", "+", "-", "~", ">", "<", "=", "\\", "{++", "~~}", "~>", "a", "👩‍👩‍👧", "\n"]
)
NASTY = st.one_of(st.lists(SCRAPS, max_size=9).map("".join), TEXTS)


@st.composite
def pieces(draw: st.DrawFn) -> tuple[Piece, ...]:
    found: list[Piece] = []
    for kind in draw(
        st.lists(
            st.sampled_from(["text", "added", "removed", "replaced", "highlit", "comment"]),
            max_size=6,
        )
    ):
        one, other = draw(NASTY), draw(NASTY)
        if kind == "text" and (not one or (found and found[-1].kind == "text")):
            continue
        found.append(
            {
                "text": Piece("text", one, one),
                "added": Piece("added", "", one),
                "removed": Piece("removed", one),
                "replaced": Piece("replaced", one, other),
                "highlit": Piece("highlit", one, one),
                "comment": Piece("comment", note=one),
            }[kind]
        )
    return tuple(found)


@given(pieces())
def test_what_is_written_is_read_again(written: tuple[Piece, ...]) -> None:
    assert parse(render(written)) == written


@given(NASTY)
def test_a_text_is_read_even_where_marks_are_broken_and_nothing_is_lost(text: str) -> None:
    again = render(parse(text))
    assert parse(again) == parse(text)
    plain = text.replace("\\", "")
    if "{" not in plain:
        assert parse(text) == ((Piece("text", text, text),) if text else ())


@given(NASTY.filter(lambda t: "`" not in t), NASTY.filter(lambda t: "`" not in t))
def test_a_marked_up_text_holds_both_texts(base: str, revised: str) -> None:
    edits = diff_words(base, revised)
    pieces = parse(mark_up(base, [MarkedChange(edit, "why") for edit in edits]))
    if edits:
        assert "".join(piece.before for piece in pieces) == base
        assert "".join(piece.after for piece in pieces) == revised


def test_changes_are_in_terms_of_the_text_without_them() -> None:
    text = (
        "It {~~were~>was~~}{>>agreement:\nsee there<<} a{++ very++} cold{--, dark--}{++, damp++}"
        " night. {==Sure?==}{>>Who says so?<<}\n\nThe end.{>>Abrupt.<<}\n"
    )
    reading = read_criticmarkup(text)
    assert reading is not None
    assert reading.base == "It were a cold, dark night. Sure?\n\nThe end.\n"
    assert reading.revised == "It was a very cold, damp night. Sure?\n\nThe end.\n"
    assert [
        (edit.before(reading.base), edit.replacement, note) for edit, note in reading.changes
    ] == [
        ("were", "was", "agreement:\nsee there"),
        ("", " very", ""),
        (", dark", ", damp", ""),
    ]
    assert apply_edits(reading.base, [edit for edit, _ in reading.changes]) == reading.revised
    assert [(c.span.of(reading.base), c.text) for c in reading.comments] == [
        ("Sure?", "Who says so?"),
        ("The end.", "Abrupt."),
    ]


@pytest.mark.parametrize("code", ["`{++x++}`", "```\n{--a--}\n```", "    {++x++}"])
def test_marks_inside_code_are_code(code: str) -> None:
    reading = read_criticmarkup(f"One {{++two++}}.\n\n{code}\n")
    assert reading is not None
    assert reading.base == f"One .\n\n{code}\n"


def test_a_draft_about_marks_comes_back_as_it_was() -> None:
    base = "Write {++added++} and `{--removed--}` , it dont matter; \\{++ neither.\n"
    at = base.index("dont")
    marked = mark_up(base, [MarkedChange(Edit(Span(at, at + 4), "don't"), "apostrophe")])
    assert "{\\++added++}" in marked
    reading = read_criticmarkup(marked)
    assert reading is not None
    assert (reading.base, reading.revised) == (base, base.replace("dont", "don't"))


def test_many_openers_without_closers_take_linear_time() -> None:
    assert len(parse("{++ {-- {~~ " * 100_000)) == 1

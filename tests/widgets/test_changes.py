"""The browser's change sets and Python's edits say the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.text.diff import diff_words
from companion.text.edit import apply_edits
from companion.widgets.changes import BadChanges, changes_to_json, edits_from_json
from companion.widgets.offsets import Offsets
from tests.strategies import TEXTS

LF_TEXTS = TEXTS.map(lambda text: text.replace("\r\n", "\n").replace("\r", "\n"))


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(TEXTS)
def test_offsets_agree_with_an_utf_16_encoder(text: str) -> None:
    offsets = Offsets(text)
    assert offsets.units == units(text)
    for point in range(len(text) + 1):
        unit = offsets.to_units(point)
        assert unit == units(text[:point])
        assert offsets.to_points(unit) == point


def test_an_offset_inside_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(ValueError, match="divides"):
        Offsets("a👩b").to_points(2)
    with pytest.raises(ValueError, match="outside"):
        Offsets("a👩b").to_points(5)


@given(LF_TEXTS, LF_TEXTS)
def test_changes_round_trip(base: str, revised: str) -> None:
    changes = changes_to_json(base, diff_words(base, revised))
    assert apply_edits(base, edits_from_json(base, changes)) == revised


def test_the_form_is_codemirrors() -> None:
    assert edits_from_json("héllo", [1, [1, "e"], 3])[0].replacement == "e"
    assert changes_to_json("a b", diff_words("a b", "a\nb")) == [1, [1, "", ""], 1]
    assert changes_to_json("same", ()) == [4]


@given(
    LF_TEXTS,
    st.recursive(
        st.none() | st.integers(-3, 70) | st.text(max_size=3), lambda s: st.lists(s, max_size=4)
    ),
)
def test_anything_else_is_refused_in_words(text: str, changes: object) -> None:
    try:
        edits = edits_from_json(text, changes)
    except BadChanges:
        return
    apply_edits(text, edits)

"""Small forms of English."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.text.wording import counted, listed, shortened


@given(st.text(), st.integers(1, 30))
def test_a_text_cut_short_fits_and_begins_as_it_did(text: str, limit: int) -> None:
    short = shortened(text, limit)
    assert len(short) <= limit
    assert short == text or (len(text) > limit and text.startswith(short.removesuffix("…")))


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 words"), (1, "1 word"), (2, "2 words"), (12_345, "12,345 words")]
)
def test_a_noun_agrees_with_its_number(number: int, words: str) -> None:
    assert counted(number, "word") == words


def test_an_irregular_noun_is_given() -> None:
    assert counted(2, "copy", "copies") == "2 copies"


@pytest.mark.parametrize(
    ("items", "words"), [("", ""), ("a", "a"), ("ab", "a and b"), ("abc", "a, b and c")]
)
def test_a_list_reads_as_a_sentence_has_it(items: str, words: str) -> None:
    assert listed(items) == words

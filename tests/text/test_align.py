"""Alignment covers both sides in order, and finds the word a word became."""

from hypothesis import given
from hypothesis import strategies as st

from companion.text.align import MAX_CELLS, AlignedPair, align, edit_distance, likeness

TOKENS = st.sampled_from("the every day everyday dog dogs ran , . runs".split())
WORDS = st.lists(TOKENS, max_size=8)


@given(WORDS, WORDS)
def test_pairs_cover_both_sides_in_order(before: list[str], after: list[str]) -> None:
    pairs = align(before, after)
    i = j = 0
    for pair in pairs:
        assert (pair.i1, pair.j1) == (i, j)
        i, j = pair.i2, pair.j2
    assert (i, j) == (len(before), len(after))


@given(WORDS)
def test_equal_lists_align_token_by_token(words: list[str]) -> None:
    assert align(words, words) == tuple(AlignedPair(i, i + 1, i, i + 1) for i in range(len(words)))


@given(st.text(max_size=12), st.text(max_size=12))
def test_likeness_is_symmetric_and_between_zero_and_one(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert 0.0 <= likeness(one, other) <= 1.0
    assert likeness(one, one) == 1.0


def test_a_word_is_paired_with_the_one_it_became() -> None:
    pairs = align(["teh", "goverment"], ["the", "big", "government"])
    assert AlignedPair(0, 1, 0, 1) in pairs
    assert AlignedPair(1, 2, 2, 3) in pairs


def test_two_words_written_as_one_are_one_pair() -> None:
    assert align(["every", "day"], ["everyday"]) == (AlignedPair(0, 2, 0, 1),)
    assert align(["Alot"], ["a", "lot"]) == (AlignedPair(0, 1, 0, 2),)


def test_swapped_neighbouring_letters_are_one_change() -> None:
    assert edit_distance("form", "from") == 1


def test_blocks_too_long_to_align_are_one_pair() -> None:
    side = ["a"] * (int(MAX_CELLS**0.5) + 1)
    assert align(side, side[::-1]) == (AlignedPair(0, len(side), 0, len(side)),)

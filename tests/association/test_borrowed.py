"""Borrowed language: what others said first is found; what the author had is the author's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.association.borrowed import SaidSource, borrowed, own_spans
from tests.strategies import TEXTS

SAID = (
    "clipboard and the stove both keep a list but only one of them forgives you the humming i"
    " would stay with the humming what does it know that the mirror doesnt"
)
PARTNER = SaidSource("partner", SAID)
# No two of these share a stem; none is common.
RARE = (
    "clipboard humming lantern gravel thimble mackerel bassoon trellis parsnip harpoon walrus"
    " ledger quarry saffron turnip velcro zither"
).split()
NEUTRAL = "It was on the way to us that he had been there, and so it is."
PLAIN = st.lists(st.sampled_from(RARE), min_size=4, max_size=12).map(" ".join)
PROSE = st.lists(st.sampled_from([*RARE, *NEUTRAL.split(), "\n\n", "’"]), max_size=40).map(" ".join)


def found(draft: str, *sources: SaidSource) -> list[str]:
    return [borrowing.text for borrowing in borrowed(draft, sources)]


@pytest.mark.parametrize(
    ("draft", "texts"),
    [
        ("Both keep a list but neither reads.", ["Both keep a list but"]),
        ("The Stove, both; keep: a LIST!", ["The Stove, both; keep: a LIST"]),
        ("We know that the mirror doesn’t lie.", ["know that the mirror doesn’t"]),
        ("My stove and clipboard are old.", []),
        ("The stoves each kept a list.", []),
        ("Clipboard and the stove each keep a list.", ["Clipboard and the stove each keep a list"]),
        ("I hummed beside the clipboard.", []),
        ("Forgives you, she hummed.", ["Forgives you, she hummed"]),
    ],
)  # fmt: skip
def test_what_counts_as_shared(draft: str, texts: list[str]) -> None:
    assert found(draft, PARTNER) == texts


@pytest.mark.parametrize(
    "phrase",
    [
        "at the end of the day",
        "one of the most",
        "on the other hand",
        "for the first time",
        "i would like to",
        "in the middle of the",
        "from time to time",
    ],
)
def test_common_phrases_are_anyones(phrase: str) -> None:
    assert found(f"And {phrase} I left.", SaidSource("partner", f"well {phrase} he stayed")) == []


def test_two_rare_words_close_together_are_a_find_but_a_compound_is_one_word() -> None:
    said = SaidSource("critic", "think of a thimble of gravel, or well-gravel")
    assert found("She drank gravel, by thimble and spoon.", said) == []
    assert found("A whole thimble and gravel.", said) == ["thimble and gravel"]
    assert found("The gravel-thimble.", SaidSource("critic", "a gravel-thimble")) == []


def test_the_first_who_said_it_is_named() -> None:
    (only,) = borrowed("They both keep a list but", [PARTNER, SaidSource("critic", SAID)])
    assert only.origin == "partner"


def test_two_origins_side_by_side_are_told_apart() -> None:
    sources = (
        SaidSource("a", "walrus ledger quarry saffron"),
        SaidSource("b", "saffron turnip velcro zither"),
    )
    draft = "walrus ledger quarry saffron turnip velcro zither"
    assert [(b.text, b.origin) for b in borrowed(draft, sources)] == [
        ("walrus ledger quarry saffron", "a"),
        ("turnip velcro zither", "b"),
    ]


def test_what_the_author_had_written_before_is_not_borrowed() -> None:
    known = "I wrote that both keep a list but lost it. The humming, the clipboard."
    source = SaidSource("partner", SAID, own_spans(SAID, known))
    assert found("They both keep a list but one.", source) == []
    assert found("Only one of them forgives you.", source) == ["Only one of them forgives you"]


def test_taking_up_both_favourite_words_of_the_author_lends_nothing() -> None:
    said = "a thimble of gravel"
    assert found("thimble and gravel", SaidSource("partner", said)) == ["thimble and gravel"]
    own = own_spans(said, "the gravel here. and there a thimble")
    assert found("thimble and gravel", SaidSource("partner", said, own)) == []


@given(PROSE, PLAIN, PROSE)
def test_whatever_is_taken_over_word_for_word_is_found(before: str, said: str, after: str) -> None:
    draft = f"{before}\n\n{said}\n\n{after}"
    start = len(before) + 2
    spans = [b.span for b in borrowed(draft, [SaidSource("partner", said)])]
    if len(set(said.split())) > 1:
        assert any(span.start < start + len(said) and span.end > start for span in spans)


@given(st.permutations(RARE), st.sampled_from(["the", "of it", "He"]), st.integers(1, 3))
def test_one_word_put_in_or_changed_is_tolerated(words: list[str], new: str, at: int) -> None:
    said = " ".join(words[:5])
    put_in = [*words[:at], *new.split()[:1], *words[at:5]]
    changed = [*words[:at], new.split()[0], *words[at + 1 : 5]]
    for draft in (put_in, changed):
        assert found(" ".join(draft), SaidSource("partner", said))


@given(PROSE, st.lists(st.tuples(st.sampled_from("ab"), PROSE), max_size=3))
def test_finds_are_in_order_apart_and_true(draft: str, said: list[tuple[str, str]]) -> None:
    finds = borrowed(draft, [SaidSource(origin, text) for origin, text in said])
    at = 0
    for find in finds:
        assert at <= find.span.start < find.span.end <= len(draft)
        assert find.text == find.span.of(draft)
        assert find.origin in {origin for origin, _ in said}
        at = find.span.end


@given(PROSE, PROSE)
def test_a_source_that_the_author_had_wholly_lends_nothing(draft: str, said: str) -> None:
    assert found(draft, SaidSource("partner", said, own_spans(said, said))) == []


@given(TEXTS, TEXTS)
def test_wild_texts_are_answered(draft: str, said: str) -> None:
    source = SaidSource("partner", said, own_spans(said, draft))
    assert all(find.text in draft for find in borrowed(draft, [source, PARTNER]))


def test_no_sources_no_finds() -> None:
    assert borrowed(SAID, []) == ()

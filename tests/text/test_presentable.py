"""The laws and the manners of the diff made to be read."""

from hypothesis import given

from companion.text.diff import presentable
from companion.text.edit import apply_edits
from companion.text.sentences import sentences
from tests.strategies import TEXTS


def shown(base: str, revised: str) -> list[tuple[str, str]]:
    return [(e.before(base), e.replacement) for e in presentable(base, revised).edits]


@given(TEXTS, TEXTS)
def test_applying_it_gives_the_revised_text(base: str, revised: str) -> None:
    result = presentable(base, revised)
    assert result.precise
    assert apply_edits(base, result.edits) == revised
    for one, other in zip(result.edits, result.edits[1:], strict=False):
        assert one.span.end < other.span.start


@given(TEXTS)
def test_sentences_joined_are_the_text(text: str) -> None:
    spans = sentences(text)
    assert "".join(span.of(text) for span in spans) == text
    assert all(len(span) for span in spans)


def test_short_unchanged_islands_between_changes_are_given_up() -> None:
    base = "Tell me where the comma goes. Leave the crack."
    revised = "Show us how a full stop belongs. Leave the crack."
    assert shown(base, revised) == [
        ("Tell me where the comma goes", "Show us how a full stop belongs")
    ]


def test_an_insertion_stands_at_a_natural_cut() -> None:
    assert shown("the dog", "the cat and the dog") == [("", "the cat and ")]
    assert shown("One. Three.", "One. Two. Three.") == [("", "Two. ")]


def test_far_changes_stay_apart() -> None:
    base = "The first mistake stands here and a good deal later comes the second one."
    revised = "The worst mistake stands here and a good deal later comes the seventh one."
    assert shown(base, revised) == [("first", "worst"), ("second", "seventh")]


def test_a_search_that_ran_out_of_time_says_so_and_is_still_true() -> None:
    base = " ".join(f"a{n * 7919 % 10007}" for n in range(10_000))
    revised = " ".join(f"a{n * 104729 % 10007}" for n in range(10_000))
    result = presentable(base, revised, seconds=0.01)
    assert not result.precise
    assert apply_edits(base, result.edits) == revised


def test_abbreviations_initials_and_decimals_do_not_end_a_sentence() -> None:
    text = "Dr. J. Smith paid 3.5 pounds, e.g. on Monday. He left! “Why?” she asked. I did."
    assert [span.of(text).strip() for span in sentences(text)] == [
        "Dr. J. Smith paid 3.5 pounds, e.g. on Monday.",
        "He left!",
        "“Why?” she asked.",
        "I did.",
    ]

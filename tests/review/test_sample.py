"""The essay that a new author sees first: what is found in it, and what is left alone."""

from importlib.resources import files

import pytest

from companion.review.check import Checker, default_engines
from companion.text.document import protected_spans
from companion.text.tokens import count_words

SAMPLE = files("companion.app").joinpath("data/sample.md").read_text(encoding="utf-8")

MISTAKES = {
    "could of got": "could have got",
    "quieter then any": "quieter than any",
    "You dont have": "You don't have",
    "Across the the aisle": "Across the aisle",
    "windows was so": "windows were so",
    "after a hour": "after an hour",
    "Their was a time": "There was a time",
    "Siobhan recieved the": "Siobhan received the",
    "to loose an": "to lose an",
    "had seperate plans": "had separate plans",
    "should have went home": "should have gone home",
    "But its a strange": "But it's a strange",
    "on a tuesday": "on a Tuesday",
}
LEFT_ALONE = [
    "It was nobody's fault.",
    "Not one.",  # a fragment
    "t'other way, love",  # dialect, and a quotation
    "Gentleman have been very brave.",  # another's mistake, quoted
    "Siobhan",
    "It was dark, it was raining a bit, I was forty-three years old.",  # a splice, on purpose
    "nextstop.py",
    "https://www.nationalrail.co.uk",
    "It is always, always on its way.",
    "and out, and out",
    "Minecraft",
    "any more",
    "Change at Lincoln.",
]


@pytest.fixture(scope="module")
def found():
    return [s for s in Checker(default_engines("GB")).check(SAMPLE) if s.mechanical]


def test_every_mistake_is_found_and_mended_and_nothing_else_is_touched(found) -> None:
    mended = {}
    for s in found:
        start = max(SAMPLE.rfind(before, 0, s.span.end + 25) for before in MISTAKES)
        before = next(b for b in MISTAKES if SAMPLE.startswith(b, start))
        end = start + len(before)
        mended[before] = SAMPLE[start : s.span.start] + s.after + SAMPLE[s.span.end : end]
    assert mended == MISTAKES
    assert len(found) == len(MISTAKES)


@pytest.mark.parametrize("words", LEFT_ALONE)
def test_what_only_looks_like_a_mistake_is_left_alone(found, words: str) -> None:
    start = SAMPLE.index(words)
    assert not [s for s in found if s.span.start < start + len(words) and start < s.span.end]


def test_american_settings_find_the_same(found) -> None:
    american = [s for s in Checker(default_engines("US")).check(SAMPLE) if s.mechanical]
    assert [s.edit for s in american] == [s.edit for s in found]


def test_it_has_about_six_hundred_words_and_something_of_everything() -> None:
    assert 550 <= count_words(SAMPLE) <= 700
    protected = [span.of(SAMPLE) for span in protected_spans(SAMPLE)]
    assert "`nextstop.py`" in protected
    assert any(text.startswith('"') for text in protected)

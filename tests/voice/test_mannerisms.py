"""What was lost is named, and nothing is named where an author only revised."""

import pytest

from companion.voice.change import tokens_of
from companion.voice.drift import drift
from companion.voice.mannerisms import (
    COLLOQUIAL,
    CONTRACTIONS,
    FRAGMENTS,
    HEDGES,
    INTENSIFIERS,
    OPENERS,
    REPEATS,
    SHORT,
    is_fragment,
    mannered,
)

CHOPPY = (
    "Fridays. Fish and chips and a bit of telly. My nan kinda ran that house, and she'd not have "
    "it said she didn't. No salt. No vinegar till you'd washed your hands. And heaven help you if "
    "you hadn't. But she'd laugh. Big laugh. So we'd laugh as well. A right racket it was."
)
SMOOTH = (
    "On Fridays we had fish and chips and watched television. My grandmother ran that house, and "
    "she would not have it said that she did not. There was no salt or vinegar until you had "
    "washed your hands, and heaven help you if you had not. She would laugh, with a big laugh, and "
    "we would laugh as well. It was a racket."
)


@pytest.mark.parametrize(
    "sentence",
    ["Flat as a pond.", "No rhythm at all.", "Bags, buckets, water, chips.", "Baby, oh."],
)
def test_a_sentence_without_a_finite_verb_is_a_fragment(sentence: str) -> None:
    assert is_fragment(tuple(tokens_of(sentence)))


@pytest.mark.parametrize(
    "sentence",
    ["It was flat.", "Stop it.", "They can swim.", "Birds sing here.", "I don't.", "..."],
)
def test_a_whole_sentence_an_order_or_no_words_are_not(sentence: str) -> None:
    assert not is_fragment(tuple(tokens_of(sentence)))


@pytest.mark.parametrize(
    ("text", "name", "count"),
    [
        ("And he went. But I stayed. So.", OPENERS.name, 3),
        ("I can't, she's gone, it's Dad's.", CONTRACTIONS.name, 3),
        ("A long long way.", REPEATS.name, 1),
        ("I came. I saw. I left.", REPEATS.name, 2),
        ("It was really very good.", INTENSIFIERS.name, 2),
        ("I think it was kind of odd, maybe.", HEDGES.name, 3),
        ("Yeah, loads of stuff.", COLLOQUIAL.name, 3),
        ("He laughed. It rained on the roof of the house.", SHORT.name, 1),
        ("Flat. It was flat.", FRAGMENTS.name, 1),
    ],
)
def test_each_is_counted(text: str, name: str, count: int) -> None:
    assert mannered(tokens_of(text)).counts[name] == count


def test_what_a_polish_takes_away_is_named_with_its_words() -> None:
    lost = {loss.kind: loss for loss in drift(CHOPPY, SMOOTH).lost}
    assert {FRAGMENTS.name, CONTRACTIONS.name, COLLOQUIAL.name} <= set(lost)
    assert "kinda" in lost[COLLOQUIAL.name].words
    assert lost[FRAGMENTS.name].text.startswith(f"{lost[FRAGMENTS.name].count} fragments ")


@pytest.mark.parametrize(
    "revised",
    [
        CHOPPY,
        CHOPPY.replace("Big laugh.", "Great big laugh, she had."),
        CHOPPY.replace("a bit of telly", "some telly"),
        CHOPPY + " We never told our mum. Not once.",
        SMOOTH.replace("television", "the telly"),
    ],
)
def test_nothing_is_named_where_little_went(revised: str) -> None:
    assert drift(CHOPPY if revised.startswith("Fridays") else SMOOTH, revised).lost == ()


def test_the_other_way_round_nothing_was_lost_but_what_went() -> None:
    assert FRAGMENTS.name not in {loss.kind for loss in drift(SMOOTH, CHOPPY).lost}

"""Turns: they agree with the tells, corrections bring none, and putting one in only adds bits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion import drift
from companion.voice.change import tokens_of
from companion.voice.model import shipped_model
from companion.voice.stock_phrases import KEYS, RULE_OF, apart, new_turns
from companion.voice.tells import RULES, TellRule

COUNTED = [rule for rule in RULES if rule.name in set(KEYS.values())]
OTHERWISE = {"It's not about money; it's about time."}  # a tell, but too common to be counted

OWN = "My grandmother kept a mirror by the stove, and she looked at it before opening the door."


def came(before: str, after: str) -> dict[str, int]:
    old, new = tokens_of(before), tokens_of(after)
    return new_turns(old, new, apart(old)[1], apart(new)[1])


@pytest.mark.parametrize("rule", COUNTED, ids=lambda rule: rule.name)
def test_what_a_tell_fires_on_is_counted_and_what_it_passes_is_not(rule: TellRule) -> None:
    for text in set(rule.fires) - OTHERWISE:
        assert apart(tokens_of(text))[1], text
    for text in rule.silent:
        assert rule.name not in {KEYS[key] for key in apart(tokens_of(text))[1]}, text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("I genuinly like it.", "I genuinely like it."),
        ("This underscore the point.", "This underscores the point."),
        ("Moreover it rained.", "Moreover, it rained."),
        ("It was, moreover, cold.", "Moreover, it was cold."),
        ("They came early ensuring a seat.", "They came early, ensuring a seat."),
        ("It play important role in it.", "It plays an important role in it."),
        ("It was cold, silent and vast.", "It was cold, silent, and vast."),
        ("He left - or so we thought.", "He left — or so we thought."),
        ("He left -- or so we thought.", "He left—or so we thought."),
    ],
)
def test_a_correction_brings_no_turn(before: str, after: str) -> None:
    assert came(before, after) == {}


def test_what_came_and_what_left_are_counted_with_their_signs() -> None:
    assert came("I truly like it.", "I genuinely like it.") == {"genuinely": 1, "truly": -1}


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [
        ("I wanted to go there.", "I genuinely wanted to go there.", "genuinely"),
        ("It was cracked in the corner.", "Honestly, it was cracked in the corner.", "honestly"),
        ("This shows how thin it was.", "This underscores how thin it was.", "underscores"),
        ("It is a street of old shops.", "It is a tapestry of old shops.", "tapestry"),
        (OWN, OWN + " It wasn't just a mirror; it was a reminder of grace.", "not …: it's"),
        ("He came back, tired, and slept.", "He came back—tired—and slept.", "—"),
        ("The team grew.", "The team grew, ensuring success.", "ensuring"),
        ("It was late and we left.", "It was late and, notably, we left.", "notably"),
    ],
)
def test_one_turn_slipped_in_shows_and_is_named_early(before: str, after: str, named: str) -> None:
    result = drift(before, after)
    assert result.bits > 0.5
    largest = sorted(result.reasons, key=lambda reason: -reason.bits)
    assert any(named in reason.text for reason in largest[:2])


def test_one_turn_alone_does_not_warn() -> None:
    assert max(shipped_model().turns.values()) < shipped_model().threshold


SENTENCES = st.sampled_from(
    [
        "I saw the sea and I didn't much like it.",
        "Witnessing it was a profound experience, underscoring its meaning.",
        "So, what a bother that was!",
        "Additionally, rain plays a pivotal role in our daily lives.",
        "She keep three red, small, and costly book — or two — on the shelf.",
        "It's not just soup but a true feast, and we ate it all.",
    ]
)
TEXTS = st.lists(SENTENCES, min_size=1, max_size=5).map(" ".join)


@given(TEXTS, TEXTS, st.sampled_from(sorted(RULE_OF)), st.data())
def test_a_listed_word_put_in_anywhere_never_lowers_the_bits(
    before: str, after: str, word: str, data: st.DataObject
) -> None:
    words = after.split()
    at = data.draw(st.integers(0, len(words)))
    more = " ".join([*words[:at], word, *words[at:]])
    assert drift(before, more).bits >= drift(before, after).bits - 1e-9


AT_START = ["Moreover,", "Additionally,", "Ultimately,", "In conclusion,", "In today's"]
INSIDE = ["a testament to", "plays a vital role", "it's worth noting"]


@given(TEXTS, st.lists(SENTENCES, min_size=1, max_size=5), st.data())
def test_a_listed_phrase_put_in_never_lowers_the_bits(
    before: str, after: list[str], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(after) - 1))
    phrase = data.draw(st.sampled_from([*AT_START, *INSIDE]))
    if phrase in INSIDE:
        phrase = f"Rain, {phrase} the sea."
        plain = [*after[:at], "Rain, the sea.", *after[at:]]
        more = [*after[:at], phrase, *after[at:]]
    else:
        plain, more = after, [*after[:at], f"{phrase} {after[at]}", *after[at + 1 :]]
    assert drift(before, " ".join(more)).bits >= drift(before, " ".join(plain)).bits - 1e-9


@given(st.text(), st.text())
def test_any_text_can_be_read(before: str, after: str) -> None:
    rest, turns = apart(tokens_of(after))
    assert len(rest) <= len(tokens_of(after))
    assert set(turns) <= set(KEYS)
    assert all(came(before, after).values())

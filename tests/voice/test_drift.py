"""The meter: direction, silence on corrections, and shares that sum."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion import drift
from companion.voice.model import measure

PLAIN = (
    "I went to the market because I wanted apples. It's a bit far, but I don't mind the walk, "
    "and the man who sells them tells good stories."
)
POLISHED = (
    "I ventured to the bustling market, driven by a desire for crisp apples. Although the journey "
    "is somewhat lengthy, I genuinely cherish the walk, and the vendor shares captivating stories, "
    "ensuring each visit is truly memorable."
)


def test_a_polish_warns_and_its_reverse_does_not() -> None:
    forward, backward = drift(PLAIN, POLISHED), drift(POLISHED, PLAIN)
    assert forward.warn
    assert forward.label == "assistant-like"
    assert not backward.warn
    assert backward.bits < forward.bits - 4


def test_nothing_changed_is_no_drift() -> None:
    result = drift(PLAIN, PLAIN)
    assert (result.bits, result.warn, result.reasons) == (0.0, False, ())


def test_case_and_quotation_marks_carry_no_voice() -> None:
    assert drift("It's what i said.", "It’s what I said.").bits == 0


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("He go to school every days.", "He goes to school every day."),
        ("I recieved you're letter yesterday", "I received your letter yesterday."),
        ("She is best student in class.", "She is the best student in the class."),
    ],
)
def test_corrections_do_not_warn(before: str, after: str) -> None:
    assert not drift(before, after).warn


GUARD_PAIRS = Path(__file__).parents[1] / "fixtures" / "guard_pairs.jsonl"


def test_the_meter_is_silent_on_mechanical_corrections_of_every_kind() -> None:
    pairs = map(json.loads, GUARD_PAIRS.read_text(encoding="utf-8").splitlines())
    mechanical = [pair for pair in pairs if pair["mechanical"] is True]
    assert len({pair["category"] for pair in mechanical}) > 5
    assert max(drift(pair["original"], pair["proposed"]).bits for pair in mechanical) < 0.5


@given(st.text(), st.text())
def test_shares_sum_to_the_bits_on_any_text(before: str, after: str) -> None:
    result = drift(before, after)
    assert sum(reason.bits for reason in result.reasons) == pytest.approx(result.bits, abs=1e-6)


WILD = {
    "empty": "",
    "marks": "... --- !!! ???",
    "emoji": "👩‍👩‍👧 🇪🇺 👍🏽 " * 30,
    "chinese": "这是一个测试。我们去海边吧。" * 30,
    "arabic": "ذهبت إلى البحر وكان كبيرا. " * 30,
    "german": "Ich ging ans Meer, und es war groß; İstanbul ist weit. " * 30,
    "code": "def f(x):\n    return x_1[0] ** 2  # ok\n" * 30,
    "surrogates": "\ud800 odd \udfff",
    "long": "the sea is big and we like it a lot . " * 5_000,
}


@pytest.mark.parametrize("before", WILD, ids=str)
@pytest.mark.parametrize("after", WILD, ids=str)
def test_any_text_gets_an_answer(before: str, after: str) -> None:
    result = drift(WILD[before], WILD[after])
    assert sum(reason.bits for reason in result.reasons) == pytest.approx(result.bits, abs=1e-6)


def test_too_little_text_says_so() -> None:
    assert drift("Hello there.", "Greetings there.").reliability == "too little"
    assert drift(PLAIN, POLISHED).reliability in ("little", "enough")


def test_one_word_of_sincerity_shows() -> None:
    result = drift(PLAIN, PLAIN.replace("I wanted", "I genuinely wanted"))
    assert max(result.reasons, key=lambda reason: reason.bits).text == "genuinely"


@pytest.mark.parametrize(
    ("plain", "grand"),
    [
        ("They used many tools to help people.", "They utilized numerous tools to assist people."),
        (
            "We got a big grant, so we bought more desks and gave each class a shelf.",
            "We secured a significant grant, enabling us to purchase additional desks and provide "
            "each class with a shelf.",
        ),
    ],
)
def test_direction_counts_more_than_amount(plain: str, grand: str) -> None:
    there, back = drift(plain, grand), drift(grand, plain)
    assert there.bits > 1 > back.bits
    assert there.bits - back.bits > 2


def test_a_short_text_must_show_more_before_it_warns() -> None:
    sentence, paragraph = "I like it here.", " ".join(["I like it here."] * 30)
    assert drift(sentence, POLISHED).warns_at > drift(paragraph, POLISHED).warns_at
    for before in (sentence, paragraph, PLAIN):
        result = drift(before, POLISHED)
        assert result.warn == (result.bits >= result.warns_at)


def test_a_mark_that_comes_often_counts_for_less_each_time() -> None:
    one = measure("A cat ran.", "A big, cat ran.").features["+,"]
    four = measure("A cat ran.", "A big, old, red, sad, cat ran.").features["+,"]
    assert one == 1
    assert 1 < four < 4

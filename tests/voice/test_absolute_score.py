"""Where a text stands by itself, and which family it leans to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.voice.absolute_score import standing
from companion.voice.change import tokens_of
from companion.voice.fingerprint import ASSISTANT_LIKE, family_of
from companion.voice.profile import VoiceProfile

PLAIN = (
    "I got up late and it was already raining, so I didn't bother with the garden. My brother "
    "rang about the car; he thinks it's the battery but I'm not so sure. We talked for a bit. "
    "Then I made soup out of what was left, which wasn't much. "
)
GENERIC = (
    "In today's fast-paced world, fostering meaningful connections plays a pivotal role in "
    "enhancing overall well-being. By embracing diverse perspectives, individuals can cultivate "
    "a deeper understanding of themselves, ensuring a vibrant tapestry of shared experiences that "
    "underscores the transformative power of community and highlights its crucial significance. "
)


def test_generic_prose_stands_further_than_plain() -> None:
    plain, generic = standing(PLAIN), standing(GENERIC)
    assert generic.leans
    assert not plain.leans
    assert generic.bits > plain.bits + 4


@given(st.text())
def test_reasons_sum_on_any_text(text: str) -> None:
    result = standing(text)
    assert sum(r.bits for r in result.reasons) == pytest.approx(result.bits, abs=1e-6)


def test_too_little_text_says_so_and_points_nothing_out() -> None:
    result = standing("Vibrant tapestry.")
    assert result.reliability == "too little"
    assert not result.leans


def test_the_authors_own_words_count_less() -> None:
    profile = VoiceProfile.learn([GENERIC * 30], "generic")
    assert standing(GENERIC, profile).bits < standing(GENERIC).bits - 3


@given(st.text())
def test_short_text_has_no_family(text: str) -> None:
    assert family_of(tokens_of(text)[:99]) == ASSISTANT_LIKE


def test_a_plain_text_repeated_names_a_known_family_or_none() -> None:
    assert family_of(tokens_of(GENERIC * 4)) in {
        ASSISTANT_LIKE,
        *(f"{name}-like" for name in ("Claude", "GPT", "Gemini", "Llama")),
    }

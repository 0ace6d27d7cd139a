"""Spelling: which word is meant."""

import pytest

from companion.english.spelling import correction, looks_misspelt


@pytest.mark.parametrize(
    ("written", "meant"),
    [("keeped", "kept"), ("Goed", "Went"), ("runned", "ran"), ("catched", "caught")],
)
def test_an_irregular_verb_given_a_regular_past_gets_its_own(written: str, meant: str) -> None:
    assert correction(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [("freind", "friend"), ("tommorow", "tomorrow"), ("beleive", "believe"), ("wich", "which")],
)
def test_a_common_slip_gets_the_word_that_was_meant(written: str, meant: str) -> None:
    assert correction(written) == meant


@pytest.mark.parametrize("name", ["Ngozi", "Przemek", "bairn", "xylophonist", "nowt"])
def test_a_word_that_no_list_has_is_not_forced_into_one_that_some_list_has(name: str) -> None:
    assert correction(name) is None


@pytest.mark.parametrize(("written", "slip"), [("everthing", True), ("wallside", False)])
def test_a_slip_is_not_taken_for_a_compound(written: str, slip: bool) -> None:
    assert looks_misspelt(written) is slip

"""Spelling: which word is meant."""

import pytest

from companion.grammar.spelling import correction


@pytest.mark.parametrize(
    ("written", "meant"),
    [("keeped", "kept"), ("Goed", "Went"), ("runned", "ran"), ("catched", "caught")],
)
def test_an_irregular_verb_given_a_regular_past_gets_its_own(written: str, meant: str) -> None:
    assert correction(written) == meant

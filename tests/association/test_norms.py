"""Sparks: real associations, to what was just written, never twice, never crude."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from importlib.resources import files
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.fit.norms import LeftOut, read_left_out
from companion.association.norms import fold, sparks
from tests.strategies import TEXTS

DATA = files("companion.association").joinpath("data")
STOVE = (
    "the crack in the mirror why do i keep coming back to the stove it was warm there and she"
    " hummed and nobody checked whether the humming was correct and the birds outside the window"
)


@pytest.fixture(scope="module")
def norms() -> dict[str, list[str]]:
    lines = gzip.decompress(DATA.joinpath("norms.tsv.gz").read_bytes()).decode().splitlines()
    split = (line.split("\t") for line in lines)
    return {cue: re.findall(r"([^|:]+):\d+", rest) for cue, _, rest in split}


@pytest.fixture(scope="module")
def left_out() -> LeftOut:
    return read_left_out(DATA.joinpath("left_out.txt").read_text("utf-8"))


def test_sparks_are_associations_of_words_in_the_text(norms: dict[str, list[str]]) -> None:
    written = {fold(word) for word in STOVE.split()}
    found = sparks(STOVE, n=8, seed=1)
    assert len(found) == 8
    for spark in found:
        assert spark.response in norms[spark.cue]
        assert fold(spark.cue) in written
        assert fold(spark.response) not in written
        assert spark.weight > 0


def test_no_cue_takes_more_than_three_places_and_its_sparks_stand_together() -> None:
    for seed in range(20):
        cues = [spark.cue for spark in sparks(STOVE, n=8, seed=seed)]
        assert max(Counter(cues).values()) <= 3
        assert len(list(groupby(cues))) == len(set(cues))


def test_the_word_just_written_gives_more_than_one_long_past() -> None:
    filler = " and then it was" * 20
    late = Counter(
        spark.cue
        for seed in range(200)
        for spark in sparks(f"mirror {filler} stove", n=1, seed=seed)
    )
    assert late["stove"] > 3 * late["mirror"]


def test_nothing_is_offered_twice_in_a_sitting() -> None:
    seen: list[str] = []
    for seed in range(40):
        found = sparks(STOVE, n=5, seen=seen, seed=seed)
        folded = [fold(spark.response) for spark in found]
        assert len(set(folded)) == len(folded)
        assert not {fold(word) for word in seen} & set(folded)
        seen += [spark.response for spark in found]
    assert sparks(STOVE, n=5, seen=seen, seed=0) != sparks(STOVE, n=5, seed=0)


@pytest.mark.parametrize(
    ("form", "cue"),
    [("mirrors", "mirror"), ("humming", "hum"), ("knives", "knife"), ("thieves", "thief")],
)
def test_forms_find_their_word(form: str, cue: str, norms: dict[str, list[str]]) -> None:
    (spark,) = sparks(form, n=1, seed=3)
    assert spark.cue in (form, cue) and spark.response in norms[spark.cue]


def test_irregular_forms_find_their_word() -> None:
    assert {spark.cue for spark in sparks("she swam", n=3, seed=0)} == {"swim"}


@given(TEXTS, st.integers(0, 6), st.integers(0, 3))
def test_any_text_is_answered_the_same_for_the_same_seed(text: str, n: int, seed: int) -> None:
    found = sparks(text, n=n, seed=seed)
    assert len(found) <= n
    assert found == sparks(text, n=n, seed=seed)


def test_function_words_alone_give_nothing() -> None:
    assert sparks("and then it was what it was", n=5, seed=0) == ()


def test_nothing_left_out_is_in_the_data(norms: dict[str, list[str]], left_out: LeftOut) -> None:
    assert len(left_out.words) > 500
    for cue, responses in norms.items():
        assert left_out.admits(cue)
        for response in responses:
            assert left_out.admits_pair(cue, response), (cue, response)


def test_forms_of_function_words_give_nothing_either() -> None:
    assert sparks("coming going getting taking making doing") == ()


def test_words_left_out_give_no_sparks() -> None:
    assert sparks("the irish and the jewish suicide", n=5, seed=0) == ()


def test_the_data_carries_its_credit() -> None:
    readme = DATA.joinpath("README.md").read_text("utf-8")
    assert "Edinburgh Associative Thesaurus" in readme
    assert "Open Government Licence v3.0" in readme

"""Blocks say exactly how the tokens of one text become those of the other."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.voice.change import change_between
from companion.voice.features import expanded, features_of
from companion.voice.mechanical import kinship

WORDS = st.lists(st.sampled_from("the sea is big . a we , small \n\n".split(" ")), max_size=60)
TEXTS = WORDS.map(" ".join)


@given(TEXTS, TEXTS)
def test_added_and_removed_account_for_every_token(before: str, after: str) -> None:
    change = change_between(before, after)
    removed = sum(len(block.removed) for block in change.blocks)
    added = sum(len(block.added) for block in change.blocks)
    assert len(change.before) - removed == len(change.after) - added
    assert all(block.removed or block.added for block in change.blocks)


@given(TEXTS)
def test_the_same_text_has_no_blocks(text: str) -> None:
    assert change_between(text, text.upper()).blocks == ()


def test_a_long_text_is_cut_at_common_sentences() -> None:
    rng = random.Random(3)
    words = [f"w{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}" for n in range(400)]
    sentences = [" ".join(rng.choices(words, k=9)) + "." for _ in range(700)]
    after = list(sentences)
    after[350] = "something else stands here now."
    change = change_between(" ".join(sentences), " ".join(after))
    assert sum(len(block.added) for block in change.blocks) <= 6
    assert "something" in {word for block in change.blocks for word in block.added}


@pytest.mark.parametrize("name", ["showcase", "the", ",", "—", "organization", "don't"])
def test_a_word_put_in_and_one_taken_out_weigh_opposite(name: str) -> None:
    came, went = dict(expanded("+" + name)), dict(expanded("-" + name))
    tied = {part for part in came if part[1] == ":" and part[0] not in "+-"}
    assert "w:" + name in tied
    assert {part: -came[part] for part in tied} == {part: went[part] for part in tied}


def test_a_word_that_only_moved_is_neither_put_in_nor_taken_out() -> None:
    change = change_between(
        "yesterday we saw whales near home", "we saw whales near home yesterday"
    )
    features, changed = features_of(change)
    assert not {"+yesterday", "-yesterday"} & set(features)
    assert changed == 0


@pytest.mark.parametrize(
    ("old", "new", "kin"),
    [
        ("recieve", "receive", "spelling"),
        ("go", "goes", "form"),
        ("went", "gone", "form"),
        ("children", "child", "form"),
        ("the", "a", "class"),
        ("in", "on", "class"),
        ("is", "are", "class"),
        ("show", "demonstrate", ""),
        ("use", "utilize", ""),
        ("cat", "dog", ""),
        (",", ";", ""),
    ],
)
def test_kinship(old: str, new: str, kin: str) -> None:
    assert kinship(old, new) == kin

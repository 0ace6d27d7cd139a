"""The diff of long texts loses nothing, and finds what changed."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from companion.grammar.guard import guard, patience_diff
from companion.grammar.guard.patience_diff import diff_long

TOKENS = st.lists(st.sampled_from("a b c d e f g".split()), max_size=60)


def sides(runs: list[tuple[int, list[str]]]) -> tuple[list[str], list[str]]:
    base = [token for op, run in runs if op <= 0 for token in run]
    revised = [token for op, run in runs if op >= 0 for token in run]
    return base, revised


@settings(deadline=None)
@given(TOKENS, TOKENS, st.integers(0, 20), st.integers(1, 10))
def test_both_sides_can_be_read_back(
    base: list[str], revised: list[str], short: int, stride: int
) -> None:
    before = patience_diff._SHORT, patience_diff._STRIDE
    patience_diff._SHORT, patience_diff._STRIDE = short, stride
    try:
        assert sides(list(diff_long(base, revised))) == (base, revised)
    finally:
        patience_diff._SHORT, patience_diff._STRIDE = before


def test_a_long_text_with_one_word_changed_has_one_change() -> None:
    rng = random.Random(1)
    base = [f"w{rng.randrange(2000)}" for _ in range(10_000)]
    revised = [*base[:5000], "new", *base[5001:]]
    changed = [(op, run) for op, run in diff_long(base, revised) if op]
    assert changed == [(-1, [base[5000]]), (1, ["new"])]


def test_another_long_text_is_held_whole() -> None:
    rng = random.Random(2)
    original = " ".join(f"w{rng.randrange(2000)}" for _ in range(10_000))
    proposed = " ".join(f"v{rng.randrange(2000)}" for _ in range(10_000))
    result = guard(original, proposed)
    assert result.kept == original
    assert len(result.edits) == 1

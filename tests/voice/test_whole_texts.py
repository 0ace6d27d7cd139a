"""Evidence adds up over a whole text: the laws, and real texts of several paragraphs."""

import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion import drift
from companion.grammar.guard import guard
from companion.voice.drift import added
from companion.voice.evidence import LONGEST, pieces

ROOT = Path(__file__).parents[2]
TEXTS = [
    json.loads(line)
    for line in (ROOT / "benchmarks/quality/data/whole_texts.jsonl").read_text("utf-8").splitlines()
]
BY = {(row["piece"], row["form"]): row["text"] for row in TEXTS}
PIECES = sorted({row["piece"] for row in TEXTS if not row["real"]})
PAIRS = [
    json.loads(line)
    for line in (ROOT / "tests/fixtures/guard_pairs.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize(
    "pair", PAIRS[:: max(1, len(PAIRS) // 150)], ids=lambda p: p["original"][:30]
)
def test_what_the_guard_lets_pass_weighs_nothing(pair: dict[str, str]) -> None:
    kept = guard(pair["original"], pair["proposed"]).kept
    result = drift(pair["original"], kept)
    assert (result.bits, result.warn, result.reasons, result.amount.words) == (0.0, False, (), 0)


@pytest.mark.parametrize("piece", PIECES)
def test_mended_slips_do_not_hide_a_polish(piece: str) -> None:
    draft, polish = BY[piece, "draft"], BY[piece, "polish"]
    mended = guard(draft, polish).kept
    # Not to the last bit: read as a whole, a text has other neighbours than its paragraphs have.
    assert drift(draft, polish).bits == pytest.approx(drift(mended, polish).bits, rel=0.1, abs=1.0)
    assert not drift(draft, BY[piece, "grammar"]).warn


@pytest.mark.parametrize("piece", PIECES)
def test_a_polish_scores_above_the_authors_own_second_draft(piece: str) -> None:
    draft = BY[piece, "draft"]
    polish, own = drift(draft, BY[piece, "polish"]), drift(draft, BY[piece, "own_second"])
    assert polish.bits > own.bits
    assert polish.amount.paragraphs <= polish.amount.of_paragraphs
    assert str(polish.amount).endswith("changed beyond grammar")


def paragraphs_of(piece: str, form: str) -> list[str]:
    return BY[piece, form].split("\n\n")


SAME_SHAPE = [
    p for p in PIECES if len(paragraphs_of(p, "draft")) == len(paragraphs_of(p, "polish"))
]


@given(st.sampled_from(SAME_SHAPE), st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_the_order_of_paragraphs_does_not_matter(piece: str, rng: random.Random) -> None:
    pairs = list(zip(paragraphs_of(piece, "draft"), paragraphs_of(piece, "polish"), strict=True))
    usual = drift(*("\n\n".join(side) for side in zip(*pairs, strict=True)))
    rng.shuffle(pairs)
    shuffled = drift(*("\n\n".join(side) for side in zip(*pairs, strict=True)))
    assert shuffled.bits == pytest.approx(usual.bits, abs=0.5)


@given(st.sampled_from(SAME_SHAPE), st.integers(1, 5))
@settings(max_examples=15, deadline=None)
def test_a_paragraph_more_that_leans_never_lowers_the_number(piece: str, count: int) -> None:
    before, after = paragraphs_of(piece, "draft"), paragraphs_of(piece, "polish")
    some = drift("\n\n".join(before), "\n\n".join([*after[:count], *before[count:]]))
    more = drift("\n\n".join(before), "\n\n".join([*after[: count + 1], *before[count + 1 :]]))
    assert more.bits >= some.bits - 1e-9


@given(st.floats(-30, 30), st.floats(-30, 30))
def test_what_a_piece_adds_rises_with_its_bits_and_is_never_below_nothing(
    a: float, b: float
) -> None:
    assert (added(a) <= added(b)) == (max(a, 0) <= max(b, 0)) or added(a) == added(b)
    assert 0 <= added(a) <= max(a, 0.0)


def test_untouched_paragraphs_cost_nothing() -> None:
    piece = SAME_SHAPE[0]
    before, after = paragraphs_of(piece, "draft")[0], paragraphs_of(piece, "polish")[0]
    others = "\n\n".join(paragraphs_of(SAME_SHAPE[1], "draft"))
    alone, among = drift(before, after), drift(f"{before}\n\n{others}", f"{after}\n\n{others}")
    assert among.bits == pytest.approx(alone.bits)
    assert among.amount.of_paragraphs > alone.amount.of_paragraphs == 1


def test_shares_sum_and_paragraphs_stand_where_they_say() -> None:
    for piece in PIECES[:6]:
        after = BY[piece, "improve"]
        result = drift(BY[piece, "draft"], after)
        assert sum(r.bits for r in result.reasons) == pytest.approx(result.bits)
        for paragraph in result.paragraphs:
            assert after[paragraph.start : paragraph.end] in after.split("\n\n") or paragraph.words
            total = sum(r.bits for r in paragraph.reasons)
            assert total == pytest.approx(paragraph.bits)


@pytest.mark.parametrize("piece", PIECES)
def test_reasons_are_words_an_author_accepts(piece: str) -> None:
    for reason in drift(BY[piece, "draft"], BY[piece, "polish"]).reasons[:-1]:
        assert abs(reason.bits) >= 0.5
        assert any(c.isalpha() or c in "—–" for c in reason.text)


@given(st.sampled_from(TEXTS), st.sampled_from(["light", "polish", "own_second"]))
@settings(max_examples=25, deadline=None)
def test_pieces_joined_are_the_two_texts(row: dict[str, str], form: str) -> None:
    before = " ".join(BY[row["piece"], "draft"].split())
    after = " ".join(BY[row["piece"], form].split())
    found = pieces(before, after)
    assert "".join(a for a, _ in found) == before
    assert "".join(b for _, b in found) == after
    if form == "light":
        assert max(a.count(" ") for a, _ in found) < 3 * LONGEST

"""New text is read as text, against the author's own."""

import json
from pathlib import Path

from companion.voice.drift import drift
from companion.voice.new_text import LEAST, Own, new_text_model, read_new

ROOT = Path(__file__).parents[2]
ROWS = [
    json.loads(line)
    for line in (ROOT / "benchmarks/quality/data/whole_texts.jsonl").read_text("utf-8").splitlines()
]
DRAFTS = {row["piece"]: row["text"] for row in ROWS if row["form"] == "draft"}


def put_in(form: str) -> list[tuple[str, str]]:
    return [(DRAFTS[row["piece"]], row["text"]) for row in ROWS if row["form"] == form]


def test_an_assistants_paragraph_is_told_from_the_authors_own() -> None:
    assistants = [drift(before, after) for before, after in put_in("assistant_paragraph")]
    own = [drift(before, after) for before, after in put_in("own_paragraph")]
    assert sum(d.warn for d in assistants) > 0.7 * len(assistants)
    assert sum(d.warn for d in own) <= 0.1 * len(own)
    assert all([p.new for p in d.paragraphs] == [True] for d in own)


def test_the_shares_sum() -> None:
    for before, after in put_in("assistant_paragraph")[:8]:
        result = drift(before, after)
        assert abs(sum(r.bits for r in result.reasons) - result.bits) < 1e-6


def test_of_a_few_words_nothing_is_said() -> None:
    own = Own(next(iter(DRAFTS.values())))
    few = "In today's ever-evolving landscape it is crucial to delve deeper."
    assert len(few.split()) < LEAST
    assert read_new(few, own).bits == 0


def test_with_nothing_to_hold_it_against_only_its_own_words_speak() -> None:
    text = put_in("assistant_paragraph")[0][1]
    alone = read_new(text, Own(""))
    assert alone.warns_at > new_text_model().warns_at
    assert abs(sum(alone.parts.values()) - alone.bits) < 1e-6

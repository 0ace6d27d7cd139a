"""Our own pairs: one change to a sentence, and whether it is grammar only.

``tests/fixtures/guard_pairs.jsonl`` (CC0-1.0, written for this project): native prose, US and
British, half of it mechanical corrections, half tempting changes that are not.
"""

import json
from pathlib import Path

import pytest

from companion.grammar.guard import guard

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "fixtures" / "guard_pairs.jsonl")
    .read_text("utf-8")
    .splitlines()
]


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['category']}-{k}" for k, row in enumerate(ROWS)])
def test_a_pair_is_judged_as_its_author_would(row: dict) -> None:
    result = guard(row["original"], row["proposed"])
    expected = row["proposed"] if row["mechanical"] else row["original"]
    assert result.kept == expected, [(e.before, e.after, e.message) for e in result.edits]


def test_there_are_enough_of_both() -> None:
    mechanical = sum(row["mechanical"] for row in ROWS)
    assert min(mechanical, len(ROWS) - mechanical) >= 100
    assert len({(row["original"], row["proposed"]) for row in ROWS}) == len(ROWS)

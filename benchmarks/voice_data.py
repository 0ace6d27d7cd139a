"""The rows that voice is fitted and measured on, read from the project's data folder."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.command import data_file, part_of

Row = dict[str, Any]
_ROOT = Path(__file__).resolve().parents[1]


@cache
def load_rows() -> tuple[Row, ...]:
    """Every row of the development pack and of the 2026 assistant's edits.

    Raises:
        SystemExit: they are not there; the message says what to do.
    """
    rows: list[Row] = []
    for name in ("pack_dev.jsonl", "claude_2026.jsonl"):
        with data_file(f"voice/{name}").open(encoding="utf-8") as file:
            rows += map(json.loads, file)
    return tuple(rows)


@cache
def load_edits() -> tuple[Row, ...]:
    """The edits by a 2026 assistant that come with the project, as rows of the pack's form."""
    rows: list[Row] = []
    with (_ROOT / "benchmarks" / "fit" / "data" / "edits_2026.jsonl").open(encoding="utf-8") as f:
        for entry in map(json.loads, f):
            edits = entry.pop("edits")
            common = {**entry, "kind": "llm_polish", "model": "claude-2026"}
            common["source"] = f"claude-edits/{entry['source']}"
            rows += [{**common, "degree": k, "edited": edited} for k, edited in edits.items()]
    return tuple(rows)


@cache
def load_copy_edits() -> tuple[Row, ...]:
    """Rewordings by people in public documents before 2022-11, as rows of the pack's form."""
    with data_file("edits/human_revision.jsonl").open(encoding="utf-8") as file:
        return tuple(
            {
                "id": entry["id"], "source": "edits", "kind": "human_revision",
                "degree": entry["kind"], "level": "paragraph", "model": "human",
                "doc": entry["repo"], "licence": entry["licence"], "ned": entry["ned"],
                "original": entry["before"], "edited": entry["after"],
            }
            for entry in map(json.loads, file)
        )  # fmt: skip


def training_rows() -> list[Row]:
    """Every row on which what ships may be fitted."""
    rows = [row for row in load_rows() if permissive(row)]
    return [*rows, *load_edits(), *load_copy_edits()]


def permissive(row: Row) -> bool:
    """Whether weights trained on the row may be shipped."""
    return not row.get("nc") and not row.get("licence_doubtful")


def fold_of(row: Row, folds: int) -> int:
    """The row's fold: one document is never in two."""
    digest = hashlib.sha256(str(row["doc"]).encode()).digest()
    return int.from_bytes(digest[:4], "big") % folds


def is_strong(row: Row) -> bool:
    """A polish prompt from "slight major" or 20 % upward."""
    return row["degree"] in {
        "slight_major", "major", "pct_20", "pct_35", "pct_50", "pct_75", "rewrite",
        "polish_sentence", "polish_token", "improve",
    }  # fmt: skip


if __name__ == "__main__":
    part_of(
        "benchmarks.voice_data", __doc__, "benchmarks.fit.voice*", "benchmarks.quality.voice*",
        "benchmarks.quality.borrowed", "benchmarks.quality.manner", "benchmarks.speed.drift",
    )  # fmt: skip

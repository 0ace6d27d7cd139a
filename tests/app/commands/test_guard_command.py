"""``companion guard`` on streams and files, and the public name."""

import io
import json
from pathlib import Path

import pytest

import companion
from companion.app.cli import main


def stream(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], text: str) -> list:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    assert main(["guard", "--jsonl"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_stream_is_answered_line_by_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    record = {"id": 7, "original": "I recieved a big dog.", "proposed": "I received a large dog."}
    good, bad = stream(monkeypatch, capsys, json.dumps(record) + '\n{"id": 8, "original": 3}\n')
    assert good["id"] == 7
    assert good["kept"] == "I received a big dog."
    assert [(e["before"], e["after"], e["verdict"]) for e in good["edits"]] == [
        ("recieved", "received", "mechanical"),
        ("big", "large", "held"),
    ]
    first = good["edits"][0]
    assert (first["start"], first["end"], first["kind"]) == (2, 10, "spelling")
    assert first["drift_bits"] <= 0  # a plain correction is no drift
    assert "recieved" in first["message"]
    assert bad["id"] == 8 and "original" in bad["error"]


def test_two_files_are_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = tmp_path / "old.md", tmp_path / "new.md"
    old.write_text("She sat on teh wall.\n", encoding="utf-8")
    new.write_text("She sat on the wall.\n", encoding="utf-8")
    assert main(["guard", str(old), str(new)]) == 0
    assert "passes 'teh' -> 'the' (spelling)" in capsys.readouterr().out
    new.write_text("She stood on teh wall.\n", encoding="utf-8")
    assert main(["guard", str(old), str(new)]) == 1
    assert "held   'sat' -> 'stood'" in capsys.readouterr().out


def test_a_missing_file_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["guard", str(tmp_path / "none"), str(tmp_path / "none")]) == 2
    assert "cannot read" in capsys.readouterr().err
    assert main(["guard"]) == 2


def test_the_guard_is_a_public_name() -> None:
    assert companion.guard("teh cat", "the cat").kept == "the cat"

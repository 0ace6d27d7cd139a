"""The commands ``history`` and ``disclose`` on real drafts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from companion.app.cli import main
from companion.store.history import History
from tests.suggested import Suggested


@pytest.fixture
def draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    path = tmp_path / "essay.md"
    path.write_bytes(b"\xef\xbb\xbfOne\r\ntwo\nthree\n")
    return path


def test_looking_at_a_draft_without_a_history_makes_none(
    draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["history", str(draft)]) == 0
    assert "no versions yet" in capsys.readouterr().out
    assert main(["history", str(draft), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert main(["history", str(draft), "--show", "1"]) == 2
    assert main(["disclose", str(draft)]) == 2
    assert "nothing is recorded" in capsys.readouterr().err
    assert [p.name for p in draft.parent.iterdir()] == ["essay.md"]


def test_keep_show_and_restore_to_the_byte(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = draft.read_bytes()
    assert main(["history", str(draft), "--keep", "read aloud"]) == 0
    draft.write_bytes(b"quite\nother\n")
    assert main(["history", str(draft), "--restore", "1"]) == 0
    assert draft.read_bytes() == first
    assert main(["history", str(draft), "--restore", "2"]) == 0
    assert draft.read_bytes() == b"quite\nother\n"
    capsys.readouterr()
    assert main(["history", str(draft), "--show", "1"]) == 0
    assert capsys.readouterr().out == "One\ntwo\nthree\n"
    assert main(["history", str(draft), "--json"]) == 0
    assert [v["id"] for v in json.loads(capsys.readouterr().out)] == [3, 2, 1]
    assert main(["history", str(draft)]) == 0
    out = capsys.readouterr().out
    assert "“read aloud”" in out and "before restore" in out and "3 words" in out
    assert main(["history", str(draft), "--show", "77"]) == 2


@pytest.mark.parametrize("command", ["history", "disclose"])
def test_what_is_no_draft_is_refused_with_a_message(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, str(tmp_path)]) == 2
    assert "is a folder" in capsys.readouterr().err


def test_disclose_in_every_form(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    here = History(draft, "One\ntwo\nthree\n")
    here.ledger.record_decision(Suggested(), "accepted")
    here.ledger.record_active()
    here.close()
    assert main(["disclose", str(draft)]) == 0
    assert "accepted 1 and rejected 0" in capsys.readouterr().out
    assert main(["disclose", str(draft), "--json", "--venue", "nature"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert (record["accepted"], record["words"], record["minutes"]) == (1, 3, 1)
    assert main(["disclose", str(draft), "--html"]) == 0
    assert capsys.readouterr().out.startswith("<!doctype html>")

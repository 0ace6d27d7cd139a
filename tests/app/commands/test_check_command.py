import io
import json
import sys

import pytest

from companion.app.cli import main

DRAFT = "I dont know.\n\nUse `dont` and *dont* now.\n"


@pytest.fixture
def draft(tmp_path):
    path = tmp_path / "draft.md"
    path.write_text(DRAFT)
    return path


def test_diffs_on_a_pipe_are_plain(draft, capsys) -> None:
    assert main(["check", str(draft)]) == 1
    out = capsys.readouterr().out
    assert "I [-dont-]{+don't+} know." in out
    assert f"{draft}:3:17:" in out
    assert "\x1b" not in out


def test_criticmarkup_is_the_whole_draft(draft, capsys) -> None:
    main(["check", "--criticmarkup", str(draft)])
    reason = "{>>apostrophe: The apostrophe of this contraction is missing.<<}"
    expected = DRAFT.replace("I dont", "I {~~dont~>don't~~}" + reason).replace(
        "*dont*", "*{~~dont~>don't~~}" + reason + "*"
    )
    assert capsys.readouterr().out == expected


def test_json_gives_spans_of_the_draft(draft, capsys) -> None:
    main(["check", "--json", str(draft)])
    (record,) = json.loads(capsys.readouterr().out)
    for edit in record["edits"]:
        assert DRAFT[edit["start"] : edit["end"]] == edit["before"] == "dont"
    assert record["corrected"] == DRAFT.replace("I dont", "I don't").replace("*dont*", "*don't*")


def test_apply_writes_the_corrections(draft) -> None:
    assert main(["check", "--apply", str(draft)]) == 1
    assert draft.read_text().startswith("I don't know.")
    assert main(["check", str(draft)]) == 0


def test_apply_is_on_record_and_can_be_taken_back(draft, capsys) -> None:
    before = draft.read_text("utf-8")
    assert main(["check", "--apply", str(draft)]) == 1
    capsys.readouterr()
    assert main(["disclose", "--json", str(draft)]) == 0
    disclosed = json.loads(capsys.readouterr().out)
    assert disclosed["accepted"] == disclosed["shown"] > 0
    assert main(["history", "--json", str(draft)]) == 0
    version = json.loads(capsys.readouterr().out)[-1]
    assert version["reason"] == "before check --apply"
    assert main(["history", "--restore", str(version["id"]), str(draft)]) == 0
    assert draft.read_text("utf-8") == before


@pytest.mark.parametrize(
    ("content", "message"),
    [(None, "no such file"), (b"\x89PNG\0\0", "not a text file"), (b"caf\xe9", "not UTF-8")],
)
def test_what_cannot_be_read_is_said_and_the_rest_still_checked(
    draft, tmp_path, capsys, content, message
) -> None:
    bad = tmp_path / "bad"
    if content is not None:
        bad.write_bytes(content)
    assert main(["check", str(bad), str(draft)]) == 2
    out, err = capsys.readouterr()
    assert message in err
    assert "[-dont-]" in out
    assert main(["check", str(tmp_path)]) == 2


def test_jsonl_answers_each_line_and_survives_a_bad_one(monkeypatch, capsys) -> None:
    lines = (
        '{"id": 1, "text": "I dont know."}\nnonsense\n{"id": 2, "text": 3}\n{"id": 3, "text": ""}\n'
    )
    monkeypatch.setattr(sys, "stdin", io.StringIO(lines))
    assert main(["check", "--jsonl"]) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert answers[0]["corrected"] == "I don't know."
    assert "error" in answers[1]
    assert answers[2] == {"id": 2, "error": '"text" must be a string'}
    assert answers[3] == {"id": 3, "edits": [], "corrected": ""}


def test_no_draft_is_a_usage_error(capsys) -> None:
    assert main(["check"]) == 2
    assert "companion check essay.md" in capsys.readouterr().err

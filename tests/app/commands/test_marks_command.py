"""``companion marks`` in the terminal: what is marked, judged, and what was decided before."""

import json

import pytest

from companion.app.cli import main
from companion.store.history import History

REVIEWED = "I {~~dont~>don't~~}{>>missing mark<<} know, {++frankly ++}. {==Why?==}{>>Say more.<<}\n"
BASE = "I dont know, . Why?\n"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "essay.reviewed.md"
    path.write_text(REVIEWED, encoding="utf-8")
    return path


def listed(capsys, *words) -> tuple[int, dict]:
    capsys.readouterr()
    status = main(["marks", "--json", *map(str, words)])
    return status, json.loads(capsys.readouterr().out)


def test_marks_are_printed_with_verdict_and_comment(file, capsys) -> None:
    assert main(["marks", "--text", str(file)]) == 1
    out = capsys.readouterr().out
    assert "1: mechanical: missing mark [apostrophe]" in out
    assert "I [-dont-]{+don't+} know" in out
    assert "1: held: " in out
    assert "comment on “Why?”: Say more." in out
    assert "2 to decide, 0 decided" in out
    assert [p.name for p in file.parent.iterdir()] == [file.name]


def test_what_was_decided_or_written_over_is_not_asked_again(file, tmp_path, capsys) -> None:
    draft = tmp_path / "essay.md"
    draft.write_text(BASE, encoding="utf-8")
    status, found = listed(capsys, file, draft)
    assert status == 1
    assert [(e["before"], e["after"], e["verdict"]) for e in found["edits"]] == [
        ("dont", "don't", "mechanical"),
        ("", "frankly ", "held"),
    ]
    assert found["comments"] == [{"quotation": "Why?", "text": "Say more."}]
    draft.write_text("New words first. " + BASE.replace("dont", "do not"), encoding="utf-8")
    status, found = listed(capsys, file, draft)
    (edit,) = found["edits"]
    assert edit["start"] == len("New words first. I do not know, ")
    from companion.app.session.reviewer_copy import marks_of, read_marked
    from companion.grammar.guard import GuardOptions

    text = draft.read_text()
    history = History(draft, text)
    marks = marks_of(read_marked(file), history)
    ((_, suggestion),) = marks.pending(text, GuardOptions())
    history.ledger.record_decision(suggestion, "rejected")
    assert [(r.quotation, r.text) for r in history.associations.remarks()] == [
        ("Why?", "Say more.")
    ]
    history.close()
    assert listed(capsys, file, draft)[0] == 0


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"No marks here.\n", "no change is marked"),
        (b"\x00\xff", "not text"),
        (None, "cannot read"),
    ],
)
def test_what_holds_no_marks_is_refused_in_words(tmp_path, capsys, content, says) -> None:
    path = tmp_path / "file.md"
    if content is not None:
        path.write_bytes(content)
    assert main(["marks", "--no-browser", str(path)]) == 2
    assert says in capsys.readouterr().err
    assert not (tmp_path / "file.unmarked.md").exists()

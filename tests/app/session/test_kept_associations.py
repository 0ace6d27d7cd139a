"""``companion transcript`` and ``companion borrowed`` on real drafts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from companion.app.cli import main

DRAFT = "# On mirrors\n\nThe stove was warm and the clipboard lay there.\n"
TALK = """\
# Me ↔ GPT

**Started:** 2025-10-26 12:15:18
**Ended:** 2025-10-26 12:31:40
**Messages:** 3

---

### Me

the crack in the mirror keeps humming along

---

### GPT

### Three thoughts

---

The humming forgives nobody who keeps a ledger. The stove was warm and the clipboard lay there.

---

### Me

And so?

---
"""


@pytest.fixture
def draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "essay.md"
    path.write_text(DRAFT, "utf-8")
    (tmp_path / "talk.md").write_text(TALK, "utf-8")
    return path


def borrowed(draft: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    capsys.readouterr()
    status = main(["borrowed", str(draft), "--json"])
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    assert status == (1 if found else 0)
    return found


def test_a_conversation_comes_in_and_goes_out_as_it_was(
    draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["transcript", "import", "talk.md", "--draft", str(draft)]) == 0
    assert capsys.readouterr().out == "1: Me ↔ GPT, 3 messages\n"
    assert main(["transcript", "export", "--draft", str(draft)]) == 0
    assert capsys.readouterr().out == TALK
    assert main(["transcript", "export", "--draft", str(draft), "--json"]) == 0
    (one,) = json.loads(capsys.readouterr().out)
    assert one["names"] == ["Me", "GPT"]
    assert one["started"] == "2025-10-26 12:15:18"
    assert [turn["name"] for turn in one["turns"]] == ["Me", "GPT", "Me"]
    assert draft.read_text("utf-8") == DRAFT


def test_several_conversations_round_trip_through_a_file(
    draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        assert main(["transcript", "import", "talk.md", "--draft", str(draft)]) == 0
    capsys.readouterr()
    main(["transcript", "export", "--draft", str(draft)])
    both = capsys.readouterr().out
    Path("both.md").write_text(both, "utf-8")
    Path("other.md").write_text("Words.", "utf-8")
    assert main(["transcript", "import", "both.md", "--draft", "other.md"]) == 0
    capsys.readouterr()
    main(["transcript", "export", "--draft", "other.md"])
    assert capsys.readouterr().out == both
    assert main(["transcript", "export", "--draft", "other.md", "--number", "99"]) == 2


def test_what_the_transcript_said_first_is_borrowed_and_the_authors_own_is_not(
    draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert borrowed(draft, capsys) == []
    assert not (draft.parent / ".companion").exists()
    main(["transcript", "import", "talk.md", "--draft", str(draft), "--author", "Me"])
    assert borrowed(draft, capsys) == []
    text = DRAFT + "\n👩‍👩‍👧 The humming forgives nobody who keeps ledgers.\n"
    text += "\nThe crack in the mirror keeps humming along.\n"
    draft.write_text(text, "utf-8")
    (found,) = borrowed(draft, capsys)
    assert text[found["start"] : found["end"]] == found["text"]  # type: ignore[misc]
    assert found["text"] == "The humming forgives nobody who keeps ledgers"
    assert found["origin"] == "transcript: GPT"
    assert main(["borrowed", str(draft)]) == 1
    assert "essay.md:5:" in capsys.readouterr().out


def test_without_an_author_named_all_of_it_is_from_others(
    draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["transcript", "import", "talk.md", "--draft", str(draft)])
    draft.write_text(DRAFT + "\nThe crack in the mirror keeps humming along.\n", "utf-8")
    (found,) = borrowed(draft, capsys)
    assert found["origin"] == "transcript: Me"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["transcript", "import", "essay.md", "--draft", "essay.md"], "line 1 should be the title"),
        (["transcript", "import", "no.md", "--draft", "essay.md"], "no.md cannot be read"),
        (["transcript", "import", "talk.md", "--draft", "no.md"], "no such file"),
        (["transcript", "import", "bytes.md", "--draft", "essay.md"], "not UTF-8"),
        (["transcript", "import", "talk.md", "--draft", "essay.md", "--author", "X"], "'X' is not"),
        (["transcript", "export", "--draft", "no.md"], "no such file"),
        (["borrowed", "no.md"], "no such file"),
    ],
)
def test_what_is_wrong_is_said(
    draft: Path, capsys: pytest.CaptureFixture[str], words: list[str], says: str
) -> None:
    Path("bytes.md").write_bytes(b"\xff\xfe\x00#")
    assert main(words) == 2
    assert says in capsys.readouterr().err
    assert draft.read_text("utf-8") == DRAFT

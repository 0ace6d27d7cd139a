"""``companion drift`` and ``companion voice`` as a user runs them."""

import io
import json
from pathlib import Path

import pytest

from companion.app.cli import main

BEFORE = "I like the sea because it is big. I go there a lot, and I don't mind the rain.\n"
AFTER = (
    "I genuinely cherish the sea for its boundless, captivating expanse, ensuring each visit "
    "is truly memorable, even amidst the rain.\n"
)


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    before, after = tmp_path / "before.md", tmp_path / "after.md"
    before.write_text(BEFORE, encoding="utf-8")
    after.write_text(AFTER, encoding="utf-8")
    return str(before), str(after)


@pytest.fixture
def profiles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "profiles"
    monkeypatch.setattr("companion.voice.profile.profile_folder", lambda: folder)
    return folder


def test_drift_says_what_moved_and_warns(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["drift", *files]) == 1
    out = capsys.readouterr().out
    assert "assistant-like" in out
    assert "captivating" in out
    assert main(["drift", *reversed(files)]) == 0


def test_drift_as_json_sums(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["drift", *files, "--json"]) == 1
    result = json.loads(capsys.readouterr().out)
    assert sum(r["bits"] for r in result["reasons"]) == pytest.approx(result["bits"])


def test_drift_streams_lines(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [
        json.dumps({"id": 7, "before": BEFORE, "after": AFTER}),
        "not json",
        json.dumps({"id": 8, "before": BEFORE}),
        json.dumps({"id": 9, "before": BEFORE, "after": BEFORE}),
    ]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines) + "\n"))
    assert main(["drift", "--jsonl"]) == 0
    first, bad, short, same = map(json.loads, capsys.readouterr().out.splitlines())
    assert first["id"] == 7
    assert first["warn"]
    assert {"text", "bits"} == set(first["reasons"][0])
    assert "error" in bad
    assert short["id"] == 8
    assert '"after"' in short["error"]
    assert (same["bits"], same["warn"], same["reasons"]) == (0.0, False, [])


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["drift"], "give two files"),
        (["drift", "nowhere.md", "nowhere.md"], "cannot read nowhere.md"),
        (["drift", "--jsonl", "--profile", "nobody"], "no voice profile"),
        (["voice", "show", "--name", "nobody"], "no voice profile"),
        (["voice", "learn", "nowhere.md"], "cannot read nowhere.md"),
    ],
)
def test_bad_use_says_what_to_do(
    words: list[str], message: str, profiles: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    assert message in capsys.readouterr().err


def test_learns_shows_and_uses_a_profile(
    files: tuple[str, str], profiles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    essay = tmp_path / "essay.md"
    essay.write_text(
        (BEFORE + "It is a captivating place, as captivating places go. ") * 40, "utf-8"
    )
    assert main(["voice", "learn", str(essay), "--name", "sailor"]) == 0
    assert (profiles / "sailor.json").is_file()
    assert main(["voice", "show", "--name", "sailor"]) == 0
    assert "captivating" in capsys.readouterr().out
    bits = []
    Path(files[1]).write_text(BEFORE.replace("is big", "is captivating"), encoding="utf-8")
    for extra in ([], ["--profile", "sailor"]):
        main(["drift", *files, "--json", *extra])
        reasons = json.loads(capsys.readouterr().out)["reasons"]
        bits.append(sum(r["bits"] for r in reasons if "captivating" in r["text"]))
    assert bits[1] < 0.1 * bits[0]


def test_writes_the_vale_style(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["voice", "vale", str(tmp_path)]) == 0
    assert (tmp_path / "CompanionTells" / "sincerity.yml").is_file()
    assert "rules" in capsys.readouterr().out

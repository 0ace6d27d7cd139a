"""``companion compare`` as a script uses it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from companion.app.cli import main
from tests.text.test_moves import MIRROR, POLISHED


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    one, other = tmp_path / "one.md", tmp_path / "other.md"
    one.write_text(MIRROR, encoding="utf-8")
    other.write_text(POLISHED, encoding="utf-8")
    return str(one), str(other)


def test_differences_are_printed_and_found(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare", *files, "--text"]) == 1
    printed = capsys.readouterr().out
    assert "¶2 moved to ¶1" in printed
    assert "[-Tell-] {+Show+}" in printed
    assert main(["compare", files[0], files[0], "--text"]) == 0


def test_json_and_page(
    files: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.html"
    assert main(["compare", *files, "--json", "--html", str(page)]) == 1
    content = json.loads(capsys.readouterr().out)
    assert [column["name"] for column in content["columns"]] == ["one.md", "other.md"]
    assert "moved from ¶2" in page.read_text("utf-8")


def test_a_cohort_is_read(
    tmp_path: Path, files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "likeness.html"
    assert main(["compare", "--cohort", *files, "--html", str(page)]) == 1
    assert "Likeness among 2 texts" in page.read_text("utf-8")
    assert main(["compare", "--cohort", *files]) == 1
    assert "no proof" in capsys.readouterr().out


def test_bad_input_is_told(
    files: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in (
        [files[0]],
        [files[0], str(tmp_path / "absent.md")],
        [str(tmp_path / "absent.md"), files[0]],
        [files[0], str(tmp_path / "absent.md"), "--text"],
        [*files, "--html", str(tmp_path / "no folder" / "page.html")],
    ):
        assert main(["compare", *words]) == 2
        assert capsys.readouterr().err.startswith("companion: ")

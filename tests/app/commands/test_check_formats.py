"""What ``check`` and ``compare`` write for other programs, read by those programs."""

import json
import shutil
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from companion.app.cli import main
from companion.formats.criticmarkup import read_criticmarkup

# Emoji before a mistake on its line, a line end of either kind, no line end at the end.
TEXTS = {
    "plain": "I dont know.\n\nUse *dont* now.\n",
    "crlf": "I dont know 👩‍👩‍👧.\r\n\r\n🇬🇧🇬🇧 She dont care, e\u0301te\u0301.\r\nThe end",
    "mixed": "I dont know.\nNor does he\r\n\r\nDont ask 😀, it dont help.\n",
    "bom": "\ufeffI dont know.\r\n",
}


@pytest.fixture(params=TEXTS)
def draft(request, tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "a draft, ‘naïve’.md"
    path.write_bytes(TEXTS[request.param].encode())
    return path


def corrected(draft: Path, tmp_path: Path) -> bytes:
    copy = tmp_path / "copy" / "draft.md"
    copy.parent.mkdir()
    shutil.copy(draft, copy)
    assert main(["check", "--apply", str(copy)]) == 1
    return copy.read_bytes()


def output(capfdbinary, *words: str, status: int = 1) -> bytes:
    capfdbinary.readouterr()
    assert main([*words]) == status
    return capfdbinary.readouterr().out


@pytest.mark.parametrize("tool", [["git", "apply"], ["patch", "-p1", "--binary"]])
def test_a_diff_is_applied_by_git_and_by_patch(draft, tmp_path, capfdbinary, tool) -> None:
    if shutil.which(tool[0]) is None:
        pytest.skip(f"no {tool[0]} here")
    patch = output(capfdbinary, "check", "--diff", str(draft))
    wanted = corrected(draft, tmp_path)
    assert wanted != draft.read_bytes()
    subprocess.run(tool, input=patch, cwd=tmp_path, check=True, capture_output=True)
    assert draft.read_bytes() == wanted


def test_diagnostics_change_what_a_client_has_to_what_apply_makes(
    draft, tmp_path, capfdbinary
) -> None:
    (published,) = json.loads(output(capfdbinary, "check", "--lsp", str(draft)))
    assert Path(unquote(urlsplit(published["uri"]).path)) == draft
    content = draft.read_bytes().decode("utf-8-sig")
    edits = []
    for found in published["diagnostics"]:
        assert (found["severity"], found["code"]) == (2, "apostrophe")
        assert found["source"].startswith("companion")
        assert found["message"]
        (edit,) = found["data"]["edits"]
        assert edit["range"] == found["range"]
        edits.append(edit)
    assert with_edits(content, edits) == corrected(draft, tmp_path).decode("utf-8-sig")


def with_edits(content: str, edits: list[dict]) -> str:
    """As a language client does it: positions in UTF-16, from the last to the first."""
    lines = content.splitlines(keepends=True)
    starts = [len("".join(lines[:n]).encode("utf-16-le")) // 2 for n in range(len(lines) + 1)]
    raw = content.encode("utf-16-le")
    for edit in reversed(edits):
        start, end = (
            starts[edit["range"][side]["line"]] + edit["range"][side]["character"]
            for side in ("start", "end")
        )
        raw = raw[: 2 * start] + edit["newText"].encode("utf-16-le") + raw[2 * end :]
    return raw.decode("utf-16-le")


def test_criticmarkup_is_the_file_with_the_changes_and_reasons_marked(
    draft, tmp_path, capfdbinary
) -> None:
    marked = output(capfdbinary, "check", "--criticmarkup", str(draft)).decode()
    reading = read_criticmarkup(marked)
    assert reading is not None
    assert reading.base.encode() == draft.read_bytes()
    assert reading.revised.encode() == corrected(draft, tmp_path)
    assert all(note.startswith("apostrophe: ") for _, note in reading.changes)


def test_a_diff_of_a_draft_elsewhere_names_it_from_the_root(tmp_path, capfdbinary) -> None:
    path = tmp_path / "one.md"
    path.write_text("I dont know.")
    patch = output(capfdbinary, "check", "--diff", str(path)).decode()
    assert patch.splitlines()[0] == f"--- a{path}"
    assert patch.count("\\ No newline at end of file") == 2


def test_nothing_found_is_an_empty_diff_and_no_diagnostics(tmp_path, capfdbinary) -> None:
    path = tmp_path / "one.md"
    path.write_text("I know.\n")
    assert output(capfdbinary, "check", "--diff", str(path), status=0) == b""
    (published,) = json.loads(output(capfdbinary, "check", "--lsp", str(path), status=0))
    assert published["diagnostics"] == []


def test_a_diff_of_two_texts_gives_the_first_the_words_of_the_second(
    tmp_path, monkeypatch, capfdbinary
) -> None:
    folder = tmp_path / "essays"
    folder.mkdir()
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    mine, theirs = folder / "mine.md", folder / "theirs.md"
    mine.write_bytes(b"One.\r\nTwo.\r\nThree.\r\n")
    theirs.write_bytes(b"One.\nTwo and a half.\nThree.\nFour.\n")
    monkeypatch.chdir(folder)  # within a repository, not at its root
    patch = output(capfdbinary, "compare", "mine.md", "theirs.md", "--diff")
    subprocess.run(["git", "apply"], input=patch, cwd=folder, check=True)
    assert mine.read_bytes() == theirs.read_bytes().replace(b"\n", b"\r\n")
    assert output(capfdbinary, "compare", "mine.md", "theirs.md", "--diff", status=0) == b""
    assert main(["compare", "mine.md", "--diff"]) == 2
    (folder / "x.md").write_bytes(b"\xff\xfe\0")
    assert main(["compare", "x.md", "mine.md", "--diff"]) == 2
    assert b"--diff patches a plain text" in capfdbinary.readouterr().err

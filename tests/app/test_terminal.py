"""What is printed for a person holds nothing that a terminal would obey, whoever wrote it."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.app.terminal import visible
from tests.serving import PATIENCE, isolated_environment

# A title, a link, the clipboard, the cursor, C1 beginnings of the same, a bell, overrides.
ORDERS = (
    "\x1b]0;owned\x07", "\x1b]8;;http://evil.invalid\x1b\\", "\x1b]52;c;ZXZpbA==\x07", "\x1b[2J",
    "\x9b2J", "\x9d0;owned\x9c", "\x08\x08", "\u202eevil\u202c", "\u2066x\u2069", "\x7f",
)  # fmt: skip
EVIL = "".join(ORDERS)
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
OURS = re.compile(r"\x1b\[(?:31;9|33;9|34;4|0)m")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    text = f"# {EVIL}\n\nIts {EVIL} a pity about the the {EVIL} stove. It costs 35 {EVIL} now.\n"
    (tmp_path / f"a{EVIL[:30].replace('/', '')}.md").write_text(text, "utf-8")
    (tmp_path / "a.md").write_text(text, "utf-8")
    other = text.replace("35", "53").replace("pity", f"shame{EVIL}")
    (tmp_path / "b.md").write_text(f"New.\n\n{other}", "utf-8")
    marked = text.replace("pity", f"{{~~pity~>{EVIL}shame~~}}{{>>{EVIL}<<}}")
    (tmp_path / "marked.md").write_text(marked, "utf-8")
    (tmp_path / "evil.ipynb").write_text("{" + EVIL, "utf-8")
    talk = (
        f"# A{EVIL} ↔ B\n\n**Started:** 2025-10-26 12:15:18\n\n---\n\n### B\n\nthe {EVIL} stove\n"
    )
    (tmp_path / "talk.md").write_text(talk, "utf-8")
    (tmp_path / "bad.md").write_text(f"# {EVIL}\n", "utf-8")
    return tmp_path


def commands(folder: Path) -> list[list[str]]:
    odd = next(path.name for path in folder.glob("a?*.md") if path.name != "a.md")
    return [
        ["check", "a.md", odd],
        ["check", "--json", odd],
        ["history", "a.md", "--keep", f"read{EVIL}"],
        ["history", "a.md"],
        ["history", "a.md", "--json"],
        ["marks", "marked.md", "--text"],
        ["marks", "marked.md", "--json"],
        ["compare", "a.md", "b.md", odd, "--text"],
        ["compare", "--cohort", "a.md", "b.md", odd],
        ["compare", "a.md", "evil.ipynb", "--text"],
        ["guard", "a.md", "b.md"],
        ["drift", "a.md", "b.md"],
        ["transcript", "import", "talk.md", "--draft", "a.md"],
        ["transcript", "import", "bad.md", "--draft", "a.md"],
        ["transcript", "export", "--draft", "a.md", "--json"],
        ["borrowed", "a.md"],
        ["disclose", "a.md"],
        ["authorship", "a.md"],
        ["check", f"gone{EVIL}.md"],
        ["compare", f"gone{EVIL}.md", "a.md", "--text"],
    ]


def environment(folder: Path) -> dict[str, str]:
    return isolated_environment(folder / "home", PYTHONIOENCODING="utf-8")


SCRIPT = """
import io, json, sys
from contextlib import redirect_stderr, redirect_stdout
from companion.app.cli import main
for words in json.loads(sys.argv[1]):
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        try:
            status = main(words)
        except SystemExit as stop:
            status = stop.code
    print(json.dumps([words, status, said.getvalue()]))
"""


def test_no_command_prints_what_a_terminal_obeys(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, json.dumps(commands(folder))],
        cwd=folder, env=environment(folder), capture_output=True, text=True, timeout=PATIENCE,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == len(commands(folder))
    for words, status, said in answers:
        assert OBEYED.findall(said) == [], (words, said)
        assert status in (0, 1, 2)
        assert "Traceback" not in said
    spelt = [words[0] for words, _, said in answers if r"\u001b" in said]
    assert {"check", "history", "marks", "compare"} <= set(spelt)
    kept = next(
        said for words, _, said in answers if words[:1] + words[2:] == ["history", "--json"]
    )
    assert json.loads(kept)[0]["name"] == f"read{EVIL}"


def on_a_terminal(folder: Path, *words: str) -> str:
    """What the command sends to a terminal of its own."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "companion", *words],
        cwd=folder, env=environment(folder), stdin=theirs, stdout=theirs, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    said = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # so Linux says that the other side is closed
            break
        if not piece:
            break
        said += piece
    os.close(ours)
    process.wait()
    return said.decode().replace("\r\n", "\n")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
@pytest.mark.parametrize(
    "words",
    [["check", "a.md"], ["check", "a.md", "--diff"], ["check", "a.md", "--criticmarkup"],
     ["compare", "a.md", "b.md", "--text"]],
    ids=" ".join,
)  # fmt: skip
def test_only_our_own_colours_reach_a_terminal(folder: Path, words: list[str]) -> None:
    said = on_a_terminal(folder, *words)
    assert r"\u001b]0;owned" in said or words == ["check", "a.md"]
    assert OBEYED.findall(OURS.sub("", said)) == []


def test_a_file_or_a_program_gets_every_character(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "companion", "check", "a.md", "--criticmarkup"],
        cwd=folder, env=environment(folder), capture_output=True, timeout=PATIENCE,
    )  # fmt: skip
    assert EVIL in done.stdout.decode()


@given(st.text())
def test_json_says_the_same(text: str) -> None:
    written = json.dumps([text], ensure_ascii=False)
    assert json.loads(visible(written)) == [text]
    assert OBEYED.findall(visible(text)) == []
    assert visible(visible(text)) == visible(text)

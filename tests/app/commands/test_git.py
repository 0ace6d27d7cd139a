"""Drafts in a git repository: drift since a revision, and the hooks as pre-commit runs them."""

import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from companion.app.cli import main
from tests.serving import REPOSITORY, isolated_environment

MINE = "I walked home and it was cold. Nobody had asked me to stay, so I did not stay.\n"
POLISHED = (
    "As I made my way home through the crisp evening air, I found myself reflecting on a profound"
    " truth: it was not merely a rejection, but a testament to the quiet resilience that truly"
    " underscores every meaningful journey. Ultimately, this nuanced moment fostered a vibrant"
    " tapestry of growth, and I delved deeper into the intricate interplay of belonging.\n"
)
HOOKS = {
    hook["id"]: hook for hook in yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text())
}

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="no git here")


def git(folder: Path, *words: str) -> None:
    subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *words],
        cwd=folder,
        check=True,
        capture_output=True,
    )


@pytest.fixture
def repository(tmp_path: Path, monkeypatch) -> Path:
    folder = tmp_path / "my essays"
    (folder / "part one").mkdir(parents=True)
    git(folder, "init", "-q")
    (folder / "part one" / "é.md").write_bytes(MINE.replace("\n", "\r\n").encode())
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "one")
    monkeypatch.chdir(folder)
    return folder


def test_drift_since_a_revision(repository: Path, capsys) -> None:
    draft = repository / "part one" / "é.md"
    assert main(["drift", "--git", "HEAD", "--json", str(draft)]) == 0
    (same,) = json.loads(capsys.readouterr().out)
    assert (same["bits"], same["reasons"]) == (0, ()) or same["reasons"] == []
    draft.write_text(POLISHED)
    assert main(["drift", "--git", "HEAD", "part one/é.md"]) == 1
    assert "part one/é.md: +" in capsys.readouterr().out
    git(repository, "commit", "-qam", "two")
    assert main(["drift", "--git", "HEAD", str(draft)]) == 0
    assert main(["drift", "--git", "HEAD~1", str(draft)]) == 1


def test_what_git_has_not_got_is_said(repository: Path, tmp_path: Path, capsys) -> None:
    new = repository / "new.md"
    new.write_text(MINE)
    outside = tmp_path / "outside.md"
    outside.write_text(MINE)
    known = "part one/é.md"
    for words, says in [
        (["HEAD", "new.md"], "new.md is not in HEAD"),
        (["nonsense", known], "no revision 'nonsense'"),
        (["--output=x", known], "is no revision"),
        (["HEAD", str(outside)], "in no git repository"),
        (["HEAD", "missing.md"], "no such file"),
    ]:
        assert main(["drift", f"--git={words[0]}", *words[1:]]) == 2
        assert says in capsys.readouterr().err
    assert main(["drift", "--git", "HEAD", "new.md", known]) == 2
    assert known in capsys.readouterr().out  # the others are still read
    assert main(["drift", "--git", "HEAD", "--new-is-fine", "new.md", known]) == 0
    assert main(["drift", "--git", "HEAD"]) == 2


@pytest.fixture
def hook(tmp_path: Path):
    """Runs a hook's own entry as a git hook does: from the root, over the staged files."""
    environment = isolated_environment(tmp_path / "home")
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin" / "companion"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m companion "$@"\n')
    command.chmod(0o755)
    environment["PATH"] = f"{command.parent}{os.pathsep}{environment['PATH']}"

    def run(folder: Path, name: str) -> tuple[int, str]:
        git(folder, "add", ".")
        staged = subprocess.check_output(
            ["git", "diff", "--staged", "--name-only", "-z", "--diff-filter=ACMR"], cwd=folder
        )
        entry = [*shlex.split(HOOKS[name]["entry"]), *HOOKS[name].get("args", [])]
        done = subprocess.run(
            [*entry, *staged.decode().split("\0")[:-1]],
            cwd=folder,
            env={**environment, "GIT_DIR": ".git", "GIT_INDEX_FILE": ".git/index"},
            capture_output=True,
            text=True,
        )
        return done.returncode, done.stdout + done.stderr

    return run


def test_the_hooks_stop_a_commit_with_a_mistake_or_a_drift_and_no_other(repository, hook) -> None:
    draft = repository / "part one" / "é.md"
    (repository / "new.md").write_text(MINE)
    draft.write_text(MINE + "It was late.\n")
    assert hook(repository, "companion-check")[0] == 0
    assert hook(repository, "companion-drift")[0] == 0
    draft.write_text(MINE + "I dont know.\n")
    status, said = hook(repository, "companion-check")
    assert status == 1
    assert "don't" in said
    draft.write_text(POLISHED)
    status, said = hook(repository, "companion-drift")
    assert status == 1
    assert "bits" in said


def test_the_manifest_says_what_pre_commit_needs() -> None:
    for hook in HOOKS.values():
        assert {"id", "name", "entry", "language"} <= set(hook)
        assert hook["language"] == "python"  # installed from this repository's pyproject.toml
        assert shlex.split(hook["entry"])[0] == "companion"

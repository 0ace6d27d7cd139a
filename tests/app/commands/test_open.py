"""``companion [DRAFT]``: what it opens, and what it says of what it cannot open."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from companion.app.commands.open import SAMPLE
from tests.serving import Serving, run_companion


def directory(path: Path) -> None:
    path.mkdir()


def binary(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)))


def latin_1(path: Path) -> None:
    path.write_bytes("Café, déjà vu, naïve.\n".encode("latin-1"))


def in_no_folder(path: Path) -> None:
    """The test names a file in a folder that is not there."""


@pytest.mark.parametrize(
    ("make", "name", "says"),
    [
        (directory, "essay.md", "folder"),
        (binary, "essay.md", "essay.md"),
        (latin_1, "essay.md", "UTF-8"),
        (in_no_folder, "missing/essay.md", "missing"),
    ],
)
def test_what_is_no_draft_is_refused_in_words(
    home: Path, make: Callable[[Path], None], name: str, says: str
) -> None:
    path = home / name
    make(path)
    before = path.read_bytes() if path.is_file() else None
    status, out, err = run_companion(path, "--no-browser", home=home)
    assert (status, out) == (2, "")
    assert says in err
    assert err.startswith("companion: ")
    assert "Traceback" not in err
    assert (path.read_bytes() if path.is_file() else None) == before


def test_settings_that_are_wrong_are_told_before_the_page_opens(home: Path) -> None:
    (home / "companion.toml").write_text("[grammar]\ndialect = 'XX'\n")
    status, _, err = run_companion(home / "essay.md", "--no-browser", home=home)
    assert status == 2
    assert "companion.toml" in err
    assert "dialect" in err


def test_a_draft_that_is_not_there_is_made(
    companion_server: Callable[..., Serving], home: Path
) -> None:
    companion_server(home / "new.md")
    assert (home / "new.md").read_bytes() == b""


def test_without_a_draft_the_users_copy_of_the_sample_is_opened_and_kept(
    companion_server: Callable[..., Serving], home: Path
) -> None:
    documents = home / "Documents"
    documents.mkdir()
    first = companion_server()
    copy = documents / "Companion" / "sample.md"
    assert str(copy) in first.printed()[0]
    assert copy.read_bytes() == SAMPLE.read_bytes()
    first.stop()
    copy.write_text("My own words.\n")
    again = companion_server()
    assert str(copy) in again.printed()[0]
    assert copy.read_text() == "My own words.\n"


@pytest.mark.skipif(os.name != "posix", reason="permissions as POSIX has them")
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_a_draft_that_may_not_be_read_is_refused_in_words(home: Path) -> None:
    path = home / "essay.md"
    path.write_text("words")
    path.chmod(0)
    status, _, err = run_companion(path, "--no-browser", home=home)
    assert status == 2
    assert "permission" in err

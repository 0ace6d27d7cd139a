"""Full disks, killed writers, write-protected places, two processes at once: on a real system."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serving import PATIENCE

pytestmark = pytest.mark.skipif(os.name != "posix", reason="POSIX signals and permissions")
ROOT = Path(__file__).parents[2]


NOBODY = 65534
BE_NOBODY = f"import os\nos.setgid({NOBODY})\nos.setuid({NOBODY})\n"


def start(program: str, *words: str | Path) -> subprocess.Popen[str]:
    """Run a Python program that has `sys`, `Path`, `DraftFile`, `DraftError` and `History`."""
    head = (
        "import sys\nfrom pathlib import Path\n"
        "from companion.store.draft_file import DraftError, DraftFile\n"
        "from companion.store.history import History\n"
    )
    return subprocess.Popen(
        [sys.executable, "-c", head + program, *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )


def run(program: str, *words: str | Path) -> str:
    process = start(program, *words)
    out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, err
    return out


SAVE = """
path, folder, text = sys.argv[1:]
draft = DraftFile.open(path, recovery=Path(folder))
try:
    draft.write(text)
except DraftError as error:
    print(error)
"""


# A full disk


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], capture_output=True
    )
    if made.returncode:
        pytest.skip("only root can mount a small disk")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_on_a_full_disk_the_old_text_stands_and_the_new_one_is_kept(
    small_disk: Path, tmp_path: Path
) -> None:
    draft = small_disk / "a.md"
    draft.write_text("old words\n")
    (small_disk / "filler").write_bytes(b"x" * 50_000)
    said = run(SAVE, draft, tmp_path / "kept", "new words " * 3000)
    assert "disk is full: make room" in said and "your text is kept in" in said
    assert draft.read_text() == "old words\n"
    assert sorted(p.name for p in small_disk.iterdir()) == ["a.md", "filler"]
    (kept,) = (p for p in (tmp_path / "kept").rglob("*") if p.is_file())
    assert kept.read_text() == "new words " * 3000


def test_on_a_full_disk_a_file_with_two_names_is_not_cut_short(
    small_disk: Path, tmp_path: Path
) -> None:
    draft = small_disk / "a.md"
    draft.write_text("old words\n")
    os.link(draft, small_disk / "b.md")
    (small_disk / "filler").write_bytes(b"x" * 50_000)
    assert "disk is full" in run(SAVE, draft, tmp_path / "kept", "new words " * 3000)
    assert draft.read_text() == "old words\n"


def test_on_a_read_only_disk(small_disk: Path, tmp_path: Path) -> None:
    draft = small_disk / "a.md"
    draft.write_text("old words\n")
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    assert "the disk is read-only" in run(SAVE, draft, tmp_path / "kept", "new")


def test_where_the_system_allows_no_file_of_that_size(tmp_path: Path) -> None:
    draft = tmp_path / "a.md"
    draft.write_text("old words\n")
    limit = "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n"
    said = run(limit + SAVE, draft, tmp_path / "kept", "new words " * 3000)
    assert "no file of this size" in said and "Copy your text to another place" in said
    assert draft.read_text() == "old words\n"
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["a.md"]


# Permissions, as somebody who is not root


class Place:
    """A folder with a draft in it, which belong to the one who is to write there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "essays"
        self.kept = folder / "kept"
        self.draft = self.folder / "a.md"
        self.folder.mkdir()
        self.kept.mkdir()
        self.draft.write_text("a long old text\n")
        if os.geteuid() == 0:  # root may do everything: be somebody else
            for path in (folder, self.folder, self.kept, self.draft):
                os.chown(path, NOBODY, NOBODY)

    def run(self, program: str, *words: str | Path) -> str:
        return run((BE_NOBODY if os.geteuid() == 0 else "") + program, *words)

    def save(self, text: str) -> str:
        return self.run(SAVE, self.draft, self.kept, text)


@pytest.fixture
def place() -> Iterator[Place]:
    with tempfile.TemporaryDirectory() as folder:
        made = Place(Path(folder))
        yield made
        made.folder.chmod(0o755)


def test_a_write_protected_draft_is_not_written(place: Place) -> None:
    place.draft.chmod(0o444)
    said = place.save("new")
    assert "write-protected" in said and "chmod u+w a.md" in said
    assert place.draft.read_text() == "a long old text\n"


def test_a_draft_that_may_not_be_read(place: Place) -> None:
    place.draft.chmod(0o000)
    look = (
        "try:\n    DraftFile.open(sys.argv[1], recovery=Path(sys.argv[2]))\n"
        "except DraftError as error:\n    print(error)\n"
    )
    assert "chmod u+r a.md" in place.run(look, place.draft, place.kept)


def test_where_no_file_may_be_made_the_draft_is_overwritten_with_a_copy_kept_meanwhile(
    place: Place,
) -> None:
    place.folder.chmod(0o555)
    assert place.save("new\n") == ""
    assert place.draft.read_text() == "new\n"
    assert not [p for p in place.kept.rglob("*") if p.is_file()]


def test_where_neither_a_file_nor_a_copy_can_be_made_nothing_is_risked(place: Place) -> None:
    place.folder.chmod(0o555)
    place.kept.chmod(0o555)
    assert "cannot be saved safely" in place.save("new\n")
    assert place.draft.read_text() == "a long old text\n"


def test_a_new_draft_where_nothing_may_be_written(place: Place) -> None:
    place.folder.chmod(0o555)
    make = (
        "try:\n    DraftFile.create(sys.argv[1], 'x', recovery=Path(sys.argv[2]))\n"
        "except DraftError as error:\n    print(error)\n"
    )
    assert "you may not write in" in place.run(make, place.folder / "new.md", place.kept)


def test_a_history_that_may_not_be_written_is_off_and_the_draft_is_saved(place: Place) -> None:
    look = (
        "draft = DraftFile.open(sys.argv[1], recovery=Path(sys.argv[2]))\n"
        "history = History(draft.path, draft.text)\n"
        "history.ledger.record_paste('words')\nprint(history.problem)\n"
        "draft.write('new\\n')\nhistory.saved('new\\n')\n"
    )
    assert place.run(look, place.draft, place.kept).strip() == ""
    (place.folder / ".companion" / "history.sqlite").chmod(0o444)
    assert "History is off" in place.run(look, place.draft, place.kept)
    assert place.draft.read_text() == "new\n"


# Killed writers

WRITE_ON = """
path, folder = sys.argv[1:]
draft = DraftFile.open(path, recovery=Path(folder))
number = 0
print("ready", flush=True)
while True:
    number += 1
    draft.write(f"{number:06d} " * 20_000)
"""


def whole(text: str) -> bool:
    words = text.split()
    return len(words) == 20_000 and len(set(words)) == 1


@pytest.mark.parametrize("links", [1, 2])
def test_a_writer_killed_at_any_moment_leaves_a_whole_text(tmp_path: Path, links: int) -> None:
    draft, kept = tmp_path / "a.md", tmp_path / "kept"
    draft.write_text("000000 " * 20_000)
    if links == 2:
        os.link(draft, tmp_path / "b.md")
    chance = random.Random(links)
    for _ in range(6):
        writer = start(WRITE_ON, draft, kept)
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(chance.uniform(0.01, 0.15))
        writer.send_signal(signal.SIGKILL)
        writer.communicate()
        # A file with two names cannot be replaced: its text is whole there, or in the copy.
        copies = [p.read_text() for p in kept.rglob("*") if p.is_file()] if links == 2 else []
        assert any(map(whole, [draft.read_text(), *copies]))
        draft.write_text("000000 " * 20_000)


# Two processes at once

TAKE_TURNS = """
path, folder, who = sys.argv[1:]
draft = DraftFile.open(path, recovery=Path(folder))
text = draft.text
for number in range(25):
    text += f"\\nparagraph {number} by {who}\\n"
    merged = draft.write(text)
    if merged:
        text = merged.text
        draft.adopt(merged)
"""


def test_two_processes_lose_no_paragraph_of_each_other(tmp_path: Path) -> None:
    draft = tmp_path / "a.md"
    draft.write_text("start\n")
    writers = [start(TAKE_TURNS, draft, tmp_path / "kept", who) for who in ("one", "two")]
    for writer in writers:
        _, err = writer.communicate(timeout=PATIENCE)
        assert writer.returncode == 0, err
    text = draft.read_text()
    for who in ("one", "two"):
        for number in range(25):
            assert text.count(f"paragraph {number} by {who}\n") == 1

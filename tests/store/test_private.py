"""What is ours is closed to other users, whatever the umask, and is closed if it was not."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.store.database import FOLDER, Database
from companion.store.private import private_file, private_folder
from companion.store.recovery import Journal
from companion.voice.profile import VoiceProfile, save_profile

SEA = "The sea was grey that morning; still, we went out in the small boat. " * 60
pytestmark = pytest.mark.skipif(os.name != "posix", reason="permissions as POSIX has them")


@pytest.fixture(params=[0, 0o022, 0o077], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def modes(folder: Path) -> dict[str, int]:
    """The permissions of a folder and of all that is in it."""
    return {path.name: stat.S_IMODE(path.lstat().st_mode) for path in (folder, *folder.rglob("*"))}


@pytest.mark.usefixtures("umask")
def test_the_history_is_closed_with_all_its_files(tmp_path: Path) -> None:
    database = Database(tmp_path)
    database.draft("essay.md", b"digest")
    found = modes(tmp_path / FOLDER)
    database.close()
    assert found.pop(FOLDER) == 0o700
    assert {"history.sqlite", "history.sqlite-wal", "history.sqlite-shm", ".gitignore"} <= {*found}
    assert set(found.values()) == {0o600}


def test_a_history_that_others_could_read_is_closed(tmp_path: Path) -> None:
    folder = tmp_path / FOLDER
    first = Database(tmp_path)
    number = first.draft("essay.md", b"digest")
    (folder / "history-damaged-1.sqlite").write_bytes(b"x")
    (folder / "sub").mkdir(mode=0o755)
    (folder / "sub" / "file").write_text("x")
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    again = Database(tmp_path)
    assert again.draft("essay.md", b"digest") == number
    again.close()
    first.close()
    assert not any(mode & 0o077 for mode in modes(folder).values())


def test_a_damaged_history_and_the_new_one_are_closed(tmp_path: Path) -> None:
    folder = tmp_path / FOLDER
    folder.mkdir()
    (folder / "history.sqlite").write_bytes(b"no database" * 1000)
    database = Database(tmp_path)
    assert "damaged" in database.problem
    database.close()
    assert len([name for name in modes(folder) if name.startswith("history")]) >= 2
    assert not any(mode & 0o077 for mode in modes(folder).values())


def test_what_the_owner_may_not_do_stays_so(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "file").write_text("x")
    (folder / "file").chmod(0o444)
    folder.chmod(0o555)
    private_folder(folder)
    assert modes(folder) == {"folder": 0o500, "file": 0o400}
    folder.chmod(0o700)


def test_nothing_that_is_linked_to_is_touched(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "file").write_text("x")
    for path in (elsewhere, elsewhere / "file"):
        path.chmod(0o755)
    drafts = tmp_path / "drafts"
    (drafts / FOLDER).mkdir(parents=True)
    (drafts / FOLDER / "folder").symlink_to(elsewhere)
    (drafts / FOLDER / "file").symlink_to(elsewhere / "file")
    Database(drafts).close()
    assert set(modes(elsewhere).values()) == {0o755}
    linked = tmp_path / "linked"
    linked.mkdir()
    (linked / FOLDER).symlink_to(elsewhere)
    private_folder(linked / FOLDER)
    assert set(modes(elsewhere).values()) == {0o755}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives away")
def test_what_is_another_users_stays_and_stops_nothing(tmp_path: Path) -> None:
    Database(tmp_path).close()
    folder = tmp_path / FOLDER
    for path in (folder, *folder.iterdir()):
        path.chmod(0o777)
        os.chown(path, 65534, 65534)
    database = Database(tmp_path)
    assert database.problem == ""
    database.close()
    assert modes(folder)["history.sqlite"] == 0o777


@pytest.mark.usefixtures("umask")
def test_a_private_file_is_made_once(tmp_path: Path) -> None:
    path = tmp_path / "file"
    private_file(path)
    assert modes(tmp_path)["file"] == 0o600
    path.write_text("words")
    private_file(path)
    assert path.read_text() == "words"


@pytest.mark.usefixtures("umask")
def test_unsaved_words_are_closed(tmp_path: Path) -> None:
    folder = tmp_path / "unsaved"
    kept = Journal(tmp_path / "essay.md", folder).keep("words")
    kept.parent.chmod(0o755)
    again = Journal(tmp_path / "essay.md", folder).keep("other words")
    found = modes(kept.parent)
    assert found == {kept.parent.name: 0o700, kept.name: 0o600, again.name: 0o600}


@pytest.mark.usefixtures("umask")
def test_a_profile_is_closed(tmp_path: Path) -> None:
    path = save_profile(VoiceProfile.learn([SEA], "plain"), tmp_path / "voice")
    assert modes(tmp_path / "voice") == {"voice": 0o700, path.name: 0o600}

"""A draft on a real disk: kept as it is found, written whole or not at all, merged, recovered."""

from __future__ import annotations

import asyncio
import os
import stat
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings

from companion.store.draft_file import DraftError, DraftFile
from companion.store.history import History
from companion.text.edit import apply_edits
from tests.serving import PATIENCE
from tests.store.test_encoding import RAW


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "essays"
    folder.mkdir()
    return folder


def make(path: Path, data: bytes = b"One.\n\nTwo.\n") -> Path:
    path.write_bytes(data)
    return path


def test_saving_with_no_change_touches_nothing(folder: Path) -> None:
    path = make(folder / "a.md", b"\xef\xbb\xbfOne.\r\nTwo.\nlone \r here\x0c\xe2\x80\xa8end")
    before = path.stat()
    draft = DraftFile.open(path)
    assert draft.write(draft.text) is None
    after = path.stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_bytes_that_the_author_did_not_change_are_kept(folder: Path) -> None:
    path = make(folder / "a.md", b"\xef\xbb\xbfOne.\r\nTwo.\nlone \r here\x0c\xe2\x80\xa8end")
    draft = DraftFile.open(path)
    draft.write(draft.text.replace("Two", "2"))
    assert path.read_bytes() == b"\xef\xbb\xbfOne.\r\n2.\nlone \r here\x0c\xe2\x80\xa8end"


def test_permissions_stay_and_nothing_is_left_beside_the_draft(folder: Path) -> None:
    path = make(folder / "a.md")
    path.chmod(0o640)
    DraftFile.open(path).write("new\n")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [p.name for p in folder.iterdir()] == ["a.md"]


def test_a_new_draft_gets_the_permissions_that_the_user_gives_new_files(folder: Path) -> None:
    DraftFile.create(folder / "a.md", "text\n")
    (folder / "other").touch()
    assert (folder / "a.md").stat().st_mode == (folder / "other").stat().st_mode


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="no extended attributes on this system")
def test_extended_attributes_stay(folder: Path) -> None:
    path = make(folder / "a.md")
    try:
        os.setxattr(path, "user.author", b"me")
    except OSError:
        pytest.skip("no extended attributes on this disk")
    DraftFile.open(path).write("new\n")
    assert os.getxattr(path, "user.author") == b"me"


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away"
)
def test_the_owner_stays(folder: Path) -> None:
    path = make(folder / "a.md")
    os.chown(path, 1234, 2345)
    DraftFile.open(path).write("new\n")
    assert (path.stat().st_uid, path.stat().st_gid) == (1234, 2345)


def test_a_symbolic_link_stays_and_its_target_is_written(folder: Path, tmp_path: Path) -> None:
    real = make(tmp_path / "real.md")
    link = folder / "a.md"
    link.symlink_to("../real.md")
    DraftFile.open(link).write("new\n")
    assert link.is_symlink() and real.read_text() == "new\n"
    assert [p.name for p in folder.iterdir()] == ["a.md"]


def test_a_link_to_nothing_is_made_into_a_draft(folder: Path, tmp_path: Path) -> None:
    link = folder / "a.md"
    link.symlink_to(tmp_path / "not yet.md")
    DraftFile.create(link, "text\n")
    assert link.is_symlink() and (tmp_path / "not yet.md").read_text() == "text\n"


def test_a_file_with_two_names_keeps_both(folder: Path) -> None:
    path = make(folder / "a.md", b"a much longer text than the new one\n")
    os.link(path, folder / "b.md")
    DraftFile.open(path).write("new\n")
    assert (folder / "b.md").read_text() == "new\n"
    assert path.stat().st_ino == (folder / "b.md").stat().st_ino


def test_names_of_any_length_and_script(folder: Path) -> None:
    path = folder / ("ß" * 125 + ".md")
    draft = DraftFile.create(path, "a")
    draft.write("b")
    assert path.read_text() == "b"


def test_create_does_not_overwrite(folder: Path) -> None:
    path = make(folder / "a.md")
    with pytest.raises(DraftError, match="there already"):
        DraftFile.create(path)
    assert DraftFile.open_or_create(path).text == "One.\n\nTwo.\n"
    assert DraftFile.open_or_create(folder / "b.md").text == ""
    assert (folder / "b.md").read_bytes() == b""


@pytest.mark.parametrize(
    ("make_it", "words"),
    [
        (lambda p: None, "no such file"),
        (lambda p: p.mkdir(), "is a folder"),
        (lambda p: p.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00"), "not a text file"),
        (lambda p: p.write_bytes(b"na\xefve"), "line 1, byte 2"),
        (lambda p: os.mkfifo(p), "is not a file"),
        (lambda p: os.truncate(make(p), 21 * 2**20), "divide it into chapters"),
        (lambda p: p.symlink_to(p), "cannot be read"),
    ],
)  # fmt: skip
def test_what_cannot_be_opened_is_refused_with_what_to_do(folder, make_it, words) -> None:  # type: ignore[no-untyped-def]
    path = folder / "a.md"
    make_it(path)
    with pytest.raises(DraftError, match=words) as error:
        DraftFile.open(path)
    assert str(path) in str(error.value)


def test_a_missing_folder_is_named(folder: Path) -> None:
    with pytest.raises(DraftError, match=r"folder .*nowhere is missing"):
        DraftFile.create(folder / "nowhere" / "a.md", "text")
    with pytest.raises(DraftError, match="is not a folder"):
        DraftFile.open(make(folder / "file") / "a.md")


@settings(deadline=None, max_examples=40)
@given(RAW, RAW)
def test_what_is_written_is_what_is_opened(old: str, new: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = make(Path(folder) / "a.md", old.encode())
        draft = DraftFile.open(path, recovery=Path(folder))
        draft.write(draft.text)
        assert path.read_bytes() == old.encode()
        assert draft.write(new) is None
        again = DraftFile.open(path, recovery=Path(folder))
        assert again.text == new
        assert again.write(new) is None and not draft.changed_on_disk()


# Other programs


def test_a_change_from_outside_is_noticed_and_only_that(folder: Path) -> None:
    path = make(folder / "a.md")
    draft = DraftFile.open(path)
    assert not draft.changed_on_disk()
    draft.write("mine\n")
    assert not draft.changed_on_disk()
    path.touch()
    assert not draft.changed_on_disk()
    path.write_text("theirs\n")
    assert draft.changed_on_disk()


def test_a_change_of_the_same_length_put_in_its_place_is_noticed(folder: Path) -> None:
    path = make(folder / "a.md", b"aaaa")
    draft = DraftFile.open(path)
    times = path.stat()
    make(folder / "new", b"bbbb")
    os.utime(folder / "new", ns=(times.st_atime_ns, times.st_mtime_ns))
    (folder / "new").replace(path)
    assert draft.changed_on_disk()


def test_two_writers_are_merged_and_the_page_is_told_how(folder: Path) -> None:
    path = make(folder / "a.md", b"One.\n\nTwo.\n\nThree.\n")
    draft = DraftFile.open(path)
    path.write_text("One.\n\nTwo.\n\nThree, by another.\n")
    ours = "One, by me.\n\nTwo.\n\nThree.\n"
    merged = draft.write(ours)
    assert merged is not None and not merged.conflicts
    assert path.read_text() == merged.text == "One, by me.\n\nTwo.\n\nThree, by another.\n"
    assert apply_edits(ours, merged.edits) == merged.text
    draft.adopt(merged)
    assert draft.write(merged.text + "\nFour.\n") is None
    assert path.read_text() == merged.text + "\nFour.\n"


def test_a_page_that_does_not_take_the_merged_text_loses_nobody_s_words(folder: Path) -> None:
    path = make(folder / "a.md", b"One.\n\nTwo.\n")
    draft = DraftFile.open(path)
    path.write_text("One.\n\nTwo, by another.\n")
    for words in ("One, by", "One, by me", "One, by me."):
        draft.write(f"{words}\n\nTwo.\n")
    assert path.read_text() == "One, by me.\n\nTwo, by another.\n"


def test_with_nothing_unsaved_a_change_from_outside_is_taken_in(folder: Path) -> None:
    path = make(folder / "a.md", b"One.\n")
    draft = DraftFile.open(path)
    path.write_bytes(b"One.\r\nTwo.\r\n")
    before = path.stat().st_mtime_ns
    merged = draft.write("One.\n")
    assert merged is not None and merged.text == "One.\nTwo.\n"
    assert path.stat().st_mtime_ns == before
    draft.adopt(merged)
    draft.write("One.\nTwo.\nThree.\n")
    assert path.read_bytes() == b"One.\r\nTwo.\r\nThree.\r\n"


def test_two_sessions_in_turn_keep_every_paragraph(folder: Path) -> None:
    path = make(folder / "a.md", b"0\n")
    sessions = [DraftFile.open(path), DraftFile.open(path)]
    texts = ["0\n", "0\n"]
    for i in range(20):
        who = i % 2
        texts[who] += f"\nparagraph {i} of {who}\n"
        if merged := sessions[who].write(texts[who]):
            texts[who] = merged.text
            sessions[who].adopt(merged)
    final = path.read_text()
    assert all(final.count(f"paragraph {i} of") == 1 for i in range(20))


@pytest.mark.parametrize("harm", [lambda p: p.unlink(), lambda p: p.write_bytes(b"")])
def test_a_draft_deleted_or_emptied_outside_is_written_again(folder, harm) -> None:  # type: ignore[no-untyped-def]
    path = make(folder / "a.md", b"One.\r\n")
    draft = DraftFile.open(path)
    harm(path)
    assert not draft.changed_on_disk()
    assert draft.write("One.\nTwo.\n") is None
    assert path.read_bytes() == b"One.\r\nTwo.\r\n"


def test_a_draft_turned_into_something_else_is_not_overwritten(folder: Path) -> None:
    path = make(folder / "a.md")
    draft = DraftFile.open(path)
    path.write_bytes(b"\x89PNG\x00")
    with pytest.raises(DraftError, match=r"not a text file.*your text is kept in"):
        draft.write("precious words\n")
    assert path.read_bytes() == b"\x89PNG\x00"
    path.write_bytes(b"One.\n")
    (left,) = DraftFile.open(path).recovered
    assert left.text == "precious words\n"


def test_changes_from_outside_can_be_awaited(folder: Path) -> None:
    path = make(folder / "a.md")
    draft = DraftFile.open(path)

    async def wait() -> str:
        async for _ in draft.outside_changes(seconds=0.01):
            merged = draft.write(draft.text)
            assert merged is not None
            return merged.text
        raise AssertionError

    async def both() -> str:
        waiting = asyncio.create_task(wait())
        await asyncio.sleep(0.03)
        path.write_text("changed\n")
        return await asyncio.wait_for(waiting, PATIENCE)

    assert asyncio.run(both()) == "changed\n"


def test_a_file_that_is_gone_is_said_once(folder: Path) -> None:
    path = make(folder / "a.md")
    draft = DraftFile.open(path)
    path.unlink()

    async def watch() -> list[str]:
        seen: list[str] = []
        told = asyncio.Event()

        async def collect() -> None:
            async for change in draft.outside_changes(seconds=0.01):
                seen.append(change)
                told.set()

        looking = asyncio.create_task(collect())
        await asyncio.wait_for(told.wait(), PATIENCE)
        await asyncio.sleep(0.4)  # it looks again and again
        looking.cancel()
        return seen

    assert asyncio.run(watch()) == ["gone"]


# What could not be saved


def test_unsaved_text_is_offered_to_the_next_session_until_it_is_saved(
    folder: Path, state_home: Path
) -> None:
    path = make(folder / "a.md")
    draft = DraftFile.open(path)
    folder.rename(folder.with_name("away"))
    with pytest.raises(DraftError, match=r"missing: make it\. Until then your text is kept in"):
        draft.write("first\n")
    with pytest.raises(DraftError, match="missing"):
        draft.write("second\n")
    folder.with_name("away").rename(folder)
    other = DraftFile.open(path)
    (left,) = other.recovered
    assert left.text == "second\n"
    assert stat.S_IMODE(left.file.stat().st_mode) == 0o600
    draft.write("second\n")
    assert not left.file.exists()
    assert not [p for p in state_home.rglob("*") if p.is_file()]


def leave_unsaved(path: Path, text: str) -> None:
    """A session that could not save its text, as a folder had taken the place of the draft."""
    draft = DraftFile.open(path)
    path.unlink()
    path.mkdir()
    with pytest.raises(DraftError, match="is a folder"):
        draft.write(text)
    path.rmdir()


def test_a_recovered_text_stays_until_it_is_forgotten(folder: Path) -> None:
    path = make(folder / "a.md")
    leave_unsaved(path, "words\n")
    make(path)
    for _ in range(2):
        again = DraftFile.open(path)
        assert [r.text for r in again.recovered] == ["words\n"]
    again.forget(again.recovered[0])
    assert again.recovered == ()
    assert DraftFile.open(path).recovered == ()


def test_unsaved_words_of_an_earlier_session_become_a_version(folder: Path) -> None:
    path = make(folder / "a.md")
    leave_unsaved(path, "precious words\n")
    again = DraftFile.open(make(path))
    here = History(again.path, again.text)
    (version,) = here.rescue(again)
    assert here.versions.text(version.id) == "precious words\n"
    assert version.reason == "recovered"
    assert not DraftFile.open(path).recovered
    assert here.rescue(again) == ()


def test_where_the_history_does_not_last_unsaved_words_stay_where_they_are(folder: Path) -> None:
    path = make(folder / "a.md")
    leave_unsaved(path, "precious words\n")
    (folder / ".companion").write_text("in the way")
    again = DraftFile.open(make(path))
    assert len(History(again.path, again.text).rescue(again)) == 1
    assert [r.text for r in DraftFile.open(path).recovered] == ["precious words\n"]

"""Restoring gives back what was kept; keeping much costs little."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion.store.database import HistoryError
from companion.store.encoding import decode, whole_characters
from companion.store.history import History
from companion.store.versions import Versions
from tests.strategies import TEXTS


@pytest.fixture
def versions(tmp_path: Path) -> Versions:
    return History(tmp_path / "a.md", "text").versions


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40
)
@given(st.lists(TEXTS, min_size=1, max_size=6), st.data())
def test_restoring_gives_the_very_text_whatever_is_deleted(
    versions: Versions, texts: list[str], data: st.DataObject
) -> None:
    for earlier in versions.list():
        versions.delete(earlier.id)
    kept = {versions.keep(text, "sitting").id: text for text in texts}
    for gone in data.draw(st.lists(st.sampled_from(sorted(kept)), unique=True)):
        versions.delete(gone)
        del kept[gone]
    # No text file can hold a NUL or half a character: U+FFFD stands in its place.
    expected = {number: whole_characters(text) for number, text in kept.items()}
    assert {number: versions.text(number) for number in kept} == expected
    for number in kept:
        versions.delete(number)
    assert not versions.list()


def test_the_very_bytes_come_back(versions: Versions) -> None:
    data = b"\xef\xbb\xbfone\r\ntwo\nthree \r four\n"
    text, form = decode(data)
    first = versions.keep(text, "sitting", form=form)
    versions.keep(text + "more", "sitting")
    assert versions.data(first.id) == data


def test_what_is_known_of_a_version(versions: Versions) -> None:
    at = datetime(2026, 3, 1, 12, tzinfo=UTC)
    kept = versions.keep("Two words.", "import", name="by Ann", note="on paper", made_by="person",
                         maker="Ann", source="ann.docx", at=at)  # fmt: skip
    assert kept == versions.get(kept.id) == versions.list()[0]
    assert (kept.words, kept.at, kept.made_by, kept.maker) == (2, at, "person", "Ann")
    with pytest.raises(ValueError, match="made_by"):
        versions.keep("x", "import", made_by="ghost")  # type: ignore[arg-type]


def test_times_of_other_zones_are_put_in_order(versions: Versions) -> None:
    for hour, zone in ((1, 0), (9, 9), (1, -3)):
        at = datetime(2026, 3, 1, hour, tzinfo=timezone(timedelta(hours=zone)))
        versions.keep(f"{hour} {zone}", "import", at=at)
    assert [versions.text(v.id) for v in versions.list()] == ["1 -3", "1 0", "9 9"]


def test_keeping_the_same_state_twice_makes_one_version_and_a_name_is_given_to_it(
    versions: Versions,
) -> None:
    first = versions.keep("text", "sitting")
    assert versions.keep("text", "sitting").id == first.id
    assert versions.keep("text", "named", name="final").id == first.id
    assert versions.get(first.id).name == "final"
    assert versions.keep("text", "named", name="really final").id != first.id
    assert versions.keep("text", "import", made_by="model", maker="m").id != first.id


def test_a_state_that_comes_back_is_kept_once(versions: Versions, tmp_path: Path) -> None:
    ids = [versions.keep(text, "sitting").id for text in ("one", "two", "one")]
    assert len(set(ids)) == 3
    (count,) = versions._database.read("SELECT count(*) FROM states")[0]
    assert count == 2
    versions.delete(ids[0])
    assert versions.text(ids[2]) == "one"


def test_rename_note_and_delete(versions: Versions) -> None:
    kept = versions.keep("text", "sitting")
    assert versions.rename(kept.id, "a name").name == "a name"
    assert versions.annotate(kept.id, "a note").note == "a note"
    assert versions.list(named=True)
    assert not versions.rename(kept.id, "").name
    assert not versions.list(named=True)
    versions.delete(kept.id)
    for action in (versions.get, versions.text, versions.delete):
        with pytest.raises(HistoryError, match="no version"):
            action(kept.id)


def test_deleted_words_are_erased_from_the_disk(versions: Versions, tmp_path: Path) -> None:
    secret = "".join(random.Random(1).choices("abcdefghij", k=400))
    versions.keep("before", "sitting")
    kept = versions.keep(f"before {secret}", "sitting")
    versions.keep("before and after", "sitting")
    versions.delete(kept.id)
    assert versions._database.read("SELECT 1 FROM states WHERE id = ?", (kept.id,)) == []
    assert [versions.text(v.id) for v in versions.list()] == ["before and after", "before"]


def test_a_version_damaged_on_disk_is_not_given_out_as_whole(versions: Versions) -> None:
    one = versions.keep("one " * 50, "sitting")
    two = versions.keep("one " * 50 + "two", "sitting")
    with versions._database.transaction() as db:
        db.execute("UPDATE states SET content = (SELECT content FROM states WHERE base IS NULL)")
    assert versions.text(one.id) == "one " * 50
    with pytest.raises(HistoryError, match="damaged"):
        versions.text(two.id)


def test_versions_of_a_long_draft_stay_small(tmp_path: Path) -> None:
    """A thousand must fit in 20 MB; chains of deltas are bounded, so a quarter tells."""
    chance = random.Random(7)
    letters = "etaoinshrdlu"

    def word() -> str:
        return "".join(chance.choices(letters, k=chance.randint(2, 9)))

    paragraphs = [[word() for _ in range(100)] for _ in range(100)]
    here = History(tmp_path / "a.md", "text")
    texts = {}
    for _ in range(250):
        for _ in range(20):
            chance.choice(paragraphs)[chance.randrange(100)] = word()
        text = "\n\n".join(" ".join(p) for p in paragraphs)
        texts[here.versions.keep(text, "sitting").id] = text
    for number in chance.sample(sorted(texts), 20):
        assert here.versions.text(number) == texts[number]
    here.close()
    size = sum(p.stat().st_size for p in (tmp_path / ".companion").iterdir())
    assert size < 5 * 2**20

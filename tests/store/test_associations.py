"""Associations are kept to the last character, found again, and gone when they are deleted."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from companion.store.associations import KeptThread, KeptTurn
from companion.store.history import History
from companion.text.span import Span

WHEN = datetime(2025, 10, 26, 12, 15, 18)


@pytest.fixture
def history(tmp_path: Path) -> History:
    path = tmp_path / "a.md"
    path.write_text("Words.")
    return History(path, "Words.")


def test_turns_come_back_as_they_were(history: History) -> None:
    kept = history.associations
    number = kept.begin("freewriting", ("You", "Partner"), WHEN, about="Words.")
    mine = KeptTurn("author", "You", "the crack \r\n👩‍👩‍👧 \u2028 '\"")
    theirs = KeptTurn("partner", "Partner", "a list", (Span(0, 1), Span(2, 6)))
    kept.put(number, {0: mine, 1: theirs})
    kept.put(number, {0: KeptTurn("author", "You", mine.text + " more")})
    (found,) = kept.all()
    assert found.turns == (KeptTurn("author", "You", mine.text + " more"), theirs)
    assert (found.names, found.started, found.about) == (("You", "Partner"), WHEN, "Words.")
    assert kept.latest("freewriting") == kept.get(number) == found
    kept.describe(number, ended=WHEN)
    assert kept.latest("freewriting") is None
    assert kept.latest("duet") is None


def test_half_a_character_does_not_stop_the_rest(history: History) -> None:
    number = history.associations.begin("freewriting", ("You",), WHEN)
    history.associations.put(number, {0: KeptTurn("author", "You", "a\ud83d b")})
    found = history.associations.get(number)
    assert found is not None and found.turns[0].text.startswith("a")


def test_search_finds_what_anyone_said(history: History) -> None:
    for word in ("Stove", "mirror"):
        turns = [KeptTurn("partner", "Partner", f"the {word} hums")]
        history.associations.begin("duet", ("A", "B"), WHEN, turns=turns)
    assert len(history.associations.all("hums")) == 2
    assert [one.turns[0].text for one in history.associations.all("sTOVE")] == ["the Stove hums"]
    assert history.associations.all("100%") == ()


def test_what_is_deleted_is_gone_from_the_file(history: History, tmp_path: Path) -> None:
    secret = "zanzibar marmalade"
    number = history.associations.begin(
        "freewriting", ("You",), WHEN, turns=[KeptTurn("author", "You", secret)]
    )
    assert history.associations.delete(number)
    assert not history.associations.delete(number)
    assert history.associations.get(number) is None
    history.close()
    for file in (tmp_path / ".companion").iterdir():
        assert secret.encode() not in file.read_bytes()


def test_drafts_keep_apart(history: History, tmp_path: Path) -> None:
    number = history.associations.begin("freewriting", ("You",), WHEN)
    (tmp_path / "b.md").write_text("Others.")
    other = History(tmp_path / "b.md", "Others.")
    assert other.associations.all() == ()
    assert other.associations.get(number) is None
    assert not other.associations.delete(number)


def test_threads_remarks_and_the_pane_are_kept(history: History) -> None:
    kept = history.associations
    threads = (KeptThread("the humming", "0a1b", done=True), KeptThread("the crack"))
    kept.revise_threads(lambda none: [*none, KeptThread("old")])
    assert kept.revise_threads(lambda old: threads if old else old) == threads
    assert kept.threads() == threads
    kept.add_remarks([("the crack", "Why?"), ("the crack", "Why?"), ("it", "Which?")])
    first, second = kept.remarks()
    assert (first.text, first.status, second.quotation) == ("Why?", "open", "it")
    kept.settle(first.id, "parked")
    kept.add_remarks([("the crack", "Why?")])
    assert [remark.status for remark in kept.remarks()] == ["parked", "open"]
    assert kept.sitting() == {}
    kept.revise_sitting(lambda state: {**state, "seen": ["wall"]})
    assert kept.sitting() == {"seen": ["wall"]}

"""What the Compare and History tabs ask, answered over a real history."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from companion.app.session.comparing import Comparing
from companion.app.session.shared_text import SharedText
from companion.store.history import History
from companion.text.edit import Edit
from companion.text.span import Span
from companion.widgets.changes import edits_from_json
from companion.widgets.contract import Event, Request, check
from companion.widgets.messages import Dispatcher
from tests.text.test_moves import MIRROR, POLISHED


class Table:
    """A page's end of the line: it asks, and makes the changes that it is answered."""

    def __init__(self, folder: Path) -> None:
        self.history = History(folder / "draft.md", MIRROR)
        self.text = SharedText(MIRROR)
        self.answers: list[dict[str, Any]] = []
        self.events: list[dict[str, Any]] = []
        self.requests: dict[str, Request[Any, Any]] = {}
        self.dispatcher = Dispatcher(self.answers.append)
        self.came: list[str] = []
        self.comparing = Comparing(
            self,
            self.text,
            self.history.versions,
            self.history.ledger,
            came=self.came.append,
        )

    def on_request(self, request: Request[Any, Any], handler: Callable[[Any], Any]) -> None:
        self.dispatcher.register(request, handler)
        self.requests[request.kind] = request

    def emit(self, event: Event[Any], payload: dict[str, Any]) -> None:
        check(event.payload, payload)
        self.events.append({"event": event.name, **payload})

    def ask(self, kind: str, **payload: Any) -> dict[str, Any]:
        async def answered() -> dict[str, Any]:
            self.answers.clear()
            self.dispatcher.receive({"id": "1", "kind": kind, **payload})
            while not self.answers:
                await asyncio.sleep(0.001)
            return self.answers[0]

        return asyncio.run(answered())

    def result(self, kind: str, **payload: Any) -> Any:
        answer = self.ask(kind, **payload)
        assert answer["ok"], answer
        check(self.requests[kind].result, answer["result"])
        return answer["result"]

    def do(self, kind: str, **payload: Any) -> str:
        """Make the change that is answered; returns the text."""
        answer = self.result(kind, **payload)
        assert answer["revision"] == self.text.revision
        edits = edits_from_json(self.text.text, answer["changes"])
        self.text.edit(edits)
        return self.text.text

    def import_text(self, text: str, **more: Any) -> int:
        content = base64.b64encode(text.encode()).decode()
        (kept,) = self.result("import-version", name="b.md", content=content, **more)["versions"]
        return int(kept["ref"])


@pytest.fixture
def table(tmp_path: Path) -> Table:
    return Table(tmp_path)


def test_everything_taken_is_the_other_version(table: Table) -> None:
    other = table.import_text(POLISHED, made_by="model", maker="a model's name")
    compared = table.result("compare", versions=["now", other])
    assert compared["columns"][1]["by"] == "a model's name"
    ids = [difference["id"] for difference in compared["pairs"][0]["differences"]]
    assert table.do("take", key=compared["key"], pair=0, ids=ids) == POLISHED
    (paste,) = table.history.ledger.pastes()
    assert paste.origin == "version: b.md"


def test_a_draft_typed_on_since_keeps_what_was_typed(table: Table) -> None:
    other = table.import_text(MIRROR.replace("comma", "full stop"))
    compared = table.result("compare", versions=["now", other])
    (difference,) = compared["pairs"][0]["differences"]
    table.text.edit([Edit(Span(0, 0), "Typed 👩‍👩‍👧 first.\n\n")])
    result = table.do("take", key=compared["key"], pair=0, ids=[difference["id"]])
    assert result == "Typed 👩‍👩‍👧 first.\n\n" + MIRROR.replace("comma", "full stop")
    again = table.ask("take", key=compared["key"], pair=0, ids=[difference["id"]])
    assert again["error"] == "Your draft has this already."


def test_from_two_old_versions_it_is_taken_into_the_draft(table: Table) -> None:
    one = table.import_text(MIRROR.replace("comma", "colon"))
    other = table.import_text(MIRROR.replace("comma", "full stop"))
    compared = table.result("compare", versions=[one, other])
    (difference,) = compared["pairs"][0]["differences"]
    result = table.do("take", key=compared["key"], pair=0, ids=[difference["id"]])
    assert result == MIRROR.replace("comma", "full stop")


def test_where_the_draft_is_on_the_right_the_older_wording_comes_back(table: Table) -> None:
    old = table.result("keep-version", name="first")["ref"]
    table.text.edit([Edit(Span(0, 0), "New.\n\n")])
    changed = table.text.text.replace("comma", "full stop")
    at = table.text.text.index("comma")
    table.text.edit([Edit(Span(at, at + len("comma")), "full stop")])
    compared = table.result("compare", versions=[old, "now"])
    by_words = {d["after"]: d["id"] for d in compared["pairs"][0]["differences"]}
    assert by_words.keys() == {"New.", "full stop"}
    key = compared["key"]
    # What is typed meanwhile stays.
    table.text.edit([Edit(Span(0, 0), "Typed 👩‍👩‍👧 first.\n\n")])
    result = table.do("take", key=key, pair=0, ids=[by_words["full stop"]])
    assert result == "Typed 👩‍👩‍👧 first.\n\n" + changed.replace("full stop", "comma")
    again = table.ask("take", key=key, pair=0, ids=[by_words["full stop"]])
    assert again["error"] == "Your draft has this already."
    assert table.do("take", key=key, pair=0, ids=[by_words["New."]]) == (
        "Typed 👩‍👩‍👧 first.\n\n" + MIRROR
    )
    assert not table.history.ledger.pastes()  # the author's own words are no paste
    assert table.came == []


def test_what_comes_back_from_a_model_is_noted(table: Table) -> None:
    other = table.import_text(MIRROR.replace("comma", "semicolon"), made_by="model")
    compared = table.result("compare", versions=[other, "now"])
    (difference,) = compared["pairs"][0]["differences"]
    taken = table.do("take", key=compared["key"], pair=0, ids=[difference["id"]])
    assert taken == MIRROR.replace("comma", "semicolon")
    assert table.came == ["semicolon"]
    (paste,) = table.history.ledger.pastes()
    assert paste.origin == "version: b.md"


def test_the_timeline_and_both_sides_of_a_comparison_say_the_same(table: Table) -> None:
    own = table.result("keep-version", name="first draft")["ref"]
    other = table.import_text(POLISHED, made_by="model")
    there = table.result("compare", versions=[own, other])["columns"][1]
    back = table.result("compare", versions=[other, own])["columns"][1]
    assert there["bits"] == -back["bits"] != 0
    for base, other_one, column in ((own, other, there), (other, own, back)):
        timeline = table.result("timeline", base=base)
        assert timeline["base"] == base
        (point,) = [c for c in timeline["columns"] if c["ref"] == other_one]
        assert (point["bits"], point["warn"]) == (column["bits"], column["warn"])
    assert table.result("timeline", base=999)["base"] == own


def test_the_timeline_ends_with_now_and_starts_at_the_author(table: Table) -> None:
    table.result("keep-version", name="first draft")
    table.import_text(POLISHED)
    table.text.edit([Edit(Span(0, 1), "We")])
    columns = table.result("timeline")["columns"]
    assert [column["name"] for column in columns] == ["first draft", "b.md", "now"]
    assert columns[0]["bits"] == 0 != columns[1]["bits"]


def test_restoring_keeps_what_stood_there(table: Table) -> None:
    kept = table.result("keep-version", name="mine", note="read aloud")
    table.text.edit([Edit(Span(0, len(MIRROR)), "Nothing but this.")])
    assert table.do("restore", version=kept["ref"]) == MIRROR
    latest, *_ = table.result("history")["versions"]
    assert latest["reason"] == "before restoring"
    assert table.history.versions.text(latest["ref"]) == "Nothing but this."


def test_versions_are_named_noted_and_deleted(table: Table) -> None:
    kept = table.result("keep-version")
    assert table.result("rename-version", version=kept["ref"], name="one")["title"] == "one"
    assert table.result("note-version", version=kept["ref"], note="two")["note"] == "two"
    table.result("delete-version", version=kept["ref"])
    assert table.result("history")["versions"] == []


@pytest.mark.parametrize(
    ("kind", "payload", "words"),
    [
        ("compare", {"versions": ["now"]}, "choose 2 to 6"),
        ("compare", {"versions": ["now", 99]}, "no version 99"),
        ("compare", {"versions": ["now", True]}, "no such version"),
        ("compare", {"versions": ["now", 1], "granularity": "pages"}, "granularity"),
        ("take", {"key": "9", "pair": 0, "ids": []}, "out of date"),
        ("restore", {"version": "1"}, "no such version"),
        ("import-version", {"name": "a.docx", "content": "bm8="}, "not a Word document"),
        ("import-version", {"name": "a.md", "content": "?"}, ""),
    ],
)
def test_what_cannot_be_done_is_said(
    table: Table, kind: str, payload: dict[str, Any], words: str
) -> None:
    answer = table.ask(kind, **payload)
    assert not answer["ok"]
    assert words in answer["error"]


def test_files_are_imported_with_both_readings(table: Table, tmp_path: Path) -> None:
    marked = tmp_path / "marked.md"
    marked.write_text("A {--b--}{++c++} d.\n", encoding="utf-8")
    before, after = table.comparing.import_files([marked])
    assert table.history.versions.text(before) == "A b d.\n"
    assert table.history.versions.text(after) == "A c d.\n"


def test_a_file_is_imported_once_however_often_the_page_is_loaded(
    table: Table, tmp_path: Path
) -> None:
    other = tmp_path / "other.md"
    other.write_text(POLISHED, "utf-8")
    first = table.comparing.import_files([other])
    table.history.versions.rename(first[0], "from Anna")
    assert table.comparing.import_files([other]) == first
    other.write_text(POLISHED + "More.\n", "utf-8")
    assert table.comparing.import_files([other]) != first
    assert table.comparing.import_files([tmp_path / "other.md", other])[0] != first[0]
    assert len(table.result("history")["versions"]) == 2


def test_a_long_comparison_tells_how_far_it_is(table: Table) -> None:
    others = [table.import_text(POLISHED + more) for more in ("", "One.", "Two.")]
    table.result("compare", versions=["now", *others])
    assert [(event["done"], event["of"]) for event in table.events] == [(0, 3), (1, 3), (2, 3)]

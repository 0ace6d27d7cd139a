"""The pane's Python side: every word is kept, and the partner is held to its form."""

from __future__ import annotations

import asyncio
import inspect
import itertools
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.app.association.duets import Duets
from companion.app.association.freewriting import Freewriting
from companion.app.association.pane_context import PaneContext
from companion.app.association.transcripts import Transcripts
from companion.app.association.writing_sessions import Sittings, Written, mark
from companion.app.notebook.companion import FreewritingPane
from companion.app.session.kept_associations import as_transcript, sources
from companion.app.session.models import open_models
from companion.app.settings import Settings, load_settings
from companion.association.borrowed import borrowed
from companion.store.associations import KeptTurn
from companion.store.history import History
from companion.widgets.contract import BadField, Event, Request, check, fields_of
from companion.widgets.messages import RequestError
from tests.loopback import LoopbackModel, Reply, says, status

DRAFT = "# On mirrors\n\nMy grandmother kept a mirror by the stove.\n\nLeave the crack.\n"


class Page:
    """A page without a browser: requests are made by name, events are collected.

    What is asked, answered and told is held to the protocol.
    """

    def __init__(self) -> None:
        self.handlers: dict[str, Callable[[dict[str, Any]], Any]] = {}
        self.requests: dict[str, Request[Any, Any]] = {}
        self.events: list[dict[str, Any]] = []
        self.seen, self.association = "", None

    def on_request(self, request: Request[Any, Any], handler: Callable[[Any], Any]) -> None:
        self.requests[request.kind] = request
        self.handlers[request.kind] = lambda fields: handler(request.read(fields))

    def emit(self, event: Event[Any], payload: dict[str, Any]) -> None:
        check(event.payload, payload)
        self.events.append({"event": event.name, **payload})

    def ask(self, kind: str, **payload: Any) -> Any:
        """Ask as the browser does: it says what it saw last, and remembers the answer."""
        request = self.requests[f"association-{kind}"]
        known = {"association": self.association, "seen": self.seen}
        said = {name: value for name, value in known.items() if name in fields_of(request.payload)}
        result = self.handlers[request.kind]({**said, **payload})
        answer = asyncio.run(self._wait(result)) if inspect.isawaitable(result) else result
        check(request.result, answer)
        if kind in ("open", "write", "new"):
            self.association, self.seen = answer["association"], answer["seen"]
        return answer

    def write(self, *turns: tuple[int, str], same: int = 0) -> Any:
        return self.ask("write", turns=[[place, text, same] for place, text in turns])

    def sync(self) -> list[tuple[str, str]] | None:
        """What others wrote, if anything."""
        answer = self.ask("write", turns=[])
        return texts(answer) if answer["turns"] is not None else None

    async def _wait(self, result: Any) -> Any:
        answer = await result
        others = asyncio.all_tasks() - {asyncio.current_task()}
        await asyncio.gather(*others)
        return answer


@pytest.fixture
def draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("COMPANION_CONFIG", str(tmp_path / "config"))
    path = tmp_path / "essay.md"
    path.write_text(DRAFT, "utf-8")
    return path


@pytest.fixture
def history(draft: Path) -> Iterator[History]:
    opened = History(draft, DRAFT)
    yield opened
    opened.close()


def open_page(history: History, chosen: Settings | None = None, text: str = DRAFT) -> Page:
    page = Page()
    models = (lambda: open_models(chosen)) if chosen else None
    Freewriting(PaneContext(page, history.associations, lambda: text, models))
    return page


def with_model(monkeypatch: pytest.MonkeyPatch, draft: Path, server: LoopbackModel) -> Settings:
    monkeypatch.setenv("COMPANION_MODEL", "openai/test")
    monkeypatch.setenv("COMPANION_API_BASE", server.api_base)
    return load_settings(draft)


def texts(opening: dict[str, Any]) -> list[tuple[str, str]]:
    return [(turn["speaker"], turn["text"]) for turn in opening["turns"]]


def test_what_is_written_is_there_for_the_next_page(history: History) -> None:
    page = open_page(history)
    opening = page.ask("open")
    assert opening["association"] is None and opening["turns"] == []
    number = page.write((0, "the crack"))["association"]
    assert page.write((0, "the crack in the mirror"), same=9)["association"] == number
    again = open_page(history).ask("open")
    assert again["association"] == number
    assert texts(again) == [("author", "the crack in the mirror")]


def test_two_pages_on_one_sitting_see_each_other_and_overwrite_nothing(history: History) -> None:
    one, two = open_page(history), open_page(history)
    one.ask("open")
    number = one.write((0, "shared"))["association"]
    two.ask("open")
    assert one.write((0, "shared by one"), same=6)["turns"] is None
    answer = two.write((0, "shared by two"), same=6)
    assert answer["association"] == number
    assert texts(answer) == [("author", "shared by one\nby two")]
    assert one.sync() == [("author", "shared by one\nby two")]
    assert one.sync() is None and two.sync() is None
    assert len(history.associations.all()) == 1


def test_two_pages_that_begin_at_once_share_the_sitting(history: History) -> None:
    one, two = open_page(history), open_page(history)
    one.ask("open")
    two.ask("open")
    one.write((0, "the crack"))
    assert texts(two.write((0, "the stove"))) == [("author", "the crack\nthe stove")]


def test_two_views_of_one_widget_overwrite_nothing(history: History) -> None:
    page = open_page(history)
    page.ask("open")
    unseen = page.seen
    page.write((0, "in the first cell"))
    page.seen, page.association = unseen, None
    assert texts(page.write((0, "in the second"))) == [
        ("author", "in the first cell\nin the second")
    ]
    changed = [event for event in page.events if event["event"] == "association-changed"]
    assert changed[-1]["seen"] == page.seen != changed[0]["seen"]


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 2), st.sampled_from(["type", "send", "lose", "partner"]))))
def test_whatever_pages_do_at_once_no_word_is_lost(steps: list[tuple[int, str]]) -> None:
    """Each page types words that nobody else types; every one must be kept in the end."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "essay.md"
        path.write_text(DRAFT, "utf-8")
        history = History(path, DRAFT)
        sittings = Sittings(history.associations)
        # What a page has of the last turn it knows, and what it saw: place, text, same, seen.
        pages: list[tuple[int, str, int, str]] = [(0, "", 0, mark(()))] * 3
        number: int | None = None
        typed: list[str] = []
        for page, step in [*steps, *((page, "send") for page in range(3))]:
            place, text, same, seen = pages[page]
            if step == "type":
                typed.append(f"w{len(typed)}")
                pages[page] = place, f"{text}{typed[-1]} ", same, seen
            elif step == "partner":
                number, _ = sittings.add(number, KeptTurn("partner", "Partner", "rain"))
            elif text[same:]:
                kept = sittings.write(number, {place: Written(text, same)}, seen)
                assert kept is not None
                number, said = kept.association.id, kept.association.turns
                if step == "lose":  # the answer does not arrive: the page will send it again
                    continue
                last = len(said) - 1
                mine = said[last].text if said[last].speaker == "author" else ""
                pages[page] = last + (not mine), mine, len(mine), mark(said)
        one = history.associations.get(number) if number is not None else None
        written = " ".join(turn.text for turn in one.turns) if one else ""
        assert set(typed) <= set(written.split())
        speakers = [turn.speaker for turn in one.turns] if one else []
        assert ("author", "author") not in itertools.pairwise(speakers)
        history.close()


def test_the_farewell_of_a_page_may_come_after_the_next_one_has_opened(history: History) -> None:
    old, new = open_page(history), open_page(history)
    old.ask("open")
    number = old.write((0, "the crack"))["association"]
    backup = {"association": number, "turns": [[0, "the crack in it", 9]]}
    assert texts(new.ask("open", backups=[backup])) == [("author", "the crack in it")]
    old.write((0, "the crack in it"), same=9)
    assert new.write((0, "the crack in it hums"), same=15)["association"] == number
    assert texts(open_page(history).ask("open")) == [("author", "the crack in it hums")]
    assert len(history.associations.all()) == 1


@pytest.mark.parametrize(
    ("kept", "left", "same", "both"),
    [
        ("the crack", "the crack in it", 9, "the crack in it"),
        ("the crack in it", "the crack", 9, "the crack in it"),
        ("the crack is old", "the crack in it", 9, "the crack is old\nin it"),
        ("the crack", "the stove", 0, "the crack\nthe stove"),
        ("", "alone", 0, "alone"),
    ],
)
def test_words_left_in_the_browser_are_taken_in(
    history: History, kept: str, left: str, same: int, both: str
) -> None:
    page = open_page(history)
    page.ask("open")
    number = page.write((0, kept))["association"] if kept else None
    backups = [{"association": number, "turns": [[0, left, same]]}]
    assert texts(open_page(history).ask("open", backups=backups)) == [("author", both)]


def test_words_left_of_an_earlier_association_go_there(history: History) -> None:
    page = open_page(history)
    page.ask("open")
    number = page.write((0, "first"))["association"]
    page.ask("new")
    page.write((0, "second"))
    backups = [{"association": number, "turns": [[0, "first and last", 5]]}]
    assert texts(open_page(history).ask("open", backups=backups)) == [("author", "second")]
    earlier = history.associations.get(number)
    assert earlier is not None and earlier.turns[0].text == "first and last"


def test_words_for_a_sitting_that_was_deleted_are_kept_all_the_same(history: History) -> None:
    page = open_page(history)
    page.ask("open")
    number = page.write((0, "first"))["association"]
    history.associations.delete(number)
    assert texts(page.write((0, "first and last"), same=5)) == [("author", "first and last")]


@pytest.mark.parametrize(
    "turns", [None, 3, [[0]], [["0", "x", 0]], [[-1, "x", 0]], [[0, 1, 0]], [[0, "x"]], {"0": "x"}]
)
def test_malformed_turns_change_nothing(history: History, turns: object) -> None:
    page = open_page(history)
    page.ask("open")
    with pytest.raises(BadField, match="turns"):
        page.ask("write", turns=turns)
    backups = [{"association": "x", "turns": turns}, "x"]
    assert page.ask("open", backups=backups)["turns"] == []


def test_sparks_are_never_the_same_in_a_sitting_reloads_included(history: History) -> None:
    seen: list[str] = []
    for _ in range(4):
        page = open_page(history)
        page.ask("open")
        seen += [spark["response"] for spark in page.ask("sparks", text="the mirror and the stove")]
    assert len(seen) == len(set(seen)) > 4
    page.ask("new")
    assert page.ask("sparks", text="the mirror and the stove")


def test_rules_are_kept_and_nonsense_is_refused(history: History) -> None:
    page = open_page(history)
    assert page.ask("open")["rules"]["goal_words"] == 200
    page.ask("rules", rules={"goal_words": 600, "backspace": None, "hide_count": True})
    rules = open_page(history).ask("open")["rules"]
    assert (rules["goal_words"], rules["backspace"], rules["hide_count"]) == (600, None, True)
    for nonsense in ({"goal_words": -1}, {"colour": "red"}, {"minutes": "x"}):
        with pytest.raises((RequestError, BadField), match="cannot be set"):
            page.ask("rules", rules=nonsense)


def test_threads_are_kept_tied_and_offered(history: History) -> None:
    page = open_page(history)
    page.ask("open")
    page.ask("threads", act="keep", phrase="the humming")
    page.ask("threads", act="keep", phrase="the crack")
    page.ask("threads", act="tie", phrase="the humming", at=DRAFT.index("grandmother"))
    wire = page.ask("threads", act="move", phrase="the humming", by=1)
    assert [thread["phrase"] for thread in wire] == ["the crack", "the humming"]
    assert wire[1]["opening"].startswith("My grandmother kept")
    moved = open_page(history, text="Nothing of it.")
    assert moved.ask("open")["threads"][1] == {**wire[1], "opening": ""}
    assert page.ask("threads", act="remove", phrase="gone by now") == wire
    page.write((0, "a copper kettle and then it was a copper kettle"))
    assert "copper kettle" in page.ask("offer")


def test_a_sitting_can_be_about_a_paragraph(history: History) -> None:
    page = open_page(history)
    page.ask("open")
    about = page.ask("about", at=DRAFT.index("stove"))["about"]
    assert about == "My grandmother kept a mirror by the stove."
    page.write((0, "humming"))
    assert open_page(history).ask("open")["about"] == about
    assert page.ask("about", at=len(DRAFT))["about"] == "Leave the crack."
    assert page.ask("about", at=None) == {"about": ""}


def test_without_a_model_the_pane_is_whole(history: History, draft: Path) -> None:
    for page in (open_page(history), open_page(history, load_settings(draft))):
        opening = page.ask("open")
        assert opening["partner"]["name"] == "" and opening["partner"]["why"]
        assert page.ask("sparks", text="mirror")
        with pytest.raises(RequestError):
            page.ask("partner")


def test_the_partners_turn_is_told_what_it_needs_and_kept_in_its_form(
    history: History, draft: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reply = "What a lovely image! The clipboard, and the stove: both keep a ledger of crumbs."
    with LoopbackModel(says(reply)) as server:
        page = open_page(history, with_model(monkeypatch, draft, server))
        assert page.ask("open")["partner"]["name"] == "test"
        page.ask("about", at=DRAFT.index("stove"))
        page.ask("threads", act="keep", phrase="why humming")
        page.write((0, "the clipboard and the stove"))
        plan = page.ask("plan")
        assert plan["agreed"] and plan["allowed"]
        page.ask("partner")
    (request,) = server.requests
    for part in ("the clipboard and the stove", "kept a mirror", "# On mirrors", "why humming"):
        assert part in request.text
    assert plan["texts"][0].split() == request.text.split()
    said = "the clipboard and the stove both keep a ledger of crumbs"
    assert page.events[-1]["event"] == "association-changed"
    assert page.sync() == [("author", "the clipboard and the stove"), ("partner", said)]
    streamed = [event["text"] for event in page.events if event["event"] == "association-stream"]
    assert streamed and all(said.startswith(text) for text in streamed)
    page.write((2, "crumbs then"))
    assert texts(open_page(history).ask("open")) == [
        ("author", "the clipboard and the stove"),
        ("partner", said),
        ("author", "crumbs then"),
    ]


def test_only_what_was_not_the_authors_can_be_borrowed_from_the_partner(
    history: History, draft: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with LoopbackModel(says("the humming by the clipboard keeps a ledger of crumbs")) as server:
        page = open_page(history, with_model(monkeypatch, draft, server))
        page.ask("open")
        page.write((0, "the humming by the clipboard"))
        page.ask("partner")
    revised = "The humming by the clipboard stopped. She keeps a ledger of crumbs."
    (found,) = borrowed(revised, sources(history.associations.all()))
    assert (found.text, found.origin) == ("keeps a ledger of crumbs", "partner")


def test_a_write_that_crossed_the_partners_turn_comes_after_it(
    history: History, draft: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with LoopbackModel(says("a tin roof")) as server:
        page = open_page(history, with_model(monkeypatch, draft, server))
        page.ask("open")
        page.ask("partner")
    page.write((0, "rain"))
    opening = open_page(history).ask("open")
    assert texts(opening) == [("partner", "a tin roof"), ("author", "rain")]


@pytest.mark.parametrize(
    ("reply", "says_what"),
    [
        (status(500), "500"),
        (status(401), "key"),
        (says("You should try to describe the stove."), "nothing that could stand here"),
        (Reply("a tin roof in", cut=1, ending="drop"), "broke|dropped|ended|off"),
    ],
)
def test_trouble_is_told_and_keeps_the_authors_words(
    history: History,
    draft: Path,
    monkeypatch: pytest.MonkeyPatch,
    reply: Reply,
    says_what: str,
) -> None:
    with LoopbackModel(reply) as server:
        page = open_page(history, with_model(monkeypatch, draft, server))
        page.ask("open")
        page.write((0, "my words"))
        with pytest.raises(RequestError, match=says_what) as refused:
            page.ask("partner")
    assert str(refused.value)
    assert texts(open_page(history).ask("open")) == [("author", "my words")]


def test_stopped_the_partner_keeps_what_it_had_said(
    history: History, draft: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def stop(page: Page) -> None:
        task = asyncio.ensure_future(
            page.handlers["association-partner"]({"association": page.association})
        )
        while page.events[-1]["event"] != "association-stream":
            await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await asyncio.gather(*(asyncio.all_tasks() - {asyncio.current_task()}))

    reply = Reply("a tin roof in the rain and then", cut=3, ending="stall")
    with LoopbackModel(reply) as server:
        page = open_page(history, with_model(monkeypatch, draft, server))
        page.ask("open")
        page.write((0, "my words"))
        asyncio.run(stop(page))
    (_, (speaker, said)) = texts(open_page(history).ask("open"))
    assert speaker == "partner" and "a tin roof in the rain".startswith(said)


def test_the_pane_works_in_a_notebook_without_the_page(draft: Path) -> None:
    pane = FreewritingPane(draft)
    bundle = pane._repr_mimebundle_()
    assert any(
        "widget-view" in kind for kind in (bundle[0] if isinstance(bundle, tuple) else bundle)
    )
    pane._dispatcher.receive({"id": "1", "kind": "association-open"})
    pane._dispatcher.receive(
        {"id": "2", "kind": "association-write", "turns": [[0, "in a notebook", 0]]}
    )
    reopened = History(draft, DRAFT)
    assert [turn.text for turn in reopened.associations.all()[0].turns] == ["in a notebook"]
    reopened.close()
    assert draft.read_text("utf-8") == DRAFT


def test_a_duet_is_kept_with_what_of_it_was_the_drafts(
    history: History, draft: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = [says("She keeps “a mirror by the stove”. Why heat?"), says("Heat breaks old glass.")]
    with LoopbackModel(script) as server:
        models = open_models(with_model(monkeypatch, draft, server))
        page, told = Page(), []
        Duets(
            PaneContext(
                page, history.associations, lambda: DRAFT, lambda: models, lambda: told.append(1)
            )
        )
        plan = page.handlers["duet-plan"]({"turns": 2})
        assert plan["agreed"] and DRAFT.strip() in plan["texts"][0]
        asyncio.run(page._wait(page.handlers["duet-start"]({"turns": 2})))
    assert [event["turns"] for event in page.events] == [0, 1, 2, 2]
    assert page.events[-1]["ending"] == "all turns taken"
    (kept,) = history.associations.all()
    assert kept.kind == "duet"
    assert [turn.speaker for turn in kept.turns] == ["partner", "critic"]
    revised = DRAFT + "\nHeat breaks old glass. There was a mirror by the stove.\n"
    assert [find.text for find in borrowed(revised, sources([kept]))] == ["Heat breaks old glass"]
    with pytest.raises(RequestError, match="limits"):
        page.handlers["duet-plan"]({"turns": 0})


def test_conversations_are_listed_searched_read_and_deleted(history: History) -> None:
    page, told = Page(), []
    Transcripts(PaneContext(page, history.associations, lambda: DRAFT, said=lambda: told.append(1)))
    top = "# A ↔ B\n\n**Started:** 2025-10-26 12:15:18\n**Messages:** 1\n\n---\n\n"
    text = f"{top}### A\n\nA copper kettle.\n\n---\n"
    ask = page.handlers
    (one,) = ask["transcripts-import"]({"text": text})
    assert (one["title"], one["kind"], one["words"]) == ("A ↔ B", "imported", 3)
    assert ask["transcripts-list"]({"containing": "KETTLE"}) == [one]
    assert ask["transcripts-list"]({"containing": "zebra"}) == []
    assert ask["transcripts-read"]({"transcript": one["id"]})["markdown"] == text
    assert ask["transcripts-export"]({}) == text
    with pytest.raises(RequestError, match="line 1"):
        ask["transcripts-import"]({"text": "Dear diary"})
    assert ask["transcripts-delete"]({"transcript": one["id"]}) == []
    with pytest.raises(RequestError, match="no longer"):
        ask["transcripts-read"]({"transcript": one["id"]})
    assert len(told) == 2


def test_an_association_goes_out_as_a_transcript(history: History) -> None:
    page = open_page(history)
    page.ask("open")
    page.write((0, "alone"))
    (kept,) = history.associations.all()
    assert as_transcript(kept).title == "You ↔ Partner"

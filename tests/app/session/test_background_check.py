"""The draft is read from where the author is, and ends as if it had been read from the top."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from companion.app.session.background_check import BackgroundCheck, Patch
from companion.grammar.engines.base import Finding
from companion.review.check import Checker, Suggestion, about_endless, in_order
from companion.text.diff import diff_words
from companion.text.edit import Edit, apply_edits
from companion.text.span import Span

DRAFT = "\n\n".join(f"Here teh number {n} stands. And teh number {n} again." for n in range(30))


class Teh:
    """Finds one misspelling, and remembers what it was asked."""

    name = key = "teh"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def check(self, text: str) -> list[Finding]:
        self.asked.append(text)
        found, at = [], text.find("teh")
        while at >= 0:
            found.append(Finding(Edit(Span(at, at + 3), "the"), "Spelling.", "teh", self.name))
            at = text.find("teh", at + 1)
        return found


class Page:
    """What a page would show after the patches it was sent."""

    def __init__(self, check_of) -> None:
        self.shown: dict[str, Suggestion] = {}
        self.shares: list[float | None] = []
        self.check = check_of(self)

    def take(self, patch: Patch) -> None:
        for identity in patch.remove:
            del self.shown[identity]
        self.shown |= {s.id: s for s in patch.add}

    async def rest(self) -> None:
        """Wait until nothing is left to read."""
        while not self.shares or self.shares[-1] is not None:
            await asyncio.sleep(0.005)


def page_on(text: str, engine: Teh) -> Page:
    return Page(
        lambda page: BackgroundCheck(
            text,
            Checker([engine]),
            measure=lambda _paragraph, _edit: 0.0,
            publish=page.take,
            progress=page.shares.append,
        )
    )


def plain(suggestions) -> list[Suggestion]:
    """Those that a page shows, without what only the page's are told."""
    mechanical = (replace(s, drift_bits=None) for s in suggestions if s.mechanical)
    return sorted(mechanical, key=lambda s: s.span)


def test_what_was_typed_is_read_first_then_what_is_in_sight_then_the_rest() -> None:
    engine = Teh()
    typed, sight = DRAFT.index("number 25"), DRAFT.index("number 10")

    async def run() -> Page:
        page = page_on(DRAFT, engine)
        page.check.look(Span(sight, sight + 5))
        page.check.changed([Edit(Span(typed, typed), "")], DRAFT)
        page.check.start()
        await page.rest()
        page.check.stop()
        return page

    page = asyncio.run(run())
    order = [int(text.split()[3]) for text in engine.asked]
    assert order == [25, 10, *range(11, 25), *range(26, 30), *range(10)]
    assert plain(page.shown.values()) == plain(Checker([Teh()]).check(DRAFT))
    assert page.shares[0] == 0.0 and page.shares[-1] is None


@given(st.data())
@settings(max_examples=8, deadline=None)
def test_any_typing_while_it_is_read_ends_with_the_same_suggestions(data) -> None:
    async def run() -> tuple[str, Page]:
        text, page = DRAFT, page_on(DRAFT, Teh())
        page.check.start()
        for _ in range(3):
            await asyncio.sleep(data.draw(st.sampled_from([0, 0.01, 0.03])))
            at = data.draw(st.integers(0, len(text)))
            edit = Edit(Span(at, at), data.draw(st.sampled_from(["x", " teh ", "\n\nteh end"])))
            text = apply_edits(text, [edit])
            page.check.changed([edit], text)
            page.shown = {s.id: s for s in page.check.on_page}  # as the page maps them itself
        page.shares.clear()
        page.check.refresh()
        await page.rest()
        page.check.stop()
        return text, page

    text, page = asyncio.run(run())
    assert plain(page.shown.values()) == plain(Checker([Teh()]).check(text))


@settings(max_examples=8, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 300)), max_size=3))
def test_the_order_of_reading_changes_nothing_of_what_is_found(places) -> None:
    first = [Span(start, start + length) for start, length in places]
    found = list(Checker([Teh()]).check_paragraphs(DRAFT, first=first))
    assert in_order(s for _, some in found for s in some) == Checker([Teh()]).check(DRAFT)


def test_a_first_reading_goes_through_what_was_found_a_few_times_only(monkeypatch) -> None:
    handled: list[int] = []

    def counted(suggestions):
        ordered = in_order(suggestions)
        handled.append(len(ordered))
        return ordered

    monkeypatch.setattr("companion.app.session.background_check.in_order", counted)
    monkeypatch.setattr(
        "companion.app.session.background_check.PATCH_INTERVAL_S", 0.0
    )  # as slow as a machine can be
    paragraphs = 1000

    async def run() -> Page:
        page = page_on("\n\n".join(f"Here teh {n}." for n in range(paragraphs)), Teh())
        page.check.start()
        await page.rest()
        page.check.stop()
        return page

    page = asyncio.run(run())
    assert len(page.shown) == paragraphs
    assert sum(handled) < 15 * paragraphs


def test_what_is_left_unread_is_told_as_the_command_tells_it_until_it_is_divided() -> None:
    endless = " ".join(["so it went on"] * 200)
    text = f"Here teh first.\n\n{endless}.\n\nShort.\n\n{endless}.\n"
    checker = Checker([Teh()])
    checker.check(text)
    said = about_endless(text, checker.endless)
    assert "line 3, 7" in said

    async def run() -> None:
        page = page_on(text, Teh())
        page.check.look(Span(len(text) - 9, len(text) - 3))  # read from the end
        page.check.start()
        await page.rest()
        assert page.check.unread == said
        divided = text.replace("on so", "on. So")
        page.shares.clear()
        page.check.changed(diff_words(text, divided), divided)
        await page.rest()
        assert page.check.unread == ""
        page.check.stop()

    asyncio.run(run())

"""The page around the dashboard: how it opens, and what it leaves alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import open_desk
from tests.serving import Serving

PAPER = {"light": "rgb(251, 249, 245)", "dark": "rgb(29, 28, 26)"}


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "On mirrors & <b>glass.md"
    path.write_text("Its a strange feeling.\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("page", [{"color_scheme": s} for s in PAPER], indirect=True)
def test_the_page_is_paper_from_the_first_frame(
    companion_server: Callable[..., Serving], page: Page, draft: Path
) -> None:
    page.goto(companion_server(draft).url, wait_until="commit")
    page.get_by_text(f"Opening {draft.name}…").wait_for()
    scheme = (
        "dark" if page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") else "light"
    )
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == PAPER[scheme]
    assert page.title() == draft.name
    assert page.get_attribute("html", "lang") == "en"
    expect(page).not_to_have_url(re.compile("token"))


def test_the_page_says_when_the_dashboard_cannot_be_drawn(
    companion_server: Callable[..., Serving], page: Page, draft: Path
) -> None:
    serving = companion_server(draft)
    draft.unlink()
    draft.mkdir()
    page.goto(serving.url)
    page.get_by_role("alert").wait_for()
    draft.rmdir()
    draft.write_text("Here again.\n", "utf-8")
    page.get_by_role("button", name="Try again").click()
    page.get_by_role("textbox", name="Draft").wait_for()


# DESIGN.md, section 7: what drives the page finds these by their role and a part of their name.
NAMED = (
    ("tab", "Write"),
    ("tab", "Compare"),
    ("tab", "History"),
    ("tab", "Disclosure"),
    ("textbox", "Draft"),
    ("status", "Saved"),
    ("list", "Suggestions"),
    ("meter", "Voice drift"),
    ("textbox", "Free association"),
    ("list", "Sparks"),
    ("button", "Partner's turn"),
    ("button", "Keep a thread"),
    ("list", "Threads"),
)


def test_each_part_alone_answers_to_its_name(
    companion_server: Callable[..., Serving], page: Page, draft: Path
) -> None:
    desk = open_desk(page, companion_server(draft).url)
    page.get_by_role("textbox", name="Free association").click()
    page.keyboard.type("my grandmother kept a mirror in the kitchen beside the cold stove")
    page.get_by_role("button", name="Keep a thread").click()
    expect(page.get_by_role("list", name="Phrases to keep")).to_be_visible()
    expect(page.get_by_role("list", name="Sparks").get_by_role("button").first).to_be_visible()
    for role, name in NAMED:
        expect(page.get_by_role(role, name=name)).to_have_count(1)
    card = desk.suggestion("strange feeling")
    for name in ("Accept", "Reject", "Never again"):
        expect(card.get_by_role("button", name=name)).to_have_count(1)

    page.get_by_role("tab", name="Compare").click()
    expect(page.get_by_role("list", name="Differences")).to_have_count(1)
    expect(page.get_by_role("figure", name="Voice across versions")).to_have_count(1)


def test_the_list_says_which_paragraphs_are_left_unread_until_they_are_divided(
    companion_server: Callable[..., Serving], page: Page, draft: Path
) -> None:
    endless = " ".join(["so it went on"] * 200)
    draft.write_text(f"Its a strange feeling.\n\n{endless}.\n", "utf-8")
    desk = open_desk(page, companion_server(draft).url)
    desk.suggestion("It's").wait_for()
    note = page.get_by_role("region", name="Grammar only").get_by_role("note")
    expect(note).to_have_text(
        "sentences of more than 600 words were left unread (line 3): to have them checked, divide"
        " them"
    )
    draft.write_text(draft.read_text("utf-8").replace("on so", "on. So"), "utf-8")
    expect(note).to_be_hidden()

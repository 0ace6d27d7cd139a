"""The voice meter on the page: it stays silent on corrections, warns of drift, and says why."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.desk import Desk, open_desk
from tests.serving import Serving

OWN = (
    "I thought about that mirror last week. A program had fixed my essay and I could not say what "
    "was wrong with it. Every sentence was better."
)
POLISHED = (
    "Last week, I found myself reflecting on that mirror, genuinely struck by how a program had "
    "seamlessly refined my essay, underscoring a deeper and more profound tension. Moreover, every "
    "sentence had become remarkably polished and compelling."
)
ESSAY = f"# On mirrors\n\nMy grandmother kept a mirror. Its a strange feeling.\n\n{OWN}\n"


@pytest.fixture
def desk(companion_server: Callable[..., Serving], page: Page, tmp_path: Path) -> Desk:
    path = tmp_path / "on-mirrors.md"
    path.write_text(ESSAY, encoding="utf-8")
    desk = open_desk(page, companion_server(path).url)
    desk.suggestion("It's").wait_for()
    return desk


@pytest.fixture
def meter(desk: Desk) -> Locator:
    meter = desk.page.get_by_role("meter", name="Voice drift")
    expect(meter).to_have_attribute("aria-valuenow", "0.0")
    return meter


def test_a_correction_moves_nothing_before_or_after(desk: Desk, meter: Locator) -> None:
    text = "0.0 bits, yours"
    expect(meter).to_have_attribute("aria-valuetext", _containing(text))
    expect(desk.page.locator(".cp-meter")).to_contain_text("0.0 bits if you accept it")
    desk.suggestion("It's").get_by_role("button", name="Accept").click()
    expect(desk.page.locator(".cp-meter")).to_contain_text("nothing is pending")
    expect(meter).to_have_attribute("aria-valuenow", "0.0")


def test_a_polished_paragraph_is_marked_and_says_why_and_so_after_a_reload(
    desk: Desk, meter: Locator
) -> None:
    desk.draft.get_by_text("I thought about").click(click_count=3)
    desk.page.keyboard.insert_text(POLISHED)
    leaning = desk.draft.locator(".cp-leaning")
    expect(leaning).to_contain_text("genuinely struck")
    expect(leaning).to_have_attribute("aria-description", _containing("leans away"))
    expect(desk.page.locator(".cp-meter")).to_contain_text("paragraph 2 leans away")
    expect(meter).not_to_have_attribute("aria-valuenow", "0.0")

    desk.page.mouse.move(300, 20)  # off the text: no other tooltip is in the way
    expect(desk.page.locator(".cp-tooltip")).to_have_count(0)
    desk.draft.locator(".cp-tell", has_text="genuinely").hover()
    expect(desk.page.locator(".cp-tooltip")).to_be_visible()
    meter.hover()
    note = desk.page.get_by_role("note")
    expect(note).to_contain_text("bits toward assistant style")
    expect(note).to_contain_text("words a sentence")

    expect(desk.saved).to_contain_text("Saved ")
    desk.page.reload()
    expect(desk.draft.locator(".cp-leaning")).to_contain_text("genuinely struck")
    expect(meter).not_to_have_attribute("aria-valuenow", "0.0")


def _containing(text: str) -> re.Pattern[str]:
    return re.compile(re.escape(text))

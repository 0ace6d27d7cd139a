"""The page as its user knows it: the draft, the list, the keys."""

from __future__ import annotations

import time
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.serving import PATIENCE

DRAFT = "Draft"


class Desk:
    """Drives an open page by its accessible names."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def draft(self) -> Locator:
        return self.page.get_by_role("textbox", name="Draft")

    @property
    def suggestions(self) -> Locator:
        return self.page.get_by_role("list", name="Suggestions").get_by_role("listitem")

    @property
    def saved(self) -> Locator:
        return self.page.get_by_role("status", name="Saved")

    def suggestion(self, words: str) -> Locator:
        return self.suggestions.filter(has_text=words)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def text(self) -> str:
        """The author's words on the screen, without the proposals drawn among them."""
        return str(
            self.page.evaluate(
                """() => {
                  const draft = document.querySelector('[role=textbox][aria-label=Draft]');
                  const copy = draft.cloneNode(true);
                  copy.querySelectorAll('ins, .cp-spoken').forEach((e) => e.remove());
                  const lines = [...copy.querySelectorAll('.cm-line')];
                  return lines.map((line) => line.textContent).join('\\n');
                }"""
            )
        )

    def wait_saved(self, path: Path, expected: str) -> None:
        """Until the page says that it is saved, and the file holds the text."""
        deadline = time.monotonic() + PATIENCE
        while True:
            expect(self.saved).to_contain_text("Saved ")
            if path.read_text("utf-8") == expected:
                return
            if time.monotonic() > deadline:
                assert path.read_text("utf-8") == expected
            self.page.wait_for_timeout(50)


def open_desk(page: Page, url: str) -> Desk:
    """Go to the page and wait until it can be written on."""
    page.goto(url)
    desk = Desk(page)
    desk.draft.wait_for()
    return desk

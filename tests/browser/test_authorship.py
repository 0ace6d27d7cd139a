"""What is pasted on the page is told from what is typed and what is only moved."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.desk import open_desk
from tests.serving import Serving, run_companion

MINE = "I kept a mirror by the stove.\n\nNobody looked.\n"
THEIRS = "a quiet testament to the resilience of glass"
PASTE = """(text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const draft = document.querySelector('[role=textbox][aria-label=Draft]');
  draft.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
}"""


def test_pasted_words_are_told_from_typed_and_from_moved_ones(
    companion_server: Callable[..., Serving], page: Page, home: Path, tmp_path: Path
) -> None:
    draft = tmp_path / "essay.md"
    draft.write_text(MINE, encoding="utf-8")
    serving = companion_server(draft)
    desk = open_desk(page, serving.url)
    expect(desk.suggestions).to_have_count(0)

    # The first line is cut out, and put in at the end.
    desk.draft.focus()
    desk.press("Control+Home", "Shift+End", "Delete")
    rest = MINE.removeprefix("I kept a mirror by the stove.")
    desk.wait_saved(draft, rest)
    desk.press("Control+End")
    page.evaluate(PASTE, "I kept a mirror by the stove.")
    desk.wait_saved(draft, rest + "I kept a mirror by the stove.")
    page.keyboard.type(" It hung there all winter, ")
    page.evaluate(PASTE, THEIRS)
    text = rest + "I kept a mirror by the stove. It hung there all winter, " + THEIRS
    desk.wait_saved(draft, text)
    serving.stop()
    status, out, _ = run_companion("authorship", "--json", draft, home=home)
    assert status == 0
    authors = {author["key"]: author["spans"] for author in json.loads(out)["authors"]}
    assert [text[start:end] for start, end in authors["&Pasted"]] == [THEIRS]
    assert set(authors) == {"@Author", "&Pasted"}

"""A reviewer's marks on the page: each decided by the author, and once."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.desk import open_desk
from tests.serving import Serving, run_companion

REVIEWED = """\
# On mirrors

It {~~were~>was~~}{>>one mirror<<} late. {++Frankly, ++}nobody checked{-- a word--}.

{==She hummed.==}{>>Which tune?<<}
"""
BASE = "# On mirrors\n\nIt were late. nobody checked a word.\n\nShe hummed.\n"


def test_marks_are_accepted_and_rejected_one_by_one_and_stay_decided(
    companion_server: Callable[..., Serving], page: Page, home: Path, tmp_path: Path
) -> None:
    reviewed, draft = tmp_path / "reviewed.md", tmp_path / "essay.md"
    reviewed.write_text(REVIEWED, encoding="utf-8")
    draft.write_text(BASE, encoding="utf-8")
    desk = open_desk(page, companion_server(reviewed, draft, command="marks").url)
    expect(desk.suggestion("one mirror")).to_contain_text("was")
    desk.suggestion("one mirror").get_by_role("button", name="Accept").click()
    accepted = BASE.replace("were", "was")
    desk.wait_saved(draft, accepted)

    page.get_by_text("held back: not grammar").click()
    held = page.get_by_role("list", name="Held back").get_by_role("listitem")
    expect(held).to_have_count(2)
    held.first.get_by_role("button", name="Show anyway").click()
    desk.suggestion("Frankly").get_by_role("button", name="Reject").click()
    expect(desk.suggestion("Frankly")).to_have_count(0)

    page.reload()
    desk.draft.wait_for()
    page.get_by_text("held back: not grammar").click()
    expect(held).to_have_count(1)
    expect(held).not_to_contain_text("Frankly")
    expect(desk.suggestion("one mirror")).to_have_count(0)
    assert desk.text() == accepted
    assert reviewed.read_text("utf-8") == REVIEWED
    status, out, _ = run_companion("disclose", "--json", draft, home=home)
    assert (status, json.loads(out)["marked_accepted"]) == (0, 1)

"""The page around the dashboard: how it opens, and what it leaves alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

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
    assert "token" not in page.url


def test_the_page_says_when_the_dashboard_cannot_be_drawn(
    companion_server: Callable[..., Serving], page: Page, draft: Path
) -> None:
    serving = companion_server(draft)
    draft.unlink()
    draft.mkdir()
    page.goto(serving.url)
    page.get_by_role("alert").wait_for()

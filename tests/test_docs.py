"""Every link in what we write leads to a file that is there, and to a heading in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.serving import REPOSITORY

PAGES = [
    *sorted(REPOSITORY.glob("*.md")),
    *sorted((REPOSITORY / "docs").glob("*.md")),
    *sorted((REPOSITORY / "benchmarks").rglob("*.md")),
]
LINK = re.compile(r"\]\((?!https?://)([^)#\s]*)(?:#([^)\s]*))?\)")
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)


def anchor(heading: str) -> str:
    """How a heading is named in an address, by mkdocs and by code hosts alike."""
    plain = re.sub(r"[^\w\s-]", "", heading.lower()).strip()
    return re.sub(r"\s", "-", plain)


def test_pages_are_found() -> None:
    assert {"README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"} <= {page.name for page in PAGES}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(REPOSITORY)))
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    for path, heading in LINK.findall(text):
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), path
        if heading:
            anchors = {anchor(found) for found in HEADING.findall(target.read_text("utf-8"))}
            assert heading in anchors, f"{path}#{heading}"


@pytest.mark.parametrize(
    "page", [page for page in PAGES if page.parent != REPOSITORY], ids=lambda page: page.name
)
def test_paths_that_are_named_are_there(page: Path) -> None:
    named = re.findall(
        r"`((?:companion|prompts|dashboards|tests|benchmarks|docs)/[\w./]*)`",
        page.read_text("utf-8"),
    )
    assert len(named) > 10 or page.name != "ARCHITECTURE.md"
    assert [path for path in named if not (REPOSITORY / path).exists()] == []

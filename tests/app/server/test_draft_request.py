"""Which draft an address may name: one below the server's root, and no other."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.app.server.draft_request import RequestedDraftError, find_draft, requested_draft


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A server's root with drafts in it, and things beside it that are not its own."""
    root = tmp_path / "root"
    (root / "notes").mkdir(parents=True)
    for place in ("essay.md", "notes/a b é.markdown", "report.ipynb", ".hidden.md", "code.py"):
        (root / place).write_text("x")
    (tmp_path / "secret.md").write_text("x")
    (tmp_path / "root-too").mkdir()
    (tmp_path / "root-too" / "essay.md").write_text("x")
    (root / "way-out.md").symlink_to(tmp_path / "secret.md")
    (root / "alias.md").symlink_to(root / "essay.md")
    return root


@pytest.mark.parametrize("name", ["essay.md", "notes/a b é.markdown", "report.ipynb"])
def test_a_draft_below_the_root_is_found(root: Path, name: str) -> None:
    environment = {"QUERY_STRING": urlencode({"draft": name}), "COMPANION_ROOT": str(root)}
    assert requested_draft(environment) == (root / name).resolve()


def test_a_link_within_the_root_is_followed(root: Path) -> None:
    assert find_draft("alias.md", root) == (root / "essay.md").resolve()


@pytest.mark.parametrize(
    "name",
    [
        "",
        "none.md",
        "notes",
        "code.py",
        ".hidden.md",
        "../secret.md",
        "notes/../../secret.md",
        "../root-too/essay.md",
        "way-out.md",
        "/etc/passwd.md",
        "essay.md\0",
    ],
)
def test_anything_else_is_refused_in_words(root: Path, name: str) -> None:
    with pytest.raises(RequestedDraftError, match=r"draft|hidden"):
        find_draft(name, root)
    with pytest.raises(RequestedDraftError):
        find_draft(str(root.parent / "secret.md"), root)


@given(st.lists(st.sampled_from(["..", ".", "notes", "way-out.md", "secret.md", "essay.md", ""])))
def test_no_name_leads_out(tmp_path_factory: pytest.TempPathFactory, parts: list[str]) -> None:
    root = tmp_path_factory.getbasetemp() / "law" / "root"
    (root / "notes").mkdir(parents=True, exist_ok=True)
    for place in (root / "essay.md", root / "notes" / "essay.md", root.parent / "secret.md"):
        place.write_text("x")
    try:
        found = find_draft("/".join(parts), root)
    except RequestedDraftError:
        return
    assert found.is_relative_to(root.resolve())


def test_an_address_names_a_draft_only_where_a_server_says_its_root() -> None:
    assert requested_draft({}) is None
    assert requested_draft({"QUERY_STRING": "token=x"}) is None
    with pytest.raises(RequestedDraftError, match="extension"):
        requested_draft({"QUERY_STRING": "draft=essay.md"})

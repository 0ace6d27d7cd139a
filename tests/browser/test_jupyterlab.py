"""The page and its parts inside a real JupyterLab."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import nbformat
import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import Desk
from tests.browser.lab import PATIENCE, Lab, jupyterlab, open_lab, write_notebook
from tests.serving import REPOSITORY

ESSAY = "# On mirrors\n\nIts a strange feeling, to be improved.\n"
CODE = "from companion import Companion\nessay = Companion('essay.md')\nessay"


LISTED = "Open in Companion"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """One JupyterLab for all, on an empty folder."""
    root = tmp_path_factory.mktemp("lab")
    # What an installation puts into Jupyter's own folders.
    settings = REPOSITORY / "companion" / "app" / "share" / "jupyter" / "lab" / "settings"
    options = [
        "--ServerApp.jpserver_extensions=companion=True",
        f"--LabApp.app_settings_dir={settings}",
    ]
    with jupyterlab(root, tmp_path_factory.mktemp("home"), *options) as url:
        yield url, root


@pytest.fixture
def folder(server: tuple[str, Path], request: pytest.FixtureRequest) -> Path:
    """A folder of its own for each test, below the server's."""
    folder = server[1] / request.node.name.split("[")[0]
    folder.mkdir()
    return folder


@pytest.fixture
def open_notebook(server: tuple[str, Path], folder: Path, page: Page) -> Callable[..., Lab]:
    """``open_notebook(source, ...)`` opens a notebook with these code cells."""

    def open_(*sources: str) -> Lab:
        path = folder / "writing.ipynb"
        write_notebook(path, *sources)
        return open_lab(page, *server, path)

    return open_


def test_type_accept_save_and_reload(
    open_notebook: Callable[..., Lab], folder: Path, page: Page
) -> None:
    essay = folder / "essay.md"
    essay.write_text(ESSAY, "utf-8")
    lab = open_notebook(CODE)
    lab.run(0)
    lab.draft.wait_for(timeout=PATIENCE * 1000)
    expect(lab.suggestion("It's")).to_be_visible()
    cells = lab.cells.count()

    # Keys that the notebook would take for its own stay with the draft, and with the list.
    lab.draft.click()
    lab.press("Control+End")
    page.keyboard.type("dd she hummed")
    typed = ESSAY + "dd she hummed"
    lab.wait_saved(essay, typed)
    lab.press("F8", "Control+.")
    for key in ("b", "d", "d", "m", "y", "0", "0", "Shift+Enter", "ArrowDown", "z"):
        lab.press(key)
    expect(lab.suggestion("It's")).to_be_focused()
    lab.press("Enter")
    lab.wait_saved(essay, typed.replace("Its", "It's"))
    lab.press("Escape", "Control+z")
    lab.wait_saved(essay, typed)
    lab.press("Shift+Enter", "Control+z")
    expect(lab.cells).to_have_count(cells)

    # The saved notebook can be read without us: the words, and what is proposed.
    lab.wait_saved(essay, typed)
    expect(page.locator(".companion-still del")).to_have_text("Its")
    expect(page.locator(".companion-still")).to_be_hidden()
    saved = lab.save().cells[0].outputs
    still = next(o for o in saved if "companion-still" in o.get("data", {}).get("text/html", ""))
    assert "dd she hummed" in still.data["text/html"]
    assert ">Its</del>" in still.data["text/html"]

    page.reload()
    lab.draft.wait_for(timeout=PATIENCE * 1000)
    assert lab.text() == typed
    lab.suggestion("It's").get_by_role("button", name="Accept").click()
    lab.wait_saved(essay, typed.replace("Its", "It's"))


def test_a_cell_takes_its_accepted_text(
    open_notebook: Callable[..., Lab], folder: Path, page: Page
) -> None:
    text = "She have gone home.\n\nIts a late hour."
    lab = open_notebook("%load_ext companion", f"%%companion\n{text}")
    lab.run(0)
    lab.run(1)
    lab.draft.wait_for(timeout=PATIENCE * 1000)
    expect(page.get_by_role("meter", name="Voice drift")).to_be_visible()
    lab.suggestion("gone home").get_by_role("button", name="Accept").click()
    expect(lab.saved).to_have_text("Not in the cell yet")
    page.get_by_role("button", name="Write into the cell").click()
    expect(lab.saved).to_contain_text("Saved")
    wanted = "%%companion\n" + text.replace("have", "has")
    assert lab.save().cells[1].source == wanted
    assert [path.name for path in folder.iterdir() if path.suffix == ".md"] == []

    # A cell that was changed since is left alone, and says why.
    lab.suggestion("It's").get_by_role("button", name="Accept").click()
    lab.cells.nth(1).locator(".jp-InputArea .cm-content").click()
    lab.press("Control+Home", "ArrowDown", "End")
    page.keyboard.type(" So it is.")
    page.get_by_role("button", name="Write into the cell").click()
    expect(page.get_by_role("status", name="Cell")).to_contain_text("run it again")
    # Run again, both are there: the words in the cell, and what was accepted.
    lab.run(1)
    expect(lab.draft).to_contain_text("So it is.")
    page.get_by_role("button", name="Write into the cell").click()
    expect(lab.saved).to_contain_text("Saved")
    assert lab.save().cells[1].source == wanted.replace("home.", "home. So it is.").replace(
        "Its", "It's"
    )


PARTS = """\
from ipywidgets import HBox, VBox
from companion import CompareView, DraftEditor, FreewritingPane, SuggestionList, VoiceMeter
editor = DraftEditor("essay.md")
other = DraftEditor(text="A second draft, on its own.")
VBox([
    HBox([editor, VBox([SuggestionList(editor), VoiceMeter(editor)])]),
    CompareView(editor, "other.md"), other,
])"""


def test_parts_work_together_and_go_on_after_a_restart(
    open_notebook: Callable[..., Lab], folder: Path, page: Page
) -> None:
    essay = folder / "essay.md"
    essay.write_text(ESSAY, "utf-8")
    (folder / "other.md").write_text(ESSAY.replace("strange", "curious"), "utf-8")
    lab = open_notebook(PARTS, "print('at rest:', editor.text)")
    lab.run(0)
    first = page.get_by_role("textbox", name="Draft").first
    first.wait_for(timeout=PATIENCE * 1000)
    second = page.get_by_role("textbox", name="Draft").nth(1)
    expect(second).to_have_text("A second draft, on its own.")
    expect(page.get_by_role("meter", name="Voice drift")).to_have_attribute("aria-valuenow", "0.0")
    expect(page.get_by_role("list", name="Differences").get_by_role("listitem")).not_to_have_count(
        0
    )

    first.click()
    lab.press("F8", "Control+.", "a")
    expect(first).to_contain_text("It's a strange")
    lab.press("Escape", "Control+End")
    page.keyboard.type("More.")
    wanted = ESSAY.replace("Its", "It's") + "More."
    lab.wait_file(essay, wanted)
    lab.run(1)
    expect(page.locator(".jp-OutputArea pre", has_text="at rest:")).to_contain_text("More.")

    lab.restart()
    expect(page.get_by_text("The kernel was restarted").first).to_be_visible()
    first.click()
    lab.press("Control+End")
    page.keyboard.type(" And after.")
    second.click()
    lab.press("Control+End")
    page.keyboard.type(" Still here.")
    lab.wait_idle()
    lab.run(0)
    expect(first).to_contain_text("More. And after.", timeout=PATIENCE * 1000)
    expect(second).to_have_text("A second draft, on its own. Still here.")
    expect(page.get_by_text("The kernel was restarted")).to_have_count(0)
    lab.wait_file(essay, wanted + " And after.")


def test_markdown_cells_are_edited_between_their_boundaries(
    open_notebook: Callable[..., Lab], folder: Path, page: Page
) -> None:
    report = folder / "report.ipynb"
    made = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell("One."),
            nbformat.v4.new_code_cell(
                "1 + 1", outputs=[nbformat.v4.new_output("stream", text="2")]
            ),
            nbformat.v4.new_markdown_cell("Two."),
        ]
    )
    report.write_text(nbformat.writes(made), "utf-8")
    lab = open_notebook("from companion import Companion\nCompanion.from_notebook('report.ipynb')")
    lab.run(0)
    lab.draft.wait_for(timeout=PATIENCE * 1000)
    rules = lab.draft.get_by_role("separator")
    expect(rules).to_have_count(2)
    lab.draft.click()
    lab.press("Control+End", "Control+Shift+Home", "Delete")
    expect(lab.draft).not_to_contain_text("Two")
    expect(rules).to_have_count(2)
    lab.press("Control+z")
    expect(lab.draft).to_contain_text("Two.")
    lab.press("Control+End", "Home", "Backspace", "Backspace", "Control+End")
    page.keyboard.type(" More.")
    lab.press("Control+Home")
    page.keyboard.type("Now ")
    expect(rules).to_have_count(2)
    made.cells[0].source, made.cells[2].source = "Now One.", "Two. More."
    expected = nbformat.writes(made)
    lab.wait_saved(report, expected)


def test_a_markdown_file_opens_in_companion(
    server: tuple[str, Path], folder: Path, page: Page
) -> None:
    url, root = server
    (folder / "essay.md").write_text(ESSAY, "utf-8")
    (root.parent / "outside.md").write_text("private", "utf-8")
    page.goto(f"{url}/lab/workspaces/menu/tree/{folder.name}/essay.md?token=secret")
    page.get_by_role("menuitem", name="File", exact=True).click(timeout=PATIENCE * 1000)
    with page.expect_popup() as opened:
        page.get_by_role("menuitem", name=LISTED).click()
    desk = Desk(opened.value)
    desk.draft.wait_for(timeout=PATIENCE * 1000)
    assert opened.value.url.endswith(f"/companion/open/{folder.name}/essay.md")
    desk.suggestion("It's").get_by_role("button", name="Accept").click()
    desk.wait_saved(folder / "essay.md", ESSAY.replace("Its", "It's"))

    # Voila itself draws a dashboard that lies below the root, on the same draft.
    shutil.copy(REPOSITORY / "dashboards" / "companion.ipynb", folder)
    draft = quote(f"{folder.name}/essay.md", safe="")
    opened.value.goto(f"{url}/voila/render/{folder.name}/companion.ipynb?draft={draft}")
    desk.draft.wait_for(timeout=PATIENCE * 1000)
    expect(desk.draft).to_contain_text("It's a strange feeling")

    opened.value.goto(f"{url}/companion")
    drafts = opened.value.get_by_role("list", name="Drafts").get_by_role("link")
    expect(drafts.filter(has_text=folder.name)).to_have_count(1)
    for outside in ("../outside.md", "%2e%2e/outside.md", str(root.parent / "outside.md"), "no.md"):
        refused = page.request.get(f"{url}/companion/open/{outside}?token=secret")
        assert refused.status == 404, outside
        assert "private" not in refused.text()

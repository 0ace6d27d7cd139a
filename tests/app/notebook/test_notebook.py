"""What a notebook shows: texts in no file, notebooks as drafts, the parts, the still image."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
import traitlets
from hypothesis import given

from companion import (
    Companion,
    CompareView,
    DraftEditor,
    FreewritingPane,
    SuggestionList,
    VoiceMeter,
)
from companion.app.notebook.static_preview import MAX_CHARACTERS, pieces_of, still_html
from companion.formats.notebook import split_cells
from companion.review.check import check
from companion.store.draft_file import DraftError
from tests.serving import PATIENCE
from tests.strategies import TEXTS


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to be in, and a user's folder with nothing in it."""
    for name in ("XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "user"))
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


async def until(holds: Callable[[], bool]) -> None:
    """Wait for a state, as long as a loaded machine may need."""
    async with asyncio.timeout(PATIENCE):
        while not holds():
            await asyncio.sleep(0.01)


def test_a_text_in_no_file_is_written_nowhere_but_where_the_author_saves_it(place: Path) -> None:
    async def write() -> None:
        companion = Companion(text="Its fine.")
        assert companion.text == "Its fine."
        companion.text = "Its fine, now."
        assert companion.page.save_state["state"] == "kept"
        await companion.session.autosave.save()
        assert [*place.parent.rglob("*")] == [place]

        companion.save("essay.md")
        assert Path("essay.md").read_text("utf-8") == "Its fine, now."
        companion.text += " More."
        Path("essay.md").write_text("A title.\n\nIts fine, now.", "utf-8")
        companion.save("essay.md")  # another program's words are merged, into both
        assert companion.text == Path("essay.md").read_text("utf-8")
        assert companion.text == "A title.\n\nIts fine, now. More."
        with pytest.raises(DraftError, match="there already"):
            Companion(text="x").save("essay.md")
        companion.close()

    asyncio.run(write())


def test_a_file_and_a_text_are_not_both_a_draft() -> None:
    with pytest.raises(TypeError, match="give a file"):
        Companion("a.md", text="b")
    with pytest.raises(TypeError, match="give a file"):
        Companion()


def test_the_markdown_cells_of_a_notebook_are_a_draft(place: Path) -> None:
    made = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell("Its one."),
            nbformat.v4.new_code_cell("1 + 1"),
            nbformat.v4.new_markdown_cell("Two."),
        ]
    )
    nbformat.write(made, "report.ipynb")

    async def write() -> None:
        companion = Companion.from_notebook("report.ipynb")
        assert list(split_cells(companion.text).values()) == ["Its one.", "Two."]
        await until(lambda: bool(companion.session.check.on_page))
        companion.text = companion.text.replace("Two.", "Two, and more.")
        await companion.session.close()

    asyncio.run(write())
    made.cells[2].source = "Two, and more."
    assert Path("report.ipynb").read_text("utf-8").rstrip() == nbformat.writes(made).rstrip()


def test_the_notebook_that_one_is_in_is_refused(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nbformat.write(
        nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("One.")]), "this.ipynb"
    )
    monkeypatch.setenv("JPY_SESSION_NAME", str(place / "this.ipynb"))
    with pytest.raises(DraftError, match="%%companion"):
        Companion.from_notebook("this.ipynb")


def test_parts_follow_the_draft_of_their_editor(place: Path) -> None:
    Path("essay.md").write_text("Its a fine day, and I used it a lot.\n", "utf-8")
    Path("other.md").write_text("It is a fine day.\n", "utf-8")

    async def write() -> None:
        editor, other = DraftEditor("essay.md"), DraftEditor(text="Their is another.")
        found, elsewhere = SuggestionList(editor), SuggestionList(other)
        meter, compare = VoiceMeter(editor), CompareView(editor, "other.md")
        pane = FreewritingPane(editor)
        assert compare.pair[0] == "now"
        assert len(compare.pair) == 2
        await until(lambda: bool(found.suggestions and elsewhere.suggestions))
        (its,) = found.suggestions
        assert (its["start"], its["end"], its["before"], its["after"]) == (0, 3, "Its", "It's")
        assert [s["before"] for s in elsewhere.suggestions] == ["Their"]

        follower = traitlets.HasTraits()
        follower.add_traits(value=traitlets.Unicode())
        traitlets.dlink((editor, "text"), (follower, "value"))
        editor.text = "It's a truly exceptional day, and it was leveraged extensively.\n"
        assert follower.value == editor.text
        await until(lambda: not found.suggestions and meter.bits > 0)
        assert meter.reasons
        assert meter.warn == meter.voice["warn"]
        assert other.text == "Their is another."
        assert editor.still["pieces"]
        await editor.session.close()
        await other.session.close()
        for part in (editor, other, found, elsewhere, meter, compare, pane):
            part.close()

    asyncio.run(write())
    assert "leveraged" in Path("essay.md").read_text("utf-8")


class Read(HTMLParser):
    """The text of an HTML page by the element that it stands in, and all elements."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.open: list[str] = []
        self.words: list[tuple[str, str]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.elements.append(tag)
        if tag != "hr":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append((self.open[-1], data))


@given(TEXTS)
def test_the_still_image_holds_the_words_and_no_markup_of_theirs(text: str) -> None:
    found = [s for s in check(text) if s.mechanical]
    pieces = pieces_of(text, found)
    assert "".join(words for kind, words in pieces if kind != "ins") == text
    read = Read(still_html({"name": "<b>&", "facts": "<i>", "pieces": pieces}))
    assert set(read.elements) <= {"div", "p", "b", "del", "ins"}
    assert not read.open
    body = "".join(data for tag, data in read.words if tag in ("div", "del"))
    assert body == text.replace("\r\n", "\n").replace("\r", "\n") or body == text


def test_a_book_is_cut_and_says_so() -> None:
    pieces = pieces_of("word " * MAX_CHARACTERS, ())
    assert len(pieces[0][1]) == MAX_CHARACTERS
    assert "rest" in pieces[1][1]


def test_the_names_load_on_first_use() -> None:
    code = (
        "import sys, companion; assert 'ipywidgets' not in sys.modules;"
        " companion.load_ipython_extension; assert 'IPython' not in sys.modules;"
        " companion.DraftEditor; assert 'litellm' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)

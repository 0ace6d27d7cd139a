"""Notebooks as drafts: the Markdown cells change, nothing else does, and no word is lost."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.formats.notebook import (
    NotebookError,
    boundary,
    join_cells,
    read_notebook,
    split_cells,
)
from companion.store.draft_file import DraftError
from companion.store.notebook_file import NotebookFile
from companion.text.edit import apply_edits
from tests.strategies import TEXTS

SOURCES = TEXTS.filter(lambda text: "<!-- cell:" not in text)
KINDS = st.sampled_from(["markdown", "code", "raw"])


def make_cell(kind: str, source: str, name: str | None, *, as_list: bool) -> dict[str, Any]:
    cell: dict[str, Any] = {"cell_type": kind}
    if name is not None:
        cell["id"] = name
    cell["metadata"] = {"note": ["é", source]}
    if kind == "code":
        output = {"name": "stdout", "output_type": "stream", "text": ["\x1b[31mred\n", source]}
        cell |= {"execution_count": 3, "outputs": [output]}
    cell["source"] = source.splitlines(keepends=True) if as_list else source
    return cell


@st.composite
def notebooks(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """A notebook, and how its file is written down."""
    as_list, named = draw(st.booleans()), draw(st.booleans())
    kinds = ["markdown", *draw(st.lists(KINDS, max_size=5))]
    cells = [
        make_cell(kind, draw(SOURCES), f"cell-{i}" if named else None, as_list=as_list)
        for i, kind in enumerate(kinds)
    ]
    minor = 5 if named else 4
    content = {"cells": cells, "metadata": {"x": "é"}, "nbformat": 4, "nbformat_minor": minor}
    style = draw(
        st.sampled_from(
            [
                {"indent": 1, "ensure_ascii": False, "sort_keys": True},  # as nbformat writes
                {"indent": 2, "ensure_ascii": True},
                {"indent": None, "ensure_ascii": False},
            ]
        )
    )
    return content, style


@given(notebooks(), st.data())
def test_only_the_edited_sources_change_to_the_last_byte(
    made: tuple[dict[str, Any], dict[str, Any]], data: st.DataObject
) -> None:
    content, style = made
    raw = json.dumps(content, **style)
    notebook = read_notebook(raw)
    assert notebook.with_text(notebook.text) == raw

    sources = split_cells(notebook.text)
    edited = {name: data.draw(st.one_of(st.just(s), SOURCES)) for name, s in sources.items()}
    written = notebook.with_text(join_cells(edited))
    wanted = iter(edited.values())
    for cell in content["cells"]:
        if cell["cell_type"] == "markdown":
            text = next(wanted)
            is_list = isinstance(cell["source"], list)
            cell["source"] = text.splitlines(keepends=True) if is_list else text
    assert written == json.dumps(content, **style)
    nbformat.validate(nbformat.reads(written, as_version=4))


@given(st.lists(SOURCES, min_size=1, max_size=5))
def test_cells_come_apart_as_they_were_joined(texts: list[str]) -> None:
    cells = {f"c{i}": text for i, text in enumerate(texts)}
    assert split_cells(join_cells(cells)) == cells


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "words before\n\n<!-- cell: a -->\n\nA.\n\n<!-- cell: b -->\n\nB.",
        "<!-- cell: a -->\n\nA.\n<!-- cell: b -->\n\nB.",
        "<!-- cell: a -->\n\nA.\n\n<!-- cell: b -->\n\nB.\n\n<!-- cell: a -->\n\nA.",
        "<!-- cell: a -->\n\nA. B.",
        "<!-- cell: b -->\n\nB.\n\n<!-- cell: a -->\n\nA.",
    ],
)
def test_a_broken_boundary_is_refused_and_nothing_is_written(tmp_path: Path, broken: str) -> None:
    path = write(tmp_path, [("markdown", "a", "A."), ("markdown", "b", "B.")])
    before = path.read_bytes()
    draft = NotebookFile.open(path, recovery=tmp_path / "kept")
    with pytest.raises(DraftError, match=r"boundary|needs|twice"):
        draft.write(broken)
    assert path.read_bytes() == before


def write(folder: Path, cells: list[tuple[str, str, str]]) -> Path:
    notebook = nbformat.v4.new_notebook()
    for kind, name, source in cells:
        cell = getattr(nbformat.v4, f"new_{kind}_cell")(source)
        cell["id"] = name
        notebook.cells.append(cell)
    path = folder / "report.ipynb"
    nbformat.write(notebook, path)
    return path


def sources(path: Path) -> dict[str, str]:
    return {cell.id: cell.source for cell in nbformat.read(path, as_version=4).cells}


THREE = [("markdown", "a", "One."), ("code", "c", "1 + 1"), ("markdown", "b", "Two.\n\nThree.")]


def test_what_another_program_did_meanwhile_is_merged_cell_by_cell(tmp_path: Path) -> None:
    path = write(tmp_path, THREE)
    draft = NotebookFile.open(path)
    write(
        tmp_path,
        [
            ("code", "c", "2 + 2"),
            ("markdown", "new", "Between."),
            ("markdown", "b", "Two.\n\nThree!"),
            ("markdown", "a", "One."),
        ],
    )
    mine = draft.text.replace("Two.", "Two, mine.")
    merged = draft.write(mine)
    assert merged is not None
    assert not merged.conflicts
    assert apply_edits(mine, merged.edits) == merged.text
    draft.adopt(merged)
    wanted = {"c": "2 + 2", "new": "Between.", "b": "Two, mine.\n\nThree!", "a": "One."}
    assert sources(path) == wanted
    assert list(split_cells(draft.text)) == ["new", "b", "a"]
    assert draft.write(draft.text.replace("Between", "Amid")) is None
    assert sources(path) == wanted | {"new": "Amid."}


def test_outputs_that_came_meanwhile_stay(tmp_path: Path) -> None:
    path = write(tmp_path, THREE)
    draft = NotebookFile.open(path)
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[1].outputs = [nbformat.v4.new_output("stream", text="2\n")]
    nbformat.write(notebook, path)
    assert draft.write(draft.text.replace("One", "1")) is None
    found = nbformat.read(path, as_version=4)
    assert found.cells[0].source == "1."
    assert found.cells[1].outputs[0].text == "2\n"


def test_two_changes_of_one_line_are_kept_both_within_their_cell(tmp_path: Path) -> None:
    path = write(tmp_path, THREE)
    draft = NotebookFile.open(path)
    write(tmp_path, [("markdown", "a", "One, theirs."), *THREE[1:]])
    merged = draft.write(draft.text.replace("One.", "One, mine."))
    assert merged is not None
    (conflict,) = merged.conflicts
    both = conflict.of(merged.text)
    assert "One, mine." in both
    assert "One, theirs." in both
    assert boundary("b") not in both
    assert sources(path)["a"] == both
    assert sources(path)["b"] == "Two.\n\nThree."


def test_a_changed_cell_that_was_deleted_elsewhere_is_refused_with_the_words_kept(
    tmp_path: Path,
) -> None:
    path = write(tmp_path, THREE)
    draft = NotebookFile.open(path, recovery=tmp_path / "kept")
    write(tmp_path, THREE[:2])
    mine = draft.text.replace("Three", "Drei")
    with pytest.raises(DraftError, match="deleted the cell b") as refused:
        draft.write(mine)
    kept = next(p for p in (tmp_path / "kept").rglob("*") if p.is_file())
    assert kept.read_text("utf-8") == mine
    assert str(kept) in str(refused.value)
    assert list(sources(path)) == ["a", "c"]
    assert draft.write(draft.text) is not None  # undone here, the deletion is taken in
    assert list(sources(path)) == ["a", "c"]


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "[]",
        '{"cells": [], "nbformat": 4, "nbformat_minor": 5, "metadata": {}}',
        '{"worksheets": [], "nbformat": 3, "nbformat_minor": 0, "metadata": {}}',
        '{"cells": [{"cell_type": "markdown", "source": 3}], "nbformat": 4}',
        '{"cells": [{"cell_type": "markdown", "source": "<!-- cell: x -->"}], "nbformat": 4}',
        '{"cells": [{"cell_type": "markdown", "source": "\\ud800"}], "nbformat": 4}',
    ],
)
def test_what_is_no_notebook_to_write_in_is_refused_in_words(tmp_path: Path, raw: str) -> None:
    with pytest.raises(NotebookError, match=r"notebook|Markdown"):
        read_notebook(raw)
    (tmp_path / "bad.ipynb").write_text(raw, "utf-8")
    with pytest.raises(DraftError, match=r"bad\.ipynb "):
        NotebookFile.open(tmp_path / "bad.ipynb")

"""The notebook that teaches embedding runs, and can be read where no kernel and no script is."""

from __future__ import annotations

import re

import nbformat
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter

from companion.app.resources import shipped
from tests.serving import PATIENCE, isolated_environment


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> nbformat.NotebookNode:
    """The notebook, run, with the state of its widgets in it as when it is saved."""
    folder = tmp_path_factory.mktemp("example")
    notebook = nbformat.read(shipped("dashboards") / "notebook.ipynb", as_version=4)
    client = NotebookClient(
        notebook, timeout=PATIENCE, kernel_name="python3", resources={"metadata": {"path": folder}}
    )
    client.execute(env=isolated_environment(folder / "home"))
    nbformat.validate(notebook)
    assert [path.name for path in folder.iterdir()] == ["home"]
    return notebook


def test_every_cell_shows_what_it_should(example: nbformat.NotebookNode) -> None:
    assert "state" in example.metadata.widgets["application/vnd.jupyter.widget-state+json"]
    outputs = {cell.id: cell.get("outputs", []) for cell in example.cells}
    assert not [o for found in outputs.values() for o in found if o.output_type == "error"]
    for cell in ("draft", "cell", "parts"):
        views = [o for o in outputs[cell] if "application/vnd.jupyter.widget-view+json" in o.data]
        assert len(views) == 1, cell
    assert "was → were" in outputs["functions"][0].text
    assert re.search(r"\+\d+\.\d bits", outputs["functions"][0].text)


def test_a_page_made_of_it_can_be_read_without_scripts(example: nbformat.NotebookNode) -> None:
    page, _ = HTMLExporter().from_notebook_node(example)
    page = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    assert re.search(r"<del[^>]*>Its</del><ins[^>]*>It(?:&#x27;|')s</ins> a strange feeling", page)
    assert re.search(r"She <del[^>]*>have</del><ins[^>]*>has</ins> kept the letter", page)


def test_the_code_of_the_front_end_is_saved_once(example: nbformat.NotebookNode) -> None:
    state = example.metadata.widgets["application/vnd.jupyter.widget-state+json"]["state"]
    codes = [len(model["state"].get("_esm", "")) for model in state.values()]
    assert max(codes) < 2000
    assert len([m for m in state.values() if "source" in m["state"]]) == 1

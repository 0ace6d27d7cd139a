"""The same page inside JupyterLab."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import nbformat
import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import Desk
from tests.serving import isolated_environment

ESSAY = "# On mirrors\n\nIts a strange feeling, to be improved.\n"
CODE = "from companion import Companion\nessay = Companion('essay.md')\nessay"


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[str]:
    """A JupyterLab on a folder with an essay and a notebook that opens it; its address."""
    (tmp_path / "essay.md").write_text(ESSAY, "utf-8")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CODE)])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(notebook, tmp_path / "writing.ipynb")
    settings = tmp_path / "home" / "lab"
    plugin = settings / "@jupyterlab" / "apputils-extension"
    plugin.mkdir(parents=True)
    # No news: JupyterLab would ask its makers' server for it.
    (plugin / "notification.jupyterlab-settings").write_text(
        json.dumps({"fetchNews": "false", "checkForUpdates": False})
    )
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
            *("--ip=127.0.0.1", f"--port={port}", "--IdentityProvider.token=secret"),
            f"--ServerApp.root_dir={tmp_path}",
            "--LabApp.extension_manager=readonly",
        ],
        cwd=tmp_path,
        env=isolated_environment(tmp_path / "home", JUPYTERLAB_SETTINGS_DIR=str(settings)),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                urlopen(f"{url}/api?token=secret").close()
                break
            except URLError:
                if time.monotonic() > deadline or process.poll() is not None:
                    raise
                time.sleep(0.2)
        yield f"{url}/lab/tree/writing.ipynb?token=secret"
    finally:
        process.terminate()
        process.wait(30)


def test_type_and_accept_in_jupyterlab(lab: str, page: Page, tmp_path: Path) -> None:
    page.goto(lab)
    page.locator(".jp-Notebook .cm-content").first.click(timeout=90_000)
    page.get_by_text("Python 3").first.wait_for()
    page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for(timeout=60_000)
    page.keyboard.press("Shift+Enter")
    desk = Desk(page)
    desk.draft.wait_for(timeout=60_000)
    expect(desk.suggestion("It's")).to_be_visible()

    # Keys that the notebook would take for its own stay with the draft.
    desk.draft.click()
    desk.press("Control+End")
    page.keyboard.type("dd she hummed")
    typed = ESSAY + "dd she hummed"
    desk.wait_saved(tmp_path / "essay.md", typed)
    assert page.locator(".jp-Notebook .jp-CodeCell").count() <= 2

    desk.press("F8", "Control+.", "Enter")
    desk.wait_saved(tmp_path / "essay.md", typed.replace("Its", "It's"))
    desk.press("Escape", "Control+z")
    desk.wait_saved(tmp_path / "essay.md", typed)

"""A real JupyterLab, and a notebook in it as its user knows it."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from json import JSONDecodeError
from pathlib import Path
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import urlopen

import nbformat
from playwright.sync_api import Locator, Page

from tests.browser.desk import Desk
from tests.serving import PATIENCE, isolated_environment


@contextmanager
def jupyterlab(root: Path, home: Path, *options: str) -> Iterator[str]:
    """A JupyterLab on the folder ``root``; its address."""
    settings = home / "lab"
    plugin = settings / "@jupyterlab" / "apputils-extension"
    plugin.mkdir(parents=True)
    # No news: JupyterLab would ask its makers' server for it.
    (plugin / "notification.jupyterlab-settings").write_text(
        json.dumps({"fetchNews": "false", "checkForUpdates": False})
    )
    running = home / "runtime"
    variables = {"JUPYTERLAB_SETTINGS_DIR": str(settings), "JUPYTER_RUNTIME_DIR": str(running)}
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
            *("--ip=127.0.0.1", "--port=0", "--IdentityProvider.token=secret"),
            f"--ServerApp.root_dir={root}",
            "--LabApp.extension_manager=readonly",
            *options,
        ],
        cwd=root,
        env=isolated_environment(home, **variables),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                told = json.loads((running / f"jpserver-{process.pid}.json").read_text("utf-8"))
                url = f"http://127.0.0.1:{told['port']}"
                urlopen(f"{url}/api?token=secret").close()
                break
            except (FileNotFoundError, JSONDecodeError, URLError):
                if time.monotonic() > deadline or process.poll() is not None:
                    raise
                time.sleep(0.2)
        yield url
    finally:
        process.terminate()
        process.wait(PATIENCE)


def write_notebook(path: Path, *sources: str) -> None:
    """A notebook of code cells."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(s) for s in sources])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(notebook, path)


class Lab(Desk):
    """Drives a notebook that is open in JupyterLab."""

    def __init__(self, page: Page, path: Path) -> None:
        super().__init__(page)
        self.path = path

    @property
    def cells(self) -> Locator:
        return self.page.locator(".jp-Notebook .jp-Cell")

    def wait_idle(self) -> None:
        """Until there is a kernel, and it has nothing to do."""
        status = self.page.get_by_text("Python 3 (ipykernel) | Idle")
        status.wait_for(timeout=PATIENCE * 1000)

    def run(self, cell: int) -> None:
        """Run a cell as its user does."""
        self.cells.nth(cell).locator(".jp-InputArea .cm-content").click()
        self.press("Shift+Enter")

    def save(self) -> nbformat.NotebookNode:
        """Save the notebook, and read what is on the disk then."""
        before = self.path.stat().st_mtime_ns
        self.page.locator(
            "[data-command='docmanager:save'], [data-jp-item-name=save]"
        ).first.click()
        deadline = time.monotonic() + PATIENCE
        while self.path.stat().st_mtime_ns == before or not self.path.stat().st_size:
            assert time.monotonic() < deadline, "the notebook was not saved"
            self.page.wait_for_timeout(50)
        while True:  # JupyterLab writes it piece by piece
            with suppress(nbformat.reader.NotJSONError):
                notebook = nbformat.read(self.path, as_version=4)
                nbformat.validate(notebook)
                return notebook
            assert time.monotonic() < deadline, "the notebook was not saved whole"
            self.page.wait_for_timeout(50)

    def restart(self) -> None:
        """Restart the kernel as its user does."""
        self.page.locator("[data-jp-item-name=restart]").click()
        self.page.locator(".jp-Dialog button.jp-mod-warn, .jp-Dialog button.jp-mod-accept").click()

    def wait_file(self, path: Path, expected: str) -> None:
        """Until a file holds a text."""
        deadline = time.monotonic() + PATIENCE
        while path.read_text("utf-8") != expected and time.monotonic() < deadline:
            self.page.wait_for_timeout(50)
        assert path.read_text("utf-8") == expected


def open_lab(page: Page, url: str, root: Path, path: Path) -> Lab:
    """Open a notebook in JupyterLab; it is ready to be run."""
    place = path.relative_to(root)
    # In a workspace of its own, where no other notebook is open.
    address = f"workspaces/{place.parts[0]}/tree/{quote(place.as_posix())}"
    page.goto(f"{url}/lab/{address}?token=secret")
    lab = Lab(page, path)
    page.locator(".jp-Notebook .jp-InputArea .cm-content").first.wait_for(timeout=PATIENCE * 1000)
    lab.wait_idle()
    return lab

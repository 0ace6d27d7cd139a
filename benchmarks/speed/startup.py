"""From the command to a page one can type on, beside the least that Voila can show.

    python -m benchmarks.speed.startup [RUNS]

Both are started in turn, with a fresh server, browser profile and home each time: ``companion
DRAFT`` until the draft takes the keyboard, and ``voila`` on a notebook that holds one button of
ipywidgets until the button is seen. Prints the medians in seconds and their ratio.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import nbformat
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.command import BROWSER, parser
from tests.browser.conftest import QUIET, find_chromium
from tests.serving import isolated_environment, start_companion

AIM = 1.5
BUTTON = "import ipywidgets\nipywidgets.Button(description='Floor')"
ESSAY = (
    "# On mirrors\n\n"
    + "It was cracked in the lower corner so you always saw a piece missing. " * 40
)


def companion(home: Path, page: Page) -> float:
    """Seconds from the command to a draft that takes the keyboard."""
    draft = home / "essay.md"
    draft.write_text(ESSAY, encoding="utf-8")
    start = time.perf_counter()
    serving = start_companion(draft, home=home)
    try:
        page.goto(serving.url, wait_until="commit")
        page.get_by_role("textbox", name="Draft").click()
        return time.perf_counter() - start
    finally:
        serving.stop()


def bare_voila(home: Path, page: Page) -> float:
    """Seconds from the command to a button."""
    notebook = home / "button.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(BUTTON)]), notebook)
    start = time.perf_counter()
    server = subprocess.Popen(
        [sys.executable, "-m", "voila", str(notebook), "--no-browser", "--Voila.ip=127.0.0.1"],
        env=isolated_environment(home),
        cwd=home,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert server.stderr is not None
        url = next(line.strip() for line in server.stderr if line.startswith("http://"))
        page.goto(url, wait_until="commit")
        page.get_by_role("button", name="Floor").wait_for()
        return time.perf_counter() - start
    finally:
        server.terminate()
        server.communicate()


def once(browser: Browser, measure: Callable[[Path, Page], float]) -> float:
    """One measurement with nothing left over from the one before."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        context = browser.new_context()
        try:
            return measure(Path(folder), context.new_page())
        finally:
            context.close()


def main() -> int:
    """Measure and print; the exit status says whether the aim was met."""
    arguments = parser("benchmarks.speed.startup", __doc__, BROWSER)
    arguments.add_argument("runs", nargs="?", type=int, default=5, help="of each (5)")
    runs = arguments.parse_args().runs
    executable = find_chromium()
    if executable is None:
        print("no Chromium or Chrome: nothing measured", file=sys.stderr)
        return 2
    times: dict[str, list[float]] = {"companion": [], "bare voila": []}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=QUIET)
        for measure in (bare_voila, companion):  # what the disk gives late, it gives once
            once(browser, measure)
        for _ in range(runs):
            times["bare voila"].append(once(browser, bare_voila))
            times["companion"].append(once(browser, companion))
        browser.close()
    for name, seconds in times.items():
        print(
            f"{name:12} median {statistics.median(seconds):5.2f} s"
            f"  ({runs} runs, {min(seconds):.2f} to {max(seconds):.2f})"
        )
    print(f"load         {os.getloadavg()[0]:.1f}")
    ratio = statistics.median(times["companion"]) / statistics.median(times["bare voila"])
    print(f"ratio        {ratio:.2f}  (aim: at most {AIM})")
    return 0 if ratio <= AIM else 1


if __name__ == "__main__":
    raise SystemExit(main())

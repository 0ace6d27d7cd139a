"""A long day with one draft: whether memory and latency stay flat.

    python -m benchmarks.reliability.soak [--keys N] [--accepts N]

One page, one kernel. Types keys (20,000 unless told otherwise), of which every fortieth ends a
sentence with a slip in it, so that each is a check of its paragraph (500), and accepts
suggestions (200); the draft is emptied by a tenth now and then, as a page of prose is rewritten.
Prints, for each tenth of the keys: MB of the kernel and of the page's heap (after
a collection of garbage), the p50 and p95 of a
keystroke to the second frame after it, and of a slip to its suggestion, in ms; and at the end
whether the file holds what is on screen.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.command import BROWSER, parser
from benchmarks.reliability.kills import first_accept, newest_kernel
from benchmarks.speed.typing import WATCH_FRAMES
from tests.browser.conftest import QUIET, find_chromium
from tests.browser.desk import Desk
from tests.serving import start_companion

SLIP = "She have it. "
FILLER = "We went on for a long day. "
TENTHS = 10
MORE_THAN = "n => document.querySelectorAll('.cm-line ins').length > n"


def main() -> int:
    """Run the soak; the exit status is 1 if the file is not what is on screen."""
    arguments = parser("benchmarks.reliability.soak", __doc__, BROWSER)
    arguments.add_argument("--keys", type=int, default=20_000)
    arguments.add_argument("--accepts", type=int, default=200)
    args = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        home = Path(folder)
        path = home / "essay.md"
        path.write_text("# A long day\n\n", encoding="utf-8")
        serving = start_companion(path, home=home)
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=QUIET)
        page = browser.new_page(viewport={"width": 1440, "height": 2400})
        page.goto(serving.url)
        desk = Desk(page)
        desk.draft.wait_for()
        page.evaluate(WATCH_FRAMES)
        print("| keys | accepted | kernel MB | heap MB | key p50 | p95 | check p50 | p95 |")
        print("|---|---|---|---|---|---|---|---|")
        keys = accepted = 0
        for tenth in range(1, TENTHS + 1):
            checks: list[float] = []
            while keys < args.keys * tenth // TENTHS:
                desk.press("Control+End")
                shown = page.locator(".cm-line ins").count()
                for sentence in (FILLER, SLIP):
                    page.keyboard.type(sentence, delay=1)
                    keys += len(sentence)
                began = time.perf_counter()
                if len(checks) < args.accepts // TENTHS:
                    page.wait_for_function(MORE_THAN, arg=shown)
                    checks.append((time.perf_counter() - began) * 1000)
                    accepted += accept(page)
                if keys % 400 < len(FILLER + SLIP):
                    desk.press("Enter", "Enter")
                if len(desk.text()) > 6000:  # so that all of it stays in sight
                    desk.press("Control+a", "Delete")
            print(row(page, keys, accepted, serving_memory(serving), checks), flush=True)
        desk.press("Control+s")
        deadline = time.monotonic() + 30
        while path.read_text("utf-8") != desk.text() and time.monotonic() < deadline:
            page.wait_for_timeout(100)
        good = path.read_text("utf-8") == desk.text()
        print("\nthe file is what is on screen" if good else "\nthe file is NOT what is on screen")
        browser.close()
        serving.stop()
    return 0 if good else 1


def accept(page: Page) -> int:
    """Accept the first suggestion; how many were."""
    button = first_accept(page)
    if button is None:
        return 0
    button.click()
    Desk(page).draft.focus()
    return 1


def serving_memory(serving: object) -> float:
    """MB of the page's kernel."""
    return float(newest_kernel(serving).memory_info().rss) / 1e6  # type: ignore[arg-type]


def row(page: Page, keys: int, accepted: int, kernel: float, checks: list[float]) -> str:
    """One line of the table."""
    frames = page.evaluate("window.frames_.splice(0)")
    devtools = page.context.new_cdp_session(page)
    devtools.send("HeapProfiler.collectGarbage")
    heap = devtools.send("Runtime.getHeapUsage")["usedSize"] / 1e6
    devtools.detach()
    figures = [f"{keys}", f"{accepted}", f"{kernel:.0f}", f"{heap:.0f}"]
    for found in (frames, checks):
        ordered = statistics.quantiles(found, n=20) if len(found) > 1 else [0.0] * 19
        figures += [f"{ordered[9]:.0f}", f"{ordered[18]:.0f}"]
    return f"| {' | '.join(figures)} |"


if __name__ == "__main__":
    sys.exit(main())

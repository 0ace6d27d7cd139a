"""What a keystroke costs in a long draft, and how soon the page answers when typing stops.

    python -m benchmarks.speed.typing [WORDS ...]

For each length of draft (default: 100, 5000 and 100000 words) one page is opened in Chromium and
typed on. Prints, as p50 and p95 in milliseconds:

- first: from the page with its draft to the first suggestion in sight (0: there with the page),
- read: from there until the whole draft has been read once, in seconds,
- while: from a keystroke to the second frame after it while the draft is read for the first time,
- frame: the same afterwards, and its ratio to that of the shortest draft,
- check: from the last keystroke of "Its a pity." to its suggestion in the text,
- memory: MB of the kernel, above that for the shortest draft.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.command import BROWSER, sizes
from benchmarks.speed.prose import draft, text_of
from tests.browser.conftest import QUIET, find_chromium
from tests.serving import start_companion

KEYS = 60
ROUNDS = 8

WATCH_FRAMES = """() => {
  window.frames_ = [];
  document.querySelector('.cm-content').addEventListener('keydown', () => {
    const start = performance.now();
    requestAnimationFrame(() => requestAnimationFrame(
      () => window.frames_.push(performance.now() - start)));
  }, true);
}"""
# Resolves with the time from the last key to the suggestion for the words just typed, which are
# the first line. (The list does not tell: of a long draft it holds the first hundred or so.)
WATCH_CHECK = """() => {
  window.answered = new Promise((resolve) => {
    let last = 0;
    const note = () => { last = performance.now(); };
    document.addEventListener('keydown', note, true);
    const content = document.querySelector('.cm-content');
    const observer = new MutationObserver(() => {
      if (!content.querySelector('.cm-line:first-child ins')) return;
      observer.disconnect();
      document.removeEventListener('keydown', note, true);
      resolve(performance.now() - last);
    });
    observer.observe(content, { childList: true, subtree: true });
  });
}"""
MARKED = "document.querySelector('.cm-content ins, .cm-content del')"
IDLE = "document.querySelector('.cp-suggestions').getAttribute('aria-busy') === 'false'"


def spread(values: list[float]) -> tuple[float, float]:
    """The median and the 95th percentile."""
    cuts = statistics.quantiles(values, n=20, method="inclusive")
    return statistics.median(values), cuts[18]


def frames(page: Page) -> list[float]:
    """Milliseconds from each of some keystrokes to the second frame after it."""
    page.evaluate(WATCH_FRAMES)
    for key in ("the quick brown fox jumps " * 3)[:KEYS]:
        page.keyboard.press("Space" if key == " " else key)
        page.wait_for_timeout(60)
    return list(page.evaluate("window.frames_"))


def checks(page: Page) -> list[float]:
    """Milliseconds from the last keystroke of a mistake to its suggestion."""
    found = []
    for _ in range(ROUNDS):
        page.keyboard.press("Control+Home")
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        page.keyboard.press("Control+Home")
        page.wait_for_timeout(700)
        page.evaluate(WATCH_CHECK)
        page.keyboard.type("Its a pity.", delay=15)
        found.append(float(page.evaluate("window.answered")))
    return found


@dataclass(frozen=True)
class Measured:
    """Of one draft: times in milliseconds, the kernel's memory in MB."""

    first: float
    read: float
    meanwhile: list[float]
    typed: list[float]
    answered: list[float]
    memory: float


def measure(browser: Browser, words: int) -> Measured:
    """Open a draft of so many words, and type in it while it is read and afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "draft.md")
        path.write_text(text_of(draft(words, seed=1)), encoding="utf-8")
        home = Path(folder, "home")
        home.mkdir()
        serving = start_companion(path, home=home)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        try:
            page.goto(serving.url)
            page.get_by_role("textbox", name="Draft").click(timeout=60_000)
            began = time.perf_counter()
            page.wait_for_function(f"{MARKED} || {IDLE}", timeout=60_000)
            first = 1000 * (time.perf_counter() - began)
            meanwhile = frames(page)
            page.wait_for_function(IDLE, timeout=900_000)
            read = 1000 * (time.perf_counter() - began)
            page.wait_for_timeout(2000)
            typed, answered = frames(page), checks(page)
            kernels = [p for p in serving.kernels() if "ipykernel" in " ".join(p.cmdline())]
            memory = max(psutil.Process(p.pid).memory_info().rss for p in kernels) / 1e6
            return Measured(first, read, meanwhile, typed, answered, memory)
        finally:
            page.close()
            serving.stop()


def main(lengths: list[int]) -> None:
    """Measure and print."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=QUIET)
        shortest = None
        print("   words  first ms  read s  while p95  frame p50   p95  ratio  check p50   p95  MB")
        for words in lengths:
            now = measure(browser, words)
            shortest = shortest or now
            (frame, slow), (check, late) = spread(now.typed), spread(now.answered)
            print(
                f"{words:8,} {now.first:9.0f} {now.read / 1000:7.1f}"
                f" {spread(now.meanwhile)[1]:10.1f} {frame:10.1f} {slow:5.1f}"
                f" {frame / spread(shortest.typed)[0]:6.2f} {check:10.0f} {late:5.0f}"
                f" {now.memory - shortest.memory:+.0f}",
                flush=True,
            )
        browser.close()


if __name__ == "__main__":
    main(sizes("benchmarks.speed.typing", __doc__, [100, 5_000, 100_000], BROWSER))

"""What a keystroke costs in a long draft, and how soon the page answers when typing stops.

    python -m benchmarks.speed.typing [WORDS ...]

For each length of draft (default: 100, 5000 and 100000 words) one page is opened in Chromium and
typed on. Prints, as p50 and p95 in milliseconds:

- frame: from a keystroke to the second frame after it, and its ratio to that of the shortest draft,
- check: from the last keystroke of "Its a pity." to its suggestion in the list,
- memory: MB of the kernel, above that for the shortest draft.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

import psutil
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.speed.prose import draft
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
# Resolves with the time from the last key to the suggestion for the words just typed.
WATCH_CHECK = """() => {
  window.answered = new Promise((resolve) => {
    let last = 0;
    const note = () => { last = performance.now(); };
    document.addEventListener('keydown', note, true);
    const list = document.querySelector('.cp-suggestions');
    const before = list.querySelectorAll('.cp-card').length;
    const observer = new MutationObserver(() => {
      if (list.querySelectorAll('.cp-card').length <= before) return;
      observer.disconnect();
      document.removeEventListener('keydown', note, true);
      resolve(performance.now() - last);
    });
    observer.observe(list, { childList: true, subtree: true });
  });
}"""


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


def measure(browser: Browser, words: int) -> tuple[list[float], list[float], float]:
    """Frames, checks and the kernel's memory for a draft of so many words."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "draft.md")
        text = "\n\n".join(" ".join(paragraph) for paragraph in draft(words, seed=1))
        path.write_text(text, encoding="utf-8")
        home = Path(folder, "home")
        home.mkdir()
        serving = start_companion(path, home=home)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        try:
            page.goto(serving.url)
            page.get_by_role("textbox", name="Draft").click(timeout=60_000)
            page.wait_for_function(  # until the whole draft has been read once
                "document.querySelector('.cp-empty')?.textContent !== 'Reading…'"
                " || document.querySelector('.cp-card')",
                timeout=600_000,
            )
            page.wait_for_timeout(2000 + words // 4)
            typed, answered = frames(page), checks(page)
            kernels = [p for p in serving.kernels() if "ipykernel" in " ".join(p.cmdline())]
            memory = max(psutil.Process(p.pid).memory_info().rss for p in kernels) / 1e6
            return typed, answered, memory
        finally:
            page.close()
            serving.stop()


def main(lengths: list[int]) -> None:
    """Measure and print."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=QUIET)
        floor = least = None
        print("   words  frame p50    p95  ratio  check p50    p95  MB")
        for words in lengths:
            typed, answered, memory = measure(browser, words)
            (frame, slow), (check, late) = spread(typed), spread(answered)
            floor, least = floor or frame, least or memory
            print(
                f"{words:8,} {frame:10.1f} {slow:6.1f} {frame / floor:6.2f}"
                f" {check:10.0f} {late:6.0f} {memory - least:+.0f}"
            )
        browser.close()


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or [100, 5_000, 100_000])

"""Type, accept, kill: what is left of a draft when its kernel, server or browser dies.

    python -m benchmarks.reliability.kills [--kills N] [--seed S] [--only KIND]

Opens the real app in a real Chromium, types words that are all different, accepts suggestions, and
at a random moment reloads the page, or kills (SIGKILL) the kernel, the server, the browser or all
of them; opens the draft again, and compares. Where the page lived on, its text must be what was on
screen, to the character. Where the browser was killed, every word and every acceptance older than
a second must be there. Never may a word be twice, or a conflict be noted: only one person typed.

Prints a line for each kill that lost, doubled or noted something, and a table at the end.
"""

from __future__ import annotations

import contextlib
import random
import re
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from playwright.sync_api import BrowserContext, Locator, Page, Playwright, expect, sync_playwright

from benchmarks.command import BROWSER, parser
from tests.browser.conftest import QUIET, find_chromium
from tests.browser.desk import Desk
from tests.serving import Serving, start_companion

KINDS = ("reload", "kernel", "server", "browser", "all")
KILLS_A_DRAFT = 8  # then a new one, so that all of it stays in sight
BOUND_S = 1.0  # what is older must be there
TYPED = re.compile(r"\bq\d+z\b")  # no word, so nothing to correct: quoted as code
SLIP, MENDED = "She have a mirror.", "She has a mirror."


@dataclass
class Outcome:
    """What one kill did."""

    kind: str
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    changed: bool = False  # not what was on screen, though the page lived on
    noted: bool = False
    age_s: float = 0.0  # of the oldest word that was lost, if any

    @property
    def is_good(self) -> bool:
        """Whether all that was promised holds."""
        return not (self.lost or self.doubled or self.changed or self.noted)


class Abuse:
    """One app with one draft after another, and a browser with a profile that lasts."""

    def __init__(self, playwright: Playwright, folder: Path, seed: int) -> None:
        self.playwright = playwright
        self.folder = folder
        self.random = random.Random(seed)
        self.number = 0
        self.drafts = 0
        self.left = 0
        self.typed: dict[str, float] = {}  # when, by word, of the present draft
        self.accepted: list[float] = []
        (folder / "home").mkdir()
        self.serving: Serving | None = None
        self.context: BrowserContext | None = None

    def kill(self, kind: str) -> Outcome:
        """Work a while, kill, open again, and compare."""
        if not self.left:
            self.new_draft()
        self.left -= 1
        self.work(self.random.uniform(0.3, 2.5))
        serving, page = self.serving, self.page
        assert serving is not None
        if kind == "reload":
            shown = Desk(page).text()
            page.reload()
        elif kind == "kernel":
            newest_kernel(serving).kill()
            self.work(self.random.uniform(0, 1.5))
            shown = Desk(page).text()
            page.reload()
        elif kind == "server":
            self.kill_server()
            self.work(self.random.uniform(0, 1.5))
            shown = Desk(page).text()
            self.start_server()
            page.goto(self.url)
        else:
            if kind == "all":
                self.kill_server()
            self.kill_browser()
            at = time.monotonic()
            shown = ""
            if kind == "all":
                self.start_server()
            self.open_browser()
            self.page.goto(self.url)
        Desk(self.page).draft.wait_for()
        return self.compare(kind, shown if kind in KINDS[:3] else None, at if not shown else 0.0)

    def compare(self, kind: str, shown: str | None, killed_at: float) -> Outcome:
        """Hold the page and the file against what was typed."""
        text = Desk(self.page).text()
        expect(Desk(self.page).saved).to_contain_text("Saved ", timeout=60_000)
        deadline = time.monotonic() + 60
        while self.path.read_text("utf-8") != Desk(self.page).text():
            if time.monotonic() > deadline:
                break
            self.page.wait_for_timeout(50)
        saved = self.path.read_text("utf-8")
        found = Counter(TYPED.findall(saved))
        due = {
            word: killed_at - at
            for word, at in self.typed.items()
            if shown is not None or killed_at - at > BOUND_S
        }
        outcome = Outcome(kind)
        outcome.lost = [word for word in due if not found[word]]
        outcome.doubled = [word for word, times in found.items() if times > 1]
        outcome.changed = (shown is not None and text != shown) or text != saved
        outcome.noted = "{>>" in saved
        accepted = len(
            [at for at in self.accepted if shown is not None or killed_at - at > BOUND_S]
        )
        if saved.count(MENDED) < accepted:
            outcome.lost.append(f"{accepted - saved.count(MENDED)} acceptances")
        if saved.count(MENDED) > len(self.accepted) or saved.count(SLIP) > self.slips:
            outcome.doubled.append("acceptances or slips")
        if outcome.lost:
            outcome.age_s = max((due.get(word, 0.0) for word in outcome.lost), default=0.0)
        # What the kill took is gone; what it did not take may not go later.
        self.typed = {word: at for word, at in self.typed.items() if found[word]}
        self.accepted = self.accepted[: saved.count(MENDED)]
        return outcome

    def work(self, seconds: float) -> None:
        """Type words, each once, here and there, and accept a suggestion now and then."""
        until = time.monotonic() + seconds
        keyboard = self.page.keyboard
        Desk(self.page).draft.focus()
        while time.monotonic() < until:
            dice = self.random.random()
            if dice < 0.12:
                self.accept()
            elif dice < 0.3:
                keyboard.press(self.random.choice(("Control+Home", "Control+End")))
                for _ in range(self.random.randrange(4)):
                    keyboard.press("ArrowDown")
                keyboard.press("End")
            elif dice < 0.36:
                keyboard.press("Enter")
            else:
                self.number += 1
                word = f"q{self.number}z"
                keyboard.type(f" `{word}`", delay=self.random.choice((0, 2, 15)))
                self.typed[word] = time.monotonic()

    def accept(self) -> None:
        """Accept a suggestion, if there is one yet."""
        button = first_accept(self.page)
        if button is not None:
            before = Desk(self.page).text().count(MENDED)
            with contextlib.suppress(Exception):  # it may have gone while the mouse was on its way
                button.click(timeout=500)
            if Desk(self.page).text().count(MENDED) > before:
                self.accepted.append(time.monotonic())
        Desk(self.page).draft.focus()

    # The app and the browser

    @property
    def path(self) -> Path:
        """The present draft."""
        return self.folder / f"draft-{self.drafts}.md"

    @property
    def page(self) -> Page:
        """The page on it."""
        assert self.context is not None
        return self.context.pages[-1]

    @property
    def url(self) -> str:
        """Its address."""
        assert self.serving is not None
        return self.serving.url

    def new_draft(self) -> None:
        """Begin with another draft, with slips to accept."""
        self.kill_server()
        self.drafts += 1
        self.left = KILLS_A_DRAFT
        self.slips = 6
        self.typed.clear()
        self.accepted.clear()
        self.path.write_text("# On mirrors\n\n" + f"{SLIP}\n\n" * self.slips, encoding="utf-8")
        self.start_server()
        if self.context is None:
            self.open_browser()
        self.page.goto(self.url)
        Desk(self.page).draft.wait_for()
        Desk(self.page).suggestions.first.wait_for()

    def start_server(self) -> None:
        """Start the app on the draft, on the draft's own port, as its author would."""
        self.serving = start_companion(self.path, home=self.folder / "home")

    def kill_server(self) -> None:
        """Kill the server and every kernel of it."""
        if self.serving is not None:
            for process in [*self.serving.kernels(), self.serving.process]:
                with contextlib.suppress(psutil.NoSuchProcess):
                    process.kill()
            self.serving.process.wait()
            self.serving = None

    def open_browser(self) -> None:
        """Start the browser on its profile."""
        self.context = self.playwright.chromium.launch_persistent_context(
            str(self.folder / "profile"),
            executable_path=find_chromium(),
            args=QUIET,
            viewport={"width": 1440, "height": 2400},
        )
        self.page.set_default_timeout(60_000)

    def kill_browser(self) -> None:
        """Kill the browser and all its processes."""
        mark = f"--user-data-dir={self.folder / 'profile'}"
        for process in psutil.process_iter(["cmdline"]):
            if mark in (process.info["cmdline"] or []):
                with contextlib.suppress(psutil.NoSuchProcess):
                    process.kill()
        if self.context is not None:
            with contextlib.suppress(Exception):
                self.context.close()
        for name in ("SingletonLock", "SingletonCookie", "SingletonSocket"):
            (self.folder / "profile" / name).unlink(missing_ok=True)
        self.context = None


def newest_kernel(serving: Serving) -> psutil.Process:
    """The kernel of the page that was opened last."""
    kernels = [p for p in serving.kernels() if "ipykernel_launcher" in " ".join(p.cmdline())]
    return max(kernels, key=psutil.Process.create_time)


def first_accept(page: Page) -> Locator | None:
    """The button of the first suggestion in the list."""
    found = page.get_by_role("list", name="Suggestions").get_by_role("button", name="Accept").all()
    return found[0] if found else None


@contextlib.contextmanager
def abuse(folder: Path, seed: int) -> Iterator[Abuse]:
    """An app to abuse; nothing of it is left running."""
    with sync_playwright() as playwright:
        running = Abuse(playwright, folder, seed)
        try:
            yield running
        finally:
            running.kill_server()
            running.kill_browser()


def main() -> int:
    """Kill, and tell; the exit status is 1 if anything was lost, doubled or noted."""
    arguments = parser("benchmarks.reliability.kills", __doc__, BROWSER)
    arguments.add_argument("--kills", type=int, default=200)
    arguments.add_argument("--seed", type=int, default=int(time.time()))
    arguments.add_argument("--only", choices=KINDS, help="kill nothing else")
    args = arguments.parse_args()
    kinds = [args.only] if args.only else list(KINDS)
    outcomes: dict[str, list[Outcome]] = defaultdict(list)
    began = time.monotonic()
    print(f"seed {args.seed}")
    with tempfile.TemporaryDirectory() as folder, abuse(Path(folder), args.seed) as running:
        for number in range(args.kills):
            outcome = running.kill(kinds[number % len(kinds)])
            outcomes[outcome.kind].append(outcome)
            if not outcome.is_good:
                print(f"{number}: {outcome}", flush=True)
        typed = running.number
    print(f"{typed} words typed in {(time.monotonic() - began) / 60:.0f} minutes\n")
    print("| killed | times | words lost | doubled | text not as on screen | conflicts noted |")
    print("|---|---|---|---|---|---|")
    for kind, found in outcomes.items():
        lost, doubled = (sum(len(getattr(o, n)) for o in found) for n in ("lost", "doubled"))
        changed, noted = (sum(getattr(o, n) for o in found) for n in ("changed", "noted"))
        print(f"| {kind} | {len(found)} | {lost} | {doubled} | {changed} | {noted} |")
    return 0 if all(o.is_good for found in outcomes.values() for o in found) else 1


if __name__ == "__main__":
    sys.exit(main())

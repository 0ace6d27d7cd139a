"""The page opens whenever it is asked for; where the platform fails, it says so and tries again."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Page, Route, expect

from companion.app.resources import shipped
from tests.browser.desk import open_desk
from tests.serving import PATIENCE, Serving, isolated_environment

ESSAY = "Its a strange feeling.\n"
SERVE = """
import sys
from pathlib import Path
from companion.app.server.draft_request import DraftRequest
from companion.app.server.serve import serve
from companion.app.server.served_page import ServedPage
notebook, draft = sys.argv[1:]
request = DraftRequest(Path(draft))
page = ServedPage(Path(notebook), "e", request.environment(),
            warm_up="import companion.app.dashboard", unconnected_seconds=1)
sys.exit(serve(page, port=0, browser=False))
"""


@contextmanager
def impatient_server(draft: Path, folder: Path) -> Iterator[Serving]:
    """A server that ends kernels after a second without a page."""
    output, errors = folder / "out.txt", folder / "err.txt"
    notebook = shipped("dashboards") / "companion.ipynb"
    with output.open("w") as out, errors.open("w") as err:
        process = subprocess.Popen(
            [sys.executable, "-c", SERVE, str(notebook), str(draft)],
            env=isolated_environment(folder / "home"),
            stdout=out,
            stderr=err,
        )
    serving = Serving(process, "", output, errors)
    try:
        wait_for(lambda: "token=" in output.read_text())
        serving.url = output.read_text().strip()
        yield serving
    finally:
        serving.stop()


def wait_for(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def opens(page: Page) -> None:
    """Until the draft can be written on, and nothing is said of trouble."""
    expect(page.get_by_role("textbox", name="Draft")).to_be_visible()
    expect(page.get_by_text("could not be opened")).to_have_count(0)
    # Until the page itself has noticed: only then is it forgotten that it was tried again.
    expect(page.locator("#companion-opening")).to_have_count(0)


def kernels(serving: Serving) -> list[psutil.Process]:
    found = []
    for process in serving.kernels():
        try:
            if "ipykernel_launcher" in process.cmdline():
                found.append(process)
        except psutil.Error:  # it has gone meanwhile
            continue
    return found


def test_the_first_page_opens_long_after_the_start_and_kernels_left_are_ended(
    page: Page, path: Path, tmp_path: Path
) -> None:
    with impatient_server(path, tmp_path) as serving:
        wait_for(lambda: kernels(serving))
        started = time.monotonic()
        wait_for(lambda: time.monotonic() > started + 5)  # five times what others are given
        assert len(kernels(serving)) == 1
        open_desk(page, serving.url)
        assert len(kernels(serving)) == 1
        page.goto("about:blank")
        wait_for(lambda: not kernels(serving))  # those without a page do end here
        open_desk(page, f"http://127.0.0.1:{serving.port}/")  # by the cookie, and a new kernel


def test_the_first_page_opens_where_the_kernel_kept_for_it_has_died(
    companion_server: Callable[..., Serving], page: Page, path: Path
) -> None:
    serving = companion_server(path)
    wait_for(lambda: kernels(serving))
    for process in kernels(serving):
        process.kill()
        process.wait(PATIENCE)
    page.goto(serving.url)
    opens(page)


def test_a_kernel_that_dies_as_the_page_comes_up_is_replaced_by_itself(
    companion_server: Callable[..., Serving], page: Page, path: Path
) -> None:
    serving = companion_server(path)
    page.goto(serving.url, wait_until="commit")
    wait_for(lambda: kernels(serving))
    for process in kernels(serving):
        process.kill()
    opens(page)


def test_a_kernel_that_dies_again_and_again_is_told_of_with_a_button(
    companion_server: Callable[..., Serving], page: Page, path: Path
) -> None:
    serving = companion_server(path)
    page.goto(serving.url, wait_until="commit")
    button = page.get_by_role("button", name="Try again")
    deadline = time.monotonic() + PATIENCE
    while not button.is_visible():
        assert time.monotonic() < deadline
        for process in kernels(serving):
            process.kill()
        page.wait_for_timeout(50)
    expect(page.get_by_role("alert")).to_contain_text("Your draft is as it was")
    button.click()
    opens(page)


BROKEN = ["**/voila/**/voila.js", "**/api/kernels/*", "**/widgets-manager8/static/*.js"]


@pytest.mark.parametrize("what", BROKEN)
def test_what_the_platform_fails_to_bring_is_asked_for_once_more(
    companion_server: Callable[..., Serving], page: Page, path: Path, what: str
) -> None:
    serving = companion_server(path)
    loads: list[str] = []
    page.on("request", lambda sent: sent.is_navigation_request() and loads.append(sent.url))

    def fail(route: Route) -> None:
        if len(loads) > int(broken):
            route.continue_()
        else:
            route.abort()

    broken = 1  # the first load fails
    page.route(what, fail)
    page.goto(serving.url)
    opens(page)
    assert len(loads) == 2

    broken = 100  # every load fails: after the second attempt it is left to the author
    page.reload()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Your draft is as it was")
    assert len(loads) == 4
    broken = 0
    alert.get_by_role("button", name="Try again").click()
    opens(page)
    assert len(loads) == 5


LATE_TIMERS = """
const usual = window.setTimeout;
window.setTimeout = (run, after, ...rest) => usual(run, after === 100 ? 2500 : after, ...rest);
"""


def test_the_page_is_drawn_at_once_where_timers_come_late(
    companion_server: Callable[..., Serving], page: Page, path: Path
) -> None:
    """As on a busy machine: a widget that comes between two looks for it is found still."""
    serving = companion_server(path)
    loads: list[str] = []
    page.on("request", lambda sent: sent.is_navigation_request() and loads.append(sent.url))
    page.add_init_script(LATE_TIMERS)
    page.goto(serving.url)
    opens(page)
    assert len(loads) == 1


def test_a_server_that_has_gone_is_told_of_on_the_page(
    companion_server: Callable[..., Serving], page: Page, path: Path
) -> None:
    serving = companion_server(path)
    page.route(BROKEN[0], lambda route: (serving.stop(), route.abort()))
    page.goto(serving.url, wait_until="commit")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("does not answer")
    alert.get_by_role("button", name="Try again").click()
    expect(alert.get_by_role("button", name="Try again")).to_be_enabled()
    expect(alert).to_contain_text("Your draft is as it was")


def test_a_draft_that_cannot_be_opened_is_told_of_at_once_with_a_button(
    companion_server: Callable[..., Serving], page: Page, path: Path
) -> None:
    serving = companion_server(path)
    path.unlink()
    path.mkdir()
    page.goto(serving.url)
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("folder")
    path.rmdir()
    path.write_text(ESSAY, encoding="utf-8")
    alert.get_by_role("button", name="Try again").click()
    opens(page)


def test_the_token_leaves_the_address_and_a_reload_needs_none(
    companion_server: Callable[..., Serving], page: Page, path: Path
) -> None:
    serving = companion_server(path)
    open_desk(page, serving.url)
    assert re.fullmatch(rf"http://127\.0\.0\.1:{serving.port}/", page.url)
    page.reload()
    opens(page)
    another = page.context.new_page()
    open_desk(another, serving.url)  # the printed address goes on working
    another.close()

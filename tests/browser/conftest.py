"""Chromium, driven by playwright. Absent, these tests are skipped, or fail where it must be there.

The environment variable ``COMPANION_CHROMIUM`` names the browser to use;
``COMPANION_REQUIRE_BROWSER`` makes its absence a failure.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.serving import PATIENCE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ON_A_MAC = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
# Features that playwright turns off, as the last list counts, and two more: with each page Chromium
# draws a pop-up of its own, which nobody sees and which takes a fifth of the page's time.
UNUSED_FEATURES = (
    "AimEnabled,AvoidCorsURLLoaderRestartOnRedirect,AvoidUnnecessaryBeforeUnloadCheckSync,"
    "DestroyProfileOnBrowserClose,HttpsFirstBalancedModeAutoEnable,HttpsUpgrades,LensOverlay,"
    "MediaRouter,NetworkTimeServiceQuerying,OptimizationHints,PaintHolding,PreconnectToSearch,"
    "TcpPortRandomizationWin,ThirdPartyStoragePartitioning,"
    "WebUIOmniboxPopup,WebUIOmniboxAimPopup"
)
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={UNUSED_FEATURES}",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever stands in this folder drives a browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


def find_chromium() -> str | None:
    """A Chromium or Chrome on this machine."""
    named = os.environ.get("COMPANION_CHROMIUM")
    found = [named] if named else [*map(shutil.which, NAMES), *ON_A_MAC]
    return next((path for path in found if path and Path(path).exists()), None)


@pytest.fixture(scope="package")
def chromium() -> str:
    """The browser's program; without one the test is skipped, or fails where it must be there."""
    executable = find_chromium()
    if executable is None:
        reason = "no Chromium or Chrome here: install one, or name it in COMPANION_CHROMIUM"
        if os.environ.get("COMPANION_REQUIRE_BROWSER"):
            pytest.fail(reason)
        pytest.skip(reason)
    return executable


# Not of the whole session: while it lives, no test could run an event loop of its own.
@pytest.fixture(scope="package")
def browser(chromium: str) -> Iterator[Browser]:
    """A browser with a profile of its own."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE * 1000)  # a busy machine is slow, not wrong
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def requests() -> list[str]:
    """The address of every request that ``page`` has made."""
    return []


@pytest.fixture
def page(browser: Browser, requests: list[str], request: pytest.FixtureRequest) -> Iterator[Page]:
    """An empty page. The test fails if it asks anything of another machine.

    Parametrize it indirectly with options for the browser's context, such as ``color_scheme``.
    """
    options = {"viewport": {"width": 1440, "height": 900}, **getattr(request, "param", {})}
    context = browser.new_context(**options)
    page = context.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    page.on("request", lambda sent: requests.append(sent.url))
    yield page
    context.close()
    assert not [url for url in requests if not is_local(url)]


@pytest.fixture
def path(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A draft with the ``ESSAY`` of the test's module."""
    file = tmp_path / "on-mirrors.md"
    file.write_text(request.module.ESSAY, encoding="utf-8")
    return file


def is_local(url: str) -> bool:
    """Whether the address is on this machine, or made by the page itself."""
    parts = urlsplit(url)
    return parts.scheme in ("data", "blob", "about") or parts.hostname == "127.0.0.1"

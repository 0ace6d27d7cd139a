"""How the tests are run, and fixtures for those that start the real command."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.serving import Serving, start_companion

# No deadline: a busy machine is no failure. In CI the same examples every time, so that a run says
# something about the change and not about luck; elsewhere new ones are looked for.
settings.register_profile("default", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")

# As the app does: loading its grammar of addresses takes longer than loading all of Voila.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

# Browser tests that share a server of their own.
_TOGETHER = ("tests/browser/test_jupyterlab.py",)
# What takes longest, so that no worker begins with it when the others are done.
_FIRST = ("tests/browser/test_kills.py", *_TOGETHER, "tests/browser/", "tests/llm/test_network.py",
          "tests/app/server/test_serve.py", "tests/app/server/test_gate.py")  # fmt: skip


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """What ``-n auto`` means: one more than cores, as a test of a page waits much of its time."""
    usable = getattr(os, "sched_getaffinity", lambda _: range(os.cpu_count() or 1))(0)
    return min(8, len(usable) + 1)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Hand out a file at a time, as its tests may share fixtures; browser tests one by one."""
    from xdist.scheduler import LoadScopeScheduling

    class Scheduling(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.partition("::")[0]
            alone = file.startswith("tests/browser/") and file not in _TOGETHER
            return nodeid if alone else file

    config.option.loadscopereorder = False  # the order is that of the collection, below
    return Scheduling(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the longest first where several workers share the tests."""
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: _rank(item.nodeid))  # the sort is stable


def _rank(nodeid: str) -> int:
    return next((n for n, start in enumerate(_FIRST) if nodeid.startswith(start)), len(_FIRST))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home of its own for a started command, with nothing in it."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def companion_server(
    home: Path, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Serving]]:
    """Start the app: ``companion_server(draft, "--port", "0", environment={...})``.

    At the end each is terminated, and the test fails if a process is left behind. For a browser it
    is forked from a process that has Voila loaded.
    """
    started: list[Serving] = []
    forked = request.node.get_closest_marker("browser") is not None

    def start(*words: str | Path, **options: Any) -> Serving:
        started.append(start_companion(*words, home=home, **{"forked": forked, **options}))
        return started[-1]

    yield start
    for serving in started:
        serving.stop()

"""Fixtures for tests that start the real command."""

from __future__ import annotations

import os
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


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home of its own for a started command, with nothing in it."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def companion_server(home: Path) -> Iterator[Callable[..., Serving]]:
    """Start the app: ``companion_server(draft, "--port", "0", environment={...})``.

    At the end each is terminated, and the test fails if a process is left behind.
    """
    started: list[Serving] = []

    def start(*words: str | Path, **options: Any) -> Serving:
        started.append(start_companion(*words, home=home, **options))
        return started[-1]

    yield start
    for serving in started:
        serving.stop()

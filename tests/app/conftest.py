"""What several tests of the app need."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.serving import Serving, start_companion


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """One server for the tests of a module that only ask it something."""
    home = tmp_path_factory.mktemp("home")
    draft = home / "essay.md"
    draft.write_text("Its a strange feeling.\n", encoding="utf-8")
    started = start_companion(draft, home=home)
    yield started
    started.stop()

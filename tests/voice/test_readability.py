"""Readability is told offline, and of any text."""

import socket

import pytest

from companion.voice.readability import readability

EASY = "The cat sat on the mat. It saw the moon. The moon was big. " * 4
HARD = (
    "Institutional considerations necessitate comprehensive methodological deliberation, "
    "notwithstanding the considerable organizational difficulties. "
) * 4


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("no network in this test")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    readability.cache_clear()


def test_easy_reads_easier_than_hard() -> None:
    easy, hard = readability(EASY), readability(HARD)
    assert easy.reading_ease is not None
    assert hard.reading_ease is not None
    assert easy.reading_ease > 90 > 20 > hard.reading_ease
    assert easy.grade is not None
    assert hard.grade is not None
    assert easy.grade < 3 < 12 < hard.grade


@pytest.mark.parametrize("text", ["", "...", "Yes.", "日本語のテキスト。", "\x00 \u200d"])
def test_too_little_text_gives_no_grade(text: str) -> None:
    assert readability(text).grade is None

"""A voice learned from files that were chosen on the page, kept, and used by later drafts."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from companion.app.session.own_voice import OwnVoice
from companion.review.voice_reading import VoiceReader
from companion.voice.profile import VoiceProfile, chosen_profile, load_profile
from companion.widgets.contract import Event, Request, check
from companion.widgets.messages import Dispatcher

WORDS = "I went to the shop and it was shut, which I mind more than I should. " * 40


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr("companion.voice.profile.profile_folder", lambda: tmp_path / "voice")
    return tmp_path / "voice"


class Asking:
    """A page's end of the line."""

    def __init__(self, named: str | None = None) -> None:
        self.taught: list[VoiceProfile] = []
        self.answers: list[dict[str, Any]] = []
        self.dispatcher = Dispatcher(self.answers.append)
        self.request: Request[Any, Any] | None = None
        self.voice = OwnVoice(self, self.taught.append, named=named)

    def on_request(self, request: Request[Any, Any], handler: Callable[[Any], Any]) -> None:
        self.dispatcher.register(request, handler)
        self.request = request

    def emit(self, event: Event[Any], payload: Any) -> None:
        raise AssertionError("there is nothing to tell")

    def learn(self, files: dict[str, bytes], **more: Any) -> dict[str, Any]:
        sent = [
            {"name": name, "content": base64.b64encode(content).decode()}
            for name, content in files.items()
        ]

        async def answered() -> dict[str, Any]:
            self.answers.clear()
            self.dispatcher.receive({"id": "1", "kind": "learn-voice", "files": sent, **more})
            while not self.answers:
                await asyncio.sleep(0.001)
            return self.answers[0]

        answer = asyncio.run(answered())
        if answer["ok"]:
            assert self.request
            check(self.request.result, answer["result"])
        return answer


def test_a_voice_is_learned_kept_and_chosen() -> None:
    assert chosen_profile() is None
    page = Asking()
    answer = page.learn({"a.md": WORDS.encode(), "b.txt": b"> Quoted is not mine."})
    assert "Learned “my voice”" in answer["result"]["text"]
    assert chosen_profile() == "my voice"
    assert page.taught == [load_profile("my voice")]
    page.learn({"a.md": WORDS.encode()}, name="letters")
    assert chosen_profile() == "letters"


def test_settings_that_name_another_profile_are_told_of() -> None:
    answer = Asking(named="work").learn({"a.md": WORDS.encode()})
    assert "your settings name “work”" in answer["result"]["text"]
    assert (
        "settings"
        not in Asking(named="x").learn({"a.md": WORDS.encode()}, name="x")["result"]["text"]
    )


def test_a_profile_that_was_chosen_and_is_gone_leaves_the_one_without_a_name(
    folder: Path,
) -> None:
    page = Asking()
    page.learn({"a.md": WORDS.encode()}, name="default")
    page.learn({"a.md": WORDS.encode()}, name="letters")
    (folder / "letters.json").unlink()
    assert chosen_profile() == "default"
    (folder / "default.json").unlink()
    assert chosen_profile() is None


@pytest.mark.parametrize(
    ("files", "more", "why"),
    [
        ({"a.md": b"Too short."}, {}, "2 words are too few"),
        ({}, {}, "0 words are too few"),
        ({"a.pdf": WORDS.encode()}, {}, "a.pdf cannot be read: choose .md"),
        ({"a.txt": b"\xff\xfe\x00"}, {}, "a.txt is not UTF-8 text"),
        ({"a.docx": b"no zip"}, {}, "a.docx is no Word document"),
        ({"a.ipynb": b"{}"}, {}, "a.ipynb is no notebook"),
        ({"../../etc/a.md": b"\xff"}, {}, "a.md is not UTF-8 text"),
        ({"a.md": WORDS.encode()}, {"name": "../mine"}, '"../mine" cannot name a profile'),
    ],
)
def test_what_cannot_be_learned_from_is_said_and_nothing_is_chosen(
    files: dict[str, bytes], more: dict[str, str], why: str
) -> None:
    page = Asking()
    answer = page.learn(files, **more)
    assert why in answer["error"]
    assert answer["error"].endswith(".")
    assert page.taught == []
    assert chosen_profile() is None


def test_a_reader_that_is_taught_reads_as_one_that_knew_from_the_start() -> None:
    profile = VoiceProfile.learn([WORDS])
    base = "I went out.\n\nIt was shut."
    text = f"{base}\n\nMoreover, it is crucial to delve into the rich tapestry of this landscape."
    taught = VoiceReader(base)
    taught.read(text)
    taught.teach(profile)
    assert taught.read(text) == VoiceReader(base, profile).read(text)

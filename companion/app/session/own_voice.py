"""The author's voice, learned on the page from files of their own writing."""

from __future__ import annotations

import asyncio
import base64
import binascii
from collections.abc import Callable
from pathlib import PurePath

from companion.app.session.page import Page
from companion.formats.files import FileRefused, check_size
from companion.store.encoding import whole_characters
from companion.voice.profile import ProfileError, VoiceProfile, choose_profile, save_profile
from companion.voice.sources import SUFFIXES, text_in
from companion.widgets import protocol
from companion.widgets.messages import RequestError

NAME = "my voice"


class OwnVoice:
    """Answers the page's request to learn a voice; drafts opened later are held against it, too.

    Args:
        page: where the files are chosen.
        teach: told the profile.
        named: the profile that the settings name, which goes before what is chosen on a page.
    """

    def __init__(
        self, page: Page, teach: Callable[[VoiceProfile], None], *, named: str | None = None
    ) -> None:
        self._teach, self._named = teach, named
        page.on_request(protocol.LEARN_VOICE, self._learn)

    async def _learn(self, message: protocol.LearnVoice) -> protocol.LearnedVoice:
        name = whole_characters(message.get("name", "")).strip() or NAME
        try:
            profile = await asyncio.to_thread(_learned, message["files"], name)
        except ProfileError as error:
            raise RequestError(f"{error}.") from error
        except OSError as error:
            raise RequestError(f"The profile cannot be kept: {error.strerror}.") from error
        self._teach(profile)
        text = f"Learned “{name}” from {profile.tokens:,} words and marks of yours."
        if self._named not in (None, name):
            text += (
                f" This draft is held against it from now on; later ones are not, as your settings"
                f" name “{self._named}”: change voice.profile there."
            )
        return {"text": text}


def _learned(files: list[protocol.OwnFile], name: str) -> VoiceProfile:
    """The profile of what is in some files, kept and chosen."""
    profile = VoiceProfile.learn([_own_words(file) for file in files], name)
    save_profile(profile)
    choose_profile(name)
    return profile


def _own_words(file: protocol.OwnFile) -> str:
    name = PurePath(whole_characters(file["name"]).strip() or "the file").name
    path = PurePath(name)
    if path.suffix.lower() not in SUFFIXES:
        raise ProfileError(f"{name} cannot be read: choose {', '.join(SUFFIXES)} files")
    try:
        check_size(name, len(file["content"]) * 3 // 4)
        return text_in(path, base64.b64decode(file["content"], validate=True))
    except FileRefused as error:
        raise ProfileError(f"{name} cannot be read: {error}") from error
    except binascii.Error as error:
        raise ProfileError(f"{name} did not arrive whole: try again") from error

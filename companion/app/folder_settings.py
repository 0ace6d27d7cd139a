"""What a settings file beside a draft asks for, and whether the author has agreed to it.

Such a file comes with the draft, perhaps from someone else. How the text is to be read it may say;
anything that sends words away, costs money, or turns a protection off is asked of the author once.
The answer is kept in the author's own folder, for that folder of drafts and for exactly what was
asked: a file that asks for something else is asked about again.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from companion.formats.files import FileRefused, read_file
from companion.llm.prompts import LARGEST_PROMPT
from companion.text.wording import shortened

Answer = Literal["", "yes", "no"]

# What counts without asking: how the text is to be read.
_HARMLESS = {("grammar", name) for name in ("dialect", "dictionary", "serial_comma", "off")}
_ANSWERS = "folders"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the settings beside a draft ask for, beyond how to read it.

    Attributes:
        file: the settings file.
        what: in words, one by one: "model = ollama_chat/llama3.2".
        digest: of all that is asked for, the prompts it brings along included.
        answer: what the author said to exactly this; "" if it was not asked yet.
        kept: the file that keeps the answer.
    """

    file: Path
    what: tuple[str, ...]
    digest: str
    answer: Answer
    kept: Path

    @property
    def use(self) -> bool:
        """Whether it counts."""
        return self.answer == "yes"

    @property
    def question(self) -> str:
        """What the author is asked."""
        return f"This draft's folder asks for {'; '.join(self.what)}. Use it for this draft?"

    @property
    def note(self) -> str:
        """The message where there is nobody to ask."""
        return (
            f"{self.file} asks for {'; '.join(self.what)}: left out, as it may have come with the"
            " draft. To allow it, open the draft and say so, or: companion doctor --allow-folder"
            " DRAFT"
        )

    def remember(self, use: bool) -> None:
        """Keep the author's answer, where only the author can read and change it.

        Raises:
            OSError: it cannot be kept.
        """
        from companion.store.atomic import replace_file
        from companion.store.private import private_file, private_folder

        private_folder(self.kept.parent, parents=True)
        private_file(self.kept)  # an empty one is no answer, and what replaces it stays private
        content = {"folder": str(_folder(self.file)), "digest": self.digest, "use": use}
        replace_file(Path(os.path.realpath(self.kept)), json.dumps(content).encode("ascii"))


def asked_of(
    content: dict[str, Any], file: Path, user: Path
) -> tuple[dict[str, Any], Asked | None]:
    """What of a file's content counts as it is, and what is asked for; None if nothing is.

    Args:
        content: the file's, which is valid.
        file: where it lies.
        user: the folder of the author's own settings.
    """
    harmless: dict[str, Any] = {}
    asked: list[tuple[tuple[str, ...], Any]] = []
    for where, value in _leaves(content):
        if where in _HARMLESS:
            harmless.setdefault(where[0], {})[where[1]] = value
        elif where[-1] != "key_variable":
            asked.append((where, value))
    if not asked:
        return harmless, None
    digest = hashlib.sha256(json.dumps(asked, default=str).encode("utf-8", "replace"))
    for where, value in asked:
        if where == ("prompts",):
            digest.update(_prompts(file.parent / Path(str(value)).expanduser()))
    name = hashlib.sha256(os.fsencode(_folder(file))).hexdigest()[:32]
    kept = user / _ANSWERS / f"{name}.json"
    what = tuple(f"{_label(where)} = {_shown(value)}" for where, value in asked)
    mark = digest.hexdigest()
    return harmless, Asked(file, what, mark, _answer(kept, file, mark), kept)


def _leaves(content: dict[str, Any], where: tuple[str, ...] = ()) -> Iterator[Any]:
    for key, value in content.items():
        if isinstance(value, dict):
            yield from _leaves(value, (*where, key))
        else:
            yield (*where, key), value


def _label(where: tuple[str, ...]) -> str:
    return ".".join(where[1:] if where[0] == "models" else where)


def _shown(value: Any) -> str:
    text = (
        json.dumps(value, ensure_ascii=False, default=str) if not isinstance(value, str) else value
    )
    return shortened("".join(c if c.isprintable() else "?" for c in text), 120)


def _folder(file: Path) -> Path:
    return Path(os.path.realpath(file.parent))


def _prompts(folder: Path) -> bytes:
    """A digest of what a folder of prompts holds now."""
    digest = hashlib.sha256()
    with suppress(OSError):
        for path in sorted(folder.glob("*.md")):
            digest.update(os.fsencode(path.name) + b"\0")
            with suppress(FileRefused):  # and so no prompt, either
                digest.update(hashlib.sha256(read_file(path, LARGEST_PROMPT)).digest())
    return digest.digest()


def _answer(kept: Path, file: Path, digest: str) -> Answer:
    try:
        said = json.loads(kept.read_text("utf-8"))
    except (OSError, ValueError):
        return ""
    if not isinstance(said, dict) or said.get("folder") != str(_folder(file)):
        return ""
    if said.get("digest") != digest:
        return ""
    return "yes" if said.get("use") is True else "no"

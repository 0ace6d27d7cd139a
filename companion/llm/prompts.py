"""Prompts: one Markdown file a task, which the author may copy and change.

A file opens with its settings and goes on with what the model is told::

    ---
    role: proofreader
    temperature: 0
    max_output: 4000
    ---
    You are a proofreader of $dialect English. ...

``$name`` stands for what the program fills in; ``$$`` is a dollar sign.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from string import Template

from companion.formats.files import FileRefused, read_file
from companion.llm.roles import ROLE_NAMES, RoleName

LARGEST_PROMPT = 1 << 20  # bytes
_PACKAGE = Path(__file__).resolve().parent.parent
# An installed wheel carries the prompts inside the package; a clone has them at its root.
_SHIPPED = (_PACKAGE / "prompts", _PACKAGE.parent / "prompts")


class PromptError(ValueError):
    """A prompt file is missing or not in the form described; the message names the place."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt as read from its file."""

    name: str
    role: RoleName
    temperature: float | None
    max_output: int
    body: str
    path: Path

    @property
    def digest(self) -> str:
        """Changes whenever the prompt does, for caches."""
        head = f"{self.role}/{self.temperature}/{self.max_output}/"
        return hashlib.blake2b((head + self.body).encode(), digest_size=8).hexdigest()

    def fill(self, **values: str) -> str:
        """The body with every ``$name`` replaced.

        Raises:
            PromptError: if it names something that is not filled in here.
        """
        template = Template(self.body)
        unknown = sorted(set(template.get_identifiers()) - values.keys())
        if unknown or not template.is_valid():
            what = ", ".join(f"${name}" for name in unknown) or "a '$' that names nothing"
            known = ", ".join(f"${name}" for name in sorted(values)) or "nothing"
            raise PromptError(f"{self.path}: {what} is not known here; a prompt can use {known}")
        return template.substitute(values).strip()


def load_prompt(name: str, folders: Iterable[Path] = ()) -> Prompt:
    """The prompt of that name: the author's own copy if one of ``folders`` has it, else ours.

    Raises:
        PromptError: if there is none, or it is not in the right form.
    """
    for folder in (*folders, *_SHIPPED):
        path = folder / f"{name}.md"
        if path.is_file():
            try:
                text = read_file(path, LARGEST_PROMPT).decode("utf-8")
                return parse_prompt(text.replace("\r\n", "\n"), name, path)
            except (FileRefused, UnicodeDecodeError) as error:
                raise PromptError(f"{path} cannot be read: {error}") from error
    raise PromptError(f"there is no prompt {name!r}: install Companion again")


def parse_prompt(text: str, name: str, path: Path) -> Prompt:
    """Read a prompt from the text of its file.

    Raises:
        PromptError: if the front matter is missing, or has a key or value that is not allowed.
    """
    lines = text.lstrip("\ufeff").splitlines()
    if not lines or lines[0].strip() != "---":
        raise PromptError(f"{path} must begin with '---', its settings, and '---' again")
    try:
        end = next(i for i, line in enumerate(lines[1:], 1) if line.strip() == "---")
    except StopIteration:
        raise PromptError(f"{path}: the settings at the top must end with '---'") from None
    settings = dict(_setting(line, path) for line in lines[1:end] if line.strip())
    role = settings.pop("role", "")
    if role not in ROLE_NAMES:
        raise PromptError(f"{path}: role must be one of {', '.join(ROLE_NAMES)}, not {role!r}")
    try:
        temperature = settings.pop("temperature", None)
        prompt = Prompt(
            name=name,
            role=role,
            temperature=None if temperature is None else float(temperature),
            max_output=int(settings.pop("max_output", "2000")),
            body="\n".join(lines[end + 1 :]).strip(),
            path=path,
        )
    except ValueError as error:
        raise PromptError(f"{path}: temperature and max_output must be numbers: {error}") from None
    if settings:
        raise PromptError(
            f"{path}: unknown setting {sorted(settings)[0]!r}; there are role, temperature and"
            " max_output"
        )
    if prompt.max_output < 1 or not prompt.body:
        raise PromptError(f"{path}: max_output must be at least 1, and a prompt must follow")
    return prompt


def _setting(line: str, path: Path) -> tuple[str, str]:
    key, colon, value = line.partition(":")
    if not colon:
        raise PromptError(f"{path}: {line.strip()!r} is not a setting; write 'name: value'")
    return key.strip(), value.strip().strip("\"'")

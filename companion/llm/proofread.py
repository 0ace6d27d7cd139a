"""The proofreader role: a paragraph is sent, and its corrected form comes back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from math import ceil

from companion.llm.completer import Completer
from companion.llm.errors import UnusableReply
from companion.llm.prices import answers_at_length, count_tokens, longest_in_tokens
from companion.llm.prompts import Prompt
from companion.llm.replies import read_correction
from companion.llm.roles import Message, Role, RoleCall

PROMPT = "grammar_only"

DIALECTS = {
    "US": "American English",
    "GB": "British English",
    "AU": "Australian English",
    "CA": "Canadian English",
    "IN": "Indian English",
}

_SCHEMA = {
    "type": "object",
    "properties": {"corrected": {"type": "string"}},
    "required": ["corrected"],
    "additionalProperties": False,
}
_ASKINGS = 2  # an unusable answer is requested once more
_MARGIN = 1.25  # for corrections, and for a tokenizer that makes more of the same words
_AROUND_ANSWER = 64  # tokens for the braces, fences and chat that models put around it
_CONTEXT = 400  # characters of the neighbouring paragraphs that go along
_REMEMBERED = 30  # words and rejections told to the model: the latest


@dataclass(frozen=True, slots=True)
class House:
    """The author's rules, as the proofreader is told them.

    Attributes:
        dialect: a key of `DIALECTS`.
        dictionary: words that are right as they are.
        rejected: corrections the author did not want, as (before, after).
        serial_comma: whether a comma before "and" in a series is asked for.
    """

    dialect: str = "US"
    dictionary: tuple[str, ...] = ()
    rejected: tuple[tuple[str, str], ...] = ()
    serial_comma: bool = False


class ModelProofreader:
    """Asks a model for a paragraph's corrections.

    ``key`` changes with model, prompt, dialect and what is asked for. Words and rejections that
    the author adds do not change it: they only take suggestions away, which happens here as well,
    and must not have the whole draft sent, and paid for, once more.
    """

    def __init__(
        self, completer: Completer, role: Role, prompt: Prompt, house: House | None = None
    ) -> None:
        self.completer = completer
        self.role = role
        self.house = house or House()
        set_by_author = role.max_output != prompt.max_output
        self._has_room = set_by_author or answers_at_length(role)
        self._instructions = prompt.fill(**_told(self.house))
        lasting = prompt.fill(**_told(replace(self.house, dictionary=(), rejected=())))
        parts = (role.model, str(role.api_base), str(role.temperature), lasting)
        self.key = hashlib.blake2b("\x1f".join(parts).encode(), digest_size=16).hexdigest()

    def call(self, paragraph: str, before: str = "", after: str = "") -> RoleCall:
        """What is sent for ``paragraph``, with the ends of its neighbours as context."""
        mark = _mark(paragraph, before, after)
        parts = []
        if before.strip():
            parts.append(f"<before>\n{before.strip()[-_CONTEXT:]}\n</before>")
        parts.append(f"<{mark}>\n{paragraph}\n</{mark}>")
        if after.strip():
            parts.append(f"<after>\n{after.strip()[:_CONTEXT]}\n</after>")
        tokens = count_tokens(paragraph) + 16
        return RoleCall(
            role=replace(self.role, max_output=self._room_for(paragraph)),
            messages=(Message("system", self._instructions), Message("user", "\n".join(parts))),
            schema=_SCHEMA,
            expected_output=tokens,
            askings=_ASKINGS,
        )

    def _room_for(self, paragraph: str) -> int:
        """The most tokens of an answer: the paragraph and a margin.

        That is what the author is told it can cost at most, so it is not more than is needed. A
        model that thinks before it answers, one whose tokens cost nothing, and one for which the
        author has set a limit have theirs, in which a long paragraph must fit in all the same.
        """
        needed = ceil(_MARGIN * longest_in_tokens(paragraph)) + _AROUND_ANSWER
        return max(self.role.max_output, needed) if self._has_room else needed

    async def correct(self, paragraph: str, before: str = "", after: str = "") -> str:
        """The paragraph as the model would have it; a reply that cannot be read is asked again.

        Raises:
            ModelError: if there is no usable answer.
        """
        call = self.call(paragraph, before, after)
        for asking in range(_ASKINGS, 0, -1):
            reply = await self.completer.complete(call)
            try:
                return read_correction(reply.text, paragraph)
            except UnusableReply:
                if asking == 1:
                    raise
        raise AssertionError("unreachable")


def _told(house: House) -> dict[str, str]:
    """The author's rules as sentences; empty where there is nothing to say."""
    words = ", ".join(house.dictionary[-_REMEMBERED:])
    rejected = "; ".join(f"“{a}” to “{b}”" for a, b in house.rejected[-_REMEMBERED:])
    return {
        "dialect": DIALECTS.get(house.dialect, "English"),
        "serial_comma": (
            "This author uses the serial comma; add it where it is missing."
            if house.serial_comma
            else ""
        ),
        "dictionary": f"These words are right as they are: {words}." if words else "",
        "rejected": (
            f"The author has turned these corrections down; do not propose their like: {rejected}."
            if rejected
            else ""
        ),
    }


def _mark(*texts: str) -> str:
    """A delimiter for the paragraph that occurs in none of the texts."""
    name, number = "paragraph", 1
    while any(f"{name}>" in text for text in texts):
        number += 1
        name = f"paragraph-{number}"
    return name

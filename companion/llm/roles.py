"""The roles a model can have, and what is asked of one in a role."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

RoleName = Literal["proofreader", "partner", "critic"]

ROLE_NAMES: tuple[RoleName, ...] = ("proofreader", "partner", "critic")


def short_name(model: str) -> str:
    """A model's name without its provider, as the page calls it: the maker, if named, stays.

    Where the author's words go is told in full before they are sent: `companion.llm.describe`.
    """
    return model.partition("/")[2] or model


@dataclass(frozen=True, slots=True)
class Role:
    """A model in a role.

    Attributes:
        name: what it does for the author.
        model: a LiteLLM model string such as ``ollama_chat/llama3.2`` or ``openai/gpt-4o-mini``.
        api_base: the address of the server, where it is not the provider's own.
        key_variable: the environment variable (and keyring entry) of the key, where it is not the
            provider's usual one.
        price: dollars per million tokens, in and out, where LiteLLM's price list has none.
        temperature: None leaves it to the service.
        max_output: the most tokens of an answer.
        first_token: seconds to wait for the first word; a local model may have to load.
        silence: seconds without a word before an answer counts as stalled.
        stream: whether answers come word by word.
        send_key: whether the address may have the key.
    """

    name: RoleName
    model: str
    api_base: str | None = None
    key_variable: str | None = None
    price: tuple[float, float] | None = None
    temperature: float | None = None
    max_output: int = 2000
    first_token: float = 120.0
    silence: float = 30.0
    stream: bool = True
    send_key: bool = True


class Message(NamedTuple):
    """One turn of a conversation, in the words of the chat protocol."""

    speaker: Literal["system", "user", "assistant"]
    text: str


@dataclass(frozen=True, slots=True)
class RoleCall:
    """What is sent to a role.

    Attributes:
        role: who is asked.
        messages: the whole conversation.
        schema: the JSON schema of the answer, tried where a service offers it; an answer may come
            without, so whoever reads it must not rely on it.
        expected_output: a guess at the tokens of the answer, for the estimate that is shown; the
            budget reckons with ``role.max_output``.
        askings: how often it may be made in all, as an answer may be of no use; what is shown
            before reckons with it.
    """

    role: Role
    messages: tuple[Message, ...]
    schema: Mapping[str, Any] | None = None
    expected_output: int | None = None
    askings: int = 1

    @property
    def text(self) -> str:
        """Every word that is sent, as it is sent."""
        return "\n\n".join(message.text for message in self.messages)


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens sent and received; ``counted`` by the service, or our estimate."""

    sent: int
    received: int
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Completion:
    """A whole answer.

    ``cost_dollars`` is None where the price is unknown; ``finish`` is the service's own word for
    why the answer ended.
    """

    text: str
    finish: str
    usage: Usage
    cost_dollars: float | None
    model: str

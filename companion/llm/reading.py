"""Read an answer to its end, and detect one that was cut off.

What is read are LiteLLM's objects, known here by their attributes only.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from companion.llm import failures
from companion.llm.destinations import Destination
from companion.llm.errors import Incomplete, RequestRefused
from companion.llm.roles import Role, Usage

# No tokenizer in use has longer tokens of prose; a server that sends more than the limit of
# tokens could hold at this length does not keep to the limit, and the budget reckons with it.
_MAX_TOKEN = 32


@dataclass
class Heard:
    """What has been received of an answer; read by the caller's thread if the call is cancelled."""

    pieces: list[str] = field(default_factory=list)
    counted: Usage | None = None

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(self.pieces)


async def read_stream(
    stream: Any, role: Role, place: Destination, heard: Heard, relay: Callable[[str], None]
) -> str:
    """Read a stream into ``heard``; returns why it ended, in the service's word.

    Raises:
        ModelError: if it ended before the model had finished, or ran past its limit.
        TimeoutError: if no data came within the role's limits.
    """
    wait, room = role.first_token, role.max_output * _MAX_TOKEN
    chunks = aiter(stream)
    try:
        while True:
            try:
                async with asyncio.timeout(wait):
                    chunk = await anext(chunks)
            except StopAsyncIteration:
                break
            for choice in chunk.choices:
                piece = choice.delta.content or ""
                if piece:
                    wait = role.silence
                    room -= len(piece)
                    heard.pieces.append(piece)
                    relay(piece)
            if room < 0:
                raise failures.past_limit(role)
    finally:
        await _close(stream)
    raw = [chunk.usage for chunk in stream.chunks if getattr(chunk, "usage", None)]
    if raw:
        heard.counted = _count(raw[-1])
    # LiteLLM ends every stream with a "stop" of its own making; these hold the server's. (Not for
    # Gemini, where it makes one up for every piece: there only HTTP itself shows a cut.)
    finish = stream.received_finish_reason or stream.intermittent_finish_reason
    if finish is None:
        raise failures.broke_off(role) if heard.pieces else failures.no_model_there(role, place)
    return _checked(str(finish), role)


def read_whole(response: Any, role: Role, heard: Heard, relay: Callable[[str], None]) -> str:
    """Read an answer that came at once; returns why it ended.

    Raises:
        ModelError: if it ended before the model had finished.
    """
    choice = response.choices[0]
    text = choice.message.content or ""
    heard.counted = _count(getattr(response, "usage", None))
    if text:
        heard.pieces.append(text)
        relay(text)
    return _checked(str(choice.finish_reason), role)


def _checked(finish: str, role: Role) -> str:
    match finish:
        case "length":
            raise Incomplete(
                f"{role.model} stopped at its limit of {role.max_output} tokens. Raise max_output,"
                " or divide the paragraph."
            )
        case "content_filter":
            raise RequestRefused(f"The service's content filter stopped {role.model}.")
    return finish


async def _close(stream: Any) -> None:
    """End the request, if it is still under way."""
    close = getattr(stream, "aclose", None)
    if close is not None:
        await close()


def _count(usage: Any) -> Usage | None:
    sent = int(getattr(usage, "prompt_tokens", 0) or 0)
    received = int(getattr(usage, "completion_tokens", 0) or 0)
    return Usage(sent, received) if sent or received else None

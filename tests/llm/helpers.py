from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from companion.llm.budget import Budget
from companion.llm.completer import LiteLLMCompleter
from companion.llm.retry import RetryPolicy
from companion.llm.roles import Completion, Message, Role, RoleCall
from tests.loopback import LoopbackModel

T = TypeVar("T")

SECRET = "sk-canary-0123456789abcdef"


def run(work: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(work)


def role(server: LoopbackModel, **more: Any) -> Role:
    settings: dict[str, Any] = {
        "name": "partner",
        "model": "openai/gpt-4o-mini",
        "api_base": server.api_base,
        "first_token": 20.0,
        "silence": 20.0,
        **more,
    }
    return Role(**settings)


def call(server: LoopbackModel, text: str = "Say something.", **more: Any) -> RoleCall:
    return RoleCall(role(server, **more), (Message("user", text),))


def completer(budget: Budget | None = None, **more: Any) -> LiteLLMCompleter:
    settings: dict[str, Any] = {
        "policy": RetryPolicy(first_wait=0.01),
        "environ": {"OPENAI_API_KEY": SECRET},
        **more,
    }
    return LiteLLMCompleter(budget, **settings)


def ask(server: LoopbackModel, text: str = "Say something.", **more: Any) -> Completion:
    return run(completer().complete(call(server, text, **more)))

"""The only caller of LiteLLM: within a budget, with our retries, on a guarded network.

LiteLLM is imported with the first call, in a background thread, with its downloads and telemetry
off; that thread can connect to nothing but where a call goes (see `companion.llm.network`). Its
retries are off too: what is tried again, and how often, is decided here. What it raises becomes one
of our own errors, and a stream that ends too early is noticed, which it does not do.
"""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from companion.llm import failures
from companion.llm.background import BackgroundLoop
from companion.llm.budget import Budget, Hold, Spend
from companion.llm.destinations import Destination, destination
from companion.llm.errors import (
    ModelError,
    Offline,
    RateLimited,
    RequestRefused,
    ServiceFailed,
    Unreachable,
)
from companion.llm.keys import key_to_send
from companion.llm.network import reach_of, reaching
from companion.llm.prices import Estimate, count_tokens, estimate, price_of
from companion.llm.reading import Heard, read_stream, read_whole
from companion.llm.retry import RetryPolicy, retry_after
from companion.llm.roles import Completion, Role, RoleCall, Usage

OnText = Callable[[str], None]

# Read by LiteLLM while it is imported.
_ENVIRONMENT = {
    "LITELLM_LOCAL_MODEL_COST_MAP": "True",  # else it downloads its price list
    "LITELLM_LOCAL_ANTHROPIC_BETA_HEADERS": "True",  # and a list of headers
    "LITELLM_MODE": "PRODUCTION",  # else it loads a .env file from wherever it finds one
    "LITELLM_RUST": "False",  # compiled code opens sockets without an audit event
}
# What is sent as the key where a server wants none: the client library insists on something.
_NO_KEY = "none"

_background = BackgroundLoop("companion-llm")


class Completer(Protocol):
    """Answers calls: what the rest of the project needs of a model."""

    async def complete(self, call: RoleCall, *, on_text: OnText | None = None) -> Completion:
        """The answer to ``call``; raises `ModelError`."""


class LiteLLMCompleter:
    """Calls models through LiteLLM within a budget.

    Args:
        budget: what may be spent.
        offline: whether nothing may leave this machine; models on loopback still may be asked.
        policy: how often to try again.
        environ: where keys and addresses are looked up; the process's own unless given.
    """

    def __init__(
        self,
        budget: Budget | None = None,
        *,
        offline: bool = False,
        policy: RetryPolicy | None = None,
        environ: Mapping[str, str] | None = None,
    ) -> None:
        self.budget = budget or Budget()
        self.offline = offline
        self.policy = policy or RetryPolicy()
        self.environ = os.environ if environ is None else environ
        self._no_schema: set[tuple[str, str | None]] = set()

    def plan(self, call: RoleCall) -> tuple[Destination, Estimate]:
        """Where ``call`` would go and what it would take; nothing is sent.

        Raises:
            ModelError: if it could not be made: offline, over budget, no such model.
        """
        place = self.destination(call.role)
        cost = estimate(call, place)
        self.budget.check(cost.at_most, is_local=place.is_local)
        return place, cost

    def destination(self, role: Role) -> Destination:
        """Where a role's model is reached.

        Raises:
            ModelError: if nothing may leave this machine and it is elsewhere, or no model is set.
        """
        place = destination(
            role.model, role.api_base, key_variable=role.key_variable, environ=self.environ
        )
        if self.offline and not place.is_local:
            raise Offline(
                f'"Nothing leaves this machine" is on, and {role.model} is at {place.where}.'
                " Set offline = false in companion.toml to allow it."
            )
        return place

    async def complete(self, call: RoleCall, *, on_text: OnText | None = None) -> Completion:
        """The whole answer to ``call``.

        Args:
            call: who is asked what.
            on_text: told each piece of the answer as it comes, in this thread. A call that broke
                off after its first piece is not made again, so no piece is told twice.

        Raises:
            ModelError: if there is no whole answer; one of the classes of `companion.llm.errors`.
            asyncio.CancelledError: if cancelled, in which case the request has been ended.
        """
        place, cost = self.plan(replace(call, askings=1))
        key = key_to_send(call.role, place, self.environ)
        secret = key.secret if key else ""
        attempt = _Attempt(call, place, secret, _relay(on_text))
        with self.budget.reserve(cost.at_most, is_local=place.is_local) as hold:
            outcome = "failed"
            try:
                finish = await self._persist(attempt)
                outcome = "done"
            except asyncio.CancelledError:
                outcome = "cancelled"
                raise
            finally:
                self._book(hold, attempt, outcome)
        usage = attempt.usage(cost.sent)
        dollars = self._dollars(attempt, usage)
        return Completion(attempt.heard.text, finish, usage, dollars, call.role.model)

    async def _persist(self, attempt: _Attempt) -> str:
        """Make the call, and repeat it where the retry policy says so."""
        waits, failures_left = self.policy.rate_limited, self.policy.failed
        pause = self.policy.first_wait
        server = (attempt.call.role.model, attempt.place.address)
        while True:
            attempt.with_schema = attempt.call.schema is not None and server not in self._no_schema
            try:
                return await _background.run(_ask(attempt))
            except _Failure as failure:
                error = failure.error
                if attempt.with_schema and isinstance(error, RequestRefused):
                    # Many servers refuse the schema with some error of their own; whether it was
                    # the schema shows when the same request without it goes through.
                    self._no_schema.add(server)
                elif isinstance(error, RateLimited) and waits:
                    waits -= 1
                    wait = pause if failure.retry_after is None else failure.retry_after
                    if wait > self.policy.longest_wait:
                        raise RateLimited(
                            f"{attempt.place.where} asks to wait for {wait:.0f} seconds."
                            " Try again after that."
                        ) from None
                    pause *= 2
                    await asyncio.sleep(wait)
                elif (
                    isinstance(error, ServiceFailed) and failures_left and not attempt.heard.pieces
                ):
                    failures_left -= 1
                    await asyncio.sleep(pause)
                else:
                    raise error from None

    def _book(self, hold: Hold, attempt: _Attempt, outcome: str) -> None:
        """Record the usage: none, where the call ended before the first word of an answer."""
        heard = attempt.heard
        if outcome != "done" and not heard.pieces and not heard.counted:
            return
        usage = attempt.usage(estimate(attempt.call, attempt.place).sent)
        hold.book(
            Spend(
                role=attempt.call.role.name,
                model=attempt.call.role.model,
                host=attempt.place.host or attempt.place.title,
                sent=usage.sent,
                received=usage.received,
                dollars=self._dollars(attempt, usage),
                counted=usage.counted,
                outcome=outcome,
            )
        )

    def _dollars(self, attempt: _Attempt, usage: Usage) -> float | None:
        """The price of what was used; None if nobody knows it."""
        price = price_of(attempt.call.role, attempt.place, usage.sent)
        return None if price is None else price.of(usage.sent, usage.received)


@dataclass
class _Attempt:
    """A call under way: shared by the caller's thread and the background one."""

    call: RoleCall
    place: Destination
    secret: str
    relay: OnText
    with_schema: bool = False
    heard: Heard = field(default_factory=Heard)

    def usage(self, likely_sent: int) -> Usage:
        """The service's count, or our estimate."""
        return self.heard.counted or Usage(likely_sent, count_tokens(self.heard.text), False)


class _Failure(Exception):
    """Carries an error from the background thread, with what the retry policy must know."""

    def __init__(self, error: ModelError, retry_after: float | None = None) -> None:
        super().__init__(str(error))
        self.error = error
        self.retry_after = retry_after


async def _ask(attempt: _Attempt) -> str:
    """One request, in the background thread; what comes is in ``attempt.heard``.

    Returns:
        Why the answer ended.

    Raises:
        _Failure: if there is no whole answer.
    """
    litellm = _litellm()
    role, place = attempt.call.role, attempt.place
    attempt.heard = Heard()
    with reaching(reach_of(place)) as reach:
        try:
            async with asyncio.timeout(role.first_token):
                response = await litellm.acompletion(**_arguments(attempt))
            if role.stream:
                return await read_stream(response, role, place, attempt.heard, attempt.relay)
            return read_whole(response, role, attempt.heard, attempt.relay)
        except TimeoutError:
            raise _Failure(failures.stalled(role, spoke=bool(attempt.heard.pieces))) from None
        except ModelError as error:
            raise _Failure(error) from None
        except Exception as error:  # of LiteLLM, of its clients, of the network
            told = failures.translate(error, role, place, attempt.secret)
            if isinstance(told, Unreachable | ServiceFailed) and (astray := reach.led_astray()):
                told = failures.led_astray(place, astray)
            raise _Failure(told, retry_after(error)) from None


def _arguments(attempt: _Attempt) -> dict[str, Any]:
    call, role, place = attempt.call, attempt.call.role, attempt.place
    arguments: dict[str, Any] = {
        "model": role.model,
        "messages": [{"role": m.speaker, "content": m.text} for m in call.messages],
        "max_tokens": role.max_output,
        "stream": role.stream,
        "timeout": role.first_token + role.silence,
        "max_retries": 0,
        "num_retries": 0,
        "api_key": attempt.secret or _NO_KEY,
    }
    if role.stream:
        arguments["stream_options"] = {"include_usage": True}
    if role.temperature is not None:
        arguments["temperature"] = role.temperature
    if place.pass_address:
        arguments["api_base"] = place.address
    if attempt.with_schema:
        arguments["response_format"] = {
            "type": "json_schema",
            "json_schema": {"name": role.name, "schema": call.schema, "strict": True},
        }
    return arguments


def _relay(on_text: OnText | None) -> OnText:
    """From the background thread back to the caller's loop, in order."""
    if on_text is None:
        return lambda piece: None
    loop = asyncio.get_running_loop()

    def relay(piece: str) -> None:
        loop.call_soon_threadsafe(on_text, piece)

    return relay


_import_lock = threading.Lock()


def _litellm() -> Any:
    """LiteLLM, imported on first use. Called in the background thread only."""
    with _import_lock:
        os.environ.update(_ENVIRONMENT)
        import litellm

        litellm.telemetry = False
        litellm.suppress_debug_info = True
        litellm.disable_hf_tokenizer_download = True  # nor does it count with another's tokenizer
        litellm.drop_params = True  # a model that takes no temperature gets none
        return litellm

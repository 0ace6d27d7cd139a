"""Requests from the browser, answered by handlers; every one gets an answer, errors too.

A request is ``{"id", "kind", ...}``; its answer ``{"id", "ok": true, "result"}`` or ``{"id",
"ok": false, "error"}``. ``{"id", "kind": "cancel"}`` ends the request of that id. A handler is a
plain function or a coroutine function of the request's payload, which has been held to its type
(`contract`); a coroutine runs as a task.
"""

from __future__ import annotations

import asyncio
import inspect
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from companion.widgets.contract import BadField, Payload, Request, Result

Handler = Callable[[Payload], Result | Awaitable[Result]]
Answer = dict[str, object]

log = logging.getLogger("companion")


class RequestError(Exception):
    """A request that cannot be met; the message is shown to the author."""


class Dispatcher:
    """Routes requests to handlers and sends their answers with ``send``."""

    def __init__(self, send: Callable[[Answer], None]) -> None:
        self._send = send
        self._handlers: dict[str, Callable[[dict[str, object]], object]] = {}
        self._tasks: dict[str, asyncio.Task[Any]] = {}

    def register(
        self, request: Request[Payload, Result], handler: Handler[Payload, Result]
    ) -> None:
        """Answer requests of this kind with ``handler``; a later one replaces it."""
        self._handlers[request.kind] = lambda fields: handler(request.read(fields))

    def receive(self, message: object) -> None:
        """Handle one message from the browser; never raises."""
        if not isinstance(message, dict) or not isinstance(message.get("id"), str):
            log.warning("a message without an id was ignored")
            return
        fields = dict(message)
        identity, kind = fields.pop("id"), fields.pop("kind", None)
        if kind == "cancel":
            if task := self._tasks.get(identity):
                task.cancel()
            return
        handler = self._handlers.get(str(kind))
        if handler is None:
            self._fail(identity, f"nothing here answers {kind!r}")
            return
        try:
            result = handler(fields)
        except Exception as error:
            self._report(identity, error)
            return
        if inspect.iscoroutine(result):
            self._await(identity, result)
        else:
            self._send({"id": identity, "ok": True, "result": result})

    def cancel_all(self) -> None:
        """End every request that is still being answered."""
        for task in list(self._tasks.values()):
            task.cancel()

    def _await(self, identity: str, work: Coroutine[Any, Any, object]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks[identity] = task
        task.add_done_callback(lambda done: self._finish(identity, done))

    def _finish(self, identity: str, task: asyncio.Task[Any]) -> None:
        self._tasks.pop(identity, None)
        if task.cancelled():
            self._fail(identity, "cancelled")
        elif error := task.exception():
            self._report(identity, error)
        else:
            self._send({"id": identity, "ok": True, "result": task.result()})

    def _report(self, identity: str, error: BaseException) -> None:
        if not isinstance(error, RequestError | BadField):
            log.error("a request failed", exc_info=error)
        self._fail(identity, str(error) or type(error).__name__)

    def _fail(self, identity: str, text: str) -> None:
        self._send({"id": identity, "ok": False, "error": text})

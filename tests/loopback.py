"""A language model made of the standard library: OpenAI's chat protocol on loopback, with faults.

    with LoopbackModel([status(429, retry_after=0), says("The corrected paragraph.")]) as server:
        ...api_base=server.api_base...

Each request takes the next reply of the script; the last one serves all that follow. A reply may
be a function of the request, so that one server can play a proofreader for a browser test.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Request:
    """One request as the server saw it."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def streams(self) -> bool:
        """Whether it asked for a stream."""
        return bool(self.body.get("stream"))

    @property
    def text(self) -> str:
        """All that was sent for the model to read."""
        return "\n".join(message["content"] for message in self.body.get("messages", ()))

    @property
    def paragraph(self) -> str:
        """The paragraph that a proofreader was asked to correct."""
        found = re.findall(r"<(paragraph[\w-]*)>\n(.*?)\n</\1>", self.text, re.DOTALL)
        return str(found[-1][1]) if found else ""


@dataclass(frozen=True)
class Reply:
    """What the server answers, and where it goes wrong.

    ``cut``: after this many pieces of the stream, or characters of a body, it stops as ``ending``
    says: "drop" breaks the connection off, "close" ends it as if all were well, "stall" says
    nothing more until the client has gone.
    """

    text: str = ""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes | None = None
    content_type: str = "application/json"
    finish: str | None = "stop"
    usage: tuple[int, int] | None = (120, 40)
    cut: int | None = None
    ending: str = "drop"
    pause: float = 0.0


Script = Reply | Callable[[Request], Reply]


def says(text: str, **more: Any) -> Reply:
    """A well-formed answer."""
    return Reply(text, **more)


def status(code: int, *, retry_after: float | None = None, message: str = "no") -> Reply:
    """An error in the form OpenAI gives it."""
    headers = () if retry_after is None else (("Retry-After", str(retry_after)),)
    error = {"error": {"message": message, "type": "error", "code": None}}
    return Reply(status=code, headers=headers, body=json.dumps(error).encode())


def html(code: int = 200) -> Reply:
    """A page where an answer should be, as from a captive portal."""
    page = b"<!doctype html><title>Sign in</title><script>alert(1)</script>"
    return Reply(status=code, body=page, content_type="text/html")


def corrects(corrections: dict[str, str], **more: Any) -> Callable[[Request], Reply]:
    """A proofreader that knows these corrections and no others."""

    def answer(request: Request) -> Reply:
        text = request.paragraph
        for wrong, right in corrections.items():
            text = text.replace(wrong, right)
        return Reply(text, **more)

    return answer


@dataclass
class LoopbackModel:
    """The server: ``requests`` seen so far, and ``gone``, set when a client hung up early."""

    script: Sequence[Script] | Script
    requests: list[Request] = field(default_factory=list)
    gone: threading.Event = field(default_factory=threading.Event)
    arrived: threading.Event = field(default_factory=threading.Event)
    most_at_once: int = 0

    def __enter__(self) -> LoopbackModel:
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._open = 0
        handler = type("Handler", (_Handler,), {"model": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        # A short poll interval, so that leaving the block does not wait for half a second.
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self._server.server_address[1])

    @property
    def api_base(self) -> str:
        """What to give as ``api_base``."""
        return f"http://127.0.0.1:{self.port}/v1"

    def take(self, request: Request) -> Reply:
        """The reply that is this request's turn."""
        with self._lock:
            self.requests.append(request)
            turn = len(self.requests) - 1
            self._open += 1
            self.most_at_once = max(self.most_at_once, self._open)
        self.arrived.set()
        steps = [self.script] if isinstance(self.script, Reply) or callable(self.script) else None
        script: Sequence[Script] = steps if steps is not None else self.script  # type: ignore[assignment]
        step = script[min(turn, len(script) - 1)]
        return step(request) if callable(step) else step

    def done(self) -> None:
        """One request fewer is under way."""
        with self._lock:
            self._open -= 1

    def closing(self) -> bool:
        """Whether the test is over, so that nothing should wait any longer."""
        return self._closing.is_set()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    model: LoopbackModel

    def handle(self) -> None:
        """Serve one connection; a client may break it off at any time."""
        with suppress(ConnectionError):
            super().handle()

    def log_message(self, *_: Any) -> None:
        """Say nothing: what was asked is in ``model.requests``."""

    def do_GET(self) -> None:
        self._body(200, b'{"object": "list", "data": []}')

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        request = Request(
            self.path, {k.title(): v for k, v in self.headers.items()}, json.loads(raw or b"{}")
        )
        reply = self.model.take(request)
        try:
            self._answer(request, reply)
        except OSError:
            self.model.gone.set()
            self.close_connection = True
        finally:
            self.model.done()

    def _answer(self, request: Request, reply: Reply) -> None:
        if reply.pause and not request.streams:
            self._wait(reply.pause)
        if reply.body is not None:
            self._body(reply.status, reply.body, reply.content_type, reply.headers)
        elif request.streams:
            self._stream(request, reply)
        else:
            body = json.dumps(_completion(request, reply)).encode()
            self._body(200, body if reply.cut is None else body[: reply.cut])

    def _body(
        self,
        code: int,
        body: bytes,
        kind: str = "application/json",
        headers: Iterable[tuple[str, str]] = (),
    ) -> None:
        self.send_response(code)
        for name, value in (*headers, ("Content-Type", kind), ("Content-Length", str(len(body)))):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _stream(self, request: Request, reply: Reply) -> None:
        closes = reply.cut is not None and reply.ending == "close"
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        if closes:
            self.send_header("Connection", "close")
        else:
            self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for count, event in enumerate(_events(request, reply)):
            if count == reply.cut:
                if reply.ending == "stall":
                    self._wait(float("inf"))
                self.close_connection = True
                return
            data = f"data: {event}\n\n".encode()
            if not closes:
                data = b"%x\r\n%s\r\n" % (len(data), data)
            self.wfile.write(data)
            self.wfile.flush()
            if reply.pause:
                self._wait(reply.pause)
        if not closes:
            self.wfile.write(b"0\r\n\r\n")

    def _wait(self, seconds: float) -> None:
        """Wait, but notice when the client hangs up.

        Raises:
            ConnectionError: as soon as it has.
        """
        end = time.monotonic() + seconds
        self.connection.settimeout(0.02)
        try:
            while time.monotonic() < end and not self.model.closing():
                try:
                    if self.connection.recv(1) == b"":
                        raise ConnectionError("the client hung up")
                except TimeoutError:
                    continue
        finally:
            self.connection.settimeout(None)


def _completion(request: Request, reply: Reply) -> dict[str, Any]:
    message = {"role": "assistant", "content": reply.text}
    answer: dict[str, Any] = {
        "id": "loopback",
        "object": "chat.completion",
        "created": 0,
        "model": request.body.get("model", ""),
        "choices": [{"index": 0, "message": message, "finish_reason": reply.finish}],
    }
    if reply.usage:
        answer["usage"] = _usage(reply.usage)
    return answer


def _events(request: Request, reply: Reply) -> Iterable[str]:
    """The stream's events: a word at a time, the finish, the usage if asked for, the end."""

    def chunk(delta: dict[str, str], finish: str | None = None, **more: Any) -> str:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        base = {"id": "loopback", "object": "chat.completion.chunk", "created": 0}
        return json.dumps(
            {**base, "model": request.body.get("model", ""), "choices": [choice], **more}
        )

    for piece in re.findall(r"\s*\S+|\s+$", reply.text):
        yield chunk({"role": "assistant", "content": piece})
    if reply.finish:
        yield chunk({}, reply.finish)
    if reply.usage and (request.body.get("stream_options") or {}).get("include_usage"):
        last = json.loads(chunk({}))
        yield json.dumps({**last, "choices": [], "usage": _usage(reply.usage)})
    yield "[DONE]"


def _usage(usage: tuple[int, int]) -> dict[str, int]:
    sent, received = usage
    return {
        "prompt_tokens": sent,
        "completion_tokens": received,
        "total_tokens": sent + received,
    }

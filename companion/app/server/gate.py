"""Authenticate every request before it is routed: owner of the connection, token, origin.

It stands before the routes, not in them, so that none can be forgotten: whoever is not let in is
refused before it is known what was asked for.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from weakref import WeakKeyDictionary

from tornado.httputil import HTTPServerRequest
from tornado.web import Application, RequestHandler, decode_signed_value

from companion.app.server.peer_credentials import is_another_users

_HEADER = re.compile(r"(?:token|bearer)\s+(.+)", re.IGNORECASE)

MESSAGES = {
    "token": "Please use the whole address that 'companion' printed when it started.",
    "user": "This page is only for the person who started 'companion' on this machine.",
    404: "There is no such page.",
    500: "The page could not be opened. Your draft is as it was."
    " The terminal in which 'companion' runs says more.",
}


class Plain(RequestHandler):
    """Answers in one plain sentence, under the headers that all our answers have."""

    def set_default_headers(self) -> None:
        """Nothing of it may be loaded by, or lead, elsewhere."""
        headers: Mapping[str, str] = self.settings.get("headers", {})
        for name, value in headers.items():
            self.set_header(name, value)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Say what went wrong."""
        write_plainly(self, status_code)


class Refused(Plain):
    """The answer to whoever is not let in, whatever was asked for."""

    def initialize(self, why: str) -> None:
        """Keep the reason, a key of `MESSAGES`."""
        self._why = why

    def prepare(self) -> None:
        """Refuse."""
        self.send_error(403)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Say why."""
        write_plainly(self, self._why if status_code == 403 else status_code)


def write_plainly(handler: RequestHandler, what: int | str) -> None:
    """End an answer with a sentence of `MESSAGES`, or with what its status is called."""
    handler.set_header("Content-Type", "text/plain; charset=utf-8")
    message = MESSAGES.get("token" if what == 403 else what, handler._reason)
    handler.finish(f"{message}\n")


class GuardedApplication(Application):
    """An application that only its owner, who also knows the token, gets anything from."""

    def __init__(self, *, token: str, cookie: str, **settings: Any) -> None:
        """Guard an application.

        Args:
            token: lets in whoever gives it in the address or as ``Authorization: token ...``.
            cookie: the name of the cookie that lets in from then on, signed by ``cookie_secret``.
            settings: those of the application.
        """
        super().__init__(**settings)
        self._token, self._cookie = token, cookie
        # Whose a connection is does not change: it is looked up once.
        self._strangers: WeakKeyDictionary[Any, bool] = WeakKeyDictionary()

    def find_handler(self, request: HTTPServerRequest, **kwargs: Any) -> Any:
        """What answers a request: a refusal, unless it may come in."""
        if self._is_strangers(request):
            return self.get_handler_delegate(request, Refused, {"why": "user"})
        if not self._has_key(request):
            return self.get_handler_delegate(request, Refused, {"why": "token"})
        return super().find_handler(request, **kwargs)

    def _is_strangers(self, request: HTTPServerRequest) -> bool:
        connection: Any = request.connection
        stream = connection.stream
        if stream not in self._strangers:
            self._strangers[stream] = is_another_users(stream.socket)
        return self._strangers[stream]

    def _has_key(self, request: HTTPServerRequest) -> bool:
        given = [value.decode("latin-1") for value in request.query_arguments.get("token", ())]
        header = _HEADER.fullmatch(request.headers.get("Authorization", ""))
        if header:
            given.append(header[1].strip())
        if any(hmac.compare_digest(self._token.encode(), word.encode()) for word in given):
            return True
        try:
            cookie = SimpleCookie(request.headers.get("Cookie", "")).get(self._cookie)
        except CookieError:
            return False
        secret = self.settings["cookie_secret"]
        return (
            cookie is not None
            and decode_signed_value(secret, self._cookie, cookie.value) is not None
        )

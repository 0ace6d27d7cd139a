"""The websocket between a page and its kernel. Importing it loads Voila."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

from tornado.websocket import WebSocketClosedError
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler


class PageChannel(VoilaKernelWebsocketHandler):  # type: ignore[misc]
    """Drops what a kernel still sends to a page that has closed.

    Jupyter sends it without looking at what became of it, so that each message that no longer
    arrived would be a traceback on the terminal.
    """

    def write_message(
        self, message: bytes | str | dict[str, Any], binary: bool = False
    ) -> asyncio.Future[None]:
        """Send a message; whoever awaits the answer waits until it is sent, or the page has gone.

        Args:
            message: it, or what is to be sent as JSON.
            binary: whether it is sent as bytes.
        """
        return asyncio.ensure_future(_sent(self._begun(message, binary)))

    def _begun(
        self, message: bytes | str | dict[str, Any], binary: bool
    ) -> asyncio.Future[None] | None:
        """The sending, which has begun; None where nothing is sent."""
        try:
            begun: asyncio.Future[None] | None = super().write_message(message, binary)
        except WebSocketClosedError:
            return None
        return begun


async def _sent(begun: asyncio.Future[None] | None) -> None:
    if begun is not None:
        with suppress(WebSocketClosedError):
            await begun

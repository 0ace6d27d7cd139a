"""The Voila server behind :mod:`companion.app.server.serve`. Importing it loads Voila."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import shutil
import signal
import socket
import sys
import tempfile
import threading
import webbrowser
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import voila.handler
from jupyter_client.ioloop.restarter import AsyncIOLoopKernelRestarter
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_server._tz import utcnow
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from jupyter_server.utils import ApiPath
from tornado.httpserver import HTTPServer
from tornado.web import RequestHandler
from traitlets import Dict, Integer, Unicode
from traitlets.config import Config
from voila.app import Voila
from voila.notebook_renderer import NotebookRenderer
from voila.tornado.handler import TornadoVoilaHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from companion.app.resources import clone
from companion.app.server.gate import GuardedApplication, Plain, write_plainly
from companion.app.server.page_channel import PageChannel
from companion.app.server.served_page import ADDRESS, ServedPage

OUR_HOSTS = r"(127\.0\.0\.1|localhost)$"

# Extensions of JupyterLab that draw widgets; any other that is installed stays out of our page.
EXTENSIONS = [
    "@jupyter-widgets/jupyterlab-manager",
    "@voila-dashboards/widgets-manager8",
    "anywidget",
]

END_QUIETLY = "from companion.app.server.log_filters import end_quietly; end_quietly()"

# Bytes. No page of ours posts anything; the draft goes through the channel.
_LARGEST_BODY = 64 * 1024


class OwnKernelSpecs(KernelSpecManager):
    """The one kernel there is: this very Python, whatever kernels are installed for Jupyter."""

    warm_up = Unicode("pass", config=True, help="What a kernel runs as it starts.")

    def find_kernel_specs(self) -> dict[str, str]:
        """The name of the kernel; it has no folder of resources."""
        return {"python3": ""}

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """How to start it."""
        return KernelSpec(
            argv=[
                sys.executable,
                *("-m", "ipykernel_launcher", "-f", "{connection_file}"),
                "--HistoryManager.enabled=False",
                f"--IPKernelApp.exec_lines={END_QUIETLY}",
                f"--IPKernelApp.exec_lines={self.warm_up}",
            ],
            display_name="Python 3",
            language="python",
            metadata={"supported_encryption": ["curve"]},
        )


class Restarter(AsyncIOLoopKernelRestarter):
    """Starts a kernel again that died under a page; one that has no page yet stays dead.

    Voila, which waits for its answer, would otherwise wait for ever: it does not notice that
    another kernel, which knows of no page, has taken its place.
    """

    async def poll(self) -> None:  # type: ignore[override]
        """See whether it lives."""
        kernel = self.kernel_manager
        usual = type(self).restart_limit.default_value
        self.restart_limit = usual if kernel.parent.has_page(kernel.kernel_id) else 0
        await super().poll()


class Kernels(AsyncMappingKernelManager):
    """Kernels with the page's environment, the first of which is started ahead of the page."""

    environment = Dict(Unicode(), config=True, help="What a kernel's environment is.")

    page_patience = Integer(
        10, config=True, help="How many times the idle seconds a page may take to come up."
    )

    _first: asyncio.Task[str] | None = None

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)  # type: ignore[no-untyped-call]
        # Kernels whose page is still on its way, on a busy machine for long.
        self._awaiting: set[str] = set()

    def start_ahead(self) -> None:
        """Start the kernel that the first page to come will use, whenever that is."""
        self._first = asyncio.ensure_future(self._start())

    async def start_kernel(self, **_: Any) -> str:  # type: ignore[override]
        """The identity of a living kernel. What Voila would tell it of the request is left out."""
        first, self._first = self._first, None
        kernel_id = await self._kept(first) if first is not None else None
        if kernel_id is None:
            kernel_id = await self._start()
        self._awaiting.add(kernel_id)
        return kernel_id

    async def _kept(self, first: asyncio.Task[str]) -> str | None:
        """The kernel that was started ahead, if it lives as it was started."""
        try:
            kernel_id = await first
        except Exception:  # the one that is started now says what is wrong, if it still is
            return None
        if kernel_id not in self:
            return None
        kernel: Any = self.get_kernel(kernel_id)
        if not await kernel.is_alive():
            with contextlib.suppress(Exception):  # it has ended by itself
                await self.shutdown_kernel(kernel_id, now=True)  # type: ignore[no-untyped-call]
            return None
        kernel.last_activity = utcnow()  # its idle seconds count from here
        return kernel_id

    async def cull_kernel_if_idle(self, kernel_id: str) -> None:
        """End a kernel that was left; not the one that waits for the first page."""
        if self._first is not None and not self.has_page(kernel_id):
            return  # it is that one: before the first page there is no other
        if kernel_id in self._awaiting:
            idle = utcnow() - self.get_kernel(kernel_id).last_activity  # type: ignore[attr-defined]
            if idle < self.page_patience * timedelta(seconds=self.cull_idle_timeout):
                return
        await super().cull_kernel_if_idle(kernel_id)  # type: ignore[no-untyped-call]

    async def _start(self) -> str:
        return await super().start_kernel(
            kernel_name="python3", path=ApiPath(""), env={**os.environ, **self.environment}
        )

    def has_page(self, kernel_id: str) -> bool:
        """Whether a page is connected to that kernel."""
        return bool(self._kernel_connections.get(kernel_id))

    async def end(self) -> None:
        """End every kernel, and the first one also while it is still on its way."""
        if self._first is not None:
            await asyncio.wait([self._first])
        await self.shutdown_all()

    def remove_kernel(self, kernel_id: str) -> Any:
        """Forget a kernel; of one that died, close what still listens to it.

        An open socket would hold up the end of this process; Jupyter closes those of kernels that
        it has ended itself.
        """
        if kernel_id in self:
            kernel: Any = self.get_kernel(kernel_id)
            self.stop_watching_activity(kernel_id)  # type: ignore[no-untyped-call]
            kernel._close_control_socket()
        return super().remove_kernel(kernel_id)

    def notify_connect(self, kernel_id: str) -> None:
        """Note that the page has come."""
        self._awaiting.discard(kernel_id)
        super().notify_connect(kernel_id)  # type: ignore[no-untyped-call]

    def notify_disconnect(self, kernel_id: str) -> None:
        """Count a kernel's idle seconds from when its page left it."""
        super().notify_disconnect(kernel_id)  # type: ignore[no-untyped-call]
        if kernel_id in self:
            self.get_kernel(kernel_id).last_activity = utcnow()  # type: ignore[attr-defined]


class NotebookHandler(TornadoVoilaHandler):  # type: ignore[misc]
    """The page itself. Without the token it is refused: there is no form to log in by."""

    async def prepare(self, *, _redirect_to_login: bool = False) -> None:
        """Give the cookie that lets everything else in."""
        refused = await super().prepare(_redirect_to_login=False)
        if refused is not None:
            await refused

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Say what went wrong; what may go well another time can be tried again."""
        if status_code < 500:
            write_plainly(self, status_code)
        else:
            self.set_header("Content-Type", "text/html; charset=utf-8")
            self.finish(FAILED_PAGE % FAILED)


class Renderer(NotebookRenderer):  # type: ignore[misc]
    """Ends a page that cannot be drawn with words; Voila would leave it without an end."""

    async def generate_content_generator(
        self, kernel_id: str | None = None, kernel_future: Any = None
    ) -> AsyncIterator[Any]:
        """The parts of the page."""
        try:
            async for part in super().generate_content_generator(kernel_id, kernel_future):
                yield part
        except Exception as error:
            print(f"companion: the page could not be drawn: {error!r}", file=sys.stderr)
            yield FAILED, {}


FAILED = """
<section class="companion-failed" role="alert" data-again>
  <h1>The page could not be opened.</h1>
  <p>Your draft is as it was. The terminal in which “companion” runs says more.</p>
  <p><button type="button" class="companion-again">Try again</button></p>
</section>
"""
FAILED_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Companion</title>
<meta name="color-scheme" content="light dark">
<style>body { font: 16px/1.6 system-ui, sans-serif; max-width: 44rem; margin: 12vh auto; }</style>
</head><body><script src="/voila/templates/companion/static/page.js"></script>%s</body></html>
"""


class Farewell(Plain):
    """The page's wish, as it closes, to end its kernel. It is not granted.

    It would come before what was typed last has been saved; a kernel that is left ends by itself.
    """

    def post(self, _kernel: str) -> None:
        """Hear it."""
        self.set_status(204)


class NothingHere(Plain):
    """Whatever is not ours: another path, or another host that was made to lead here."""

    def prepare(self) -> None:
        """Refuse a foreign host; else, there is no such page."""
        host = self.request.host_name
        self.send_error(404 if re.match(OUR_HOSTS, host) else 403)


class Server(Voila):  # type: ignore[misc]
    """Voila, closed."""

    page: ServedPage
    listener: socket.socket
    scratch: Path
    with_browser: bool

    def initialize(self, argv: list[str] | None = None) -> None:
        """Configure; no configuration file and no argument is read."""
        port = self.listener.getsockname()[1]
        self.update_config(_configuration(self.page, self.scratch, port))
        super().initialize([])
        voila.handler.NotebookRenderer = Renderer

    def init_handlers(self) -> list[Any]:
        """Those of Voila's that our page needs: no files beside the notebook, no form to log in."""
        needed = (r"/api/kernels/", r"/voila/templates/", r"/voila/static/", r"/voila/api/themes/",
                  r"/voila/labextensions/")  # fmt: skip
        rules = [
            (pattern, PageChannel if handler is VoilaKernelWebsocketHandler else handler, *rest)
            for pattern, handler, *rest in super().init_handlers()
        ]
        page = next(rule for rule in rules if issubclass(rule[1], TornadoVoilaHandler))
        return [
            *(rule for rule in rules if rule[0].startswith(needed)),
            (r"/voila/api/shutdown/(.*)", Farewell),
            (r"/", NotebookHandler, *page[2:]),
        ]

    def start(self) -> None:
        """Serve until a signal ends it."""
        asyncio.run(self._until_told_to_end())

    def application(self) -> GuardedApplication:
        """All that is served, behind its gate."""
        self.connection_dir = str(self.scratch)
        application = GuardedApplication(
            token=self.token,
            cookie=_cookie(self.port),
            **{**self.init_settings(), **self.tornado_settings},
            default_handler_class=NothingHere,
        )
        application.add_handlers(OUR_HOSTS, self.init_handlers())
        return application

    async def _until_told_to_end(self) -> None:
        told = asyncio.Event()
        loop = asyncio.get_running_loop()
        _on_signals(lambda *_: loop.call_soon_threadsafe(told.set))
        server = HTTPServer(self.application(), max_body_size=_LARGEST_BODY)
        try:
            self.kernel_manager.start_ahead()
            server.add_sockets([self.listener])
            self._announce()
            await told.wait()
        finally:
            _on_signals(signal.SIG_IGN)  # impatience must not leave a kernel behind
            server.stop()
            await self.kernel_manager.end()

    def _announce(self) -> None:
        url = f"http://{ADDRESS}:{self.port}/?token={self.token}"
        print(url, flush=True)
        if self.with_browser and _has_a_desktop():
            # Some browsers hold the caller until they are closed.
            threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()
        elif self.with_browser:
            print("There is no desktop here to open a browser on: open the address yourself.")


def run(page: ServedPage, listener: socket.socket, *, token: str, browser: bool) -> int:
    """Serve ``page`` on ``listener`` until a signal ends it; returns the exit status."""
    scratch = Path(tempfile.mkdtemp(prefix="companion-"))
    server = Server(token=token)
    server.page, server.listener, server.scratch = page, listener, scratch
    server.with_browser = browser
    try:
        server.initialize()
        server.start()
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return 0


def _has_a_desktop() -> bool:
    """Without one, Python would open a browser that takes the terminal over."""
    return sys.platform != "linux" or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    )


def _on_signals(handler: Any) -> None:
    """Let ``handler`` have what asks a program to end: Ctrl-C, or a terminal that closes."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), handler)


def _configuration(page: ServedPage, scratch: Path, port: int) -> Config:
    return Config(
        Voila={
            "config_file_paths": [],
            "ip": ADDRESS,
            "port": port,
            "notebook_path": str(page.notebook),
            "log_level": "ERROR",
            "tornado_settings": {
                "allow_remote_access": False,
                "local_hostnames": ["localhost", ADDRESS],
                "log_function": _log_failures,
                # On loopback the system itself tells when the other end has gone.
                "ws_ping_interval": 0,
                "ws_ping_timeout": 0,
                "headers": {
                    "Content-Security-Policy": _policy(port),
                    "Referrer-Policy": "no-referrer",
                    "Cross-Origin-Opener-Policy": "same-origin",
                    "Cross-Origin-Resource-Policy": "same-origin",
                },
            },
        },
        VoilaConfiguration={
            "template": "companion",
            "allow_template_override": "NO",
            "allow_theme_override": "NO",
            "multi_kernel_manager_class": Kernels,
            "kernel_spec_manager_class": OwnKernelSpecs,
            "extension_allowlist": EXTENSIONS,
            "file_allowlist": [],
            "show_tracebacks": True,
            "resources": {"companion_title": page.title},
        },
        Kernels={
            "environment": _environment(page, scratch),
            "transport_encryption": "auto",
            "cull_idle_timeout": page.unconnected_seconds,
            "cull_interval": max(1, page.unconnected_seconds // 4),
        },
        OwnKernelSpecs={"warm_up": page.warm_up},
        AsyncIOLoopKernelManager={"restarter_class": Restarter},
        IdentityProvider={
            "cookie_name": _cookie(port),
            "cookie_options": {"samesite": "Strict"},
        },
    )


def _cookie(port: int) -> str:
    """The cookie's name: browsers keep cookies by host, and several servers may run on one."""
    return f"companion-{port}"


def _environment(page: ServedPage, scratch: Path) -> dict[str, str]:
    """What a kernel's environment has on top of ours."""
    environment = {
        **page.environment,
        # Start-up files and settings of the user's own IPython are not for our kernels.
        "IPYTHONDIR": str(scratch / "ipython"),
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }
    root = clone()
    if root is not None:  # not installed, perhaps: the kernel finds the code where we found it
        paths = [str(root), os.environ.get("PYTHONPATH", "")]
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, paths))
    return environment


def _policy(port: int) -> str:
    """The Content Security Policy: nothing but this server, and what the page makes itself.

    A widget's code arrives from the kernel and is imported as a ``blob:``; no script that stands
    in the page runs, so nothing that gets into the page can begin one. JupyterLab compiles its own
    checkers of messages, and what drives a browser in tests waits by expressions, hence
    ``unsafe-eval``. JupyterLab and the editor write styles into the page, hence ``unsafe-inline``
    for these.
    """
    return "; ".join(
        [
            "default-src 'none'",
            "script-src 'self' 'unsafe-eval' blob:",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self' data:",
            f"connect-src 'self' ws://{ADDRESS}:{port} ws://localhost:{port}",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        ]
    )


def _log_failures(handler: RequestHandler) -> None:
    """Log what failed here, and never a query, which holds the token."""
    if handler.get_status() >= 500:
        request = handler.request
        print(f"companion: {request.method} {request.path} failed", file=sys.stderr)

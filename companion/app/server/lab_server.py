"""Companion beside JupyterLab: an extension of the Jupyter server, without code in JupyterLab.

``/companion/open/notes/essay.md`` is the dashboard on a draft below the server's root, drawn by
Voila; ``/companion`` lists the drafts that there are. JupyterLab's File menu leads there by a
setting. A notebook that Voila draws from the root itself, as in
``/voila/render/dashboards/companion.ipynb?draft=notes/essay.md``, finds its draft the same way.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlencode, urlsplit

import nbformat
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.utils import url_path_join
from tornado import web
from voila.configuration import VoilaConfiguration
from voila.paths import collect_template_paths
from voila.tornado.handler import TornadoVoilaHandler

from companion.app.resources import shipped
from companion.app.server.draft_request import (
    ROOT_VARIABLE,
    SUFFIXES,
    RequestedDraftError,
    find_draft,
)
from companion.app.server.serve import find_our_template

_MAX_LISTED, _DEEPEST = 500, 6
_SKIPPED = {"node_modules", "__pycache__"}


class ShippedNotebook:
    """Gives Voila the dashboard, wherever the server's root is."""

    async def get(self, path: str) -> dict[str, Any]:
        """The model of the one notebook there is, as a contents manager gives it."""
        notebook = nbformat.read(shipped("dashboards") / "companion.ipynb", 4)  # type: ignore[no-untyped-call]
        return {"type": "notebook", "path": path, "content": notebook}


class OpenHandler(TornadoVoilaHandler):  # type: ignore[misc]
    """The dashboard on one draft."""

    contents_manager = ShippedNotebook()

    @web.authenticated
    async def get(self, path: str = "") -> None:
        """Draw it, or say why not."""
        try:
            draft = find_draft(path, _root(self))
        except RequestedDraftError as error:
            self.set_status(404)
            self.set_header("Content-Type", "text/plain; charset=utf-8")
            self.finish(f"{error}\n")
            return
        self.voila_configuration.resources = {"companion_title": draft.name}
        self.request.query = urlencode({"draft": path})  # what the kernel is told
        async for part in self.get_generator():
            self.write(part)
            self.flush()


class ListHandler(JupyterHandler):
    """The drafts below the root; straight to the one that JupyterLab has open."""

    @web.authenticated
    def get(self) -> None:
        """Lead to a draft, or list them."""
        root, base = _root(self), self.base_url
        opened = self._opened_in_lab()
        try:
            find_draft(opened, root)
            self.redirect(_address(base, opened))
            return
        except RequestedDraftError:
            pass
        names = [path.relative_to(root).as_posix() for path in _drafts(root)]
        items = "".join(
            f'<li><a href="{escape(_address(base, name))}">{escape(name)}</a></li>'
            for name in sorted(names, key=str.casefold)
        )
        self.set_header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
        self.finish(_PAGE.format(items=items or f"<li>{_NONE}</li>"))

    def _opened_in_lab(self) -> str:
        """The file whose address JupyterLab had when its menu led here."""
        came_from = urlsplit(self.request.headers.get("Referer", "")).path
        _, _, path = came_from.partition("/tree/")
        return unquote(path) if "/lab/" in came_from else ""


_NONE = "There is no Markdown file here yet: make one in JupyterLab."
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Open in Companion</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>:root{{color-scheme:light dark}}
body{{font:16px/1.6 system-ui,sans-serif;max-width:44rem;margin:8vh auto;padding:0 1.5rem}}
h1{{font-size:22px;font-weight:600}}ul{{list-style:none;padding:0}}li{{padding:.2rem 0}}</style>
</head><body><h1>Open in Companion</h1><ul aria-label="Drafts">{items}</ul></body></html>
"""


def load(server: Any) -> None:
    """Add the addresses to a Jupyter server."""
    root = os.path.realpath(Path(server.root_dir).expanduser())
    os.environ[ROOT_VARIABLE] = root  # its kernels inherit it
    find_our_template()
    configuration = VoilaConfiguration(
        parent=server, template="companion", show_tracebacks=True, allow_template_override="NO"
    )
    options = {
        "config": server.config,
        "notebook_path": "companion.ipynb",
        "template_paths": collect_template_paths(["voila", "nbconvert"], "companion"),
        "voila_configuration": configuration,
    }
    base = server.web_app.settings["base_url"]
    server.web_app.add_handlers(
        ".*$",
        [
            (url_path_join(base, r"/companion/open/(.+)"), OpenHandler, options),
            (url_path_join(base, r"/companion/?"), ListHandler),
        ],
    )


def _root(handler: JupyterHandler) -> Path:
    return Path(os.environ[ROOT_VARIABLE])


def _address(base: str, name: str) -> str:
    return url_path_join(base, "companion/open", quote(name))


def _drafts(root: Path) -> Iterator[Path]:
    """Markdown files below ``root``, not too many and not too deep."""
    found = 0
    for folder, folders, files in os.walk(root):
        here = Path(folder)
        deep = len(here.relative_to(root).parts) >= _DEEPEST
        folders[:] = [] if deep else [f for f in folders if f[0] != "." and f not in _SKIPPED]
        for name in files:
            if name[0] != "." and Path(name).suffix.lower() in SUFFIXES[:2]:
                yield here / name
                found += 1
                if found == _MAX_LISTED:
                    return

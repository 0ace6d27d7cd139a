"""Serving one notebook as a page to one person on this machine, with Voila.

Voila by default is open: no token, any Host, a file browser beside the notebook. Here only the
notebook is served, on loopback, to who knows the token of this run, under a strict policy of what
a page may load. Everything that Voila would read from the surroundings (configuration files, kernel
specifications, IPython profiles, extensions of JupyterLab) is left out, so that a page opens the
same way, and with the same Python, wherever it is started.
"""

from __future__ import annotations

import os
import secrets
import socket
import sys

from companion.app.resources import clone
from companion.app.server.served_page import ADDRESS, ServedPage
from companion.errors import UserError


def serve(page: ServedPage, *, port: int | None = None, browser: bool = True) -> int:
    """Serve ``page`` until interrupted; returns the exit status.

    Prints the address, with its token, on a line of its own.

    Args:
        page: what to serve.
        port: ``None`` for the page's usual one if that is free; 0 for any that is free.
        browser: open the address in the default browser.

    Raises:
        UserError: the port cannot be had.
    """
    listener = _listen_where_usual(page.usual_port) if port is None else _listen(port)
    find_our_template()
    # jsonschema does without it; its grammar of addresses takes longer to load than all of Voila.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    # Imported here, as it loads Voila.
    from companion.app.server.voila_server import run

    return run(page, listener, token=secrets.token_urlsafe(24), browser=browser)


def _listen_where_usual(port: int) -> socket.socket:
    """A socket on that port, or, where another program or another page has it, on any."""
    try:
        return _listen(port)
    except UserError:
        return _listen(0)


def _listen(port: int) -> socket.socket:
    """A socket that listens on loopback."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # elsewhere the option would let two programs share the port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((ADDRESS, port))
        listener.listen(128)
    except (OSError, OverflowError) as error:
        listener.close()
        reason = getattr(error, "strerror", None) or error
        raise UserError(
            f"port {port} cannot be used ({reason}): choose another with --port,"
            " or leave it out and a free one is found"
        ) from error
    listener.setblocking(False)
    return listener


def find_our_template() -> None:
    """From a clone, let Jupyter find the template that a wheel puts among Jupyter's own files."""
    root = clone()
    if root is not None:
        ours = root / "companion" / "app" / "share" / "jupyter"
        paths = [str(ours), os.environ.get("JUPYTER_PATH", "")]
        os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, paths))

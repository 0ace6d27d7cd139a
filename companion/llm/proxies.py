"""Proxies: which one a request would use, and bypassing them for this machine.

The libraries under LiteLLM ask the environment, or the system's settings, for a proxy. The same is
asked here, so that the author can be told before anything is sent.
"""

from __future__ import annotations

import os
import threading
import urllib.request
from dataclasses import dataclass
from urllib.parse import urlsplit

from companion.llm.addresses import is_loopback

_USUAL_PORTS = {"http": 80, "https": 443}
_SOCKS_PORT = 1080
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy between this machine and a service. Its user and password are not kept."""

    host: str
    port: int

    def __str__(self) -> str:
        """Host and port."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def proxy_for(address: str | None) -> Proxy | None:
    """The proxy that a request to ``address`` goes through; None if it goes straight.

    Args:
        address: of the service; without one, any on the network, over HTTPS.
    """
    scheme, host = "https", ""
    if address:
        parts = urlsplit(address if "://" in address else f"http://{address}")
        scheme, host = parts.scheme, parts.hostname or ""
        if is_loopback(host) or urllib.request.proxy_bypass(host):
            return None
    proxies = urllib.request.getproxies()
    named = proxies.get(scheme) or proxies.get("all")
    if not named:
        return None
    try:
        parts = urlsplit(named if "://" in named else f"http://{named}")
        port = parts.port or _USUAL_PORTS.get(parts.scheme, _SOCKS_PORT)
    except ValueError:
        return None
    return Proxy(parts.hostname, port) if parts.hostname else None


def spare_loopback(host: str) -> None:
    """Make this process's HTTP libraries bypass proxies for this machine, and so for ``host``.

    They all read ``no_proxy``. Where that is set, some systems look at none of their own settings
    any more; a proxy that those name is carried over.
    """
    proxies = urllib.request.getproxies()
    named = {s: proxies[s] for s in ("http", "https", "all") if proxies.get(s)}
    if not named:
        return
    with _lock:
        if not urllib.request.getproxies_environment():
            os.environ.update({f"{scheme}_proxy": url for scheme, url in named.items()})
        spared = os.environ.get("no_proxy") or os.environ.get("NO_PROXY") or ""
        names = [name.strip() for name in spared.split(",") if name.strip()]
        names = list(dict.fromkeys([*names, "localhost", "127.0.0.1", "::1", host]))
        os.environ["no_proxy"] = os.environ["NO_PROXY"] = ",".join(names)

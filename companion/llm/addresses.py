"""Which addresses are this machine, and which are the author's own network."""

from __future__ import annotations

import ipaddress
from contextlib import suppress
from urllib.parse import urlsplit


def is_loopback(host: str) -> bool:
    """Whether ``host`` (with or without a port) is this machine."""
    parsed = ip_of(host)
    return is_loopback_name(host) if parsed is None else parsed.is_loopback


def is_loopback_name(host: str) -> bool:
    """Whether ``host`` names this machine and is no IP address."""
    name = _bare(host)
    return name == "localhost" or name.endswith(".localhost")


def is_own_network(host: str) -> bool:
    """Whether ``host`` is a private address or a name without a public domain."""
    parsed = ip_of(host)
    if parsed is not None:
        return parsed.is_private
    name = _bare(host)
    return "." not in name or name.endswith((".local", ".lan", ".internal", ".home.arpa"))


def ip_of(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The IP address that ``host`` is, or None; IPv4-mapped IPv6 becomes IPv4."""
    for text in (host, _bare(host)):
        plain, zone, _ = text.partition("%")
        if zone and ":" not in plain:
            continue  # a name: only an address of IPv6 has a zone
        with suppress(ValueError):
            parsed = ipaddress.ip_address(plain)
            mapped = parsed.ipv4_mapped if isinstance(parsed, ipaddress.IPv6Address) else None
            return mapped or parsed
    return None


def _bare(host: str) -> str:
    """The name without port, brackets and the trailing dot of a fully qualified name."""
    try:
        return (urlsplit(f"//{host}").hostname or "").lower().rstrip(".")
    except ValueError:
        return ""

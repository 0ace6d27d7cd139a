"""What a call to a model may connect to, enforced where sockets are opened.

LiteLLM and the libraries under it ask for more than the one answer that was wanted: tokenizers,
price lists, the hub that a model comes from, the usual port of a local server. So the thread that
runs them, and every thread that it starts, is guarded: an audit hook of the interpreter sees each
connection and each look-up of a name before it is made, and refuses all but those to the
destination of a call that is under way and to the proxy that was named for it. Other threads of
the process (the page, a notebook's own code) are left alone.

A call to this machine reaches loopback addresses at its own port only, and no proxy.
"""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from companion.llm.addresses import ip_of, is_loopback, is_loopback_name
from companion.llm.destinations import Destination
from companion.llm.proxies import Proxy, spare_loopback

_MARK = "_companion_guarded"
_USUAL_PORTS = {"http": 80, "https": 443}


class Blocked(PermissionError):
    """A connection or a look-up that belongs to no call the author has made."""


@dataclass
class Reach:
    """What one call may connect to.

    Attributes:
        host: of the destination; None if only LiteLLM knows where the service is, which then may
            be anywhere.
        port: of the destination.
        is_local: whether it is this machine, so that only loopback addresses will do.
        proxy: that stands in between.
        refused: what was asked for and refused, in words.
    """

    host: str | None
    port: int
    is_local: bool = False
    proxy: Proxy | None = None
    refused: list[str] = field(default_factory=list)
    _addresses: set[tuple[str, int]] = field(default_factory=set)

    def may_resolve(self, name: str) -> bool:
        """Whether the addresses of ``name`` may be looked up."""
        return self.host is None or name in self._names()

    def resolved(self, name: str, addresses: set[str]) -> None:
        """Note the addresses that ``name`` has."""
        for known, port in self._ends():
            if known == name:
                self._addresses |= {(address, port) for address in addresses}

    def admits(self, address: str, port: int) -> bool:
        """Whether a connection to an IP address may be made."""
        if self.host is None:
            return True
        if self.is_local:
            named = is_loopback_name(self.host) or _same(address, self.host)
            return named and port == self.port and is_loopback(address)
        if (address, port) in self._addresses:
            return True
        return any(_same(address, host) and port == end for host, end in self._ends())

    def led_astray(self) -> str | None:
        """Where a call that failed would have gone on to, in words; None where it would not have.

        LiteLLM asks the usual address of a local server, too, when the one that was set does not
        answer; that says nothing of the destination.
        """
        if self.is_local and not _answers(self.host or "", self.port):
            return None
        for what in reversed(self.refused):
            name = what.partition(" ")[0]
            if self.is_local or not (is_loopback_name(name) or is_loopback(name)):
                return what
        return None

    def _ends(self) -> list[tuple[str, int]]:
        ends = [(self.host or "", self.port)]
        return [*ends, (self.proxy.host.lower(), self.proxy.port)] if self.proxy else ends

    def _names(self) -> set[str]:
        return {name for name, _ in self._ends()}


def reach_of(place: Destination) -> Reach:
    """What a call to ``place`` may connect to."""
    if place.address is None:
        return Reach(None, 0, proxy=place.proxy)
    address = place.address if "://" in place.address else f"http://{place.address}"
    parts = urlsplit(address)
    port = parts.port or _USUAL_PORTS[parts.scheme]
    return Reach((parts.hostname or "").lower(), port, place.is_local, place.proxy)


_current: ContextVar[Reach | None] = ContextVar("companion_reach", default=None)
_open: list[Reach] = []
_lock = threading.RLock()
_installed = False


@contextmanager
def reaching(reach: Reach) -> Iterator[Reach]:
    """Allow guarded threads what ``reach`` permits, for the duration of the block."""
    if reach.is_local and reach.host:
        spare_loopback(reach.host)
    token = _current.set(reach)
    with _lock:
        _open.append(reach)
    try:
        yield reach
    finally:
        with _lock:
            _open[:] = [other for other in _open if other is not reach]
        with suppress(ValueError):  # closed from elsewhere, as a coroutine may be
            _current.reset(token)


def guard(thread: threading.Thread) -> None:
    """Guard a thread, and whatever threads it starts, from here on."""
    global _installed
    with _lock:
        if not _installed:
            _installed = True
            sys.addaudithook(_audit)
            socket.getaddrinfo = _noting(socket.getaddrinfo)
            threading.Thread.start = _passing_on(threading.Thread.start)  # type: ignore[method-assign]
    setattr(thread, _MARK, True)


def _guarded() -> bool:
    return getattr(threading.current_thread(), _MARK, False)


def _reaches() -> list[Reach]:
    """The permissions in force: of the current call, or if that is unknown, of every call."""
    mine = _current.get()
    if mine is not None:
        return [mine]
    with _lock:
        return list(_open)


def _refuse(what: str) -> None:
    for reach in _reaches():
        reach.refused.append(what)
    raise Blocked(f"Companion lets no model's call reach {what}")


# The audit hook runs at every audit event of the interpreter, so one that does not concern it must
# cost no more than one dictionary look-up.


def _audit(event: str, values: tuple[Any, ...]) -> None:
    watch = _WATCHED.get(event)
    if watch is not None and _guarded():
        watch(values)


def _connecting(values: tuple[Any, ...]) -> None:
    family, address = values[0].family, values[1]
    if family not in (socket.AF_INET, socket.AF_INET6) or not isinstance(address, tuple):
        return  # a Unix domain socket, say: no address on any network
    host, port = str(address[0]), int(address[1])
    if not any(reach.admits(host, port) for reach in _reaches()):
        _refuse(f"{host} at port {port}")


def _resolving(values: tuple[Any, ...]) -> None:
    name = _text(values[0])
    if name is None or ip_of(name) is not None:
        return
    if not any(reach.may_resolve(name) for reach in _reaches()):
        _refuse(name)


def _reversing(values: tuple[Any, ...]) -> None:
    address = values[0][0] if isinstance(values[0], tuple) else values[0]
    known = {end for reach in _reaches() for end, _ in reach._addresses}
    if str(address) not in known and not is_loopback(str(address)):
        _refuse(str(address))


_WATCHED = {
    "socket.connect": _connecting,
    "socket.sendto": _connecting,
    "socket.sendmsg": _connecting,
    "socket.getaddrinfo": _resolving,
    "socket.gethostbyname": _resolving,
    "socket.gethostbyaddr": _reversing,
    "socket.getnameinfo": _reversing,
}


def _noting(original: Any) -> Any:
    """``getaddrinfo``, which for guarded threads notes what it found.

    A name of this machine is answered here: not every system keeps those from the network's name
    servers.
    """

    def getaddrinfo(host: Any, port: Any, family: int = 0, *rest: Any, **more: Any) -> Any:
        name = _text(host) if _guarded() else None
        if name is None:
            return original(host, port, family, *rest, **more)
        if is_loopback_name(name):
            _resolving((name,))
            found = []
            for address in ("127.0.0.1", "::1"):
                with suppress(socket.gaierror):  # of another family than was asked for
                    found += original(address, port, family, *rest, **more)
        else:
            found = original(host, port, family, *rest, **more)
        addresses = {str(entry[4][0]) for entry in found}
        for reach in _reaches():
            reach.resolved(name, addresses)
        return found

    return getaddrinfo


def _passing_on(original: Any) -> Any:
    """``Thread.start``: a thread that is started by a guarded one is guarded, too."""

    def start(thread: threading.Thread) -> None:
        if _guarded():
            setattr(thread, _MARK, True)
        original(thread)

    return start


def _text(host: Any) -> str | None:
    if isinstance(host, bytes | bytearray):
        host = bytes(host).decode("ascii", "replace")
    return host.lower().rstrip(".") if isinstance(host, str) and host else None


def _answers(host: str, port: int) -> bool:
    """Whether anything listens on a port of this machine."""
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True


def _same(address: str, host: str) -> bool:
    mine = ip_of(host)
    return mine is not None and ip_of(address) == mine

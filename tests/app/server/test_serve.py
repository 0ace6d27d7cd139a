"""The server: who is let in, what it says, and what it leaves behind."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import struct
import sys
import time
from collections.abc import Callable
from http.cookies import SimpleCookie
from pathlib import Path

import psutil
import pytest
import websocket

from companion.app.commands.open import usual_port
from tests.serving import PATIENCE, Serving, run_companion, start_companion

posix_only = pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")


@pytest.fixture
def draft(home: Path) -> Path:
    path = home / "essay.md"
    path.write_text("Its a strange feeling.\n", encoding="utf-8")
    return path


def get(
    serving: Serving, path: str, method: str = "GET", **headers: str
) -> tuple[int, str, http.client.HTTPResponse]:
    """Status, body and response; a ``Host`` among the headers takes the place of the usual one."""
    connection = http.client.HTTPConnection("127.0.0.1", serving.port, timeout=PATIENCE)
    try:
        connection.putrequest(method, path, skip_host="Host" in headers)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        response = connection.getresponse()
        if response.status == 101:  # an open channel: there is no end to read to
            return 101, "", response
        return response.status, response.read().decode("utf-8", "replace"), response
    finally:
        connection.close()


UPGRADE = {
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec_WebSocket_Version": "13",
    "Sec_WebSocket_Key": "dGhlIHNhbXBsZSBub25jZQ==",
}
A_KERNEL = "00000000-0000-0000-0000-000000000000"


@pytest.mark.parametrize("path", ["/", "/?token=", "/?token=wrong", "/?token={token}x"])
def test_without_the_token_the_page_is_refused_in_words(serving: Serving, path: str) -> None:
    status, body, _ = get(serving, path.format(token=serving.token))
    assert status == 403
    assert "address that 'companion' printed" in body


@pytest.mark.parametrize("path", [f"/api/kernels/{A_KERNEL}", f"/api/kernels/{A_KERNEL}/channels"])
def test_without_the_token_no_kernel_is_reached(serving: Serving, path: str) -> None:
    status, _, _ = get(serving, path, **UPGRADE)
    assert status == 403


@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "10.0.0.1", ""])
@pytest.mark.parametrize("path", ["/?token={token}", "/voila/static/voila.js", "/nothing"])
def test_another_host_that_leads_here_is_refused(serving: Serving, host: str, path: str) -> None:
    status, _, _ = get(
        serving, path.format(token=serving.token), Host=host.format(port=serving.port)
    )
    assert status in (400, 403)


def test_another_sites_page_cannot_open_the_channel_with_our_cookie(serving: Serving) -> None:
    _, body, response = get(serving, f"/?token={serving.token}")
    cookies = SimpleCookie("; ".join(response.headers.get_all("Set-Cookie") or []))
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in cookies.items())
    kernel = re.search(r'"kernelId": "([^"]+)"', body)
    assert cookie
    assert kernel
    path = f"/api/kernels/{kernel[1]}/channels"
    ours, theirs = f"http://127.0.0.1:{serving.port}", "http://evil.example"
    answers = [
        get(serving, path, Origin=origin, Cookie=cookie, **UPGRADE)[0] for origin in (ours, theirs)
    ]
    assert answers == [101, 403]


@pytest.mark.parametrize("protocol", ["v1.kernel.websocket.jupyter.org", ""])
def test_a_page_that_closes_while_its_kernel_still_sends_is_no_trouble(
    companion_server: Callable[..., Serving], draft: Path, protocol: str
) -> None:
    serving = companion_server(draft)
    _, body, response = get(serving, f"/?token={serving.token}")
    cookies = SimpleCookie("; ".join(response.headers.get_all("Set-Cookie") or []))
    kernel = re.search(r'"kernelId": "([^"]+)"', body)
    assert kernel
    channel = websocket.create_connection(
        f"ws://127.0.0.1:{serving.port}/api/kernels/{kernel[1]}/channels?session_id=s",
        cookie="; ".join(f"{name}={morsel.value}" for name, morsel in cookies.items()),
        subprotocols=[protocol] if protocol else None,
        origin=f"http://127.0.0.1:{serving.port}",
        sockopt=[(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 14)],
        timeout=PATIENCE,
    )
    for letters in [8_000_000] * 3 + [10] * 20:
        channel.send(request_to_kernel(letters, protocol), opcode=2 if protocol else 1)
    # An answer is on its way, longer than fits into any buffer, and others are to follow.
    came = 0
    while came < 1 << 20:
        came += len(channel.sock.recv(1 << 16))
    channel.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    channel.shutdown()
    get(serving, "/", Authorization=f"token {serving.token}")  # it goes on as if nothing had been
    serving.stop()
    assert serving.errors.read_text("utf-8") == ""


def request_to_kernel(letters: int, protocol: str) -> bytes:
    """A message of a page to its kernel; its answers repeat the header, of so many letters."""
    header = {
        **{"msg_id": os.urandom(4).hex(), "msg_type": "kernel_info_request", "version": "5.3"},
        **{"username": "x" * letters, "session": "s", "date": ""},
    }
    parts = {"header": header, "parent_header": {}, "metadata": {}, "content": {}}
    if not protocol:
        return json.dumps({**parts, "channel": "shell", "buffers": []}).encode()
    pieces = [b"shell", *(json.dumps(part).encode() for part in parts.values())]
    offsets = [8 * (len(pieces) + 2)]
    for piece in pieces:
        offsets.append(offsets[-1] + len(piece))
    return struct.pack(f"<{len(offsets) + 1}Q", len(offsets), *offsets) + b"".join(pieces)


@pytest.mark.parametrize(
    "path",
    [
        "/voila/tree",
        "/voila/tree/",
        "/voila/files/companion.ipynb",
        "/voila/render/companion.ipynb",
        "/voila/api/contents/",
        "/voila/static/../../../etc/passwd",
        "/companion.ipynb",
        "/api/contents",
        "/api/kernels",
        "/api/terminals",
        "/login",
        "/tree",
    ],
)
def test_nothing_but_the_page_is_served(serving: Serving, path: str) -> None:
    status, _, _ = get(serving, path, Authorization=f"token {serving.token}")
    assert status in (403, 404)


def test_the_page_may_load_nothing_from_elsewhere(serving: Serving) -> None:
    _, _, response = get(serving, "/")
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self' 'unsafe-eval' blob:;" in policy  # no script that stands in the page
    assert "frame-ancestors 'none'" in policy
    assert response.headers["Referrer-Policy"] == "no-referrer"
    for directive in policy.split("; "):
        assert not {"*", "http:", "https:", "ws:", "wss:"} & set(directive.split())


def test_only_loopback_is_listened_on(serving: Serving) -> None:
    listening = [
        connection.laddr
        for process in [psutil.Process(serving.process.pid), *serving.kernels()]
        for connection in process.net_connections("inet")
        if connection.status == psutil.CONN_LISTEN
    ]
    assert any(address.port == serving.port for address in listening)
    assert {address.ip for address in listening} <= {"127.0.0.1", "::1"}


def test_the_kernel_is_this_python_and_not_one_that_is_installed(
    companion_server: Callable[..., Serving], home: Path, draft: Path
) -> None:
    for name in ("python3", "companion"):
        spec = home / ".local" / "share" / "jupyter" / "kernels" / name / "kernel.json"
        spec.parent.mkdir(parents=True)
        spec.write_text('{"argv": ["false"], "display_name": "x", "language": "python"}')
    (home / "voila.py").write_text("raise SystemExit('a configuration of the folder was read')")
    (home / "voila.json").write_text('{"Voila": {"ip": "0.0.0.0"}}')
    serving = companion_server(draft)
    deadline = time.monotonic() + PATIENCE
    while not (kernels := serving.kernels()) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert kernels[0].cmdline()[0] == sys.executable


def test_the_token_is_said_once_and_is_another_each_time(
    companion_server: Callable[..., Serving], draft: Path
) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    one = companion_server(draft)
    assert one.port == usual_port(draft)
    two = companion_server(draft, "--port", str(port))  # the same draft once more
    assert two.port == port
    assert one.token != two.token
    assert len(one.token) >= 32
    for path in ("/?token=wrong", f"/nothing?token={one.token}", f"/?token={one.token}"):
        get(one, path)
    one.stop()
    assert sum(one.token in line for line in one.printed()) == 1
    assert one.token not in one.errors.read_text()
    assert str(draft) in one.printed()[0]


def test_the_page_is_drawn_with_the_draft(serving: Serving) -> None:
    status, body, _ = get(serving, "/", Authorization=f"token {serving.token}")
    assert status == 200
    assert "<title>essay.md</title>" in body
    assert "application/vnd.jupyter.widget-view+json" in body
    assert 'class="companion-failed"' not in body
    assert serving.token not in body


@posix_only
@pytest.mark.parametrize("name", ["SIGINT", "SIGHUP"])  # the fixtures end theirs with SIGTERM
def test_a_signal_ends_it_and_all_that_it_started(
    companion_server: Callable[..., Serving], draft: Path, name: str
) -> None:
    serving = companion_server(draft)
    get(serving, "/", Authorization=f"token {serving.token}")
    kernels = serving.kernels()
    assert kernels
    serving.process.send_signal(getattr(signal, name))
    assert serving.process.wait(PATIENCE) == 0
    _, alive = psutil.wait_procs(kernels, timeout=PATIENCE)
    assert not alive
    assert serving.errors.read_text() == ""
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.1", serving.port), timeout=1).close()


@posix_only
def test_a_signal_while_the_first_kernel_starts_leaves_nothing(
    companion_server: Callable[..., Serving], draft: Path
) -> None:
    serving = companion_server(draft)
    serving.process.send_signal(signal.SIGINT)
    assert serving.process.wait(PATIENCE) == 0
    deadline = time.monotonic() + PATIENCE
    while (left := started_by(serving.process.pid)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not left


@posix_only
def test_a_killed_server_takes_its_kernels_along(
    companion_server: Callable[..., Serving], draft: Path
) -> None:
    serving = companion_server(draft)
    get(serving, "/", Authorization=f"token {serving.token}")
    kernels = serving.kernels()
    assert kernels
    serving.process.kill()
    serving.process.wait(PATIENCE)
    _, alive = psutil.wait_procs(kernels, timeout=PATIENCE)
    assert not alive


def started_by(pid: int) -> list[psutil.Process]:
    """The kernels that were told that ``pid`` is their parent."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get("JPY_PARENT_PID") == str(pid):
                found.append(process)
        except psutil.Error:  # it has gone, or is another user's
            continue
    return found


def test_a_draft_has_its_usual_port_and_does_without(home: Path, draft: Path) -> None:
    assert usual_port(draft) != usual_port(home / "another.md")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", usual_port(draft)))
        taken.listen()
        serving = start_companion(draft, home=home)
        serving.stop()
    assert serving.port != usual_port(draft)


def test_a_port_that_is_taken_is_named(home: Path, draft: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        status, out, err = run_companion(draft, "--no-browser", "--port", str(port), home=home)
    assert (status, "token" in out) == (2, False)
    assert f"port {port}" in err
    assert "--port" in err


@pytest.mark.parametrize("port", ["-1", "65536", "many"])
def test_a_port_that_is_none_is_refused(home: Path, draft: Path, port: str) -> None:
    status, _, err = run_companion(draft, "--no-browser", "--port", port, home=home)
    assert status == 2
    assert port in err


@posix_only
def test_the_address_is_opened_in_the_browser_that_is_set(home: Path, draft: Path) -> None:
    opened = home / "opened"
    script = home / "browser.sh"
    script.write_text(
        f"#!/bin/sh\nprintf %s \"$1\" > '{opened}.part'\nmv '{opened}.part' '{opened}'\n"
    )
    script.chmod(0o755)
    serving = start_companion(draft, home=home, browser=True, environment={"BROWSER": str(script)})
    try:
        deadline = time.monotonic() + PATIENCE
        while not opened.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        assert opened.read_text() == serving.url
    finally:
        serving.stop()


@pytest.mark.skipif(sys.platform != "linux", reason="where a desktop may be absent")
def test_without_a_desktop_it_serves_all_the_same(home: Path, draft: Path) -> None:
    serving = start_companion(draft, home=home, browser=True)
    status, _, _ = get(serving, "/?token=wrong")
    assert status == 403
    serving.stop()
    assert "open the address yourself" in serving.printed()[-1]

"""The gate: nobody else gets anything, from any route, also with the token and the cookie."""

from __future__ import annotations

import http.client
import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from tornado.routing import PathMatches, RuleRouter

from companion.app.server.gate import GuardedApplication
from companion.app.server.serve import Page, find_our_template
from companion.app.server.voila_server import Server
from tests.serving import PATIENCE, Serving

NOBODY = 65534
as_another_user = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="only root may act as another user"
)
# It becomes another user after it has begun, as another may not be allowed to run this Python.
CLIENT = """
import json, os, socket, sys
asked = json.load(sys.stdin)
os.setgroups([]); os.setgid(asked["user"]); os.setuid(asked["user"])
for words in asked["requests"]:
    kind = socket.AF_INET6 if asked["mapped"] else socket.AF_INET
    host = "::ffff:127.0.0.1" if asked["mapped"] else "127.0.0.1"
    with socket.socket(kind, socket.SOCK_STREAM) as client:
        client.settimeout(100)
        client.connect((host, asked["port"]))
        client.sendall(words.encode())
        if asked["leave"]:
            client.shutdown(socket.SHUT_WR)
        print(client.recv(12).decode("latin-1"))
"""


@pytest.fixture(scope="module")
def let_in(serving: Serving) -> tuple[str, str]:
    """The cookie that the author's browser was given, and its kernel."""
    status, body, cookies = fetch(serving, f"/?token={serving.token}")
    assert status == 200
    kernel = re.search(r'"kernelId": "([^"]+)"', body)
    assert kernel
    return cookies, kernel[1]


def fetch(serving: Serving, path: str, **headers: str) -> tuple[int, str, str]:
    """Status, body and cookies."""
    connection = http.client.HTTPConnection("127.0.0.1", serving.port, timeout=PATIENCE)
    try:
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        given = SimpleCookie("; ".join(response.headers.get_all("Set-Cookie") or []))
        cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in given.items())
        body = "" if response.status == 101 else response.read().decode("utf-8", "replace")
        return response.status, body, cookies
    finally:
        connection.close()


def patterns(tmp_path: Path) -> list[str]:
    """Every pattern of a path that the server lists about itself."""
    find_our_template()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = Server(token="t")
        notebook = tmp_path / "page.ipynb"
        notebook.write_text('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}')
        server.page, server.listener = Page(notebook, "a page"), listener
        server.scratch, server.with_browser = tmp_path, False
        server.initialize()
        return list(paths_of(server.application()))


def paths_of(router: RuleRouter) -> Iterator[str]:
    if isinstance(router, GuardedApplication):
        router = router.default_router
    for rule in router.rules:
        if isinstance(rule.target, RuleRouter):
            yield from paths_of(rule.target)
        elif isinstance(rule.matcher, PathMatches):
            yield rule.matcher.regex.pattern


FILES = {
    "/voila/static/": "voila.js",
    "/voila/templates/": "companion/static/page.js",
    "/voila/labextensions/": "anywidget/package.json",
}


def sample(pattern: str, kernel: str) -> str:
    """A path that the pattern matches, if possible of something that is there."""
    path = re.sub(r"\(\?P<kernel_id>[^)]*\)", kernel, pattern.rstrip("$"))
    place = next((start for start in FILES if path.startswith(start)), "")
    path = re.sub(r"\([^)]*\)", FILES.get(place, kernel), path)
    assert re.fullmatch(pattern, path), f"the test makes no path of {pattern}"
    return path


def requests(serving: Serving, tmp_path: Path, let_in: tuple[str, str]) -> list[str]:
    """Requests of every route, as a page and as a channel, by one who knows all there is."""
    cookie, kernel = let_in
    paths = [sample(pattern, kernel) for pattern in patterns(tmp_path)]
    assert {"/", f"/api/kernels/{kernel}/channels", "/voila/static/voila.js"} <= {*paths}
    upgrade = (
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    )
    host = f"127.0.0.1:{serving.port}"
    return [
        f"{method} {path}?token={serving.token} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n"
        f"Origin: http://{host}\r\nAuthorization: token {serving.token}\r\n{more}\r\n"
        for path in [*paths, "/nothing", "/api/contents"]
        for method, more in [
            ("GET", ""),
            ("GET", upgrade),
            ("POST", "Content-Length: 0\r\n"),
            ("DELETE", ""),
        ]
    ]


def answers(user: int, serving: Serving, asked: list[str], **how: bool) -> list[str]:
    """The statuses that another user's program is answered with."""
    done = subprocess.run(
        [sys.executable, "-I", "-c", CLIENT],
        input=json.dumps(
            {
                **{"user": user, "mapped": False, "leave": False, **how},
                **{"port": serving.port, "requests": asked},
            }
        ),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stderr
    return [line.partition(" ")[2].strip() for line in done.stdout.splitlines()]


@as_another_user
@pytest.mark.parametrize("how", [{}, {"mapped": True}, {"leave": True}], ids=str)
def test_another_user_gets_nothing_from_any_route(
    serving: Serving, let_in: tuple[str, str], tmp_path: Path, how: dict[str, bool]
) -> None:
    asked = requests(serving, tmp_path, let_in)
    given = answers(NOBODY, serving, asked, **how)
    assert len(given) == len(asked)
    assert set(given) <= ({"403", ""} if how.get("leave") else {"403"})


@as_another_user
def test_the_owner_gets_what_the_other_user_does_not(
    serving: Serving, let_in: tuple[str, str], tmp_path: Path
) -> None:
    asked = [words for words in requests(serving, tmp_path, let_in) if "GET /voila/st" in words]
    for how in ({}, {"mapped": True}):
        assert "200" in answers(os.geteuid(), serving, asked, **how)


@as_another_user
def test_another_user_who_has_left_already_did_nothing(
    serving: Serving, let_in: tuple[str, str]
) -> None:
    """A connection that its program has closed is listed as root's."""
    cookie, kernel = let_in
    host = f"127.0.0.1:{serving.port}"
    words = (
        f"DELETE /api/kernels/{kernel} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n"
        f"Authorization: token {serving.token}\r\n\r\n"
    )
    script = CLIENT.rpartition("        if asked")[0]  # it sends, and closes at once
    for _ in range(10):
        subprocess.run(
            [sys.executable, "-I", "-c", script],
            input=json.dumps(
                {
                    **{"user": NOBODY, "mapped": False},
                    **{"port": serving.port, "requests": [words] * 10},
                }
            ),
            text=True,
            check=True,
        )
    status, _, _ = fetch(serving, f"/api/kernels/{kernel}", Cookie=cookie)
    assert status == 200


def test_every_route_asks_for_the_token(
    serving: Serving, let_in: tuple[str, str], tmp_path: Path
) -> None:
    kernel = let_in[1]
    for path in [*(sample(pattern, kernel) for pattern in patterns(tmp_path)), "/nothing"]:
        for headers in (
            {},
            {"Cookie": f"companion-{serving.port}=2|1:0|forged"},
            {"Authorization": "token wrong"},
            {"Authorization": f"token {serving.token}x"},
        ):
            status, body, cookies = fetch(serving, path, **headers)
            assert (status, cookies) == (403, ""), path
            assert "address that 'companion' printed" in body


def test_the_cookie_alone_opens_page_files_and_kernel(
    serving: Serving, let_in: tuple[str, str]
) -> None:
    cookie, kernel = let_in
    for path in ("/", "/voila/templates/companion/static/page.js", f"/api/kernels/{kernel}"):
        assert fetch(serving, path, Cookie=cookie)[0] == 200


def test_the_cookie_is_kept_from_scripts_and_other_sites(serving: Serving) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", serving.port, timeout=PATIENCE)
    connection.request("GET", f"/?token={serving.token}")
    response = connection.getresponse()
    given = [line for line in response.headers.get_all("Set-Cookie") or [] if "companion-" in line]
    connection.close()
    assert len(given) == 1
    assert "HttpOnly" in given[0]
    assert "SameSite=Strict" in given[0]


def test_a_token_that_is_no_text_is_refused(serving: Serving) -> None:
    for path in ("/?token=%ff%fe", "/?token=%00", "/?token=a&token=b", "/?token=\u20ac".encode()):
        words = path if isinstance(path, str) else path.decode("latin-1")
        with socket.create_connection(("127.0.0.1", serving.port), timeout=PATIENCE) as client:
            client.sendall(f"GET {words} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode("latin-1"))
            assert client.recv(12)[9:] in (b"403", b"400")


def test_the_token_is_in_no_process_list(serving: Serving, let_in: tuple[str, str]) -> None:
    assert let_in
    for process in serving.kernels():
        assert serving.token not in " ".join(process.cmdline())
        assert serving.token not in str(process.environ())

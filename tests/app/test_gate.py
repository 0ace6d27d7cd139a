"""Nobody gets in: not without the token, and not as another user of the machine."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from tests.app.test_serve import UPGRADE, get
from tests.serving import PATIENCE, REPOSITORY, Serving, isolated_environment, start_companion

NOBODY = 65534
# Prints the pattern of every route that the server has.
ROUTES = """
import json, socket, sys, tempfile
from pathlib import Path
from companion.app.resources import shipped
from companion.app.serve import Page, find_our_template
find_our_template()
from companion.app.voila_server import Server
server = Server(token="x")
server.page = Page(shipped("dashboards") / "companion.ipynb", "x")
server.listener, server.scratch = socket.create_server(("127.0.0.1", 0)), Path(tempfile.mkdtemp())
server.with_browser = False
server.initialize()
server.init_settings()
print("ROUTES", json.dumps([str(rule[0]) for rule in server.init_handlers()]))
"""


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    home = tmp_path_factory.mktemp("home")
    draft = home / "essay.md"
    draft.write_text("Secret words of mine.\n", encoding="utf-8")
    started = start_companion(draft, home=home)
    yield started
    started.stop()


@pytest.fixture(scope="module")
def opened(serving: Serving) -> tuple[str, str]:
    """The cookie that the page gave, and the identity of its kernel."""
    _, body, response = get(serving, f"/?token={serving.token}")
    cookies = response.headers.get_all("Set-Cookie") or []
    kernel = re.search(r'"kernelId": "([^"]+)"', body)
    assert cookies
    assert kernel
    return "; ".join(cookie.partition(";")[0] for cookie in cookies), kernel[1]


@pytest.fixture(scope="module")
def paths(opened: tuple[str, str], tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """An address for every route that the server lists, of the page's own kernel where one goes."""
    done = subprocess.run(
        [sys.executable, "-c", ROUTES],
        env=isolated_environment(tmp_path_factory.mktemp("routes")),
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    listed = re.search(r"^ROUTES (.*)$", done.stdout, re.MULTILINE)
    assert listed, done.stderr
    routes = json.loads(listed[1])
    assert len(routes) >= 8
    found = []
    for route in routes:
        path = re.sub(r"\(\?P<kernel_id>[^)]*\)", opened[1], route)
        path = re.sub(r"\([^)]*\)", "x", path).rstrip("$").replace("\\", "").replace("?", "")
        found.append(path)
    assert any(path.endswith(f"{opened[1]}/channels") for path in found)
    return [*found, "/", "/voila/static/voila.js", "/nothing"]


def asked_as(user: int, serving: Serving, family: int, requests: list[str]) -> list[str]:
    """The answers to requests that a process of another user makes."""
    receive, send = os.pipe()
    child = os.fork()
    if child == 0:  # only what needs no file: that user may not read this Python's
        try:
            os.setgroups([])
            os.setgid(user)
            os.setuid(user)
            host = "127.0.0.1" if family == socket.AF_INET else "::ffff:127.0.0.1"
            for request in requests:
                with socket.socket(family, socket.SOCK_STREAM) as connection:
                    connection.settimeout(PATIENCE)
                    connection.connect((host, serving.port))
                    connection.sendall(request.encode())
                    answer = connection.recv(65536)
                    os.write(send, repr(answer[:3000]).encode() + b"\n")
        finally:
            os._exit(0)
    os.close(send)
    with os.fdopen(receive, "rb") as pipe:
        answers = pipe.read().decode("utf-8", "replace").splitlines()
    os.waitpid(child, 0)
    return answers


@pytest.mark.skipif(not hasattr(os, "fork") or os.getuid() != 0, reason="only root can be another")
@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="where users are listed")
@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6])
def test_another_user_gets_nothing_from_any_route(
    serving: Serving, opened: tuple[str, str], paths: list[str], family: int
) -> None:
    host = f"Host: 127.0.0.1:{serving.port}\r\nCookie: {opened[0]}\r\nConnection: close\r\n"
    origin = f"Origin: http://127.0.0.1:{serving.port}\r\n"
    upgrade = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in UPGRADE.items())
    requests = []
    for path in paths:
        address = f"{path}?token={serving.token}"
        requests.append(f"GET {address} HTTP/1.1\r\n{host}\r\n")
        requests.append(f"POST {address} HTTP/1.1\r\n{host}Content-Length: 0\r\n\r\n")
        requests.append(
            f"GET {address} HTTP/1.1\r\n{host.replace('Connection: close', 'X: y')}{origin}"
            f"{upgrade}\r\n"
        )
    (ours,) = asked_as(0, serving, family, [f"GET /nothing HTTP/1.1\r\n{host}\r\n"])
    assert "HTTP/1.1 404" in ours
    answers = asked_as(NOBODY, serving, family, requests)
    assert len(answers) == len(requests)
    assert {answer[2:14] for answer in answers} == {"HTTP/1.1 403"}
    assert not [a for a in answers if opened[1] in a or "Set-Cookie" in a or "Secret" in a]


def test_every_route_wants_the_token_or_the_cookie(
    serving: Serving, opened: tuple[str, str], paths: list[str]
) -> None:
    forged = "username-127-0-0-1=2|1:0|10:1|8:username|4:eA==|0"
    for path in paths:
        for extra in ({}, UPGRADE, {"Cookie": forged}, {"Authorization": "token x"}):
            assert get(serving, path, **extra)[0] == 403, path
    assert get(serving, "/nothing", Cookie=opened[0])[0] == 404
    assert get(serving, f"/api/kernels/{opened[1]}", Cookie=opened[0])[0] == 200


SOON = (
    "import companion.app.voila_server as v; v.UNCONNECTED_SECONDS = 1; v.CULL_INTERVAL_SECONDS = 1"
)


def wait_for_kernel(serving: Serving) -> psutil.Process:
    deadline = time.monotonic() + PATIENCE
    while not (kernels := serving.kernels()):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return kernels[0]


def test_the_first_page_opens_long_after_the_start(
    companion_server: Callable[..., Serving], home: Path
) -> None:
    draft = home / "essay.md"
    draft.write_text("Its mine.\n", "utf-8")
    serving = companion_server(draft, prelude=SOON)
    first = wait_for_kernel(serving)
    time.sleep(4)  # several times what a kernel may be left for
    status, body, _ = get(serving, f"/?token={serving.token}")
    assert status == 200
    assert "application/vnd.jupyter.widget-view+json" in body
    assert first.is_running()
    deadline = time.monotonic() + PATIENCE
    while first.is_running() and first.status() != psutil.STATUS_ZOMBIE:  # its page never connected
        assert time.monotonic() < deadline
        time.sleep(0.1)
    status, body, _ = get(serving, f"/?token={serving.token}")
    assert (status, "widget-view" in body) == (200, True)


def test_a_kernel_that_died_before_its_page_is_not_given_to_it(
    companion_server: Callable[..., Serving], home: Path
) -> None:
    draft = home / "essay.md"
    draft.write_text("Its mine.\n", "utf-8")
    serving = companion_server(draft)
    wait_for_kernel(serving).kill()
    status, body, _ = get(serving, f"/?token={serving.token}")
    assert status == 200
    assert "application/vnd.jupyter.widget-view+json" in body

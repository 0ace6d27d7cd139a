"""What a call may connect to: whole processes, real listeners, and an audit hook that comes first.

The recorder is installed before anything of ours, so it sees each connection and each look-up that
was tried, those that the guard then refused included: what was tried and refused is told apart from
what was let through by what arrives at the listeners and by which look-ups reach the resolver.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from companion.llm.destinations import destination
from companion.llm.network import reach_of
from companion.llm.proxies import Proxy, proxy_for
from tests.loopback import LoopbackModel, Reply, says
from tests.serving import PATIENCE, REPOSITORY, isolated_environment

# Names of every kind: local servers, services, clouds, hubs, and some that LiteLLM has never seen.
MODELS = """
ollama/llama3.2 ollama_chat/llama3.2 ollama_chat/codellama lm_studio/llama-3-8b
hosted_vllm/meta-llama/Llama-3.1-8B-Instruct vllm/llama-2-7b llamafile/mistral-7b
openai/gpt-4o-mini openai/llama-3-70b openai/claude-2 gpt-4o o3-mini text-completion-openai/davinci
anthropic/claude-3-haiku-20240307 claude-2.1 anthropic_text/claude-2 gemini/gemini-2.0-flash
vertex_ai/gemini-2.0-flash vertex_ai/meta/llama3-405b-instruct-maas azure/gpt-4o azure_ai/mistral
bedrock/anthropic.claude-v2 bedrock/meta.llama3-8b-instruct-v1:0 sagemaker/llama-2
cohere/command-r cohere_chat/command-r-plus replicate/meta/llama-2-70b-chat
huggingface/meta-llama/Llama-2-7b-chat-hf together_ai/meta-llama/Llama-3-8b groq/llama3-8b-8192
mistral/mistral-small-latest deepseek/deepseek-chat openrouter/meta-llama/llama-3-8b xai/grok-2
fireworks_ai/llama-v3-8b perplexity/sonar databricks/dbrx watsonx/ibm/granite deepinfra/llama
nvidia_nim/meta/llama3-8b cloudflare/@cf/meta/llama-2 xinference/llama custom_openai/home
petals/llama-65b oobabooga/llama predibase/llama nlp_cloud/dolphin aleph_alpha/luminous
""".split()

# For each line of JSON that it is given, asks each model named; what became of each call, what was
# tried, by kind, and what was looked up is the line that it answers.
CALLS = """
import sys
attempts = []

def record(event, values):
    if event == "socket.connect" and isinstance(values[1], tuple):
        attempts.append([event, str(values[1][0]), values[1][1]])
    elif event in ("socket.getaddrinfo", "socket.gethostbyname") and values[0]:
        name = values[0].decode() if isinstance(values[0], bytes) else str(values[0])
        attempts.append([event, name, 0])

sys.addaudithook(record)
import _socket, asyncio, json

# Below all libraries: what comes back from here was not stopped, and left the process.
looked_up, resolve = [], _socket.getaddrinfo

def resolver(host, *rest, **more):
    try:
        return resolve(host, *rest, **more)
    except OSError as error:
        if not isinstance(error, socket.gaierror):
            host = None  # stopped
        raise
    finally:
        if host is not None:
            looked_up.append(host.decode() if isinstance(host, bytes) else str(host))

_socket.getaddrinfo = resolver
import socket

from companion.llm.completer import LiteLLMCompleter
from companion.llm.errors import ModelError
from companion.llm.budget import Budget
from companion.llm.retry import RetryPolicy
from companion.llm.roles import Message, Role, RoleCall

async def ask(model, base, offline, stream):
    role = Role("partner", model, base, first_token=60, silence=60, stream=stream)
    ours = LiteLLMCompleter(Budget(allow_unknown=True), offline=offline,
                            policy=RetryPolicy(0, 0), environ={"X": "x"})
    try:
        answer = await ours.complete(RoleCall(role, (Message("user", "Say something."),)))
        return f"ANSWER {answer.text}"
    except ModelError as error:
        return f"{type(error).__name__} {error}"

async def main(given):
    told = {}
    for model in given["models"]:
        for base in given["bases"]:
            for stream in given["streams"]:
                told[f"{model} {base} {stream}"] = await ask(model, base, given["offline"], stream)
    return told

for line in sys.stdin:
    given = json.loads(line)
    told = asyncio.run(main(given))
    if "connect" in given:  # a thread that makes no call
        socket.create_connection(("127.0.0.1", given["connect"])).close()
    print("TOLD", json.dumps([told, attempts, looked_up]), flush=True)
    attempts.clear()
    looked_up.clear()
"""


@contextmanager
def listener() -> Iterator[tuple[int, list[bytes]]]:
    """A port of this machine, and what was sent to it; it answers nothing and hangs up."""
    heard: list[bytes] = []
    with closing(socket.create_server(("127.0.0.1", 0))) as server:

        def serve() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with closing(connection):
                    heard.append(connection.recv(65536))

        threading.Thread(target=serve, daemon=True).start()
        yield server.getsockname()[1], heard
        server.shutdown(socket.SHUT_RDWR)


class Asker:
    """A process that makes calls; what it reads as it starts is its environment."""

    def __init__(self, home: Path, **environment: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", CALLS],
            env=isolated_environment(home, **environment),
            cwd=REPOSITORY,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def calls(self, **given: object) -> tuple[dict[str, str], list, list[str]]:
        """What became of each call, what was tried, and which names were looked up."""
        assert self._process.stdin and self._process.stdout
        task = {"streams": [True], "offline": True, **given}
        self._process.stdin.write(json.dumps(task) + "\n")
        self._process.stdin.flush()
        line = next(line for line in self._process.stdout if line.startswith("TOLD "))
        told, attempts, looked_up = json.loads(line.removeprefix("TOLD "))
        return told, attempts, looked_up

    def end(self) -> None:
        """Let it end, as it has no more to do."""
        self._process.communicate(timeout=PATIENCE)
        assert self._process.returncode == 0


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    """One process for the tests that need no environment of their own: LiteLLM loads slowly."""
    asker = Asker(tmp_path_factory.mktemp("home"))
    yield asker
    asker.end()


def calls(home: Path, environment: dict[str, str], **given: object):
    """The same in a process of its own."""
    asker = Asker(home, **environment)
    try:
        return asker.calls(**given)
    finally:
        asker.end()


def test_offline_no_model_of_any_kind_is_asked_anywhere_but_at_the_port_it_was_given(home):
    assert len(MODELS) >= 40
    with LoopbackModel(says("Well.")) as server, listener() as (other, heard):
        told, attempts, looked_up = calls(
            home,
            # A local server that LiteLLM would like to ask, besides the one that was named.
            {"OLLAMA_API_BASE": f"http://127.0.0.1:{other}", "AWS_REGION": "eu-west-1"},
            models=MODELS,
            bases=[server.api_base, None],
        )
    answered = [call for call, said in told.items() if said.startswith("ANSWER")]
    assert len(answered) >= 8, told
    assert all(server.api_base in call for call in answered)
    # Everything was tried, so that it was worth stopping; nothing but loopback was let through.
    assert ["socket.getaddrinfo", "huggingface.co", 0] in attempts
    assert set(looked_up) <= {"127.0.0.1", "::1", "169.254.169.254"}  # a number is not looked up
    assert heard == []


def test_a_name_of_this_machine_is_found_without_a_name_server(asker):
    with LoopbackModel(says("Well.")) as server:
        bases = [f"http://{h}:{server.port}/v1" for h in ("localhost", "model.localhost")]
        told, _, looked_up = asker.calls(models=["openai/home", "lm_studio/llama"], bases=bases)
    assert set(told.values()) == {"ANSWER Well."}
    assert set(looked_up) <= {"127.0.0.1", "::1"}


PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy")


def test_this_machine_is_never_asked_through_a_proxy(home):
    with LoopbackModel(says("Well.")) as server, listener() as (port, heard):
        bases = [
            f"http://{host}:{server.port}/v1" for host in ("127.0.0.1", "localhost", "127.0.0.2")
        ]
        variables = dict.fromkeys(PROXIES, f"http://me:word@127.0.0.1:{port}")
        told, _, _ = calls(
            home,
            {**variables, "NO_PROXY": "", "no_proxy": ""},
            models=["openai/home", "ollama_chat/x", "lm_studio/llama", "hosted_vllm/x", "groq/x"],
            bases=bases[:2],
            streams=[True, False],
            offline=False,
        )
    assert heard == []
    answered = {call.partition(" ")[0] for call, said in told.items() if said == "ANSWER Well."}
    assert {"openai/home", "lm_studio/llama", "hosted_vllm/x"} <= answered, told


def test_a_call_to_another_machine_goes_through_the_proxy_that_was_named(home):
    with listener() as (port, heard):
        told, _, looked_up = calls(
            home,
            {"http_proxy": f"http://me:word@localhost:{port}", "no_proxy": ""},
            models=["openai/x"],
            bases=["http://models.example/v1"],
            offline=False,
        )
    assert heard and heard[0].startswith(b"POST http://models.example/v1/chat/completions")
    assert "models.example" not in looked_up
    assert all("me:word" not in said for said in told.values())


def test_a_server_that_sends_the_text_on_to_another_address_is_not_followed(asker):
    with listener() as (port, heard):
        onward = Reply(status=307, headers=(("Location", f"http://localhost:{port}/v1"),), body=b"")
        with LoopbackModel(onward) as server:
            told, _, _ = asker.calls(
                models=["openai/home", "ollama_chat/x"], bases=[server.api_base], streams=[False]
            )
    assert heard == []
    assert not any(said.startswith("ANSWER") for said in told.values())
    assert "would have led on to" in "".join(told.values())


def test_other_threads_of_the_process_are_left_alone(asker):
    with LoopbackModel(says("Well.")) as server, listener() as (port, _):
        told, _, _ = asker.calls(models=["openai/x"], bases=[server.api_base], connect=port)
    assert set(told.values()) == {"ANSWER Well."}


@pytest.mark.parametrize(
    ("address", "port", "admitted"),
    [
        ("127.0.0.1", 11434, True),
        ("127.9.9.9", 11434, True),
        ("::1", 11434, True),
        ("::ffff:127.0.0.1", 11434, True),
        ("127.0.0.1", 11435, False),
        ("10.0.0.1", 11434, False),
        ("::ffff:10.0.0.1", 11434, False),
        ("fe80::1%eth0", 11434, False),
    ],
)
def test_what_a_call_to_this_machine_reaches(address, port, admitted):
    reach = reach_of(destination("ollama/x", environ={}))
    assert reach.admits(address, port) is admitted


def test_another_machine_is_reached_by_the_addresses_that_its_name_has():
    reach = reach_of(destination("openai/x", "https://models.example:8443/v1", environ={}))
    assert not reach.admits("192.0.2.1", 8443)
    assert reach.may_resolve("models.example")
    assert not reach.may_resolve("huggingface.co")
    reach.resolved("models.example", {"192.0.2.1"})
    assert reach.admits("192.0.2.1", 8443)
    assert not reach.admits("192.0.2.1", 443)
    assert not reach.admits("192.0.2.2", 8443)


@pytest.mark.parametrize(
    ("variables", "address", "proxy"),
    [
        ({}, "https://a.example", None),
        ({"https_proxy": "http://me:word@p.example:3128"}, "https://a.example", "p.example:3128"),
        ({"HTTPS_PROXY": "p.example:3128"}, "https://a.example/v1", "p.example:3128"),
        ({"all_proxy": "socks5://p.example"}, "http://a.example", "p.example:1080"),
        ({"http_proxy": "http://p.example"}, "https://a.example", None),
        ({"https_proxy": "http://[2001:db8::1]:3128"}, None, "[2001:db8::1]:3128"),
        ({"https_proxy": "http://p.example", "no_proxy": "a.example"}, "https://a.example", None),
        ({"http_proxy": "http://p.example"}, "http://127.0.0.9:80", None),
        ({"http_proxy": "http://p.example"}, "http://[::1]:80", None),
        ({"http_proxy": "http://p.example"}, "http://x.localhost", None),
    ],
)
def test_a_proxy_is_known_by_host_and_port_alone(monkeypatch, variables, address, proxy):
    for name in (*PROXIES, "NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    found = proxy_for(address)
    assert (str(found) if found else None) == proxy
    assert found is None or isinstance(found, Proxy)

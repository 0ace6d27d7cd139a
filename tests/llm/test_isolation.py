"""What is loaded when, and where connections go: in processes of their own, with real sockets."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.loopback import LoopbackModel, says, status
from tests.serving import PATIENCE, REPOSITORY, isolated_environment

SECRET = "sk-canary-0123456789abcdef"


def python(code: str, home: Path, *words: str, **environment: str) -> str:
    """Run ``code`` in a process of its own; returns what it printed, then its errors."""
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), *words],
        env=isolated_environment(home, **environment),
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=5 * PATIENCE,
    )
    assert done.returncode == 0, done.stderr
    return f"{done.stdout}{done.stderr}"


@pytest.mark.parametrize(
    "work",
    [
        "import companion",
        "import companion.app.session.models, companion.review.proofread, companion.llm.completer",
        "from companion.app.cli import main; main(['check', sys.argv[1]])",
        "from companion.app.cli import main; main(['doctor'])",
        # What is shown before anything is sent is reckoned without it, too.
        """
        from companion.app.session.models import open_models
        from companion.app.settings import load_settings
        from companion.grammar.engines.model import Passage
        models = open_models(load_settings())
        print(models.describe(models.proofreader(), [Passage("One.")]).summary)
        """,
    ],
    ids=["import", "import models", "check", "doctor", "describe"],
)
def test_litellm_is_not_loaded(home, work):
    draft = home / "draft.md"
    draft.write_text("She have a cat.\n")
    code = f"import sys\n{textwrap.dedent(work)}\nprint('loaded:', 'litellm' in sys.modules)"
    variables = {"COMPANION_MODEL": "ollama_chat/llama3.2"}
    assert "loaded: False\n" in python(code, home, str(draft), **variables)


# Calls a model three times in the folder it is told, and prints whatever can be printed.
CALLS = """
import asyncio, logging, os, socket, sys

os.chdir(sys.argv[2])
logging.basicConfig(level=logging.DEBUG)  # the most that an author could make it say
hosts, told = set(), []

def audit(event, values):
    if event == "socket.getaddrinfo":
        hosts.add(str(values[0]))
    elif event == "socket.connect" and values[0].family != socket.AF_UNIX:
        hosts.add(str(values[1][0]))

sys.addaudithook(audit)
from companion.llm.completer import LiteLLMCompleter
from companion.llm.errors import ModelError
from companion.llm.roles import Message, Role, RoleCall

async def main():
    for stream in (True, False, True):
        role = Role("partner", "openai/gpt-4o-mini", sys.argv[1], stream=stream)
        call = RoleCall(role, (Message("user", "Say something."),), schema={"type": "object"})
        try:
            answer = await LiteLLMCompleter().complete(call)
            told.append(f"ANSWER {answer.text} at {answer.cost_dollars:.1e}")
        except ModelError as error:
            told.append(f"ERROR {type(error).__name__} {error}")

asyncio.run(main())
told += [f"HOSTS {sorted(hosts)}", f"PLANTED {os.environ.get('PLANTED')}"]
open("told", "w").write("\\n".join(told))  # LiteLLM prints its log among what is printed
"""


def test_a_call_touches_nothing_but_the_configured_host_and_tells_no_key(home):
    (home / ".env").write_text("OPENAI_API_BASE=http://evil.example/v1\nPLANTED=yes\n")
    script = [says("Well."), says("Well."), status(401, message=f"bad key {SECRET}")]
    with LoopbackModel(script) as server:
        printed = python(CALLS, home, server.api_base, str(home), OPENAI_API_KEY=SECRET)
    told = (home / "told").read_text().splitlines()
    assert told[:2] == ["ANSWER Well. at 4.2e-05"] * 2
    assert told[2].startswith("ERROR KeyRefused")
    assert told[3:] == ["HOSTS ['127.0.0.1']", "PLANTED None"]
    assert [r.headers["Authorization"] for r in server.requests] == [f"Bearer {SECRET}"] * 3
    assert "DEBUG" in printed
    assert SECRET not in printed

from __future__ import annotations

import asyncio
import time

import pytest

from companion.llm.budget import Budget, SpendList
from companion.llm.destinations import destination
from companion.llm.errors import (
    Incomplete,
    KeyMissing,
    KeyRefused,
    ModelError,
    Offline,
    OverBudget,
    RateLimited,
    RequestRefused,
    ServiceFailed,
    Stalled,
    TooLong,
    UnknownModel,
    Unreachable,
)
from companion.llm.keys import key_to_send
from companion.llm.retry import RetryPolicy
from companion.llm.roles import Message, Role, RoleCall
from tests.llm.helpers import SECRET, ask, call, completer, role, run
from tests.loopback import LoopbackModel, Reply, html, says, status
from tests.serving import PATIENCE

ANSWER = "The harbour was quiet, and so was she."
LONG = " ".join(f"word{n}" for n in range(2000))  # LiteLLM ends a stream that repeats itself


@pytest.fixture(scope="module", autouse=True)
def warm() -> None:
    """Make the first call, which takes seconds for its imports, before any test that waits."""
    with LoopbackModel(says(ANSWER)) as server:
        ask(server)


@pytest.mark.parametrize("stream", [True, False])
def test_a_whole_answer_comes_back_with_usage_and_litellms_price(stream):
    with LoopbackModel(says(ANSWER, usage=(1000, 2000))) as server:
        answer = ask(server, stream=stream)
    assert (answer.text, answer.finish) == (ANSWER, "stop")
    assert (answer.usage.sent, answer.usage.received, answer.usage.counted) == (1000, 2000, True)
    assert answer.cost_dollars == pytest.approx(1000 * 0.15e-6 + 2000 * 0.6e-6)


def test_the_request_carries_what_the_role_says_and_one_key():
    with LoopbackModel(says(ANSWER)) as server:
        ask(server, "Begin.", temperature=0.3, max_output=77)
    (request,) = server.requests
    assert request.path == "/v1/chat/completions"
    assert request.headers["Authorization"] == f"Bearer {SECRET}"
    assert request.body["model"] == "gpt-4o-mini"
    assert request.body["messages"] == [{"role": "user", "content": "Begin."}]
    assert (request.body["temperature"], request.body["max_tokens"]) == (0.3, 77)


def test_text_arrives_piece_by_piece_in_order():
    pieces: list[str] = []
    with LoopbackModel(says(ANSWER)) as server:
        answer = run(completer().complete(call(server), on_text=pieces.append))
    assert len(pieces) > 3
    assert "".join(pieces) == answer.text == ANSWER


@pytest.mark.parametrize("stream", [True, False])
@pytest.mark.parametrize(
    ("reply", "error", "advice"),
    [
        (status(401, message=f"Incorrect key: {SECRET}"), KeyRefused, "OPENAI_API_KEY"),
        (status(403), KeyRefused, "OPENAI_API_KEY"),
        (status(402), KeyRefused, "payment"),
        (status(404), UnknownModel, "gpt-4o-mini"),
        (status(400, message="maximum context length is 10 tokens"), TooLong, "Divide"),
        (status(400, message="no such thing"), RequestRefused, "no such thing"),
        (status(500), ServiceFailed, "Try again"),
        (status(503), ServiceFailed, "Try again"),
        (html(502), ServiceFailed, "Try again"),
        (html(), ServiceFailed, "api_base"),
        (says(ANSWER, finish="length"), Incomplete, "max_output"),
        (says(ANSWER, finish="content_filter"), RequestRefused, "filter"),
    ],
)
def test_a_fault_becomes_one_of_our_errors_that_says_what_to_do(reply, error, advice, stream):
    with LoopbackModel(reply) as server, pytest.raises(error) as caught:
        ask(server, stream=stream)
    message = str(caught.value)
    assert type(caught.value) is error
    assert advice in message
    assert SECRET not in message
    assert "<" not in message
    assert "litellm" not in message.lower()


def test_a_dropped_stream_is_an_error_and_is_not_taken_for_an_answer():
    with LoopbackModel(says(ANSWER, cut=3)) as server, pytest.raises(Incomplete):
        ask(server)


def test_a_stream_that_ends_too_early_but_cleanly_is_noticed():
    reply = says(ANSWER, cut=3, ending="close")
    with LoopbackModel(reply) as server, pytest.raises(Incomplete):
        ask(server)


def test_a_stream_that_ends_without_having_finished_is_noticed():
    with LoopbackModel(says(ANSWER, finish=None)) as server, pytest.raises(Incomplete):
        ask(server)


def test_a_server_that_does_not_keep_to_the_limit_is_stopped():
    with (
        LoopbackModel(says(LONG)) as server,
        pytest.raises(Incomplete, match="past"),
    ):
        ask(server, max_output=10)


def test_truncated_json_is_an_error():
    with LoopbackModel(says(ANSWER, cut=60)) as server, pytest.raises(ServiceFailed):
        ask(server, stream=False)


@pytest.mark.parametrize("spoken", [0, 3])
def test_a_stall_ends_the_request(spoken):
    stall = says(ANSWER, cut=spoken, ending="stall")
    with LoopbackModel(stall) as server:
        with pytest.raises(Stalled) as caught:
            ask(server, first_token=0.3, silence=0.3)
        assert server.gone.wait(PATIENCE)
    assert "said nothing" in str(caught.value)


def test_nothing_listening_says_so():
    with LoopbackModel(says(ANSWER)) as server:
        nowhere = role(server)
    with pytest.raises(Unreachable, match="running"):
        run(completer().complete(RoleCall(nowhere, (Message("user", "?"),))))


def test_ollama_not_running_says_how_to_start_it():
    with LoopbackModel(says(ANSWER)) as server:
        base = f"http://127.0.0.1:{server.port}"
    asked = RoleCall(Role("partner", "ollama_chat/llama3.2", base), (Message("user", "?"),))
    with pytest.raises(Unreachable, match="ollama serve"):
        run(completer().complete(asked))


def test_too_many_requests_is_waited_out_for_as_long_as_the_server_asks():
    script = [status(429, retry_after=0.3), says(ANSWER)]
    with LoopbackModel(script) as server:
        start = time.monotonic()
        assert ask(server).text == ANSWER
        assert time.monotonic() - start > 0.3
    assert len(server.requests) == 2


def test_too_many_requests_is_not_tried_for_ever():
    with LoopbackModel(status(429, retry_after=0)) as server, pytest.raises(RateLimited):
        ask(server)
    assert len(server.requests) == 1 + RetryPolicy().rate_limited


def test_a_wait_beyond_all_patience_is_told_instead():
    server = LoopbackModel(status(429, retry_after=3600))
    with server, pytest.raises(RateLimited, match="3600 seconds"):
        ask(server)
    assert len(server.requests) == 1


def test_a_wait_can_be_cancelled():
    async def cancel_while_waiting() -> None:
        task = asyncio.create_task(completer().complete(call(server)))
        await asyncio.to_thread(server.arrived.wait, PATIENCE)
        await asyncio.sleep(0.1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    with LoopbackModel(status(429, retry_after=30)) as server:
        run(cancel_while_waiting())
    assert len(server.requests) == 1


def test_a_failure_of_the_service_is_tried_once_more():
    with LoopbackModel([status(500), says(ANSWER)]) as server:
        assert ask(server).text == ANSWER
    with LoopbackModel(status(500)) as server, pytest.raises(ServiceFailed):
        ask(server)
    assert len(server.requests) == 2


@pytest.mark.parametrize("stream", [True, False])
def test_cancelling_ends_the_request_at_the_server(stream):
    log = SpendList()

    async def cancel_midway() -> None:
        work = completer(Budget(1, log)).complete(call(server, stream=stream))
        task = asyncio.create_task(work)
        await asyncio.to_thread(server.arrived.wait, PATIENCE)
        await asyncio.sleep(0.2)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    with LoopbackModel(says(LONG, pause=0.05 if stream else 30)) as server:
        run(cancel_midway())
        assert server.gone.wait(PATIENCE)
    if not stream:  # not a word of the answer had come
        assert (log.spends, log.reserved()) == ([], 0)
        return
    (spend,) = log.spends
    assert spend.outcome == "cancelled"
    assert spend.dollars > 0
    assert not spend.counted


def test_a_server_that_takes_no_schema_is_asked_without_and_remembered():
    def picky(request) -> Reply:
        if "response_format" in request.body:
            return status(400, message="response_format is not supported")
        return says(ANSWER)

    schema = {"type": "object", "properties": {}}
    with LoopbackModel(picky) as server:
        asked = RoleCall(role(server), (Message("user", "?"),), schema=schema)
        ours = completer()
        assert run(ours.complete(asked)).text == ANSWER
        assert run(ours.complete(asked)).text == ANSWER
    assert ["response_format" in r.body for r in server.requests] == [True, False, False]


def test_without_a_key_nothing_is_sent_and_the_author_is_told_both_ways(monkeypatch):
    monkeypatch.setattr("keyring.get_password", lambda service, name: None)
    asked = RoleCall(Role("partner", "openai/gpt-4o-mini"), (Message("user", "?"),))
    with pytest.raises(KeyMissing) as caught:
        run(completer(environ={}).complete(asked))
    assert "OPENAI_API_KEY" in str(caught.value)
    assert "keyring set companion OPENAI_API_KEY" in str(caught.value)


def test_a_key_can_lie_in_the_keyring(monkeypatch):
    kept = {("companion", "OPENAI_API_KEY"): SECRET}
    monkeypatch.setattr("keyring.get_password", lambda service, name: kept.get((service, name)))
    with LoopbackModel(says(ANSWER)) as server:
        run(completer(environ={}).complete(call(server)))
    assert server.requests[0].headers["Authorization"] == f"Bearer {SECRET}"


def test_an_address_that_came_with_the_draft_gets_no_key_unless_it_is_this_machine():
    environ = {"OPENAI_API_KEY": SECRET}
    there = destination("openai/x", "https://models.example/v1", environ=environ)
    here = destination("openai/x", "http://127.0.0.1:1/v1", environ=environ)
    foreign = Role("partner", "openai/x", send_key=False)
    assert key_to_send(foreign, there, environ) is None
    assert key_to_send(foreign, here, environ).secret == SECRET
    assert key_to_send(Role("partner", "openai/x"), there, environ).secret == SECRET
    assert SECRET not in repr(key_to_send(foreign, here, environ))


def test_offline_refuses_other_machines_and_allows_this_one():
    asked = RoleCall(Role("partner", "openai/gpt-4o-mini"), (Message("user", "?"),))
    with pytest.raises(Offline, match="offline = false"):
        run(completer(offline=True).complete(asked))
    with LoopbackModel(says(ANSWER)) as server:
        assert run(completer(offline=True).complete(call(server))).text == ANSWER


def test_a_call_that_could_pass_the_budget_is_not_made():
    with LoopbackModel(says(ANSWER)) as server, pytest.raises(OverBudget, match="budget"):
        run(completer(Budget(0.0005)).complete(call(server, max_output=1000)))
    assert server.requests == []


def test_calls_made_together_cannot_pass_the_budget_together():
    # Each could cost $0.0006 for its 1000 tokens, so a budget of $0.0013 has room for two.
    budget = Budget(0.0013)

    async def many() -> list[object]:
        ours = completer(budget)
        calls = [ours.complete(call(server, max_output=1000)) for _ in range(5)]
        return await asyncio.gather(*calls, return_exceptions=True)

    with LoopbackModel(says(ANSWER, usage=(10, 1000), pause=0.02)) as server:
        results = run(many())
    refused = [r for r in results if isinstance(r, OverBudget)]
    assert len(server.requests) == 2
    assert len(refused) == 3
    assert budget.spent <= budget.limit
    assert budget.left == pytest.approx(budget.limit - budget.spent)


def test_an_answer_that_broke_off_is_booked_at_our_estimate():
    log = SpendList()
    with LoopbackModel(says(ANSWER, cut=4)) as server, pytest.raises(Incomplete):
        run(completer(Budget(1, log)).complete(call(server)))
    (spend,) = log.spends
    assert (spend.outcome, spend.counted) == ("failed", False)
    assert spend.dollars > 0


def test_a_refused_request_costs_nothing():
    log = SpendList()
    with LoopbackModel(status(401)) as server, pytest.raises(ModelError):
        run(completer(Budget(1, log)).complete(call(server)))
    assert log.spends == []


def test_an_unknown_price_is_unknown_and_not_nothing():
    log = SpendList()
    with LoopbackModel(says(ANSWER)) as server:
        asked = call(server, model="openai/home-made")
        answer = run(completer(Budget(1, log)).complete(asked))
    assert answer.cost_dollars is None
    assert log.spends[0].dollars is None
    assert "1 call of unknown price" in Budget(1, log).summary()

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.llm.budget import Budget, Spend, SpendList
from companion.llm.describe import describe_send
from companion.llm.destinations import destination
from companion.llm.errors import OverBudget
from companion.llm.prices import count_tokens, dollars, estimate, price_of
from companion.llm.roles import Message, Role, RoleCall


def spend(amount: float | None) -> Spend:
    return Spend("critic", "m", "h", 1, 1, amount, True, "done")


def role(model: str, **more) -> Role:
    return Role("proofreader", model, **more)


def call(model: str, text: str = "A paragraph.", **more) -> RoleCall:
    return RoleCall(role(model, **more), (Message("user", text),), expected_output=10)


@given(st.lists(st.floats(0, 0.4), max_size=20))
def test_however_calls_come_the_limit_holds(prices):
    budget = Budget(1.0)
    for price in prices:
        try:
            with budget.reserve(price):
                budget.book(spend(price))
        except OverBudget:
            assert budget.spent + price > 1.0
    assert budget.spent <= 1.0 + 1e-9


def test_what_is_set_aside_is_given_back():
    budget = Budget(1.0)
    with budget.reserve(0.6):
        assert budget.left == pytest.approx(0.4)
        with pytest.raises(OverBudget, match=r"up to \$0.60.*\$0.40 is left"), budget.reserve(0.6):
            pass
    assert budget.left == 1.0


def test_a_log_that_lasts_carries_the_total_on():
    log = SpendList([spend(0.9), spend(None)])
    budget = Budget(1.0, log)
    assert budget.summary() == "$0.90 of $1.00 spent, and 1 call of unknown price"
    with pytest.raises(OverBudget):
        budget.check(0.2)


def test_an_unknown_price_goes_nowhere_unless_allowed_or_local():
    with pytest.raises(OverBudget, match="unknown_price = true"):
        Budget().check(None)
    Budget().check(None, is_local=True)
    Budget(allow_unknown=True).check(None)


def test_prices_come_from_litellms_list_or_from_the_author():
    paid = role("openai/gpt-4o-mini")
    known = price_of(paid, destination(paid.model, environ={}))
    assert known is not None
    assert known.of(1_000_000, 0) == pytest.approx(0.15)
    bare = role("gpt-4o-mini")
    assert price_of(bare, destination(bare.model, environ={})) == known
    own = role("openai/home-made", price=(1.0, 2.0))
    mine = price_of(own, destination(own.model, environ={}))
    assert mine is not None
    assert mine.of(1_000_000, 1_000_000) == pytest.approx(3.0)


def test_ones_own_server_costs_nothing_and_an_unknown_model_costs_what_nobody_knows():
    local = role("ollama_chat/llama3.2")
    assert estimate(call(local.model), destination(local.model, environ={})).at_most == 0.0
    unknown = "openai/home-made"
    cost = estimate(call(unknown), destination(unknown, environ={}))
    assert (cost.dollars, cost.at_most) == (None, None)


@given(st.text(max_size=400))
def test_a_bound_is_never_below_the_estimate(text):
    asked = call("openai/gpt-4o-mini", text)
    cost = estimate(asked, destination("openai/gpt-4o-mini", environ={}))
    assert cost.dollars is not None
    assert cost.at_most is not None
    assert 0 < cost.dollars <= cost.at_most
    assert count_tokens(text) <= len(text.encode("utf-8", "replace")) + 1


def test_what_goes_where_names_every_word_the_host_the_model_and_the_price(monkeypatch):
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    monkeypatch.delenv("OPENAI_API_BASE", raising=False)
    calls = [call("openai/gpt-4o-mini", text) for text in ("First words.", "Other words.")]
    sending = describe_send(calls, Budget(1.0))
    assert sending.texts == ("First words.", "Other words.")
    assert sending.place.host == "api.openai.com"
    assert "2 requests" in sending.summary
    assert "OpenAI (api.openai.com)" in sending.summary
    assert "openai/gpt-4o-mini" in sending.summary
    assert "$1.00 of the budget is left" in sending.summary
    assert sending.allowed
    assert not describe_send(calls, Budget(0.0001)).allowed
    assert "stay on this machine" in describe_send([call("ollama/x")], Budget()).summary


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (None, "an unknown price"),
        (0.0, "nothing"),
        (0.004, "less than $0.01"),
        (1.239, "$1.24"),
    ],
)
def test_amounts_for_people(amount, words):
    assert dollars(amount) == words

"""What a call costs: before it is made, from LiteLLM's price list as it lies on the disk.

The list is read as a file, so that an estimate can be shown without the seconds that importing
LiteLLM takes, and without a network.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from companion.llm.destinations import Destination
from companion.llm.roles import Role, RoleCall

_LIST = "model_prices_and_context_window_backup.json"

# English prose runs to about four characters a token with the tokenizers in use.
_CHARACTERS_A_TOKEN = 4
# The roles and marks of the chat protocol, a message; generous, as it enters the upper bound.
_TOKENS_A_MESSAGE = 16


@dataclass(frozen=True, slots=True)
class Price:
    """Dollars a token."""

    sent: float
    received: float

    def of(self, sent: int, received: int) -> float:
        """The dollars for so many tokens."""
        return self.sent * sent + self.received * received


FREE = Price(0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a call will take; dollars are None where the price is unknown.

    ``at_most`` is a bound, not a guess: a token is never shorter than a byte, and an answer never
    longer than the limit that is sent with the call.
    """

    sent: int
    received: int
    dollars: float | None
    at_most: float | None

    def __add__(self, other: Estimate) -> Estimate:
        """Both calls together; unknown if either is."""
        return Estimate(
            self.sent + other.sent,
            self.received + other.received,
            _plus(self.dollars, other.dollars),
            _plus(self.at_most, other.at_most),
        )


NOTHING = Estimate(0, 0, 0.0, 0.0)


def estimate(call: RoleCall, place: Destination) -> Estimate:
    """What ``call`` will take, before it is made."""
    price = price_of(call.role, place)
    overhead = _TOKENS_A_MESSAGE * len(call.messages)
    schema = json.dumps(call.schema) if call.schema else ""
    likely_sent = count_tokens(call.text + schema) + overhead
    most_sent = len((call.text + schema).encode("utf-8", "replace")) + overhead
    most_received = call.role.max_output
    likely_received = min(call.expected_output or most_received, most_received)
    return Estimate(
        likely_sent,
        likely_received,
        None if price is None else price.of(likely_sent, likely_received),
        None if price is None else price.of(most_sent, most_received),
    )


def count_tokens(text: str) -> int:
    """About how many tokens ``text`` is."""
    return math.ceil(len(text) / _CHARACTERS_A_TOKEN)


def price_of(role: Role, place: Destination) -> Price | None:
    """What the author set, what LiteLLM's list says, nothing for one's own server, or None."""
    if role.price is not None:
        return Price(role.price[0] / 1e6, role.price[1] / 1e6)
    if place.free:
        return FREE
    name = role.model.removeprefix(f"{place.provider}/")
    for entry in (_price_list().get(role.model), _price_list().get(name)):
        if entry is None or entry.get("litellm_provider") != place.provider:
            continue
        sent, received = entry.get("input_cost_per_token"), entry.get("output_cost_per_token")
        if sent is not None and received is not None:
            return Price(float(sent), float(received))
    return None


def dollars(amount: float | None) -> str:
    """An amount for people: "$0.42", "less than $0.01", "an unknown price"."""
    if amount is None:
        return "an unknown price"
    if amount == 0:
        return "nothing"
    return "less than $0.01" if amount < 0.01 else f"${amount:.2f}"


@cache
def _price_list() -> dict[str, dict[str, Any]]:
    spec = find_spec("litellm")  # finds the package, does not run it
    for folder in (spec and spec.submodule_search_locations) or ():
        path = Path(folder) / _LIST
        if path.is_file():
            prices: dict[str, dict[str, Any]] = json.loads(path.read_text("utf-8"))
            return prices
    return {}


def _plus(a: float | None, b: float | None) -> float | None:
    return None if a is None or b is None else a + b

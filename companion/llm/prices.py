"""What a call costs, before it is made: from LiteLLM's price list, read from its installed file.

The list is read as a file, so that an estimate can be shown without the seconds that importing
LiteLLM takes, and without a network.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from companion.llm.destinations import Destination, destination
from companion.llm.errors import ModelError
from companion.llm.roles import Role, RoleCall

_LIST = "model_prices_and_context_window_backup.json"

# English prose runs to about four characters a token with the tokenizers in use.
_CHARACTERS_A_TOKEN = 4
# The roles and marks of the chat protocol, a message; generous, as it enters the upper bound.
_TOKENS_A_MESSAGE = 16
# A word as English has them, small but for its first letter, not longer than any, with a vowel.
_WORD = re.compile(r"(?<![A-Za-z])(?=[A-Za-z]?[a-z]*[aeiouyAEIOUY])[A-Za-z][a-z]{0,19}(?![A-Za-z])")
# The space before a word is part of the word's first token.
_SPACE_BEFORE = re.compile(r"[ \n](?=[A-Za-z])")


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
    """The estimate for a call; dollars are None where the price is unknown.

    ``at_most`` is a bound, not a guess: see `most_tokens`; an answer is never longer than the limit
    that is sent with the call, and a call that may be made twice counts twice.
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
    """The estimate for ``call``, before it is made."""
    overhead = _TOKENS_A_MESSAGE * len(call.messages)
    whole = call.text + (json.dumps(call.schema) if call.schema else "")
    likely_sent = count_tokens(whole) + overhead
    most_sent = most_tokens(whole) + overhead
    most_received = call.role.max_output
    likely_received = min(call.expected_output or most_received, most_received)
    price, highest = (price_of(call.role, place, size) for size in (likely_sent, most_sent))
    return Estimate(
        likely_sent,
        likely_received,
        None if price is None else price.of(likely_sent, likely_received),
        None if highest is None else highest.of(most_sent, most_received) * call.askings,
    )


def count_tokens(text: str) -> int:
    """About how many tokens ``text`` is."""
    return math.ceil(len(text) / _CHARACTERS_A_TOKEN)


def most_tokens(text: str) -> int:
    """How many tokens ``text`` is at the very most.

    A token is never shorter than a byte. For words as English has them, half their letters and one
    more is kept to by the tokenizers in use, names and rare words included; that is twice what a
    common word takes, and more.
    """
    words = _WORD.findall(text)
    bare = _SPACE_BEFORE.sub("", _WORD.sub(_only_first, text))
    rest = len(bare.encode("utf-8", "replace")) - len(words)
    return rest + sum(len(word) // 2 + 1 for word in words)


def _only_first(word: re.Match[str]) -> str:
    return word.group()[0]


def price_of(role: Role, place: Destination, sent: int = 0) -> Price | None:
    """What the author set, what LiteLLM's list says, nothing for one's own server, or None.

    The list has zeros for models whose price it does not know. Only where it calls a model free
    does a zero mean that.

    Args:
        role: the model.
        place: where it is.
        sent: tokens, as long texts cost more a token with some.
    """
    if role.price is not None:
        return Price(role.price[0] / 1e6, role.price[1] / 1e6)
    if place.free:
        return FREE
    entry = _entry(role.model, place.provider)
    if entry is None:
        return None
    if role.model.endswith(":free") and not any(_cost(entry, end, sent) for end in _ENDS):
        return FREE
    priced = [_cost(entry, end, sent) for end in _ENDS]
    if not all(priced) or entry.get("input_cost_per_request"):
        return None
    return Price(priced[0], max(priced[1], float(entry.get(_THOUGHT) or 0)))


_ENDS = ("input_cost_per_token", "output_cost_per_token")
_THOUGHT = "output_cost_per_reasoning_token"


def answers_at_length(role: Role) -> bool:
    """Whether an answer gets a high token limit: it costs nothing, or the model reasons first.

    Some models reason by default, in tokens that count as output; a low limit leaves no answer.
    """
    try:
        place = destination(role.model, role.api_base)
    except ModelError:  # reported when the model is called
        return False
    name = role.model.lower().rpartition("/")[2]
    if place.free or "claude" in name:  # Claude reasons on request only, and none is made
        return place.free
    entry = _entry(role.model, place.provider)
    return bool(entry and entry.get("supports_reasoning")) or _THINKER.search(name) is not None


def longest_in_tokens(text: str) -> int:
    """How many tokens an answer that repeats ``text`` may well take; generous, but no bound."""
    dense = sum(1 for c in text if c.isascii() and not (c.isalpha() or c.isspace()))
    loose = sum(map(str.isascii, text)) - dense
    other = sum(len(c.encode("utf-8", "replace")) - 1 for c in text if not c.isascii())
    return dense + math.ceil(loose / 3) + other


_THINKER = re.compile(r"^o\d|gpt-[5-9]|reason|think|magistral|qwq|(?:^|[-_:])r1(?:$|[-_:])")


def _entry(model: str, provider: str) -> dict[str, Any] | None:
    """The list's entry for a model at a provider."""
    for name in (model, model.removeprefix(f"{provider}/")):
        entry = _price_list().get(name)
        if entry is not None and entry.get("litellm_provider") == provider:
            return entry
    return None


def _cost(entry: dict[str, Any], end: str, sent: int) -> float:
    """Dollars a token for a text of that size; 0.0 where the list says nothing."""
    cost = float(entry.get(end) or 0)
    for key, value in entry.items():
        step = re.fullmatch(rf"{end}_above_(\d+)k_tokens", key)
        if step and value and sent > int(step[1]) * 1000:
            cost = max(cost, float(value))
    return cost


def dollars(amount: float | None) -> str:
    """An amount for people: "$0.42", "less than $0.01", "an unknown price"."""
    if amount is None:
        return "an unknown price"
    if amount == 0:
        return "nothing"
    return "less than $0.01" if amount < 0.01 else f"${amount:.2f}"


@cache
def _price_list() -> dict[str, dict[str, Any]]:
    spec = find_spec("litellm")  # finds the package, does not import it
    for folder in (spec and spec.submodule_search_locations) or ():
        path = Path(folder) / _LIST
        if path.is_file():
            prices: dict[str, dict[str, Any]] = json.loads(path.read_text("utf-8"))
            return prices
    return {}


def _plus(a: float | None, b: float | None) -> float | None:
    return None if a is None or b is None else a + b

"""What can go wrong between us and a model: a closed set, each told in words that say what to do.

Nothing else leaves this package because of a model, a network or a bill. No message carries a
key: they are scrubbed where they are made.
"""

from __future__ import annotations

import re

from companion.text.wording import shortened


class ModelError(Exception):
    """A model could not answer. The message is for the author.

    ``spoils_all``: whether the next call would fail for the same reason, so that it is better to
    stop than to go on.
    """

    spoils_all = True


class NotConfigured(ModelError):
    """No model is named for this role."""


class Offline(ModelError):
    """The author has said that nothing leaves this machine."""


class KeyMissing(ModelError):
    """The service wants a key and there is none."""


class KeyRefused(ModelError):
    """The service does not accept the key, or the key may not use this model."""


class Unreachable(ModelError):
    """No connection to the host."""


class UnknownModel(ModelError):
    """The service does not know the model, or LiteLLM does not know the service."""


class RateLimited(ModelError):
    """The service asks for a longer wait than we are willing to make."""


class ServiceFailed(ModelError):
    """The service answered that something went wrong on its side, or answered nonsense."""


class OverBudget(ModelError):
    """The call could pass the budget."""


class RequestRefused(ModelError):
    """The service refused this one request, for its content or its form."""

    spoils_all = False


class TooLong(ModelError):
    """The text does not fit into the model's window."""

    spoils_all = False


class Stalled(ModelError):
    """The model said nothing for too long."""

    spoils_all = False


class Incomplete(ModelError):
    """The answer broke off."""

    spoils_all = False


class UnusableReply(ModelError):
    """The answer is whole but is not what was asked for."""

    spoils_all = False


# Shapes of keys in common use, for what a server echoes back in its error messages.
_KEY_SHAPES = re.compile(
    r"\b(?:sk|pk|rk|gsk|xai|hf|AIza|ya29|nvapi|pplx)[-_]?[A-Za-z0-9*][A-Za-z0-9_\-*.]{9,}"
    r"|(?i:bearer)\s+\S+"
)


def scrub(text: str, *secrets: str) -> str:
    """``text`` without the given secrets, and without anything shaped like a key."""
    for secret in secrets:
        if secret:
            text = text.replace(secret, "[key]")
    return _KEY_SHAPES.sub("[key]", text)


def plain_excerpt(text: str, *secrets: str, limit: int = 160) -> str:
    """What a server said, fit for one line of a message: scrubbed, unmarked, cut short."""
    return shortened(" ".join(re.sub(r"<[^>]*>?", " ", scrub(text, *secrets)).split()), limit)

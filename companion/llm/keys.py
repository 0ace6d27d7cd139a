"""Keys: from the environment or from the system's keyring, and from nowhere else.

A key is looked up when a call is made and is not stored; what is shown of it is whether and
where it was found.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from companion.llm.destinations import PROVIDERS, Destination, host_of, provider_of
from companion.llm.errors import KeyMissing
from companion.llm.roles import Role

SERVICE = "companion"  # the name under which keys lie in the keyring


@dataclass(frozen=True, slots=True)
class Key:
    """A key and where it was found; its value is never printed."""

    variable: str
    found_in: Literal["environment", "keyring"]
    secret: str = field(repr=False)


def find_key(place: Destination, environ: Mapping[str, str] | None = None) -> Key | None:
    """The key for ``place``, or None where there is none."""
    environ = os.environ if environ is None else environ
    for variable in place.keys:
        value = environ.get(variable, "").strip()
        if value:
            return Key(variable, "environment", value)
    for variable in place.keys:
        value = _from_keyring(variable).strip()
        if value:
            return Key(variable, "keyring", value)
    return None


def key_to_send(
    role: Role, place: Destination, environ: Mapping[str, str] | None = None
) -> Key | None:
    """The key that goes along with a call; None where none is needed or may be sent.

    Raises:
        KeyMissing: if the service certainly wants one and there is none.
    """
    if not (role.send_key or place.is_local):
        return None
    key = find_key(place, environ)
    if key is None and place.keys and place.own_address:
        raise KeyMissing(how_to_set(place))
    return key


def how_to_set(place: Destination) -> str:
    """The error for an author without a key."""
    variable = place.keys[0]
    return (
        f"{place.title} wants a key and there is none. Set the environment variable {variable},"
        f" or keep it in your system's keyring with: keyring set {SERVICE} {variable}"
    )


def names_a_key(variable: str, model: str, api_base: str | None = None) -> bool:
    """Whether the author may name ``variable`` as the one that holds a model's key.

    It must end in ``_KEY`` and hold, as words of its own, a name of the service: the provider's
    (``OPENAI_API_KEY``, ``MY_OPENAI_KEY`` and ``OPENAI_WORK_API_KEY`` for ``openai/...``), a part
    of the host's name where an address is set, or ``COMPANION`` (``COMPANION_API_KEY``, for a
    server of one's own). It may not name another service, or be a key of some other kind, such as
    ``AWS_SECRET_ACCESS_KEY``.
    """
    if not re.fullmatch(r"[A-Z][A-Z0-9_]*_KEY", variable) or _OTHER_KINDS.search(variable):
        return False
    provider = provider_of(model)
    mine = {"COMPANION", provider.upper(), *_words_of(provider)}
    if api_base:
        labels = host_of(api_base).partition(":")[0].upper().split(".")
        mine |= {re.sub(r"\W", "_", label) for label in labels[:-1] or labels}
    others = {word for name in PROVIDERS for word in _words_of(name)} | _OTHER_SERVICES
    others -= mine | ({"OPENAI"} if "AZURE" in mine else set())
    return _holds(variable, mine - _COMMON) and not _holds(variable, others)


# Credentials for more than a model: never a model's key.
_OTHER_KINDS = re.compile(r"SECRET|ACCESS_KEY|PRIVATE|SIGNING|ENCRYPTION|SSH|GPG|MASTER")
_OTHER_SERVICES = {
    "AI21", "AWS", "AZURE", "COHERE", "DATABRICKS", "FIREWORKS", "GITHUB", "GITLAB", "HF",
    "HUGGINGFACE", "PERPLEXITY", "REPLICATE", "SLACK", "STRIPE", "TOGETHER", "VERTEX", "WATSONX",
}  # fmt: skip
# Parts of host names that identify no provider.
_COMMON = {"", "API", "WWW", "KEY", "COM", "AI", "V1"}


def _words_of(provider: str) -> set[str]:
    """What a provider is called in names of variables."""
    known = PROVIDERS.get(provider)
    words = {re.sub(r"_(API_)?KEY$", "", key) for key in known.keys} if known else set()
    plain = re.sub(r"\W", "_", provider.upper())
    return words | {plain, plain.removeprefix("HOSTED_"), plain.removesuffix("_CHAT")}


def _holds(variable: str, words: set[str]) -> bool:
    return any(f"_{word}_" in f"_{variable}_" for word in words)


def _from_keyring(variable: str) -> str:
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(SERVICE, variable) or ""
    except (KeyringError, OSError, RuntimeError):  # locked, or none on this system
        return ""

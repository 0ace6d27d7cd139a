"""Keys: from the environment or from the system's keyring, and from nowhere else.

A key is looked up when a call is made and is held nowhere; what is shown of it is whether and
where it was found.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from companion.llm.destinations import Destination
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
    """What an author without a key is told."""
    variable = place.keys[0]
    return (
        f"{place.title} wants a key and there is none. Set the environment variable {variable},"
        f" or keep it in your system's keyring with: keyring set {SERVICE} {variable}"
    )


def _from_keyring(variable: str) -> str:
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(SERVICE, variable) or ""
    except (KeyringError, OSError, RuntimeError):  # locked, or none on this system
        return ""

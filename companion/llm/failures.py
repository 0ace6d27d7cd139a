"""What LiteLLM raises, as our own errors with a message for the author.

LiteLLM's classes are told apart by their names and HTTP status, so that nothing here imports it.
"""

from __future__ import annotations

from companion.llm.destinations import Destination
from companion.llm.errors import (
    Incomplete,
    KeyRefused,
    ModelError,
    RateLimited,
    RequestRefused,
    ServiceFailed,
    Stalled,
    TooLong,
    UnknownModel,
    Unreachable,
    plain_excerpt,
)
from companion.llm.keys import SERVICE
from companion.llm.roles import Role

_NO_CONNECTION = (
    "connection error",
    "cannot connect",
    "connection refused",
    "all connection attempts failed",
    "name or service not known",
    "nodename nor servname",
    "temporary failure in name resolution",
)


def translate(error: Exception, role: Role, place: Destination, secret: str) -> ModelError:
    """``error`` as one of ours."""
    name, status = type(error).__name__, getattr(error, "status_code", None)
    said = plain_excerpt(_said(error), secret)
    answered = getattr(error, "litellm_response_headers", None) is not None
    if name == "MidStreamFallbackError":
        return broke_off(role)
    if not answered and any(words in str(error).lower() for words in _NO_CONNECTION):
        return Unreachable(unreachable(place))
    if name == "ContextWindowExceededError" or "context length" in said.lower():
        return TooLong(
            f"The text is too long for {role.model}. Divide the paragraph, or choose a model with a"
            " larger window."
        )
    if name == "ContentPolicyViolationError":
        return RequestRefused(f"{place.where} refused this text under its content policy: {said}")
    match status:
        case 401 | 403:
            return KeyRefused(key_refused(role, place, said, has_key=bool(secret)))
        case 402:
            return KeyRefused(f"{place.where} wants payment before it answers: {said}")
        case 404:
            return UnknownModel(_unknown_model(role, place))
        case 429:
            return RateLimited(
                f"{place.where} says that there are too many requests, or that your account there"
                f" is used up: {said}"
            )
        case 400 | 413 | 422:
            if "provider" in said.lower() and not answered:
                return UnknownModel(
                    f"LiteLLM does not know {role.model!r}. Write the provider before the name, as"
                    ' in "ollama_chat/llama3.2"; docs.litellm.ai/docs/providers lists them.'
                )
            return RequestRefused(f"{place.where} refused the request: {said}")
        case _ if answered:
            return ServiceFailed(
                f"{place.where} failed on its side (status {status}). Try again in a while."
                f" It said: {said}"
            )
    return no_model_there(role, place)


def broke_off(role: Role) -> Incomplete:
    """A stream that ended before the model had finished."""
    return Incomplete(
        f"The answer of {role.model} broke off on the way, so it was not used. Try again."
    )


def past_limit(role: Role) -> Incomplete:
    """An answer that does not end where it was told to."""
    return Incomplete(
        f"{role.model} went on past its limit of {role.max_output} tokens, so it was stopped."
    )


def stalled(role: Role, *, spoke: bool) -> Stalled:
    """A stream that stalled or never began: a timeout."""
    wait = role.silence if spoke else role.first_token
    return Stalled(
        f"{role.model} said nothing for {wait:.0f} seconds, so the request was ended. Try again, or"
        " choose a smaller or faster model."
    )


def no_model_there(role: Role, place: Destination) -> ServiceFailed:
    """The response is not that of a chat completion API."""
    return ServiceFailed(
        f"{place.address or place.title} answered, but not as {role.model} should. Check api_base"
        " (it often ends in /v1), and that no sign-in page stands in between."
    )


def led_astray(place: Destination, where: str) -> Unreachable:
    """The error for a call that would have connected to an unnamed destination."""
    return Unreachable(
        f"Asking {place.where} would have led on to {where}, which your settings do not name, so it"
        " was stopped. Check api_base, and that no sign-in page stands in between."
    )


def unreachable(place: Destination) -> str:
    """The error when nothing answers at the address."""
    if place.title == "Ollama":
        return f"Nothing answers at {place.address}. Is Ollama running? Start it with: ollama serve"
    if place.is_local:
        return f"Nothing answers at {place.address}. Is the model server running there?"
    return (
        f"{place.where} cannot be reached. Check the network and api_base; your draft is untouched"
        " and the local checks go on."
    )


def key_refused(role: Role, place: Destination, said: str, *, has_key: bool) -> str:
    """The error when a service rejects the key, or the lack of one."""
    if not role.send_key and not place.is_local:
        return (
            f"{place.where} wants a key, but only the settings beside the draft name this address."
            " To let it have your key, set api_base in your own settings as well"
            " ('companion doctor' says where they are)."
        )
    if not place.keys:
        return f"{place.where} refused access: {said}"
    variable = place.keys[0]
    if not has_key:
        return (
            f"{place.where} wants a key. Set the environment variable {variable}, or keep it in"
            f" the keyring with: keyring set {SERVICE} {variable}"
        )
    return f"{place.where} does not accept the key in {variable}: {said}"


def _unknown_model(role: Role, place: Destination) -> str:
    name = role.model.removeprefix(f"{place.provider}/")
    if place.title == "Ollama":
        return f"Ollama has no model {name!r}. Fetch it with: ollama pull {name}"
    return f"{place.where} does not know the model {name!r}. Check its name, and api_base."


def _said(error: Exception) -> str:
    """The server's own words, without LiteLLM's labels before them."""
    text = str(getattr(error, "message", "") or error)
    return text.rsplit("Exception - ", 1)[-1]

from __future__ import annotations

import pytest

from companion.llm.destinations import destination, host_of, is_loopback, is_own_network
from companion.llm.errors import NotConfigured, UnknownModel


@pytest.mark.parametrize(
    ("model", "host", "local", "key"),
    [
        ("ollama/llama3", "localhost:11434", True, None),
        ("ollama_chat/llama3.2:3b", "localhost:11434", True, None),
        ("openai/gpt-4o-mini", "api.openai.com", False, "OPENAI_API_KEY"),
        ("gpt-4o", "api.openai.com", False, "OPENAI_API_KEY"),
        ("o3-mini", "api.openai.com", False, "OPENAI_API_KEY"),
        ("claude-sonnet-4-5", "api.anthropic.com", False, "ANTHROPIC_API_KEY"),
        ("anthropic/claude-sonnet-4-5", "api.anthropic.com", False, "ANTHROPIC_API_KEY"),
        ("gemini/g", "generativelanguage.googleapis.com", False, "GEMINI_API_KEY"),
        ("mistral/mistral-small-latest", "api.mistral.ai", False, "MISTRAL_API_KEY"),
        ("openrouter/meta/llama-3", "openrouter.ai", False, "OPENROUTER_API_KEY"),
        ("bedrock/some.model", None, False, "BEDROCK_API_KEY"),
    ],
)
def test_a_model_string_leads_to_its_host(model, host, local, key):
    place = destination(model, environ={})
    assert (place.host, place.is_local) == (host, local)
    assert (place.keys[0] if place.keys else None) == key


def test_an_address_set_by_the_author_comes_first_then_the_environment():
    environ = {"OLLAMA_API_BASE": "http://gpu.local:11434"}
    place = destination("ollama/x", environ=environ)
    assert (place.host, place.is_local, place.free) == ("gpu.local:11434", False, True)
    place = destination("ollama/x", "http://[::1]:1/", environ=environ)
    assert (place.host, place.is_local) == ("[::1]:1", True)
    assert place.where == "Ollama on this machine ([::1]:1)"


def test_an_address_that_litellm_builds_itself_is_not_handed_over():
    assert not destination("gemini/x", environ={}).pass_address
    assert destination("gemini/x", "http://localhost:1", environ={}).pass_address
    assert destination("openai/x", environ={}).pass_address


@pytest.mark.parametrize("model", ["", "  "])
def test_no_model_says_how_to_set_one(model):
    with pytest.raises(NotConfigured, match="COMPANION_MODEL"):
        destination(model, environ={})


@pytest.mark.parametrize("model", ["llama3", "/x", "x/"])
def test_a_model_without_a_provider_says_how_to_write_it(model):
    with pytest.raises(UnknownModel, match="provider before the name"):
        destination(model, environ={})


@pytest.mark.parametrize("address", ["", "ftp://x", "http://", "http://x:port", "http://[::1"])
def test_what_is_no_address_says_so(address):
    with pytest.raises(NotConfigured, match="api_base"):
        host_of(address)


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:80", "127.0.0.1:1", "[::1]:2", "127.8.8.8"]
)
def test_loopback_is_this_machine(host):
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host",
    [
        "localhost.example.com",
        "128.0.0.1",
        "example.com:443",
        "0x7f.1",
        "127.0.0.1.nip.io",
        "127.0.0.1%evil.example",
        "127.0.0.1%evil.example:80",
        "127.0.0.1%2eevil.example",
    ],
)
def test_what_only_looks_like_loopback_is_not(host):
    assert not is_loopback(host)
    assert not is_own_network(host) or host == "0x7f.1"

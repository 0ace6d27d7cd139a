"""Where a call goes: which host, whether that is this machine, and which key it takes.

The address is settled here and handed to LiteLLM, so that what the author is shown is where the
text goes.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from companion.llm.addresses import is_loopback, is_own_network
from companion.llm.errors import NotConfigured, UnknownModel
from companion.llm.proxies import Proxy, proxy_for


@dataclass(frozen=True, slots=True)
class Provider:
    """A service as LiteLLM names it.

    Attributes:
        title: its name for people.
        address: where it answers unless the author says otherwise.
        keys: environment variables that may hold its key, the usual one first; none: no key.
        bases: environment variables that replace the address.
        free: whether it is run by the author, so that nobody sends a bill.
        fixed: whether LiteLLM builds the address itself and must not be given it.
    """

    title: str
    address: str
    keys: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    free: bool = False
    fixed: bool = False


# Addresses and variables as LiteLLM uses them.
PROVIDERS: Mapping[str, Provider] = {
    "ollama": Provider("Ollama", "http://localhost:11434", (), ("OLLAMA_API_BASE",), free=True),
    "ollama_chat": Provider(
        "Ollama", "http://localhost:11434", (), ("OLLAMA_API_BASE",), free=True
    ),
    "lm_studio": Provider(
        "LM Studio", "http://localhost:1234/v1", (), ("LM_STUDIO_API_BASE",), free=True
    ),
    "llamafile": Provider(
        "llamafile", "http://127.0.0.1:8080/v1", (), ("LLAMAFILE_API_BASE",), free=True
    ),
    "hosted_vllm": Provider(
        "vLLM", "http://localhost:8000/v1", (), ("HOSTED_VLLM_API_BASE",), free=True
    ),
    "openai": Provider(
        "OpenAI",
        "https://api.openai.com/v1",
        ("OPENAI_API_KEY",),
        ("OPENAI_BASE_URL", "OPENAI_API_BASE"),
    ),
    "anthropic": Provider(
        "Anthropic",
        "https://api.anthropic.com",
        ("ANTHROPIC_API_KEY",),
        ("ANTHROPIC_API_BASE", "ANTHROPIC_BASE_URL"),
    ),
    "gemini": Provider(
        "Google Gemini",
        "https://generativelanguage.googleapis.com",
        ("GEMINI_API_KEY", "GOOGLE_API_KEY"),
        ("GEMINI_API_BASE",),
        fixed=True,
    ),
    "mistral": Provider(
        "Mistral", "https://api.mistral.ai/v1", ("MISTRAL_API_KEY",), ("MISTRAL_API_BASE",)
    ),
    "groq": Provider(
        "Groq", "https://api.groq.com/openai/v1", ("GROQ_API_KEY",), ("GROQ_API_BASE",)
    ),
    "deepseek": Provider(
        "DeepSeek", "https://api.deepseek.com/beta", ("DEEPSEEK_API_KEY",), ("DEEPSEEK_API_BASE",)
    ),
    "openrouter": Provider(
        "OpenRouter",
        "https://openrouter.ai/api/v1",
        ("OPENROUTER_API_KEY",),
        ("OPENROUTER_API_BASE",),
    ),
    "xai": Provider("xAI", "https://api.x.ai/v1", ("XAI_API_KEY",), ("XAI_API_BASE",)),
}

# Models that LiteLLM takes without a provider before the name.
_BARE = (
    (("gpt-", "chatgpt-", "o1", "o3", "o4"), "openai"),
    (("claude-",), "anthropic"),
)


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a model string leads.

    ``address`` and ``host`` are None for a service that only LiteLLM knows how to find; ``proxy``
    is what stands in between, and None where nothing does.
    """

    provider: str
    title: str
    address: str | None
    host: str | None
    is_local: bool
    keys: tuple[str, ...]
    free: bool
    own_address: bool  # the provider's own, not one that the author has set
    pass_address: bool
    proxy: Proxy | None = None

    @property
    def way(self) -> str:
        """The destination in words, and the proxy on the way there."""
        return f"{self.where}, through the proxy {self.proxy}" if self.proxy else self.where

    @property
    def where(self) -> str:
        """The destination in words: "Ollama on this machine (localhost:11434)"."""
        if self.host is None:
            return f"{self.title}, at the address that LiteLLM has for it"
        if self.is_local:
            return f"{self.title} on this machine ({self.host})"
        return f"{self.title} ({self.host})" if self.own_address else self.host


def destination(
    model: str,
    api_base: str | None = None,
    *,
    key_variable: str | None = None,
    environ: Mapping[str, str] | None = None,
) -> Destination:
    """Where ``model`` is reached.

    Raises:
        NotConfigured: if ``model`` is empty.
        UnknownModel: if it names no provider and is not a name that tells its own.
    """
    environ = os.environ if environ is None else environ
    name = provider_of(model)
    provider = PROVIDERS.get(name)
    address = api_base
    if provider is not None and not address:
        address = next((environ[base] for base in provider.bases if environ.get(base)), None)
    own = not address
    if provider is not None and own:
        address = provider.address
    keys = provider.keys if provider else (f"{name.upper()}_API_KEY",)
    host = host_of(address) if address else None
    local = host is not None and is_loopback(host)
    return Destination(
        provider=name,
        title=provider.title if provider else name,
        address=address,
        host=host,
        is_local=local,
        keys=(key_variable,) if key_variable else keys,
        free=bool(provider and provider.free and host and (local or is_own_network(host))),
        own_address=own,
        pass_address=bool(address) and not (own and provider is not None and provider.fixed),
        proxy=None if local else proxy_for(address),
    )


def provider_of(model: str) -> str:
    """The provider that a model string names.

    Raises:
        NotConfigured: if it is empty.
        UnknownModel: if it names none and its name does not tell.
    """
    model = model.strip()
    if not model:
        raise NotConfigured(
            "No model is set. Name one in companion.toml, for example"
            ' [models] model = "ollama_chat/llama3.2", or in the variable COMPANION_MODEL.'
        )
    provider, slash, name = model.partition("/")
    if slash and provider and name:
        return provider
    for starts, known in _BARE:
        if model.startswith(starts):
            return known
    raise UnknownModel(
        f"The model {model!r} does not say whose it is. Write the provider before the name, as in"
        f' "openai/{model.strip("/")}" or "ollama_chat/{model.strip("/")}".'
    )


def host_of(address: str) -> str:
    """Host and port of an address: ``localhost:11434``.

    Raises:
        NotConfigured: if it is not an http or https address.
    """
    try:
        parts = urlsplit(address if "://" in address else f"http://{address}")
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port, parts = None, None, urlsplit("")
    if not host or parts.scheme not in ("http", "https"):
        raise NotConfigured(
            f"The address {address!r} is not one. Write api_base as in"
            ' "http://localhost:11434" or "https://host.example/v1".'
        )
    shown = f"[{host}]" if ":" in host else host
    return f"{shown}:{port}" if port else shown

"""What works here, and what to do about what does not. Asked for by ``companion doctor``.

Each examination is quick, changes nothing, and makes no connection but to a server that the
author has configured. Keys are looked for and never shown.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from companion.app.settings import Settings, SettingsError, load_settings, user_folder

if TYPE_CHECKING:
    from companion.llm.destinations import Destination
    from companion.llm.roles import RoleName

State = Literal["ok", "note", "problem"]

TIMEOUT = 2.0  # seconds for a server to answer

# Distribution and module; what is missing is said with the name that pip knows.
_PACKAGES = (
    ("jupyterlab", "jupyterlab"),
    ("ipywidgets", "ipywidgets"),
    ("voila", "voila"),
    ("anywidget", "anywidget"),
    ("litellm", "litellm"),
    ("textstat", "textstat"),
    ("diff-match-patch", "diff_match_patch"),
    ("harper-py", "harper"),
    ("lemminflect", "lemminflect"),
    ("rapidfuzz", "rapidfuzz"),
    ("regex", "regex"),
    ("numpy", "numpy"),
)
_TO_HAVE_ONE = (
    'To have one, put [models] model = "ollama_chat/llama3.2" (or another that LiteLLM knows) into'
    " companion.toml."
)
_STOLEN = {"litellm": ("1.82.7", "1.82.8")}  # releases that carried a credential stealer


@dataclass(frozen=True, slots=True)
class Sign:
    """The result of one check.

    ``state`` is "problem" where a promise of the product cannot be kept, "note" where the author
    may want to do something, and ``advice`` is what; empty where nothing need be done.
    """

    name: str
    state: State
    told: str
    advice: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The result as JSON has it."""
        return asdict(self)


def examine(draft: Path | None = None) -> list[Sign]:
    """Every result, in the order in which to read them."""
    signs = [_python(), _packages()]
    try:
        settings = load_settings(draft)
        signs.append(_settings(settings))
        signs += _folder_settings(settings)
    except SettingsError as error:
        settings = Settings()
        signs.append(Sign("settings", "problem", str(error), "Mend or move that file."))
    looks: list[Callable[[], list[Sign]]] = [
        _harper,
        _browser,
        partial(_folder, draft),
        partial(_models, settings),
    ]
    with ThreadPoolExecutor(len(looks)) as pool:
        for found in pool.map(lambda look: look(), looks):
            signs += found
    return signs


def _python() -> Sign:
    version = ".".join(map(str, sys.version_info[:3]))
    return Sign("python", "ok", f"{version} at {sys.executable}")


def _packages() -> Sign:
    missing = [name for name, module in _PACKAGES if find_spec(module) is None]
    for name, versions in _STOLEN.items():
        if name not in missing and _version(name) in versions:
            return Sign(
                "packages",
                "problem",
                f"{name} {_version(name)} carries a credential stealer",
                f"Replace it now (pip install --upgrade {name}) and renew every key that this"
                " machine has held.",
            )
    if missing:
        return Sign(
            "packages",
            "problem",
            f"missing: {', '.join(missing)}",
            f"pip install {' '.join(missing)}",
        )
    return Sign("packages", "ok", f"all {len(_PACKAGES)} are installed")


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "of unknown version"


def _settings(settings: Settings) -> Sign:
    sources = ", then ".join([*map(str, settings.files), *settings.variables])
    if sources:
        return Sign("settings", "ok", f"read from {sources}")
    where = user_folder() / "companion.toml"
    return Sign("settings", "ok", f"the defaults; yours go into {where}")


def _folder_settings(settings: Settings) -> list[Sign]:
    """What the file beside the draft asks for, and what the author has said to it."""
    asked = settings.asked
    if asked is None:
        return []
    what = f"{asked.file} asks for {'; '.join(asked.what)}"
    if asked.use:
        return [Sign("folder's settings", "ok", f"{what}: used, as you have agreed")]
    said = "you have said no" if asked.answer else "you have not been asked yet"
    return [
        Sign(
            "folder's settings",
            "note",
            f"{what}: left out, {said}",
            "To use it: companion doctor --allow-folder DRAFT",
        )
    ]


def _harper() -> list[Sign]:
    from companion.grammar.engines.base import EngineError
    from companion.grammar.engines.harper import HarperEngine

    try:
        found = HarperEngine().check("I recieved it.")
    except EngineError as error:
        return [
            Sign("local engine", "problem", str(error), "pip install --force-reinstall harper-py")
        ]
    if not found:
        return [
            Sign(
                "local engine",
                "problem",
                "Harper runs but finds nothing in a sentence with mistakes",
                "pip install --force-reinstall harper-py==0.2.0",
            )
        ]
    return [Sign("local engine", "ok", "Harper finds mistakes, with no network")]


def _browser() -> list[Sign]:
    import webbrowser

    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return [
            Sign(
                "browser",
                "note",
                "no browser was found",
                "Start with --no-browser and open the address that is printed.",
            )
        ]
    name = getattr(browser, "name", "") or type(browser).__name__
    return [Sign("browser", "ok", str(name))]


def _folder(draft: Path | None) -> list[Sign]:
    folder = (draft.parent if draft else Path()).resolve()
    if not folder.is_dir():
        return [Sign("draft folder", "problem", f"{folder} does not exist", "Create it first.")]
    if not os.access(folder, os.W_OK | os.X_OK):
        return [
            Sign(
                "draft folder",
                "problem",
                f"{folder} cannot be written to",
                "Keep the draft in a folder of your own: its history lies beside it.",
            )
        ]
    if draft and draft.exists() and not os.access(draft, os.W_OK):
        return [Sign("draft folder", "problem", f"{draft} is read-only", "Make it writable.")]
    return [Sign("draft folder", "ok", str(folder))]


def _models(settings: Settings) -> list[Sign]:
    signs = [_switch(settings)]
    if not settings.any_model:
        told = "none is configured; all but a model's part works without"
        return [*signs, Sign("models", "note", told, _TO_HAVE_ONE)]
    with ThreadPoolExecutor(3) as pool:
        for found in pool.map(partial(_model, settings), ("proofreader", "partner", "critic")):
            signs += found
    return signs


def _switch(settings: Settings) -> Sign:
    if settings.nothing_leaves:
        return Sign("network", "ok", "nothing leaves this machine")
    return Sign(
        "network",
        "ok",
        f"a configured model may be asked, within ${settings.budget.dollars:.2f} a draft",
    )


def _model(settings: Settings, name: RoleName) -> list[Sign]:
    """The results for one role: its model, its key, its server."""
    from companion.llm.destinations import destination
    from companion.llm.errors import ModelError
    from companion.llm.failures import unreachable
    from companion.llm.keys import find_key, how_to_set

    chosen = settings.of_role(name)
    if not chosen.model:
        return [Sign(name, "note", "no model is configured", _TO_HAVE_ONE)]
    try:
        place = destination(chosen.model, chosen.api_base, key_variable=chosen.key_variable)
    except ModelError as error:
        return [Sign(name, "problem", chosen.model, str(error))]
    told = f"{chosen.model}, {place.way}"
    if settings.nothing_leaves and not place.is_local:
        return [
            Sign(
                name,
                "note",
                f"{told}: not asked, as nothing leaves this machine",
                "Set offline = false in companion.toml to allow it.",
            )
        ]
    if place.keys:
        key = find_key(place)
        if key is None and place.own_address:
            return [Sign(name, "problem", f"{told}: no key", how_to_set(place))]
        told += f", key from the {key.found_in} ({key.variable})" if key else ", no key"
    if (
        not settings.budget.unknown_price
        and not place.is_local
        and _unpriced(settings, name, place)
    ):
        advice = (
            "Set price = [in, out] for it, in dollars per million tokens, or [budget]"
            " unknown_price = true."
        )
        return [
            Sign(name, "problem", f"{told}: its price is not known, so it is not asked", advice)
        ]
    if place.address is None:
        return [Sign(name, "note", f"{told}: whether it can be reached shows with the first call")]
    if not answers(f"http://{place.proxy}" if place.proxy else place.address):
        return [Sign(name, "problem", f"{told}: not reachable", unreachable(place))]
    return [Sign(name, "ok", f"{told}: reachable")]


def _unpriced(settings: Settings, name: RoleName, place: Destination) -> bool:
    """Whether nobody knows what a role's model costs, so that the budget could not be kept."""
    from companion.llm.prices import price_of
    from companion.llm.roles import Role

    chosen = settings.of_role(name)
    return price_of(Role(name, chosen.model or "", price=chosen.price), place) is None


def answers(address: str) -> bool:
    """Whether something accepts connections at ``address`` within `TIMEOUT`."""
    import socket
    from urllib.parse import urlsplit

    parts = urlsplit(address if "://" in address else f"http://{address}")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        with socket.create_connection((parts.hostname or "", port), timeout=TIMEOUT):
            return True
    except OSError:
        return False


def lines(signs: list[Sign]) -> Iterator[str]:
    """The results for a terminal."""
    marks = {"ok": "ok     ", "note": "note   ", "problem": "PROBLEM"}
    width = max(len(sign.name) for sign in signs)
    for sign in signs:
        yield f"{marks[sign.state]}  {sign.name:<{width}}  {sign.told}"
        if sign.advice:
            yield f"{'':<9}{'':<{width}}  -> {sign.advice}"

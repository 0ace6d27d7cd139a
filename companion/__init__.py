"""Companion: a writing companion that corrects grammar only and leaves the words yours.

The public names below load on first use, so that ``import companion`` stays fast.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_PUBLIC: dict[str, str] = {
    "Companion": "companion.app.notebook",
    "CompareView": "companion.app.parts",
    "DraftEditor": "companion.app.parts",
    "FreewritingPane": "companion.app.notebook",
    "SuggestionList": "companion.app.parts",
    "VoiceMeter": "companion.app.parts",
    "VoiceProfile": "companion.voice.profile",
    "check": "companion.review.check",
    "compare": "companion.review.compare",
    "drift": "companion.voice.drift",
    "guard": "companion.grammar.guard",
}

__all__ = ["__version__", *_PUBLIC]


def __getattr__(name: str) -> Any:
    try:
        module = _PUBLIC[name]
    except KeyError:
        raise AttributeError(f"module 'companion' has no attribute {name!r}") from None
    return getattr(import_module(module), name)


def __dir__() -> list[str]:
    return sorted(__all__)


def load_ipython_extension(shell: Any) -> None:
    """What ``%load_ext companion`` does: it makes ``%%companion`` known."""
    import_module("companion.app.magic").register(shell)


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "companion"}]


def _load_jupyter_server_extension(server: Any) -> None:
    import_module("companion.app.lab_server").load(server)


if TYPE_CHECKING:  # the same names, for type checkers and editors
    from companion.app.notebook import Companion as Companion
    from companion.app.notebook import FreewritingPane as FreewritingPane
    from companion.app.parts import CompareView as CompareView
    from companion.app.parts import DraftEditor as DraftEditor
    from companion.app.parts import SuggestionList as SuggestionList
    from companion.app.parts import VoiceMeter as VoiceMeter
    from companion.grammar.guard import guard as guard
    from companion.review.check import check as check
    from companion.review.compare import compare as compare
    from companion.voice.drift import drift as drift
    from companion.voice.profile import VoiceProfile as VoiceProfile

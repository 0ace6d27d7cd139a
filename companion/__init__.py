"""Companion: a writing companion that corrects grammar only and leaves the words yours.

The public names below load on first use, so that ``import companion`` stays fast.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.2.0"

_PUBLIC: dict[str, str] = {
    "Companion": "companion.app.notebook.companion",
    "CompareView": "companion.app.notebook.parts",
    "DraftEditor": "companion.app.notebook.parts",
    "FreewritingPane": "companion.app.notebook.companion",
    "SuggestionList": "companion.app.notebook.parts",
    "VoiceMeter": "companion.app.notebook.parts",
    "VoiceProfile": "companion.voice.profile",
    "check": "companion.review.check",
    "compare": "companion.comparison.compare",
    "drift": "companion.review.drift",
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
    import_module("companion.app.notebook.magic").register(shell)


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "companion"}]


def _load_jupyter_server_extension(server: Any) -> None:
    import_module("companion.app.server.lab_server").load(server)


if TYPE_CHECKING:  # the same names, for type checkers and editors
    from companion.app.notebook.companion import Companion as Companion
    from companion.app.notebook.companion import FreewritingPane as FreewritingPane
    from companion.app.notebook.parts import CompareView as CompareView
    from companion.app.notebook.parts import DraftEditor as DraftEditor
    from companion.app.notebook.parts import SuggestionList as SuggestionList
    from companion.app.notebook.parts import VoiceMeter as VoiceMeter
    from companion.comparison.compare import compare as compare
    from companion.grammar.guard import guard as guard
    from companion.review.check import check as check
    from companion.review.drift import drift as drift
    from companion.voice.profile import VoiceProfile as VoiceProfile

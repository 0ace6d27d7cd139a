"""What is to be served, and where: one notebook, on loopback."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ADDRESS = "127.0.0.1"


@dataclass(frozen=True)
class ServedPage:
    """What is to be served.

    Attributes:
        notebook: the notebook that draws the page.
        title: of the browser's tab, and what the page says it is opening.
        environment: for the notebook's kernel, on top of this process's own.
        usual_port: tried first where no port is asked for. A browser keeps what a page stored, such
            as words that could not be saved, by address and port.
        warm_up: a statement that a kernel runs while the page is still on its way, such as the
            import of what the notebook imports.
        unconnected_seconds: after which a kernel ends that no page is connected to. Long enough for
            a page to be loaded or connected anew, and for what it sent as it closed to be saved.
    """

    notebook: Path
    title: str
    environment: Mapping[str, str] = field(default_factory=dict)
    usual_port: int = 0
    warm_up: str = "pass"
    unconnected_seconds: int = 45

"""What the pages made here share: one file, no network, a policy that lets nothing else run."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from companion.formats.html import render
from companion.text.wording import shortened

if TYPE_CHECKING:
    from companion.comparison.column import Column

_WIDTH, _HEIGHT = 1040, 110
_MAX_NAME = 22
_LEFT, _RIGHT, _TOP, _BOTTOM = 50, 990, 18, 78


def page(template: str, title: str, *, thing: str = "difference", **values: object) -> str:
    """A whole page.

    The keys j and k go from one ``thing`` to another: what has the attribute ``data-difference``.

    Args:
        template: a file of this folder that extends ``frame.html.jinja``.
        title: of the page.
        thing: what j and k go to.
        values: what else the template speaks of.
    """
    style, script = _part("page.css"), _part("page.js")
    digest = b64encode(sha256(script.encode()).digest()).decode()
    frame = {"title": title, "thing": thing, "style": style, "script": script, "digest": digest}
    return render("companion.comparison", template, **frame, **values)


def embedded(page: str) -> str:
    """A page in a frame of its own, for a notebook: it can neither style nor reach the rest."""
    return render("companion.comparison", "embedded.html.jinja", page=page)


def _part(name: str) -> str:
    return files("companion.comparison").joinpath(name).read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Point:
    """A version on the timeline: where it is drawn, and its name if there is room for it."""

    x: float
    y: float
    label: str
    warn: bool
    name: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The drift over the versions as a drawing, with the line above which the meter warns.

    It needs no script, as the page is for whoever gets the file; the front end's
    ``compare/timeline.ts`` draws the same where one can choose versions on it and change measures.

    Attributes:
        points: one for each version.
        values: the line through them, as SVG wants it.
        limits: the line from which the meter warns.
        warns_y: where that line ends.
    """

    points: tuple[Point, ...]
    values: str
    limits: str
    warns_y: float
    width: int = _WIDTH
    height: int = _HEIGHT
    right: int = _RIGHT


def timeline(columns: Sequence[Column]) -> Timeline:
    """The timeline of some versions, laid out."""
    values = [column.bits for column in columns]
    limits = [column.drift.warns_at for column in columns]
    low, high = min(0.0, *values), max(*values, *limits)
    span = (high - low) or 1.0

    def x(n: int) -> float:
        return _LEFT + (_RIGHT - _LEFT) * n / max(1, len(columns) - 1)

    def y(value: float) -> float:
        return _BOTTOM - (_BOTTOM - _TOP) * (value - low) / span

    def path(numbers: Sequence[float]) -> str:
        return " ".join(f"{x(n):.1f},{y(value):.1f}" for n, value in enumerate(numbers))

    every = max(1, len(columns) // 8)
    points = tuple(
        Point(
            x=x(n),
            y=y(values[n]),
            label=": ".join(filter(None, (column.source.name, column.figure))),
            warn=column.warn,
            name=shortened(column.source.name, _MAX_NAME)
            if n % every == 0 or n == len(columns) - 1
            else "",
        )
        for n, column in enumerate(columns)
    )
    return Timeline(points, path(values), path(limits), y(limits[-1]))

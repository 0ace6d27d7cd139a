"""What the pages made here share: one file, no network, a policy that lets nothing else run."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from companion.comparison.column import Column

_WIDTH, _HEIGHT = 1040, 110
_LEFT, _RIGHT, _TOP, _BOTTOM = 50, 990, 18, 78


def page(title: str, body: str, *, thing: str = "difference") -> str:
    """A whole page around ``body``, which is HTML already; ``title`` is text.

    The keys j and k go from one ``thing`` to another: what has the attribute ``data-difference``.
    """
    style, script = _part("page.css"), _part("page.js")
    digest = b64encode(sha256(script.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title><style>{style}</style></head>
<body><header class="top"><h1>{escape(title)}</h1><span class="quiet" id="status" role="status">\
</span><span class="keys quiet"><kbd>j</kbd> <kbd>k</kbd> next, previous {thing}</span></header>
{body}
<script>{script}</script></body></html>
"""


def _part(name: str) -> str:
    return files("companion.comparison").joinpath(name).read_text(encoding="utf-8")


def timeline(columns: Sequence[Column]) -> str:
    """The drift over the versions as a drawing, with the line above which the meter warns."""
    values = [column.bits_per_100_words for column in columns]
    limits = [column.warns_at for column in columns]
    low, high = min(0.0, *values), max(*values, *limits)
    span = (high - low) or 1.0

    def x(n: int) -> float:
        return _LEFT + (_RIGHT - _LEFT) * n / max(1, len(columns) - 1)

    def y(value: float) -> float:
        return _BOTTOM - (_BOTTOM - _TOP) * (value - low) / span

    def path(numbers: Sequence[float]) -> str:
        return " ".join(f"{x(n):.1f},{y(value):.1f}" for n, value in enumerate(numbers))

    every = max(1, len(columns) // 8)
    points = []
    for n, column in enumerate(columns):
        name = escape(column.source.name)
        color = "--assistant" if column.drift.warn else "--you"
        label = f"{name}: {values[n]:+.1f} bits per 100 words"
        point = (
            f'<circle cx="{x(n):.1f}" cy="{y(values[n]):.1f}" r="5" fill="var({color})">'
            f"<title>{label}</title></circle>"
        )
        if n:
            point = f'<a href="#version-{n}" aria-label="{label}">{point}</a>'
        if n % every == 0 or n == len(columns) - 1:
            point += (
                f'<text x="{x(n):.1f}" y="{_HEIGHT - 10}" font-size="11" text-anchor="middle"'
                f' fill="var(--quiet)">{escape(_short(column.source.name))}</text>'
            )
        points.append(point)
    return (
        '<figure aria-label="Voice across versions">'
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="group" aria-label="bits per 100 words">'
        f'<polyline points="{path(limits)}" fill="none" stroke="var(--warn)"'
        ' stroke-dasharray="4 4"/>'
        f'<text x="{_RIGHT}" y="{y(limits[-1]) - 5:.1f}" font-size="11" text-anchor="end"'
        ' fill="var(--warn)">warns</text>'
        f'<polyline points="{path(values)}" fill="none" stroke="var(--ink)" stroke-width="1.6"/>'
        f"{''.join(points)}</svg></figure>"
    )


def _short(name: str) -> str:
    return name if len(name) <= 22 else name[:21] + "…"

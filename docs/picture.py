"""Draw the layers and their imports: ``docs/images/*.svg``, from the code itself.

    python docs/picture.py           writes the pictures
    python docs/picture.py --check   writes nothing; exit status 1 if one is out of date

The rows are the layers that import-linter's contracts in ``pyproject.toml`` name; an arrow says
that something in the upper box imports something in the lower one. Import-linter enforces the rows;
the imports are read by grimp, which it is built on. Where there is a longer way along other arrows,
the direct one is left out (the transitive reduction), so that the picture can be read.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path

import grimp

REPOSITORY = Path(__file__).resolve().parents[1]
IMAGES = REPOSITORY / "docs" / "images"
PICTURES = {"companion": "layers.svg", "companion.app": "app.svg"}

# Pixels.
WIDTH, MARGIN, GAP = 860, 16, 14
BOX, BETWEEN = 34, 46  # the height of a row, and of the space below it

Layers = Sequence[Sequence[str]]
Edge = tuple[str, str]
Boxes = Mapping[str, tuple[float, int, float]]  # for each its middle, its top, its width


def layers_of(container: str) -> Layers:
    """The rows of a package, from the top, as its contract names them."""
    settings = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))
    for contract in settings["tool"]["importlinter"]["contracts"]:
        if contract["type"] == "layers" and contract["containers"] == [container]:
            return [[name.strip() for name in row.split("|")] for row in contract["layers"]]
    raise SystemExit(f"pyproject.toml has no contract on the layers of {container}")


def imports_between(graph: grimp.ImportGraph, container: str, layers: Layers) -> list[Edge]:
    """Which boxes import which, in the order of the rows."""
    names = [name for row in layers for name in row]
    modules = {name: f"{container}.{name}" for name in names}
    inside = {
        name: {module, *graph.find_descendants(module)}
        for name, module in modules.items()
        if module in graph.modules
    }
    found = []
    for name, members in inside.items():
        used = {m for member in members for m in graph.find_modules_directly_imported_by(member)}
        found += [(name, other) for other in inside if other != name and used & inside[other]]
    return found


def reduced(edges: Sequence[Edge]) -> list[Edge]:
    """The edges without those that other edges imply; there are no cycles."""
    below: dict[str, set[str]] = {}
    for upper, lower in edges:
        below.setdefault(upper, set()).add(lower)

    def reaches(start: str, end: str) -> bool:
        return any(name == end or reaches(name, end) for name in below.get(start, ()))

    return [
        (upper, lower)
        for upper, lower in edges
        if not any(reaches(name, lower) for name in below[upper] - {lower})
    ]


def draw(title: str, layers: Layers, edges: Sequence[Edge]) -> str:
    """The picture as SVG, readable on light and dark pages."""
    height = 2 * MARGIN + len(layers) * BOX + (len(layers) - 1) * BETWEEN
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img"'
        f' font-family="system-ui, sans-serif" font-size="15" text-anchor="middle">',
        f"<title>{escape(title)}</title>",
        '<rect width="100%" height="100%" rx="8" fill="#fcfcfd"/>',
        '<marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7"'
        ' orient="auto"><path d="M0 0L8 4L0 8z" fill="#5b6b8c"/></marker>',
        '<g fill="none" stroke="#5b6b8c" stroke-width="1.2">',
    ]
    at = dict(_positions(layers))
    taken: set[tuple[int, float]] = set()
    for upper, lower in edges:
        x1 = _port(at, upper, [low for up, low in edges if up == upper], lower)
        x2 = _port(at, lower, [up for up, low in edges if low == lower], upper)
        start, end = (x1, at[upper][1] + BOX), (x2, at[lower][1])
        lines.append(
            f'<path marker-end="url(#tip)" d="{_way(start, end, at, taken)}">'
            f"<title>{upper} imports {lower}</title></path>"
        )
    lines.append("</g>")
    for name, (x, y, wide) in at.items():
        lines.append(
            f'<rect x="{x - wide / 2:g}" y="{y}" width="{wide:g}" height="{BOX}" rx="6"'
            f' fill="#eef2fb" stroke="#5b6b8c"/>'
            f'<text x="{x}" y="{y + BOX / 2 + 5:g}" fill="#1d2433">{escape(name)}</text>'
        )
    return "\n".join([*lines, "</svg>", ""])


def _port(at: Boxes, box: str, others: Sequence[str], other: str) -> float:
    """Where the arrow to or from ``other`` meets the box: from left to right as they lie."""
    middle, _, wide = at[box]
    place = sorted(others, key=lambda name: at[name][0]).index(other) + 1
    return round(middle - 0.4 * wide + 0.8 * wide * place / (len(others) + 1), 1)


def _way(
    start: tuple[float, int], end: tuple[float, int], at: Boxes, taken: set[tuple[int, float]]
) -> str:
    """A curve from box to box, through the gaps of the rows between them."""
    (x, y), (last, bottom) = start, end
    way = f"M{x:g} {y}"
    while True:
        top = y + BETWEEN
        straight = x + (last - x) * BETWEEN / max(bottom - y, 1)
        new = last if top >= bottom else _gap(straight, top, at, taken)
        half = BETWEEN / 2
        way += f"C{x:g} {y + half:g} {new:g} {top - half:g} {new:g} {top}"
        if top >= bottom:
            return way
        x, y = new, top + BOX
        way += f"V{y}"


def _gap(x: float, row: int, at: Boxes, taken: set[tuple[int, float]]) -> float:
    """The place nearest to ``x`` at which no box of the row stands and no other arrow passes."""
    free = [
        place
        for place in range(4, WIDTH, 6)
        if (row, place) not in taken
        and all(y != row or abs(place - middle) > wide / 2 + 3 for middle, y, wide in at.values())
    ]
    best = min(free, key=lambda place: abs(place - x))
    taken.add((row, best))
    return best


def _positions(layers: Layers) -> Iterator[tuple[str, tuple[float, int, float]]]:
    """For each box its middle, its top and its width."""
    for number, row in enumerate(layers):
        share = (WIDTH - 2 * MARGIN) / len(row)
        wide = min(share - GAP, 220)
        for place, name in enumerate(row):
            middle = round(MARGIN + share * (place + 0.5), 1)
            yield name, (middle, MARGIN + number * (BOX + BETWEEN), wide)


def main() -> int:
    """Write the pictures, or say whether they are up to date."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; compare")
    only_check = parser.parse_args().check
    graph = grimp.build_graph("companion", exclude_type_checking_imports=False)
    stale = []
    for container, name in PICTURES.items():
        layers = layers_of(container)
        edges = reduced(imports_between(graph, container, layers))
        picture = draw(f"What imports what in {container}", layers, edges)
        path = IMAGES / name
        if only_check:
            if not path.is_file() or path.read_text("utf-8") != picture:
                stale.append(str(path.relative_to(REPOSITORY)))
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_text(picture, encoding="utf-8")
    if stale:
        print(f"out of date: {', '.join(stale)}; run python docs/picture.py", file=sys.stderr)
    return int(bool(stale))


if __name__ == "__main__":
    sys.exit(main())

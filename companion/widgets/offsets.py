"""Offsets: the browser counts UTF-16 code units, Python counts code points.

Characters outside the Basic Multilingual Plane (most emoji) take two units and are one code
point. Their places are indexed once for a text; every conversion is then a bisection.
"""

from __future__ import annotations

from bisect import bisect_left

import regex

_ASTRAL = regex.compile(r"[\U00010000-\U0010ffff]")


class Offsets:
    """Converts offsets of one text between code points and UTF-16 units."""

    __slots__ = ("_length", "_points", "_units")

    def __init__(self, text: str) -> None:
        # Code-point offsets of the astral characters, and the same in units.
        self._points = [] if text.isascii() else [m.start() for m in _ASTRAL.finditer(text)]
        self._units = [point + i for i, point in enumerate(self._points)]
        self._length = len(text)

    @property
    def units(self) -> int:
        """The length of the text in UTF-16 units."""
        return self._length + len(self._points)

    def to_units(self, point: int) -> int:
        """The offset in UTF-16 units of a code-point offset."""
        return point + bisect_left(self._points, point)

    def to_points(self, unit: int) -> int:
        """The code-point offset of an offset in UTF-16 units.

        Raises:
            ValueError: if the offset lies inside a surrogate pair, or outside the text.
        """
        if not 0 <= unit <= self.units:
            raise ValueError(f"offset {unit} lies outside a text of {self.units} units")
        before = bisect_left(self._units, unit)
        if before and self._units[before - 1] + 1 == unit:
            raise ValueError(f"offset {unit} divides a surrogate pair")
        return unit - before

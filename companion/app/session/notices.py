"""Notices to the author, shown until they are dismissed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, Protocol

from companion.widgets.protocol import Notice

Level = Literal["info", "error"]


class NoticesPage(Protocol):
    """The page as notices need it: a trait to set."""

    notices: list[Notice]


class Notices:
    """The notices on one page; each is there once."""

    def __init__(self, page: NoticesPage) -> None:
        self._page = page

    def tell(self, text: str, level: Level = "info") -> None:
        """Show a notice."""
        if all(notice["text"] != text for notice in self._page.notices):
            self._page.notices = [*self._page.notices, {"level": level, "text": text}]

    def withdraw(self, texts: Iterable[str]) -> None:
        """Remove notices that the author has read, or that no longer hold."""
        gone = set(texts)
        if any(notice["text"] in gone for notice in self._page.notices):
            self._page.notices = [n for n in self._page.notices if n["text"] not in gone]

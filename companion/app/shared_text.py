"""The live text of a draft: Python is the authority over the order of its changes.

Every change makes a version. Each browser view pushes its changes with the version they stand on
(CodeMirror's collaborative editing protocol); changes on an older version are not applied, the
view gets what it missed, rebases its own, and pushes again. So the text here and on every page
is the same after any interleaving of typing, decisions and changes from disk.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from companion.text.edit import Edit, apply_edits
from companion.widgets.changes import changes_to_json, edits_from_json

Update = dict[str, Any]
Listener = Callable[[str, tuple[Edit, ...]], None]

# The name under which changes from disk and the like are made, beside those of the views.
OURSELVES = "companion"


class SharedText:
    """A text with versions: version n is the text after the first n updates.

    Attributes:
        text: the present one.
        previous: the one before the last update.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.previous = text
        self._updates: list[Update] = []
        self._listeners: list[Listener] = []

    @property
    def version(self) -> int:
        """How many updates made the text what it is."""
        return len(self._updates)

    def listen(self, listener: Listener) -> None:
        """Call ``listener(base, edits)`` after every update."""
        self._listeners.append(listener)

    def push(self, version: int, updates: Sequence[Update]) -> list[Update]:
        """Take a view's updates if they stand on the present version.

        Returns:
            All updates since ``version``, the view's own included if they were taken.

        Raises:
            BadChanges: if an update does not fit the text; none of those after it is applied.
            ValueError: if ``version`` is not one of this text's.
        """
        if not 0 <= version <= self.version:
            raise ValueError("this page belongs to another session: reload it")
        if version == self.version:
            for update in updates:
                self._apply(edits_from_json(self.text, update["changes"]), update)
        return self._updates[version:]

    def edit(self, edits: Sequence[Edit]) -> None:
        """Change the text from this side, as one update that every view receives."""
        if edits:
            changes = changes_to_json(self.text, edits)
            self._apply(tuple(edits), {"clientID": OURSELVES, "changes": changes})

    def _apply(self, edits: tuple[Edit, ...], update: Update) -> None:
        base = self.previous = self.text
        self.text = apply_edits(base, edits)
        self._updates.append({"clientID": update["clientID"], "changes": update["changes"]})
        for listener in self._listeners:
            listener(base, edits)

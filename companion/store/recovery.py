"""Text that could not be saved to its draft, kept in the user's own folder until it is.

Each process keeps the latest unsaved text of a draft in one file; the next to open the draft is
offered what others left behind. The files are plain text under the draft's own name, so that they
can be found and read without this program.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from companion.store.atomic import replace_file
from companion.store.private import private_file, private_folder


@dataclass(frozen=True, slots=True)
class Recovered:
    """An unsaved text that an earlier session left behind."""

    text: str
    at: datetime
    file: Path


def recovery_folder() -> Path:
    """Where unsaved texts of this user are kept."""
    from platformdirs import user_state_path

    return user_state_path("companion", appauthor=False) / "unsaved"


class Journal:
    """The unsaved text of one open draft.

    Args:
        draft: the draft's absolute path.
        folder: where to keep it; by default `recovery_folder`.
    """

    def __init__(self, draft: Path, folder: Path | None = None) -> None:
        name = hashlib.sha256(os.fsencode(draft)).hexdigest()[:16]
        self._folder = (folder or recovery_folder()) / name
        # A name may have 255 bytes; its end tells more, and carries the extension.
        self._file = self._folder / f"{secrets.token_hex(4)}-{draft.name[-50:]}"
        self._kept = False

    def keep(self, text: str) -> Path:
        """Keep ``text`` durably, in place of what this journal kept before; returns the file.

        Raises:
            OSError: it cannot be kept.
        """
        private_folder(self._folder, parents=True)
        if not self._kept:  # private from the first byte on; `replace_file` keeps the mode
            private_file(self._file)
        self._kept = True
        replace_file(self._file, text.encode("utf-8", "replace"))
        return self._file

    def clear(self) -> None:
        """Delete the copy: the text has been saved."""
        if self._kept:
            self.forget(self._file)
            self._kept = False

    def left_behind(self, saved: str) -> tuple[Recovered, ...]:
        """What others left, latest first; what is the same as the ``saved`` text is forgotten."""
        found = []
        with contextlib.suppress(OSError):
            for file in self._folder.iterdir():
                if file == self._file or file.name.startswith("."):
                    continue
                with contextlib.suppress(OSError):
                    text = file.read_bytes().decode("utf-8", "replace")
                    if text in (saved, ""):
                        self.forget(file)
                    else:
                        at = datetime.fromtimestamp(file.stat().st_mtime, UTC)
                        found.append(Recovered(text, at, file))
        return tuple(sorted(found, key=lambda r: r.at, reverse=True))

    def forget(self, file: Path) -> None:
        """Delete an unsaved text that the author has taken or does not want."""
        with contextlib.suppress(OSError):
            file.unlink()
            self._folder.rmdir()

"""The request that a page is opened with: which draft, compared with what.

The command that serves it says so in the kernel's environment, or the page's address says it, and
then only one below the server's root may be opened.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs

# Where the command hands its request to the notebook that Voila runs, in JSON.
REQUEST_VARIABLE = "COMPANION_REQUEST"
# Where the server tells its kernels what its root is.
ROOT_VARIABLE = "COMPANION_ROOT"
SUFFIXES = (".md", ".markdown", ".txt", ".ipynb")


@dataclass(frozen=True, slots=True)
class DraftRequest:
    """What a page is to open.

    Attributes:
        draft: the file.
        compare_with: files to keep as versions of the draft, and to compare with it at once.
        marked: a copy of it with changes marked in it, which are suggestions, too.
    """

    draft: Path
    compare_with: tuple[Path, ...] = ()
    marked: Path | None = None

    def environment(self) -> dict[str, str]:
        """The environment variable that hands it to a kernel."""
        fields = {
            "draft": str(self.draft),
            "compare_with": [str(path) for path in self.compare_with],
            "marked": str(self.marked) if self.marked else None,
        }
        return {REQUEST_VARIABLE: json.dumps(fields)}

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> DraftRequest | None:
        """What the command handed over, or what the page's address names; None without either.

        Args:
            environment: of the page's kernel; Voila puts the query there, our server its root.

        Raises:
            RequestedDraftError: the address names a draft that may not be opened.
        """
        named = requested_draft(environment)
        if named is not None:
            return cls(named)
        handed = environment.get(REQUEST_VARIABLE)
        if handed is None:
            return None
        fields = json.loads(handed)
        marked = fields["marked"]
        others = tuple(map(Path, fields["compare_with"]))
        return cls(Path(fields["draft"]), others, Path(marked) if marked else None)


class RequestedDraftError(Exception):
    """The draft that an address names is none that may be opened; the message says why."""


def requested_draft(environment: Mapping[str, str]) -> Path | None:
    """The draft that the page's address names with ``?draft=``, or None if it names none.

    Args:
        environment: of the page's kernel; Voila puts the query there, our server its root.

    Raises:
        RequestedDraftError: it names one that may not be opened.
    """
    named = parse_qs(environment.get("QUERY_STRING", "")).get("draft")
    if not named:
        return None
    root = environment.get(ROOT_VARIABLE)
    if not root:
        raise RequestedDraftError(
            "A draft can be named in the address only where Companion is an extension of the"
            " Jupyter server: 'jupyter server extension enable companion'"
        )
    return find_draft(named[-1], Path(root))


def find_draft(name: str, root: Path) -> Path:
    """The file called ``name`` below ``root``, as a path without symbolic links.

    Raises:
        RequestedDraftError: there is none, or it lies elsewhere, is hidden, or no text.
    """
    if not name:
        raise RequestedDraftError("No draft is named.")
    root = Path(os.path.realpath(root))
    try:
        file = Path(os.path.realpath(root / name))
    except ValueError:  # no name of a file at all
        raise RequestedDraftError("There is no such draft.") from None
    if not file.is_relative_to(root):
        raise RequestedDraftError("This draft lies outside the folder that the server shows.")
    if any(part.startswith(".") for part in file.relative_to(root).parts):
        raise RequestedDraftError("A hidden file is not opened.")
    if file.suffix.lower() not in SUFFIXES:
        raise RequestedDraftError("A draft is a Markdown file, a text file or a notebook.")
    if not file.is_file():
        raise RequestedDraftError("There is no such draft.")
    return file

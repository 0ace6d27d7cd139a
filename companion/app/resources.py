"""Locate the files that are shipped beside the code, in an installed wheel and in a clone.

A wheel carries ``dashboards`` and ``prompts`` inside the package, and puts the page's template
where Jupyter looks for templates. A clone (and an editable install of one) has the two folders at
its root, and the template beside the code that serves it.
"""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent

_CLONE = PACKAGE.parent


def shipped(folder: str) -> Path:
    """The folder of that name, such as ``dashboards`` or ``prompts``.

    Raises:
        FileNotFoundError: the installation is not whole.
    """
    for place in (PACKAGE / folder, _CLONE / folder):
        if place.is_dir():
            return place
    raise FileNotFoundError(
        f"the folder {folder!r} of Companion is missing: install it again with"
        " 'pip install --force-reinstall --no-deps writing-companion'"
    )


def clone() -> Path | None:
    """The root of the repository when the code runs from a clone, else ``None``."""
    return _CLONE if (_CLONE / "pyproject.toml").is_file() else None

"""Read a file from a revision of its git repository."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from companion.errors import UserError

_SECONDS = 60  # for a repository on a slow disk


class NotInRevision(UserError):
    """The revision, or the repository so far, has no such file."""


def text_in_revision(path: Path, revision: str) -> str:
    """What ``path`` said in ``revision``, decoded as a draft is.

    Raises:
        NotInRevision: the file is new since then, or nothing was committed yet.
        UserError: there is no git, no repository or no such revision, or the file was no text.
    """
    from companion.store.encoding import NotText, decode

    folder = path.parent
    if not folder.is_dir():
        raise UserError(f"{path}: no such file")
    if revision.startswith("-"):
        raise UserError(f"{revision!r} is no revision: HEAD is one, or the name of a branch")
    if _git(folder, "rev-parse", "--git-dir") is None:
        raise UserError(f"{path} is in no git repository: give two files instead, BEFORE and AFTER")
    if _git(folder, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}") is None:
        if revision == "HEAD" and _git(folder, "rev-parse", "--verify", "--quiet", "HEAD") is None:
            raise NotInRevision(f"nothing is committed yet in the repository of {path}")
        raise UserError(f"there is no revision {revision!r} in the repository of {path}")
    found = _git(folder, "show", f"{revision}:./{path.name}")
    if found is None:
        raise NotInRevision(f"{path} is not in {revision}: it was added, or renamed, since then")
    try:
        return decode(found)[0]
    except NotText as error:
        raise UserError(f"{path} in {revision} {error}") from error


def _git(folder: Path, *words: str) -> bytes | None:
    """The output of git; None if it fails."""
    try:
        done = subprocess.run(
            ["git", "--literal-pathspecs", "-C", str(folder), *words],
            capture_output=True,
            timeout=_SECONDS,
            # What a hook is told of its repository, relative to its own folder, misleads here.
            env={k: v for k, v in os.environ.items() if not k.startswith("GIT_")},
        )
    except FileNotFoundError:
        raise UserError("git is not installed here, or not on the PATH") from None
    except subprocess.TimeoutExpired:
        raise UserError(f"git did not answer within {_SECONDS} seconds") from None
    return done.stdout if done.returncode == 0 else None

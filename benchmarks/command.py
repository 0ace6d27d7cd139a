"""What every benchmark has in common: ``--help``, and plain words where something is absent."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

_REPOSITORY = Path(__file__).resolve().parents[1]

NO_DATA = "Data: none; what it reads comes with the project or is made from a fixed seed."
BROWSER = (
    "Data: none; texts are made from a fixed seed. Needs the extra 'test' and Chromium or Chrome"
    " (COMPANION_CHROMIUM names another one)."
)
VOICE_DATA = """\
Data: voice/pack_dev.jsonl and voice/claude_2026.jsonl in the folder that COMPANION_DATA names.
Public sources: l2r_data (github.com/ranhli), ArgRewrite v2 (github.com/omidkashefi), F1000RD
(github.com/UKPLab), LAMP (github.com/salesforce/creativity_eval), slop-score
(github.com/sam-paech), til (github.com/simonw), Standard Ebooks; for measuring only APT-Eval
(github.com/ShoumikSaha/ai-polished-text), MixSet (github.com/Dongping-Chen), CWEB
(github.com/SimonHFL) and JFLEG (github.com/keisks). benchmarks/README.md has the form of a row."""
GRAMMAR_DATA = """\
Data: grammar/pack_dev.jsonl, voice/pack_dev.jsonl and voice/claude_2026.jsonl in the folder that
COMPANION_DATA names. Public sources: the CoNLL-2014 shared task with its two annotators and the
outputs of published systems, JFLEG (github.com/keisks/jfleg), W&I+LOCNESS (the BEA-2019 shared
task); for voice/ see benchmarks/README.md, which also has the form of a row."""
FITTING = "Needs the extra 'fit': pip install -e '.[fit]'."


def parser(module: str, doc: str | None, *needs: str) -> argparse.ArgumentParser:
    """The arguments of a benchmark, with its docstring and what it needs as help."""
    return argparse.ArgumentParser(
        prog=f"python -m {module}",
        description="\n\n".join([(doc or "").strip(), *(needs or (NO_DATA,))]),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def sizes(module: str, doc: str | None, default: Sequence[int], *needs: str) -> list[int]:
    """The lengths, in words, that a benchmark was asked to measure."""
    arguments = parser(module, doc, *needs)
    usual = " ".join(map(str, default))
    arguments.add_argument("words", nargs="*", type=int, help=f"lengths in words ({usual})")
    return arguments.parse_args().words or list(default)


def part_of(module: str, doc: str | None, *users: str) -> None:
    """Answer for a module that only others use: ``--help`` says which."""
    used = f"Nothing to run by itself: used by {', '.join(users)}."
    arguments = parser(module, doc, used)
    arguments.parse_args()
    arguments.print_help()


def data_file(name: str) -> Path:
    """A file of the folder that ``COMPANION_DATA`` names; without it, of ``../*/data``.

    Raises:
        SystemExit: it is not there; the message says what to do.
    """
    named = os.environ.get("COMPANION_DATA")
    folders = [Path(named)] if named else sorted(_REPOSITORY.parent.glob("*/data"))
    for folder in folders:
        if (folder / name).is_file():
            return folder / name
    sys.exit(
        f"There is no {name} {f'in {named}' if named else 'here'}: set COMPANION_DATA to the folder"
        " that holds it. --help and benchmarks/README.md say what it is and where it comes from."
    )


def require(*modules: str) -> None:
    """Make sure of packages that fitting needs and the application does not.

    Raises:
        SystemExit: one is not installed; the message says what to do.
    """
    missing = [module for module in modules if find_spec(module) is None]
    if missing:
        sys.exit(f"{', '.join(missing)} cannot be imported. {FITTING}")

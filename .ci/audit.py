"""Looks up the locked requirements in the database of known vulnerabilities.

    python .ci/audit.py COMMAND...

COMMAND is pip-audit. Exit status: 1 if a requirement has a known vulnerability that a later
release mends and that audit-allow.txt does not list with a reason; else 0. Where the database
cannot be reached, or knows nothing of the requirements, that is said, and is no failure.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SECONDS = 60
UNREACHABLE = "The vulnerability database cannot be reached here; requirements were not audited."


def main(command: list[str]) -> int:
    """Audit, and say what was found."""
    locked = str(HERE / "lock.txt")
    options = ["--requirement", locked, "--disable-pip", "--require-hashes", "--format", "json"]
    try:
        done = subprocess.run(
            [*command, *options, "--progress-spinner", "off", "--timeout", "10"],
            capture_output=True,
            text=True,
            timeout=SECONDS,
        )
        report = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, OSError, ValueError):
        print(UNREACHABLE)
        return 0
    allowed = read_allowed((HERE / "audit-allow.txt").read_text("utf-8").splitlines())
    failed, lines = verdict(report, allowed)
    print("\n".join(lines))
    return int(failed)


def read_allowed(lines: Iterable[str]) -> dict[str, str]:
    """The reason for each identifier that is let pass.

    Raises:
        SystemExit: one has no reason.
    """
    allowed = {}
    for line in lines:
        identifier, _, reason = line.strip().partition(" ")
        if not identifier or identifier.startswith("#"):
            continue
        if not reason.strip():
            raise SystemExit(f"audit-allow.txt: {identifier} has no reason")
        allowed[identifier] = reason.strip()
    return allowed


def verdict(report: dict[str, Any], allowed: dict[str, str]) -> tuple[bool, list[str]]:
    """Whether the audit fails, and what is to be said of it."""
    found = report.get("dependencies", [])
    # A mirror without the database answers "not found"; pip-audit passes over it and is content.
    audited = [one for one in found if "skip_reason" not in one]
    if not audited:
        return False, [UNREACHABLE]
    failed, lines = False, []
    for one in audited:
        for hole in one.get("vulns", []):
            names = [hole["id"], *hole.get("aliases", [])]
            reason = next((allowed[name] for name in names if name in allowed), None)
            fixes = ", ".join(hole.get("fix_versions", []))
            said = f"{one['name']} {one['version']}: {hole['id']}"
            if reason is not None:
                lines.append(f"{said}: let pass: {reason}")
            elif fixes:
                failed = True
                lines.append(f"{said}: mended in {fixes}")
            else:
                lines.append(f"{said}: no release mends it yet")
    lines.append(f"{len(audited)} requirements were audited.")
    if skipped := len(found) - len(audited):
        lines.append(f"The database does not know {skipped} more: these were not audited.")
    return failed, lines


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

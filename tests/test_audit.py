"""The audit of the locked requirements says what it knows; it fails for what can be mended."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent.parent / ".ci" / "audit.py"
spec = importlib.util.spec_from_file_location("audit", SCRIPT)
assert spec and spec.loader
audit = importlib.util.module_from_spec(spec)
spec.loader.exec_module(audit)

HOLE = {"id": "PYSEC-1", "aliases": ["CVE-1"], "fix_versions": ["2.0"]}
SKIPPED = {"name": "b", "skip_reason": "not found"}


def report(*holes: dict, more: tuple = ()) -> dict:
    return {"dependencies": [{"name": "a", "version": "1.0", "vulns": list(holes)}, *more]}


@pytest.mark.parametrize(
    ("found", "allowed", "fails", "says"),
    [
        (report(HOLE), {}, True, "mended in 2.0"),
        (report(HOLE), {"CVE-1": "we do not call it"}, False, "we do not call it"),
        (report({**HOLE, "fix_versions": []}), {}, False, "no release mends it"),
        (report(), {}, False, "1 requirements were audited"),
        (report(more=(SKIPPED,)), {}, False, "1 more: these were not audited"),
        ({"dependencies": [SKIPPED]}, {}, False, "cannot be reached here"),
        ({}, {}, False, "cannot be reached here"),
    ],
)
def test_only_what_can_be_mended_fails(found, allowed, fails, says) -> None:
    failed, lines = audit.verdict(found, allowed)
    assert failed is fails
    assert says in "\n".join(lines)


def test_what_is_let_pass_has_a_reason() -> None:
    assert audit.read_allowed(["# a note", "", "CVE-1 never called"]) == {"CVE-1": "never called"}
    with pytest.raises(SystemExit, match="no reason"):
        audit.read_allowed(["CVE-1"])


def test_without_a_database_it_says_so_and_does_not_fail() -> None:
    nothing = [sys.executable, "-c", "import sys; sys.exit('no route to host')"]
    done = subprocess.run([sys.executable, str(SCRIPT), *nothing], capture_output=True, text=True)
    assert done.returncode == 0
    assert "requirements were not audited" in done.stdout

"""Every benchmark answers ``--help``, and says plainly that its data are absent."""

from __future__ import annotations

import pkgutil
import runpy
import sys
from pathlib import Path

import pytest

import benchmarks

MODULES = sorted(
    found.name
    for found in pkgutil.walk_packages(benchmarks.__path__, "benchmarks.")
    if not found.ispkg and found.name != "benchmarks.command"
)
FITTED = ("benchmarks.fit.voice", "benchmarks.fit.voice_texts")
MEASURED = tuple(
    f"benchmarks.{name}"
    for name in (
        "quality.borrowed", "quality.grammar", "quality.guard", "quality.manner", "quality.voice",
        "quality.voice_profile", "speed.drift",
    )
)  # fmt: skip
# As with `python -m`, a module that was imported before is executed again, by another name.
pytestmark = pytest.mark.filterwarnings("ignore:.*found in sys.modules:RuntimeWarning")


def run(monkeypatch: pytest.MonkeyPatch, module: str, *arguments: str) -> SystemExit:
    """What ``python -m module`` exits with."""
    monkeypatch.setattr(sys, "argv", [module, *arguments])
    with pytest.raises(SystemExit) as exits:
        runpy.run_module(module, run_name="__main__")
    return exits.value


@pytest.mark.parametrize("module", MODULES)
def test_help_is_answered_and_says_which_data_are_needed(
    module: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not run(monkeypatch, module, "--help").code
    said = capsys.readouterr().out
    assert f"python -m {module}" in said
    assert "\nData: " in said or "\nNothing to run by itself: used by benchmarks." in said


@pytest.mark.parametrize("module", [*FITTED, *MEASURED])
def test_absent_data_are_named_with_what_to_do(
    module: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("COMPANION_DATA", str(tmp_path))
    code = run(monkeypatch, module).code
    assert isinstance(code, str)
    assert "pack_dev.jsonl" in code and "COMPANION_DATA" in code and str(tmp_path) in code


@pytest.mark.parametrize("module", ["norms", "tagger", "lexicon"])
def test_absent_sources_are_named(
    module: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    arguments = [str(tmp_path / "absent")] * (2 if module == "lexicon" else 1)
    code = run(monkeypatch, f"benchmarks.fit.{module}", *arguments).code
    assert isinstance(code, str)
    assert arguments[0] in code and "--help" in code


def test_every_benchmark_is_in_the_list() -> None:
    listed = (Path(benchmarks.__path__[0]) / "README.md").read_text("utf-8")
    assert [name for name in MODULES if f"`{name.removeprefix('benchmarks.')}`" not in listed] == []

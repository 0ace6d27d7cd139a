"""What a wheel carries, and that the app runs from one as it does from a clone."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

import companion
from tests.serving import PATIENCE, REPOSITORY, isolated_environment


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel, built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=REPOSITORY,
        check=True,
        capture_output=True,
        timeout=PATIENCE,
    )
    return next(folder.glob("*.whl"))


def tracked(folder: str) -> list[str]:
    """What is committed under a folder."""
    done = subprocess.run(
        ["git", "ls-files", "-z", folder],
        cwd=REPOSITORY,
        check=True,
        capture_output=True,
        text=True,
    )
    return [name for name in done.stdout.split("\0") if name]


def test_the_wheel_carries_all_that_is_committed_for_it(wheel: Path) -> None:
    if not (REPOSITORY / ".git").exists():
        pytest.skip("what is committed can be seen in a clone only")
    carried = set(zipfile.ZipFile(wheel).namelist())
    elsewhere = ("companion/widgets/frontend/", "companion/app/share/")  # sources; Jupyter's files
    in_the_package = [name for name in tracked("companion") if not name.startswith(elsewhere)]
    beside_it = [f"companion/{name}" for name in [*tracked("dashboards"), *tracked("prompts")]]
    template = [name for name in carried if name.endswith("templates/companion/index.html.j2")]
    assert set(in_the_package + beside_it) <= carried
    assert len(template) == 1
    assert ".data/data/share/jupyter/voila/templates/" in template[0]
    assert not [name for name in carried if "node_modules" in name or name.startswith("tests")]


def test_the_metadata_name_the_licences_of_the_data_and_the_pythons(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        name = next(n for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
        fields = archive.read(name).decode("utf-8").splitlines()
        label = "License-File: "
        licences = {line.removeprefix(label) for line in fields if line.startswith(label)}
        folder = name.removesuffix("METADATA") + "licenses/"
        carried = {n.removeprefix(folder) for n in archive.namelist() if n.startswith(folder)}
    assert carried == licences
    if not (REPOSITORY / ".git").exists():
        pytest.skip("what is committed can be seen in a clone only")
    data = {n for n in tracked("companion") if n.endswith("/data/README.md")}
    assert data | {"LICENSE", "companion/widgets/static/licences.txt"} <= licences
    assert f"Version: {companion.__version__}" in fields
    assert "Author: Companion contributors" in fields
    for version in ("3.11", "3.12", "3.13", "3.14"):
        assert f"Classifier: Programming Language :: Python :: {version}" in fields


def test_the_app_runs_from_an_installed_wheel(wheel: Path, tmp_path: Path) -> None:
    """In an environment of its own, with what it needs lent by this one."""
    place = tmp_path / "venv"
    has_pip = find_spec("pip") is not None  # uv makes environments without it
    without = ["--without-pip"] if has_pip else []  # it takes seconds to put in
    subprocess.run([sys.executable, "-m", "venv", *without, place], check=True, timeout=PATIENCE)
    python = place / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", python] if has_pip else [python, "-m", "pip"]
    subprocess.run([*pip, "install", "-q", "--no-deps", wheel], check=True, timeout=PATIENCE)
    folder = sysconfig.get_path("purelib", vars={"base": str(place), "platbase": str(place)})
    Path(folder, "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    lent = {"JUPYTER_PATH": str(Path(sys.prefix, "share", "jupyter"))}
    environment = isolated_environment(tmp_path / "home", **lent)
    del environment["PYTHONPATH"]
    draft = tmp_path / "essay.md"
    draft.write_text("Its a strange feeling.\n", encoding="utf-8")
    program = f"""
import re, subprocess, sys, urllib.request
from pathlib import Path
import companion
assert Path(companion.__file__).is_relative_to({str(place)!r}), companion.__file__
server = subprocess.Popen(
    [{str(place / "bin" / "companion")!r}, {str(draft)!r}, "--no-browser"],
    stdout=subprocess.PIPE, text=True,
)
try:
    url = next(line.strip() for line in server.stdout if line.startswith("http://"))
    page = urllib.request.urlopen(url, timeout={PATIENCE}).read().decode()
finally:
    server.terminate()
    server.wait()
print(page)
"""
    done = subprocess.run(
        [python, "-c", program],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=2 * PATIENCE,
    )
    assert done.returncode == 0, done.stderr
    assert "<title>essay.md</title>" in done.stdout
    assert "Opening essay.md" in done.stdout
    assert "application/vnd.jupyter.widget-view+json" in done.stdout

"""The README's recipe for many machines, as it stands there, on a local cluster."""

import io
import json
import re
import subprocess
import sys

from companion.app.commands import drift
from companion.app.jsonl import run_stream
from tests.serving import PATIENCE, REPOSITORY, isolated_environment


def test_the_recipe_answers_as_the_command_does(tmp_path) -> None:
    readme = (REPOSITORY / "README.md").read_text("utf-8")
    (recipe,) = re.findall(r"<!-- dask -->\n```python\n(.*?)```\n<!-- end -->", readme, re.DOTALL)
    (tmp_path / "recipe.py").write_text(recipe, encoding="utf-8")
    (tmp_path / "pairs").mkdir()
    wanted = []
    for part in range(3):
        lines = [
            json.dumps({"id": f"{part}/{n}", "before": "It was cold.", "after": f"It was {word}."})
            + "\n"
            for n, word in enumerate(("truly cold", "cold — and vibrant", "naïve 😀"))
        ] + ["no JSON\n"]
        (tmp_path / "pairs" / f"{part}.jsonl").write_text("".join(lines), encoding="utf-8")
        sink = io.StringIO()
        run_stream(drift.answer, source=io.StringIO("".join(lines)), sink=sink)
        wanted.append(sink.getvalue().splitlines())
    done = subprocess.run(
        [sys.executable, "recipe.py"],
        cwd=tmp_path,
        env=isolated_environment(tmp_path / "home"),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stderr
    files = sorted((tmp_path / "answers").iterdir())
    assert [file.read_text("utf-8").splitlines() for file in files] == wanted

"""What ``import companion`` costs, beside ``import ipywidgets``.

    python -m benchmarks.speed.import_time [RUNS]

Each in a fresh interpreter, in turn, less the start of the interpreter itself. Prints medians in
milliseconds, their ratio, and what heavy packages the import has loaded.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

from benchmarks.command import parser

AIM = 1.2
HEAVY = ("litellm", "harper", "textstat", "voila", "numpy", "IPython", "ipywidgets")
MODULES = ("companion", "companion.app.cli", "ipywidgets")


def seconds(statement: str) -> float:
    """Wall time of a fresh interpreter that runs the statement."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", statement], check=True)
    return time.perf_counter() - start


def loaded(module: str) -> list[str]:
    """Which of the heavy packages the import brings along."""
    statement = f"import sys, {module}; print(*(n for n in {HEAVY!r} if n in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", statement], check=True, capture_output=True, text=True
    )
    return done.stdout.split()


def main() -> int:
    """Measure and print; the exit status says whether the aim was met."""
    arguments = parser("benchmarks.speed.import_time", __doc__)
    arguments.add_argument("runs", nargs="?", type=int, default=9, help="of each (9)")
    runs = arguments.parse_args().runs
    times: dict[str, list[float]] = {name: [] for name in ("pass", *MODULES)}
    for _ in range(runs):
        for name, found in times.items():
            found.append(seconds("pass" if name == "pass" else f"import {name}"))
    idle = statistics.median(times.pop("pass"))
    costs = {name: statistics.median(found) - idle for name, found in times.items()}
    for name, cost in costs.items():
        print(f"{name:18} {1000 * cost:6.0f} ms  loads {', '.join(loaded(name)) or 'none heavy'}")
    ratio = costs["companion"] / costs["ipywidgets"]
    print(f"ratio              {ratio:6.2f}     (aim: at most {AIM})")
    return 0 if ratio <= AIM and "litellm" not in loaded("companion") else 1


if __name__ == "__main__":
    raise SystemExit(main())

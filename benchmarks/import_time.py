"""How long `import kling_widgets` takes beside the libraries it stands on.

Each import runs in a fresh interpreter; the two take turns, so that a busy
machine slows both. All run from bytecode, as on every start but the first, even
where the environment forbids to write any. The goal: at most 1.2 times the
libraries alone. What a name needs is loaded when it is first asked for, so the
panel, which needs everything, has a line of its own.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile

RUNS = 15
GOAL = 1.2
OURS = "import kling_widgets"
PANEL = "from kling_widgets import Studio"
THEIRS = "import ipywidgets, httpx, PIL"
TIMED = """
import time
start = time.perf_counter()
{statement}
print(time.perf_counter() - start)
"""


def main() -> None:
    """Print all medians, and what they are of the libraries'."""
    statements = (OURS, PANEL, THEIRS)
    with tempfile.TemporaryDirectory() as folder:
        in_turns(statements, folder)  # writes the bytecode, warms the disk's cache
        rounds = [in_turns(statements, folder) for _ in range(RUNS)]
    medians = [statistics.median(taken) for taken in zip(*rounds, strict=True)]
    print(f"{'medians of ' + str(RUNS):36}      ms  of the libraries'")
    for statement, median in zip(statements, medians, strict=True):
        print(f"{statement:36}{median * 1000:8.1f}{median / medians[-1]:12.2f}")
    print(f"goal: {OURS}, at most {GOAL}")


def in_turns(statements: tuple[str, ...], bytecode: str) -> list[float]:
    """Time each statement once."""
    return [seconds(statement, bytecode) for statement in statements]


def seconds(statement: str, bytecode: str) -> float:
    """Time a statement in an interpreter of its own, without its start-up."""
    env = os.environ | {"PYTHONPYCACHEPREFIX": bytecode}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-c", TIMED.format(statement=statement)]
    result = subprocess.run(
        command, env=env, capture_output=True, text=True, check=True
    )
    return float(result.stdout)


if __name__ == "__main__":
    main()

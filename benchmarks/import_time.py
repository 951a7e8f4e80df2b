"""How long `import kling_widgets` takes beside the libraries it stands on.

Each import runs in a fresh interpreter; the two take turns, so that a busy
machine slows both. The goal: at most 1.2 times the libraries alone.
"""

from __future__ import annotations

import statistics
import subprocess
import sys

RUNS = 15
GOAL = 1.2
OURS = "import kling_widgets"
THEIRS = "import ipywidgets, httpx, PIL"
TIMED = """
import time
start = time.perf_counter()
{statement}
print(time.perf_counter() - start)
"""


def seconds(statement: str) -> float:
    """Time a statement in an interpreter of its own, without its start-up."""
    command = [sys.executable, "-c", TIMED.format(statement=statement)]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(result.stdout)


def main() -> None:
    """Print both medians and their ratio."""
    seconds(OURS), seconds(THEIRS)  # once each, to warm the disk's cache
    rounds = [(seconds(OURS), seconds(THEIRS)) for _ in range(RUNS)]
    ours, theirs = map(statistics.median, zip(*rounds, strict=True))
    print(f"{OURS:32} {ours * 1000:7.1f} ms (median of {RUNS})")
    print(f"{THEIRS:32} {theirs * 1000:7.1f} ms")
    print(f"ratio {ours / theirs:.2f} (goal: at most {GOAL})")


if __name__ == "__main__":
    main()

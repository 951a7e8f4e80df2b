"""How fast the animatic draws, and in how much memory, beside ffmpeg's `zoompan`.

Every clip is made in a fresh process from the same picture; the contenders take
turns, so that a busy machine slows all of them. Trust the ratios more than the
seconds. The goal: a 5 s std clip several times faster than real time.

The last column but one is the animatic's time divided by the row's own.
"""

from __future__ import annotations

import base64
import json
import resource
import statistics
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

PICTURE = Path(__file__).parent.parent / "notebooks" / "lake.jpg"
OURS = "animatic"
SUPERSAMPLED = {"zoompan": 1, "zoompan, 4x picture": 4}
"""The second is how one smooths zoompan's jerks; it still moves by steps."""
RSS_PER_MB = 1e6 if sys.platform == "darwin" else 1e3


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """What all contenders make."""

    mode: str
    size: tuple[int, int]
    seconds: int
    rounds: int


CLIPS = (
    Clip(mode="std", size=(1280, 720), seconds=5, rounds=7),
    Clip(mode="pro", size=(1920, 1080), seconds=10, rounds=3),
)


@dataclass(frozen=True, slots=True)
class Sample:
    """What one process measured of itself."""

    seconds: float
    megabytes: float


def main() -> None:
    """Print a table for each kind of clip, or make one clip if told which."""
    if arguments := sys.argv[1:]:
        contender, choice = arguments
        print(json.dumps(asdict(measured(contender, CLIPS[int(choice)]))))
        return
    for number, clip in enumerate(CLIPS):
        title = f"{clip.seconds} s {clip.mode}, medians of {clip.rounds}"
        print(f"{title:24} seconds  x real time  animatic's share of it  peak MB")
        compare(number, clip)


def measured(contender: str, clip: Clip) -> Sample:
    """Make a clip here and now."""
    make(contender, clip, warm_up=True)
    start = time.perf_counter()
    make(contender, clip)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return Sample(seconds, peak / RSS_PER_MB)


def make(contender: str, clip: Clip, *, warm_up: bool = False) -> None:
    """Make a clip, or a small one so that loading libraries is not timed."""
    if contender == OURS:
        from kling_widgets.animatic import render

        image = base64.b64encode(PICTURE.read_bytes()).decode()
        request = {"image": image, "mode": clip.mode, "duration": str(clip.seconds)}
        render(request, draft=warm_up)
    else:
        from benchmarks._zoompan import zoompan

        size, seconds = ((320, 180), 1) if warm_up else (clip.size, clip.seconds)
        zoompan(
            PICTURE.read_bytes(),
            size=size,
            seconds=seconds,
            supersampled=SUPERSAMPLED[contender],
        )


def compare(number: int, clip: Clip) -> None:
    """Let the contenders take turns, and print the median of each."""
    samples: dict[str, list[Sample]] = {name: [] for name in (OURS, *SUPERSAMPLED)}
    for _ in range(clip.rounds):
        for name, taken in samples.items():
            taken.append(in_fresh_process(name, number))
    own = statistics.median(sample.seconds for sample in samples[OURS])
    for name, taken in samples.items():
        seconds = statistics.median(sample.seconds for sample in taken)
        memory = statistics.median(sample.megabytes for sample in taken)
        speed = clip.seconds / seconds
        print(f"{name:24}{seconds:8.2f}{speed:13.1f}{own / seconds:24.2f}{memory:9.0f}")


def in_fresh_process(contender: str, number: int) -> Sample:
    """Make a clip where no earlier one has left memory behind."""
    command = [sys.executable, "-m", "benchmarks.animatic", contender, str(number)]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    return Sample(**json.loads(result.stdout))


if __name__ == "__main__":
    main()

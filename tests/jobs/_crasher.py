"""A program that lets kernels die at one point after the other.

Usage: `python -m tests.jobs._crasher URL FOLDER POINT …` prints a line of JSON for
each point: how the first kernel ended, and what two later ones made of its job. Each
kernel is a process of its own, forked before any thread runs, so that its imports
are paid for once.
"""

from __future__ import annotations

import base64
import contextlib
import importlib
import io
import itertools
import json
import os
import signal
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from PIL import Image

from kling_widgets import _crash, configure
from kling_widgets.api import ImageToVideoRequest, KlingClient
from kling_widgets.errors import KlingError
from kling_widgets.jobs import Job, JobRunner, JobState, settings
from kling_widgets.jobs._gateway import Gateway
from kling_widgets.jobs._loop import LoopThread

if TYPE_CHECKING:
    from collections.abc import Callable

KEY = "sk-0123456789"
SPEED = 5000.0
PATIENCE = 30.0
ATTEMPTS = 20
"""Jobs that are tried for one point: a task can be over before it is seen at work."""


def main(url: str, folder: Path, points: list[str]) -> None:
    numbers = itertools.count()
    for point in points:
        for _ in range(ATTEMPTS):
            end = die_at(point, url, folder, next(numbers))
            if end["ended"] == "SIGKILL":
                break
        sys.stdout.write(json.dumps(end) + "\n")


def die_at(point: str, url: str, folder: Path, number: int) -> dict[str, Any]:
    """Let a kernel die at a point, if its job passes it, and two pick it up."""
    home = folder / str(number)
    configure(api_key=KEY, base_url=url, home=home, output_dir=home / "clips")
    ended = in_a_kernel(partial(start, url, number), dies_at=point)
    states = [in_a_kernel(partial(pick_up, url)) for _ in range(2)]
    return {"point": point, "id": job_id(number), "ended": ended, "states": states}


def in_a_kernel(work: Callable[[], str], dies_at: str = "") -> str:
    """Return what *work* returns in a process of its own, or how that was killed."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        be_a_kernel(work, dies_at, write)
    os.close(write)
    with os.fdopen(read) as answer:
        text = answer.read()
    _, status = os.waitpid(pid, 0)
    if os.WIFSIGNALED(status):
        return signal.Signals(os.WTERMSIG(status)).name
    return text


def be_a_kernel(work: Callable[[], str], dies_at: str, write: int) -> NoReturn:
    os.environ[_crash.VARIABLE] = dies_at
    importlib.reload(_crash)
    try:
        os.write(write, work().encode())
    finally:
        os._exit(0)


def start(url: str, number: int) -> str:
    job = runner(url).submit(request(number))
    return ended(job)


def pick_up(url: str) -> str:
    kernel = runner(url)
    for job in kernel.resume():
        if job.status != JobState.PREPARED:  # which waits for a person
            ended(job)
    return ",".join(snapshot.state.value for snapshot in kernel.jobs())


def ended(job: Job) -> str:
    with contextlib.suppress(KlingError):
        job.wait(PATIENCE)
    return job.status


def runner(url: str) -> JobRunner:
    def connect(_settings: object) -> Gateway:
        client = KlingClient(KEY, base_url=url)
        return Gateway(
            name="cometapi",
            base_url=url,
            client=client,
            files=None,
            simulated=False,
            speed=SPEED,
        )

    return JobRunner(settings(), LoopThread(), connect=connect)


def request(number: int) -> ImageToVideoRequest:
    file = io.BytesIO()
    Image.new("RGB", (300, 300), (number, 90, 90)).save(file, "PNG")
    picture = base64.b64encode(file.getvalue()).decode()
    return ImageToVideoRequest(picture, prompt="wait", external_task_id=job_id(number))


def job_id(number: int) -> str:
    return f"kw-{number:032x}"


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])

"""What kernels do in tests that kill them: send, pick up, race."""

from __future__ import annotations

import base64
import contextlib
import io
from dataclasses import replace
from typing import TYPE_CHECKING

from PIL import Image

from kling_widgets.api import ImageToVideoRequest, KlingClient, Provider, Secret
from kling_widgets.errors import InputError, KlingError
from kling_widgets.jobs import JobRunner, JobState, settings
from kling_widgets.jobs._loop import LoopThread
from kling_widgets.jobs.gateway._gateway import Gateway
from kling_widgets.jobs.money._budget import set_budget

if TYPE_CHECKING:
    from multiprocessing.synchronize import Barrier

    from kling_widgets.jobs import Job, Settings

KEY = "sk-0123456789"
SPEED = 5000.0
PATIENCE = 60.0
CENTS, MORE_CENTS = 20, 10
"""What a clip costs, and what is too little for another."""


def start(url: str, number: int, *, slow: bool = False) -> str:
    """Send a job and see it to its end."""
    return end_of(runner(url).submit(request(number, slow=slow)))


def pick_up(url: str) -> str:
    """Pick up what is left, and return the states of all jobs."""
    kernel = runner(url)
    for job in kernel.resume():
        if job.status != JobState.PREPARED:  # which waits for a person
            end_of(job)
    return ",".join(snapshot.state.value for snapshot in kernel.jobs())


def race(url: str, jobs: int, barrier: Barrier) -> str:
    """Ask for the same jobs as others at the same time."""
    kernel = runner(url)
    kernel.jobs()  # opens the journal
    asked = []
    for number in range(jobs):
        barrier.wait(PATIENCE)
        asked.append(kernel.submit(request(number, own_id=False)))
    return ",".join(end_of(job) for job in asked)


def pinch(url: str, own: int, rounds: int, barrier: Barrier) -> str:
    """Ask for jobs of one's own where each time there is money for one only."""
    kernel = runner(url)
    kernel.jobs()  # opens the journal
    answers: list[Job | InputError] = []
    for number in range(rounds):
        cents = CENTS * (number + 1) + MORE_CENTS
        set_budget(f"{cents / 100:.2f}")
        barrier.wait(PATIENCE)
        try:
            answers.append(kernel.submit(request(own + number, own_id=False)))
        except InputError as error:
            answers.append(error)
    return "\n".join(map(said, answers))


def said(answer: Job | InputError) -> str:
    return str(answer) if isinstance(answer, InputError) else end_of(answer)


def end_of(job: Job) -> str:
    with contextlib.suppress(KlingError):
        job.wait(PATIENCE)
    return job.status


def runner(url: str) -> JobRunner:
    def connect(_settings: Settings) -> Gateway:
        provider = Provider(name="cometapi", base_url=url)
        return Gateway(client=KlingClient(KEY, provider=provider), speed=SPEED)

    return JobRunner(live(url), LoopThread(), connect=connect)


def request(
    number: int, *, slow: bool = False, own_id: bool = True
) -> ImageToVideoRequest:
    """Return a request that no other number has; a slow one takes three times as long."""
    file = io.BytesIO()
    Image.new("RGB", (300, 300), (number % 256, number // 256, 90)).save(file, "PNG")
    return ImageToVideoRequest(
        base64.b64encode(file.getvalue()).decode(),
        prompt="wait",
        mode="pro" if slow else "std",
        duration="10" if slow else "5",
        external_task_id=job_id(number) if own_id else None,
    )


def job_id(number: int) -> str:
    return f"kw-{number:032x}"


def live(url: str) -> Settings:
    return replace(settings(), provider="cometapi", base_url=url, api_key=Secret(KEY))

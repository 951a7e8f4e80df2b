"""A live session whose every secret can be searched for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx
import pytest

import kling_widgets as kling
from tests.bad_inputs.conftest import place, provider
from tests.images._pictures import noise
from tests.jobs._scripted import HOST, PATIENCE, finished
from tests.jobs.conftest import mp4

if TYPE_CHECKING:
    from pathlib import Path

    from kling_widgets.jobs import Job
    from tests.bad_inputs._provider import Provider

__all__ = ["mp4", "place", "provider"]

CANARY = "sk-CANARY3f9a7c21e84d05b6"
SIGNATURE = "Signature=CANARYSIGNATURE"


@dataclass(frozen=True)
class Session:
    """A job that is over, and all that it went through."""

    job: Job
    place: Path
    provider: Provider

    @property
    def home(self) -> Path:
        return self.place / "home"

    @property
    def picture(self) -> str:
        """What was sent of the picture, in base64."""
        return str(self.provider.posts[0]["image"])


@pytest.fixture
def live(place: Path, provider: Provider) -> Provider:
    """A provider that is opened with the canary, and signs its links."""
    kling.configure(api_key=CANARY)
    return provider


@pytest.fixture
def session(place: Path, live: Provider) -> Session:
    """A clip is made; its link is signed, and leads on to another signed one."""

    def leads_on() -> httpx.Response:
        return httpx.Response(302, headers={"location": f"{HOST}/b.mp4?{SIGNATURE}"})

    given: dict[str, list[Any]] = live.answers
    given["poll"] = [lambda: finished(f"{HOST}/a.mp4?{SIGNATURE}")]
    given["download"] = [leads_on]
    job = kling.generate(noise((320, 320)), "zoom in")
    job.wait(PATIENCE)
    return Session(job, place, live)

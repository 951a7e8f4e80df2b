"""Widgets without a browser, jobs without a loop, a notebook without a server."""

from __future__ import annotations

import io
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import comm
import IPython
import pytest
from PIL import Image

from kling_widgets.clips import keep_inputs
from kling_widgets.jobs import (
    Job,
    JobRunner,
    JobSnapshot,
    JobState,
    configure,
    settings,
)
from kling_widgets.jobs._loop import LoopThread
from kling_widgets.jobs.drive._feed import Feed
from kling_widgets.widgets import Gallery, Studio
from kling_widgets.widgets.picker._picker import Picker
from tests.clips._movies import write_movie
from tests.clips._recipes import recipe, wire, write_recipe
from tests.jobs._shelves import write_rows
from tests.widgets._gallery import GalleryTester, rows
from tests.widgets._page import Page, RecordingComm

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kling_widgets.api import ImageToVideoRequest
    from kling_widgets.jobs.drive._decision import Decision


@pytest.fixture(autouse=True)
def _recording_comms(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comm, "create_comm", RecordingComm)


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture(autouse=True)
def _own_settings() -> Iterator[None]:
    yield
    configure(provider=None, api_key=None, base_url=None)


@pytest.fixture
def picker() -> Picker:
    return Picker("Image", name="image")


@pytest.fixture
def page(picker: Picker) -> Page:
    return Page(picker)


def png(width: int = 400, height: int = 300) -> bytes:
    file = io.BytesIO()
    Image.radial_gradient("L").resize((width, height)).convert("RGB").save(file, "PNG")
    return file.getvalue()


def snapshot(state: JobState = JobState.SUBMITTED, **values: Any) -> JobSnapshot:
    known: dict[str, Any] = {
        "id": "kw-1",
        "created_at": datetime(2026, 11, 1, tzinfo=UTC),
        "model_name": "kling-v2-6",
        "mode": "std",
        "duration": "5",
    }
    return JobSnapshot(state=state, **{**known, **values})


class ScriptedRunner:
    """Takes every request and lets the test tell what becomes of it."""

    def __init__(self) -> None:
        self.requests: list[ImageToVideoRequest] = []
        self.feeds: list[Feed] = []
        self.stopped: list[str] = []
        self.done: list[tuple[str, ...]] = []
        """What was pressed, with which job."""
        self.refusal: Exception | None = None
        self.same: Job | None = None
        self.left: list[Job] = []

    def find(self, _request: ImageToVideoRequest) -> Job | None:
        return self.same

    def unfinished(self) -> int:
        return len(self.left)

    def resume(self) -> tuple[Job, ...]:
        return tuple(self.left)

    def submit(self, request: ImageToVideoRequest, *, again: bool = False) -> Job:
        if self.refusal:
            raise self.refusal
        if self.same and not again:
            return self.same
        self.requests.append(request)
        job_id = f"kw-{len(self.requests)}"
        feed = Feed(snapshot(JobState.PREPARED, id=job_id, prompt=request.prompt or ""))
        self.feeds.append(feed)
        return self.job(feed, request)

    def job(self, feed: Feed, request: ImageToVideoRequest | None = None) -> Job:
        """A job whose every button is heard here."""
        job_id = feed.snapshot.id
        return Job(
            request,
            feed,
            stop=lambda: self.stopped.append(job_id),
            decide=lambda decision, _request: self._decided(job_id, decision),
            look=lambda: self._do(job_id, "look"),
            save_to=lambda folder: self._do(job_id, "save to", str(folder)),
        )

    def _decided(self, job_id: str, decision: Decision) -> None:
        if decision.task_id is not None:
            self._do(job_id, "attach", decision.task_id)
        else:
            self._do(job_id, "abandon" if decision.abandon else "send again")

    def _do(self, job_id: str, *what: str) -> None:
        if self.refusal:
            raise self.refusal
        self.done.append((job_id, *what))

    def tell(self, state: JobState, *, job: int = 0, **changes: Any) -> None:
        feed = self.feeds[job]
        feed.publish(replace(feed.snapshot, state=state, **changes))


@pytest.fixture
def runner() -> ScriptedRunner:
    return ScriptedRunner()


@pytest.fixture
def studio(runner: ScriptedRunner) -> Studio:
    """A panel that is ready to go."""
    return Studio(runner=runner, image=png(), prompt="the cat yawns")


@dataclass
class Cell:
    """What a cell was given to show, in order."""

    shown: list[dict[str, Any]] = field(default_factory=list)

    def publish(self, **message: Any) -> None:
        self.shown.append(message)

    @property
    def slots(self) -> list[dict[str, Any]]:
        return [message for message in self.shown if message.get("transient")]


class Shell:
    """As much of a kernel's IPython as display needs."""

    kernel = object()

    def __init__(self, cell: Cell) -> None:
        self.display_pub = cell


@pytest.fixture
def cell(monkeypatch: pytest.MonkeyPatch) -> Cell:
    """A notebook cell that remembers what is displayed in it."""
    cell = Cell()
    monkeypatch.setattr(IPython, "get_ipython", lambda: Shell(cell))
    return cell


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """A clip with its recipe, as every saved one."""
    path = write_movie(tmp_path / "a.mp4", frames=4, size=(480, 320))
    keep_inputs(wire(), tmp_path)
    write_recipe(path, recipe(wire()))
    return path


@pytest.fixture
def shelf_runner(tmp_path: Path, clip: Path) -> Iterator[JobRunner]:
    """Twelve jobs in a journal of their own."""
    write_rows(tmp_path / "home", rows(clip))
    loop = LoopThread()
    configure(home=tmp_path / "home")
    runner = JobRunner(replace(settings(), home=tmp_path / "home"), loop)
    yield runner
    configure(home=None)
    loop.close(runner.aclose)


@pytest.fixture
def gallery(shelf_runner: JobRunner) -> Iterator[Gallery]:
    gallery = Gallery(runner=shelf_runner)
    yield gallery
    gallery.close()


@pytest.fixture
def gallery_page(gallery: Gallery) -> GalleryTester:
    return GalleryTester(gallery)

"""A journal of thousands of jobs with clips, as after a year, made in a moment."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import av
import numpy as np
from PIL import Image

from kling_widgets.clips import Thumbnails
from tests.jobs._shelves import row, write_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page, WebSocket

LAKE: Final = Path(__file__).parents[2] / "notebooks" / "lake.jpg"
PROMPTS: Final = (
    "slow zoom in, ripples on the water",
    "고양이가 하품을 하고 창밖을 바라본다",
    "<img src=x onerror=alert(1)><script>alert(2)</script>",
    "the cat yawns, stretches and walks out of the picture " * 4,
)
MODELS: Final = ("kling-v2-6", "kling-v2-5-turbo", "kling-v3")
FAILED_EVERY: Final = 9


def make_journal(home: Path, clips: Path, jobs: int, *, thumbnails: bool) -> None:
    """Write the journal, and a file for each clip; the thumbnails if asked for."""
    clips.mkdir(parents=True)
    first = _film(clips / "clip.mp4")
    write_rows(home, list(_rows(first, jobs)))
    if thumbnails:
        _make_thumbnails(Thumbnails(home / "thumbnails"), first, jobs)


def _film(path: Path) -> Path:
    """A clip whose picture has as much in it as pictures have."""
    with Image.open(LAKE) as lake, av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=12)
        stream.width, stream.height, stream.pix_fmt = 640, 360, "yuv420p"
        picture = np.asarray(lake.convert("RGB").resize((640, 360)))
        for _ in range(6):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture)))
        container.mux(stream.encode())
    return path


def clip_path(first: Path, number: int) -> Path:
    """Where the clip of that job is."""
    return first.with_name(f"clip-{number}.mp4")


def _rows(first: Path, jobs: int) -> Iterator[dict[str, Any]]:
    for number in range(jobs):
        facts: dict[str, Any] = {
            "prompt": f"{PROMPTS[number % len(PROMPTS)]}, take {number}",
            "model_name": MODELS[number % len(MODELS)],
        }
        if number % FAILED_EVERY == FAILED_EVERY // 2:
            yield row(number, state="failed", error="Kling gives no reason.", **facts)
            continue
        path = clip_path(first, number)
        _link(first, path)
        yield row(number, file=str(path), **facts)


def _link(first: Path, path: Path) -> None:
    """A file of its own name that costs no room."""
    try:
        os.link(first, path)
    except OSError:
        shutil.copyfile(first, path)


def _make_thumbnails(thumbnails: Thumbnails, first: Path, jobs: int) -> None:
    data = thumbnails.get(first)
    for number in range(jobs):
        path = clip_path(first, number)
        if path.exists():
            thumbnails._file(path).write_bytes(data)


class Traffic:
    """How many bytes the page is sent by its kernel."""

    def __init__(self, page: Page) -> None:
        self.bytes = 0
        page.on("websocket", self._hear)

    def _hear(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._count)

    def _count(self, payload: str | bytes) -> None:
        self.bytes += len(payload)

"""A shot drawn ahead on two threads, and encoded in order on this one."""

from __future__ import annotations

import json
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

from ._chip import Chip
from ._encode import encode, new_frame, planes_of
from ._planes import Planes
from ._scene import Scene

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from av.video.frame import VideoFrame

    from ._render import Progress
    from ._shot import Shot

_WORKERS = 2
_AHEAD = 4
"""Frames in the making: enough to keep the encoder fed, few enough to bound memory."""


def shoot(shot: Shot, *, watermark: bool, progress: Progress | None) -> bytes:
    """Draw and encode a shot."""
    scene = Scene.of(shot)
    chip = _chip(scene, shot.size) if watermark else None

    def draw(number: int) -> VideoFrame:
        frame = new_frame(shot.size)
        planes = planes_of(frame)
        scene.draw(number / (shot.frames - 1), planes)
        if chip:
            chip.mark(planes)
        return frame

    return encode(
        _told(_drawn_ahead(draw, shot.frames), shot.frames, progress),
        size=shot.size,
        fps=shot.fps,
        count=shot.frames,
        comment=_comment(shot),
    )


def _chip(scene: Scene, size: tuple[int, int]) -> Chip:
    first = Planes.blank(size)
    scene.draw(0.0, first)
    return Chip.on(first)


def _drawn_ahead(draw: Callable[[int], VideoFrame], count: int) -> Iterator[VideoFrame]:
    """Yield the frames in order while others are being drawn."""
    pending: deque[Future[VideoFrame]] = deque()
    with ThreadPoolExecutor(_WORKERS, "kling-animatic") as pool:
        for number in range(count):
            pending.append(pool.submit(draw, number))
            if len(pending) > _AHEAD:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()


def _told(
    frames: Iterator[VideoFrame], count: int, progress: Progress | None
) -> Iterator[VideoFrame]:
    """Pass the frames on, and tell how many the encoder is done with."""
    for number, frame in enumerate(frames):
        yield frame
        if progress:
            progress(number + 1, count)


def _comment(shot: Shot) -> str:
    about = {
        "generator": "kling_widgets animatic",
        "note": "drawn on this machine from a request's picture; not made by Kling",
        "prompt": shot.prompt,
    }
    return json.dumps(about, ensure_ascii=False)

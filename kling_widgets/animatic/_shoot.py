"""A shot drawn ahead on two threads, and encoded in order on this one."""

from __future__ import annotations

import json
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from PIL import Image

from ._chip import Chip
from ._encode import Film, encode, new_frame, planes_of
from ._planes import Planes, to_rgb
from ._quality import Quality
from ._scene import Scene

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from av.video.frame import VideoFrame

    from ._shot import Shot

    Progress = Callable[[int, int], None]
    """Called with the number of frames done and the number of frames in all."""

Frame = TypeVar("Frame")

_WORKERS = 2
_AHEAD = 4
"""Frames in the making: enough to keep the encoder fed, few enough to bound memory."""


def shoot(shot: Shot, *, watermark: bool, progress: Progress | None) -> bytes:
    """Draw and encode a shot."""
    scene = Scene.of(shot)
    chip = _chip(scene, shot.size) if watermark else None

    def draw(time: float) -> VideoFrame:
        frame = new_frame(shot.size)
        planes = planes_of(frame)
        scene.draw(time, planes)
        if chip:
            chip.mark(planes)
        return frame

    film = Film(
        size=shot.size,
        fps=shot.fps,
        count=shot.frames,
        comment=_comment(shot),
        quality=_quality(shot, scene),
    )
    drawn = _drawn_ahead(draw, shot.times)
    return encode(film, _told(drawn, shot.frames, progress))


def _quality(shot: Shot, scene: Scene) -> Quality:
    """Keep what is frozen; to its very edge where that costs little."""
    if shot.brush.frozen is None:
        return Quality.GOOD
    calm = scene.camera.is_still and shot.tail is None
    return Quality.EXACT if calm else Quality.STEADY


def last_frame(shot: Shot) -> Image.Image:
    """Draw a shot's last moment as a picture."""
    scene = Scene.of(shot, to_rgb)
    frame = Planes.like(to_rgb(shot.picture))
    scene.draw(1.0, frame)
    return Image.merge("RGB", frame.images())


def _chip(scene: Scene, size: tuple[int, int]) -> Chip:
    first = Planes.blank(size)
    scene.draw(0.0, first)
    return Chip.on(first)


def _drawn_ahead(
    draw: Callable[[float], Frame], times: Iterable[float]
) -> Iterator[Frame]:
    """Yield the frames in order while others are being drawn."""
    pending: deque[Future[Frame]] = deque()
    with ThreadPoolExecutor(_WORKERS, "kling-animatic") as pool:
        for time in times:
            pending.append(pool.submit(draw, time))
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
        "left_out": shot.left_out,
    }
    return json.dumps(about, ensure_ascii=False)

"""A request becomes a film that browsers play, moved as it asks."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import av
import numpy as np
import pytest

from kling_widgets.animatic import render
from kling_widgets.animatic._shot import area_of, read_shot
from kling_widgets.errors import InputError
from tests.animatic._probe import (
    box_names,
    decode,
    psnr,
    red_centre,
    scenery,
    wire,
    with_disc,
)

if TYPE_CHECKING:
    from PIL import Image

OPTIONAL = (
    "image_tail",
    "prompt",
    "mode",
    "duration",
    "static_mask",
    "dynamic_masks",
    "camera_control",
)
"""The optional fields that show in a clip."""


def request(picture: Image.Image | None = None, **fields: Any) -> dict[str, Any]:
    return {"image": wire(picture or scenery()), "duration": "3", **fields}


def stream(clip: bytes) -> Any:
    container: Any = av.open(io.BytesIO(clip))
    return container.streams.video[0]


@pytest.mark.parametrize("duration", ["3", "5"])
def test_a_clip_lasts_as_long_as_asked(duration: str) -> None:
    """A clip has 24 frames for each second of the request."""
    clip = render(request(duration=duration), draft=False)

    assert int(duration) * 24 == len(decode(clip))
    assert float(duration) == float(stream(clip).duration * stream(clip).time_base)


@pytest.mark.parametrize(
    ("mode", "size", "expected"),
    [
        ("std", (1600, 900), (1280, 720)),
        ("pro", (1600, 900), (1920, 1080)),
        ("4k", (1600, 900), (1920, 1080)),
        ("std", (900, 1600), (720, 1280)),
        ("std", (500, 500), (960, 960)),
    ],
)
def test_the_mode_gives_the_area_and_the_picture_the_ratio(
    mode: str, size: tuple[int, int], expected: tuple[int, int]
) -> None:
    """Std is 720p's area, pro 1080p's, in the picture's own ratio."""
    clip = render(request(scenery(*size), mode=mode))

    assert expected == (stream(clip).width, stream(clip).height)


@pytest.mark.parametrize("size", [(301, 703), (751, 302), (333, 333)])
def test_odd_pictures_get_even_frames(size: tuple[int, int]) -> None:
    """Whatever the picture's sides, the frame's are even and keep its ratio."""
    video = stream(render(request(scenery(*size)), draft=True))

    assert (video.width % 2, video.height % 2) == (0, 0)
    assert video.width / video.height == pytest.approx(size[0] / size[1], rel=0.005)


def test_the_file_is_what_browsers_play() -> None:
    """A clip is H.264, 4:2:0, tagged BT.709, with its index in front."""
    clip = render(request())
    context = stream(clip).codec_context

    assert (context.name, context.pix_fmt) == ("h264", "yuv420p")
    assert (
        context.colorspace,
        context.color_primaries,
        context.color_trc,
        context.color_range,
    ) == (1, 1, 1, 1)
    names = box_names(clip)
    assert names.index("moov") < names.index("mdat")


def test_the_file_says_what_it_is() -> None:
    """Title and comment name the animatic and deny Kling."""
    metadata = stream(render(request(prompt="줌인 zoom in"))).container.metadata
    comment = json.loads(metadata["comment"])

    assert metadata["title"] == "Animatic (not Kling)"
    assert comment["generator"] == "kling_widgets animatic"
    assert comment["note"].endswith("not made by Kling")
    assert comment["prompt"] == "줌인 zoom in"


def test_the_same_request_gives_the_same_bytes() -> None:
    """Rendering is deterministic."""
    asked = request(prompt="pan left and roll")

    assert render(asked) == render(asked)


def test_the_first_frame_is_the_picture() -> None:
    """The camera starts with the whole picture, in its true colours."""
    picture = scenery(1280, 720)
    first = decode(render(request(picture), watermark=False))[0]

    assert psnr(first, np.asarray(picture)) > 38


@pytest.mark.parametrize(
    ("prompt", "axis", "sign"),
    [
        ("pan left", 0, 1),
        ("pan right", 0, -1),
        ("tilt up", 1, 1),
        ("tilt down", 1, -1),
    ],
)
def test_a_travelling_camera_moves_the_picture_the_other_way(
    prompt: str, axis: int, sign: int
) -> None:
    """What lies in the middle leaves it, opposite to the camera's way."""
    picture = with_disc(scenery(), (320, 180), 30)
    frames = decode(render(request(picture, prompt=prompt), draft=True))
    went = red_centre(frames[-1])[axis] - red_centre(frames[0])[axis]

    assert sign * went > 15


def test_the_camera_moves_by_parts_of_pixels() -> None:
    """A slow camera advances smoothly, with no pixel steps."""
    picture = with_disc(scenery(1280, 720), (900, 300), 60)
    frames = decode(render(request(picture), watermark=False))
    path = np.array([red_centre(frame) for frame in frames])
    jitter = np.sqrt((np.diff(path, n=2, axis=0) ** 2).mean())

    assert jitter < 0.1


def test_drawing_back_shows_no_holes() -> None:
    """Beyond the picture's edge there is scenery, not black."""
    frames = decode(render(request(prompt="zoom out"), watermark=False))
    last = frames[-1].astype(int).sum(axis=2)

    assert last[[0, -1]].min() > 150
    assert last[:, [0, -1]].min() > 150


def test_a_still_camera_shows_a_still() -> None:
    """A camera at rest shows the same picture throughout."""
    frames = decode(render(request(prompt="static camera"), draft=True))

    assert psnr(frames[0], frames[-1]) > 45


def test_the_chip_marks_the_lower_corner_only() -> None:
    """The watermark is there throughout, in the corner, and nowhere else."""
    marked = decode(render(request(prompt="static shot")))
    plain = decode(render(request(prompt="static shot"), watermark=False))

    for frame in (0, 36, -1):
        apart = np.abs(marked[frame].astype(int) - plain[frame]).max(axis=2)
        assert apart[650:, :260].max() > 40
        assert apart[:640].max() < 30


def test_a_draft_is_small_and_slow() -> None:
    """A draft has 640x360's area and 12 frames a second."""
    video = stream(render(request(), draft=True))

    assert (
        video.width,
        video.height,
        video.average_rate,
        video.frames,
    ) == (640, 360, 12, 36)


def test_a_url_is_shown_as_a_card() -> None:
    """A picture that is only an address is not fetched, and differs by address."""
    one, same, other = (
        render({"image": f"https://example.com/{name}.png"}, draft=True)
        for name in ("cat", "cat", "dog")
    )

    assert one == same
    assert one != other


def test_progress_is_told_frame_by_frame() -> None:
    """Progress counts up to the number of frames."""
    told: list[tuple[int, int]] = []
    render(request(), draft=True, progress=lambda done, of: told.append((done, of)))

    assert [(number + 1, 36) for number in range(36)] == told


def test_progress_can_stop_the_rendering() -> None:
    """What the progress callback raises ends the rendering."""

    def stop(done: int, _of: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        render(request(), draft=True, progress=stop)


@pytest.mark.parametrize(
    "duration", ["", "0", "2", "16", "5.5", "five", "-5", "9" * 5000]
)
def test_a_strange_duration_is_refused(duration: str) -> None:
    """A duration that is no clip's length names its field."""
    with pytest.raises(InputError, match="whole seconds") as refusal:
        render(request(duration=duration))

    assert refusal.value.field == "duration"


@pytest.mark.parametrize("field", OPTIONAL)
def test_null_is_the_same_as_absent(field: str) -> None:
    """Kling's own client sends null for what is unset: a clip comes of it."""
    plain = {"image": wire(scenery())}

    assert read_shot(plain | {field: None}, area=None) == read_shot(plain, area=None)
    assert area_of({field: None}) == area_of({})


@pytest.mark.parametrize("image", [None, "", "  ", 5])
def test_a_missing_picture_is_refused(image: object) -> None:
    """A request without a picture names the field that lacks it."""
    with pytest.raises(InputError, match="has no image") as refusal:
        render({"image": image})

    assert refusal.value.field == "image"

"""What the animatic's tests draw with and measure with."""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING, Any

import av
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

if TYPE_CHECKING:
    from collections.abc import Sequence

Frame = NDArray[np.uint8]
RED = (214, 40, 40)


def scenery(width: int = 640, height: int = 360) -> Image.Image:
    """Draw a picture with slopes, edges and a little grain."""
    y, x = np.mgrid[0:height, 0:width]
    hills = np.sin(x / width * 9) * height * 0.06 + height * 0.55
    sky = np.stack([110 + y * 0.2, 150 + y * 0.15, np.full_like(y, 205.0)], -1)
    land = np.stack([70 + x * 0.05, 110 - y * 0.05, 70 + y * 0.04], -1)
    grain = np.random.default_rng(7).normal(0, 2, (height, width, 1))
    drawn = np.where((y > hills)[..., None], land, sky) + grain
    return Image.fromarray(drawn.clip(0, 255).astype(np.uint8))


def with_disc(
    picture: Image.Image, centre: tuple[float, float], radius: float
) -> Image.Image:
    """Put a red disc on a picture."""
    drawn = picture.copy()
    ImageDraw.Draw(drawn).ellipse(_around(centre, radius), RED)
    return drawn


def disc_mask(
    size: tuple[int, int], centre: tuple[float, float], radius: float
) -> Image.Image:
    """Draw a white disc on black."""
    mask = Image.new("L", size)
    ImageDraw.Draw(mask).ellipse(_around(centre, radius), 255)
    return mask


def wire(picture: Image.Image) -> str:
    """Encode a picture as a request carries it."""
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", compress_level=1)
    return base64.b64encode(buffer.getvalue()).decode()


def decode(clip: bytes) -> list[Frame]:
    """Decode every frame to RGB."""
    container: Any = av.open(io.BytesIO(clip))
    with container:
        return [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]


def red_centre(frame: Frame) -> tuple[float, float]:
    """Return the centre of what is red, in pixels from the top left corner."""
    red, green, blue = (frame[..., band].astype(float) for band in range(3))
    weight = (red - np.maximum(green, blue) - 60).clip(0, 60)
    y, x = np.mgrid[0 : frame.shape[0], 0 : frame.shape[1]]
    total = weight.sum()
    return (
        float((weight * (x + 0.5)).sum() / total),
        float((weight * (y + 0.5)).sum() / total),
    )


def psnr(frame: Frame, other: Frame) -> float:
    """Return the peak signal-to-noise ratio in dB."""
    error = np.mean((frame.astype(float) - other.astype(float)) ** 2)
    return float(10 * np.log10(255**2 / max(error, 1e-9)))


def box_names(clip: bytes) -> Sequence[str]:
    """Return the names of an MP4's top-level boxes, in file order."""
    names, place = [], 0
    while place < len(clip):
        names.append(clip[place + 4 : place + 8].decode())
        place += int.from_bytes(clip[place : place + 4], "big")
    return names


def _around(centre: tuple[float, float], radius: float) -> tuple[float, ...]:
    x, y = centre
    return (x - radius, y - radius, x + radius - 1, y + radius - 1)


def moving(
    mask: Image.Image, points: Sequence[tuple[float, float]], height: int
) -> dict[str, Any]:
    """Make a group of dynamic_masks from points counted from the top left."""
    return {
        "mask": wire(mask),
        "trajectories": [{"x": x, "y": height - y} for x, y in points],
    }


def luma(clip: bytes) -> list[Frame]:
    """Decode every frame to its brightness plane alone."""
    container: Any = av.open(io.BytesIO(clip))
    with container:
        return [
            frame.to_ndarray(format="yuv420p")[: frame.height].copy()
            for frame in container.decode(video=0)
        ]


def metadata(clip: bytes) -> dict[str, str]:
    """Return an MP4's own metadata."""
    container: Any = av.open(io.BytesIO(clip))
    with container:
        return dict(container.metadata)

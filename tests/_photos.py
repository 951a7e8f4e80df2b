"""Pictures as large as real ones, drawn the same way each time.

Noise on every scale, as nature has it, with some grain on top: files then have the
sizes that cameras write. The corners are marked, so that one sees which is up.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Size = tuple[int, int]
    Colour = tuple[int, int, int]

TILE: Final = 1024
OCTAVES: Final = tuple(2**power for power in range(3, 11))
CONTRAST: Final = 55
GRAIN: Final = 3.5
ROUGHNESS: Final = 0.7
ORIENTATION: Final = 0x0112
SIDEWAYS: Final = 6
"""What a phone writes that was held upright: turn it clockwise to look at it."""

CORNERS: Final[dict[str, Colour]] = {
    "top left": (220, 40, 40),
    "top right": (40, 180, 60),
    "bottom left": (50, 70, 220),
    "bottom right": (230, 210, 50),
}
"""Each marks a square of an eighth of the shorter side."""


def scenery(size: Size) -> Image.Image:
    """A picture with details everywhere and its corners marked."""
    width, height = size
    times = (height // TILE + 1, width // TILE + 1, 1)
    picture = Image.fromarray(np.tile(_tile(), times)[:height, :width])
    side = min(size) // 8
    for name, colour in CORNERS.items():
        left = width - side if "right" in name else 0
        top = height - side if "bottom" in name else 0
        picture.paste(colour, (left, top, left + side, top + side))
    return picture


def phone_jpeg(size: Size, quality: int) -> bytes:
    """`scenery` of that size as a phone stores it: lying, with a note to turn it."""
    lying = scenery(size).transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[ORIENTATION] = SIDEWAYS
    file = io.BytesIO()
    lying.save(file, "JPEG", quality=quality, exif=exif)
    return file.getvalue()


def noise_png(size: Size) -> bytes:
    """The largest PNG that there is for a size."""
    width, height = size
    random = np.random.default_rng(2)
    levels = random.integers(0, 256, (height, width, 3), dtype=np.uint8)
    file = io.BytesIO()
    Image.fromarray(levels).save(file, "PNG", compress_level=1)
    return file.getvalue()


def corners(picture: Image.Image) -> dict[str, str]:
    """Which marked corner is found in each corner of a picture."""
    width, height = picture.size
    near = min(picture.size) // 16
    found = {}
    for name in CORNERS:
        x = width - near if "right" in name else near
        y = height - near if "bottom" in name else near
        pixel = picture.convert("RGB").crop((x, y, x + 1, y + 1)).tobytes()
        found[name] = _nearest((pixel[0], pixel[1], pixel[2]))
    return found


def _nearest(seen: Colour) -> str:
    def distance(name: str) -> int:
        pairs = zip(CORNERS[name], seen, strict=True)
        return sum(abs(wanted - level) for wanted, level in pairs)

    return min(CORNERS, key=distance)


def _tile() -> NDArray[np.uint8]:
    random = np.random.default_rng(1)
    total = np.zeros((TILE, TILE, 3), np.float32)
    for octave, side in enumerate(OCTAVES):
        noise = random.integers(0, 256, (side, side, 3), dtype=np.uint8)
        layer = Image.fromarray(noise).resize((TILE, TILE), Image.Resampling.BICUBIC)
        total += (np.asarray(layer, np.float32) - 128) * 2.0 ** (-ROUGHNESS * octave)
    grain = random.normal(0, GRAIN, total.shape)
    levels = 128 + total * (CONTRAST / total.std()) + grain
    tile: NDArray[np.uint8] = np.clip(levels, 0, 255).astype(np.uint8)
    return tile

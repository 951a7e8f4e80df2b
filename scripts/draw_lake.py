"""Draw the lessons' picture, a lake at dawn: `python scripts/draw_lake.py`.

The picture is computed, so it is free to use, and the same on every machine.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

Floats = NDArray[np.float64]

SCALE = 2  # drawn twice as large, then reduced: soft edges for free
WIDTH, HEIGHT = 1280 * SCALE, 720 * SCALE
SHORE = int(HEIGHT * 0.56)
SUN = (WIDTH * 0.578, HEIGHT * 0.335)
JPEG_QUALITY = 88
TARGET = Path(__file__).parent.parent / "notebooks" / "lake.jpg"

ZENITH, BAND, GLOW = (82, 118, 172), (255, 188, 142), (255, 236, 192)
MIST = (250, 214, 186)
RIDGES = (  # height above the shore, roughness, colour, how much haze lies before it
    (0.235, 0.060, (126, 134, 176), 0.52),
    (0.165, 0.052, (98, 108, 150), 0.36),
    (0.105, 0.040, (66, 84, 112), 0.22),
    (0.045, 0.022, (34, 54, 62), 0.08),
)
DARK_WOOD, LIT_WOOD = (46, 34, 34), (150, 92, 62)
REED = (24, 34, 34)


def main() -> None:
    """Draw everything from the back to the front, and save it."""
    chance = np.random.default_rng(7)
    land = draw_ridges(draw_sky(), chance)
    water = draw_water(land)
    picture = to_image(np.concatenate([land[:SHORE], water]))
    picture = lay_mist(picture)
    draw_boat(picture)
    draw_reeds(picture, chance)
    small = picture.resize((WIDTH // SCALE, HEIGHT // SCALE), Image.Resampling.LANCZOS)
    add_grain(small, chance).save(TARGET, quality=JPEG_QUALITY, optimize=True)
    print(f"{TARGET.name}: {small.size}, {TARGET.stat().st_size // 1024} KB")


def to_image(pixels: Floats) -> Image.Image:
    """The picture of an array of numbers from 0 to 255."""
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def mix(one: Floats, other: Floats | tuple[int, int, int], share: Floats) -> Floats:
    """Blend `other` over `one`; `share` says how much, pixel by pixel."""
    return one + (np.asarray(other, float) - one) * share[..., None]


def draw_sky() -> Floats:
    """Dawn: blue above, a warm band over the hills, and the sun's halo."""
    y, x = np.mgrid[:SHORE, :WIDTH].astype(float)
    sky = np.broadcast_to(np.asarray(ZENITH, float), (SHORE, WIDTH, 3))
    sky = mix(sky, BAND, (y / SHORE) ** 1.05)
    away = np.hypot(x - SUN[0], y - SUN[1]) / HEIGHT
    sky = mix(sky, GLOW, 0.85 * np.exp(-((away / 0.26) ** 1.4)))
    sky = mix(sky, (255, 250, 232), 1 / (1 + np.exp((away - 0.042) * 380)))
    return draw_clouds(sky, x, y)


def draw_clouds(sky: Floats, x: Floats, y: Floats) -> Floats:
    """A few long thin clouds, lit from below."""
    for height, length, place, strength in (
        (0.12, 0.30, 0.25, 0.5), (0.17, 0.22, 0.72, 0.4), (0.235, 0.36, 0.48, 0.35),
    ):  # fmt: skip
        wave = 0.006 * np.sin(x / WIDTH * 23 + place * 9) * HEIGHT
        across = (x / WIDTH - place) / length
        up = (y - height * HEIGHT - wave) / (0.013 * HEIGHT)
        sky = mix(sky, (255, 222, 198), strength * np.exp(-(across**2) * 4 - up**2))
    return sky


def skyline(chance: np.random.Generator, roughness: float) -> Floats:
    """A ridge: waves of ever shorter length and height, summed."""
    x = np.linspace(0, 1, WIDTH)
    ridge = np.zeros(WIDTH)
    for octave in range(9):
        phase, shift = chance.uniform(0, 2 * np.pi, 2)
        frequency = 1.7 * 1.9**octave
        ridge += np.sin(2 * np.pi * frequency * x + phase + shift) * 0.52**octave
    return ridge * roughness


def draw_ridges(sky: Floats, chance: np.random.Generator) -> Floats:
    """Hills, one behind the other, paler the farther they are."""
    y = np.arange(SHORE)[:, None]
    land = sky
    for height, roughness, colour, haze in RIDGES:
        top = SHORE - (height + skyline(chance, roughness)) * HEIGHT
        if haze < 0.1:  # the nearest one carries a forest
            top = top - treetops(chance)
        inside = np.clip((y - top) / 2, 0, 1)
        crest = SHORE - (height + roughness) * HEIGHT
        low = np.clip((y - crest) / (SHORE - crest), 0, 1) ** 1.6
        low = np.broadcast_to(low, inside.shape)
        hill = mix(np.broadcast_to(np.asarray(colour, float), sky.shape), MIST, low)
        hill = mix(hill, sky, np.full(inside.shape, haze * 0.45))
        land = mix(land, hill, inside)
    return land


def treetops(chance: np.random.Generator) -> Floats:
    """Spruces of many sizes along a ridge, as heights above it."""
    x = np.arange(WIDTH)
    heights = np.zeros(WIDTH)
    for place in chance.uniform(0, WIDTH, 420):
        tall = chance.uniform(0.010, 0.034) * HEIGHT
        wide = tall * chance.uniform(0.16, 0.26)
        heights = np.maximum(heights, tall * (1 - np.abs(x - place) / wide))
    return heights


def draw_water(land: Floats) -> Floats:
    """The lake: the land upside down, rippled, cooler, with the sun's path."""
    rows = HEIGHT - SHORE
    y, x = np.mgrid[:rows, :WIDTH].astype(float)
    near = y / rows
    ripple = sum(
        np.sin(x / WIDTH * along + 42 * across * np.log(near + 0.05) + phase)
        for along, across, phase in ((9, 1.0, 0.3), (-14, 1.7, 2.1), (23, 2.6, 4.4))
    )
    source_y = np.clip(SHORE - 2 - y * 1.12 - ripple * near * 5 * SCALE, 0, SHORE - 1)
    source_x = np.clip(x + ripple * near * 4 * SCALE, 0, WIDTH - 1)
    water = land[source_y.astype(int), source_x.astype(int)]
    water = mix(water, (38, 62, 96), 0.16 + 0.34 * near)
    path = np.exp(-(((x - SUN[0]) / (WIDTH * (0.018 + 0.07 * near))) ** 2))
    glitter = np.clip(ripple, 0, 3) / 2
    return mix(
        water, (255, 226, 182), np.clip(path * glitter * (0.9 - 0.4 * near), 0, 1)
    )


def lay_mist(picture: Image.Image) -> Image.Image:
    """A thin white veil where the land meets the water."""
    y, x = np.mgrid[:HEIGHT, :WIDTH].astype(float)
    band = np.exp(-(((y - SHORE) / (0.018 * HEIGHT)) ** 2))
    drift = 0.55 + 0.25 * np.sin(x / WIDTH * 7.3) + 0.15 * np.sin(x / WIDTH * 17 + 1)
    pixels = np.asarray(picture, float)
    return to_image(mix(pixels, (255, 232, 212), 0.5 * band * drift))


def draw_boat(picture: Image.Image) -> None:
    """A rowing boat with somebody in it, and its reflection below."""
    box = (int(WIDTH * 0.245), int(HEIGHT * 0.655))
    boat = boat_shape()
    mirrored = boat.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    mirrored = mirrored.resize((boat.width, int(boat.height * 0.8)))
    mirrored = mirrored.filter(ImageFilter.GaussianBlur(2.2 * SCALE))
    fade = np.linspace(0.60, 0.0, mirrored.height)[:, None]
    alpha = np.asarray(mirrored.getchannel("A"), float) * fade
    mirrored.putalpha(Image.fromarray(alpha.astype(np.uint8)))
    picture.paste(mirrored, (box[0], box[1] + int(boat.height * 0.96)), mirrored)
    picture.paste(boat, box, boat)


def boat_shape() -> Image.Image:
    """The boat alone, on glass."""
    unit = HEIGHT // 100
    boat = Image.new("RGBA", (24 * unit, 11 * unit), (0, 0, 0, 0))
    pen = ImageDraw.Draw(boat)
    hull = [(1, 5.6), (4, 7.2), (12, 7.6), (19, 7.2), (23, 5.2), (20.6, 9.4), (17, 10.6),
            (6, 10.6), (3, 9.0)]  # fmt: skip
    rim = [(1, 5.6), (4, 7.2), (12, 7.6), (19, 7.2), (23, 5.2), (22.6, 6.1), (19, 8.0),
           (12, 8.4), (4, 8.0), (1.5, 6.4)]  # fmt: skip
    body = [(9.2, 7.6), (9.6, 4.4), (10.6, 3.4), (12.2, 3.5), (13.1, 4.6), (13.3, 7.7)]
    pen.line(scaled([(12.4, 5.4), (21.8, 9.9)], unit), DARK_WOOD, width=unit // 3)
    pen.polygon(scaled(body, unit), (58, 62, 84))
    pen.ellipse(scaled([(10.2, 1.0), (12.6, 3.6)], unit), (92, 66, 58))
    pen.pieslice(scaled([(9.9, 0.5), (12.9, 3.3)], unit), 170, 360, (168, 120, 74))
    pen.polygon(scaled(hull, unit), DARK_WOOD)
    pen.polygon(scaled(rim, unit), LIT_WOOD)
    return boat


def scaled(points: list[tuple[float, float]], unit: int) -> list[tuple[float, float]]:
    """The points in pixels."""
    return [(x * unit, y * unit) for x, y in points]


def draw_reeds(picture: Image.Image, chance: np.random.Generator) -> None:
    """Dark reeds in the two lower corners, close to the eye."""
    pen = ImageDraw.Draw(picture)
    for _ in range(120):
        edge = chance.exponential(0.055)
        root = WIDTH * (edge if chance.random() < 0.4 else 1 - edge)
        tall = HEIGHT * chance.uniform(0.08, 0.27) * np.exp(-edge * 4.5)
        lean = chance.normal(0.02, 0.05) * HEIGHT
        steps = np.linspace(0, 1, 14)
        blade = [(root + lean * t**2, HEIGHT + 4 - tall * t) for t in steps]
        pen.line(blade, REED, width=int(chance.integers(2, 5)) * SCALE // 2)
        if chance.random() < 0.3:
            (x, y) = blade[-1]
            pen.ellipse((x - 5, y - 30, x + 5, y + 16), (70, 46, 34))


def add_grain(picture: Image.Image, chance: np.random.Generator) -> Image.Image:
    """A breath of grain, so that the sky shows no bands."""
    pixels = np.asarray(picture, float)
    return to_image(pixels + chance.normal(0, 1.3, pixels.shape[:2])[..., None])


if __name__ == "__main__":
    main()

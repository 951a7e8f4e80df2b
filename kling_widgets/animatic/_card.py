"""The card that stands in for a picture which is only a URL."""

from __future__ import annotations

import colorsys
import hashlib
import math
from urllib.parse import urlsplit

import numpy as np
from PIL import Image, ImageDraw, ImageFont

SIZE = (1280, 720)

_OVERSAMPLE = 2
_RIDGES = 4
_LONGEST_NAME = 34


def draw_card(url: str) -> Image.Image:
    """Draw a quiet landscape that names the URL's host; the same for the same URL."""
    seed = hashlib.sha256(url.encode()).digest()
    hue = seed[0] / 256
    card = _sky(hue)
    _draw_sun(card, hue, seed[1] / 256)
    for ridge in range(_RIDGES):
        _draw_ridge(card, hue, ridge, seed[2 + ridge] / 256)
    card = card.reduce(_OVERSAMPLE)
    _draw_label(card, _host(url))
    return card


def _host(url: str) -> str:
    host = urlsplit(url).hostname or "unknown host"
    if len(host) > _LONGEST_NAME:
        host = host[: _LONGEST_NAME - 1] + "…"
    return host


def _tint(hue: float, lightness: float, strength: float) -> tuple[int, int, int]:
    red, green, blue = colorsys.hls_to_rgb(hue % 1, lightness, strength)
    return round(255 * red), round(255 * green), round(255 * blue)


def _sky(hue: float) -> Image.Image:
    width, height = (side * _OVERSAMPLE for side in SIZE)
    upper, lower = (
        np.array(_tint(hue, 0.62, 0.45)),
        np.array(_tint(hue + 0.09, 0.9, 0.6)),
    )
    mix = np.linspace(0, 1, height)[:, None, None] ** 0.8
    rows = upper * (1 - mix) + lower * mix
    return Image.fromarray(
        np.broadcast_to(rows.round().astype(np.uint8), (height, width, 3)).copy()
    )


def _draw_sun(card: Image.Image, hue: float, place: float) -> None:
    width, height = card.size
    x, y, radius = width * (0.2 + 0.6 * place), height * 0.3, height * 0.085
    box = (x - radius, y - radius, x + radius, y + radius)
    ImageDraw.Draw(card).ellipse(box, _tint(hue + 0.12, 0.95, 0.8))


def _draw_ridge(card: Image.Image, hue: float, ridge: int, phase: float) -> None:
    """Draw one range of hills; nearer ones are lower, darker and rougher."""
    width, height = card.size
    near = ridge / (_RIDGES - 1)
    base, swing = height * (0.5 + 0.36 * near), height * (0.10 - 0.04 * near)
    points = [
        (x, base - swing * _outline(x / width * (1.2 + near), phase))
        for x in range(0, width + 8, 8)
    ]
    colour = _tint(hue + 0.03 * near, 0.68 - 0.42 * near, 0.3)
    ImageDraw.Draw(card).polygon([*points, (width, height), (0, height)], colour)


def _outline(x: float, phase: float) -> float:
    turns = (x + phase) * 2 * math.pi
    return (
        0.6 * math.sin(turns)
        + 0.3 * math.sin(2.3 * turns + 1)
        + 0.1 * math.sin(7 * turns)
    )


def _draw_label(card: Image.Image, host: str) -> None:
    pen = ImageDraw.Draw(card)
    width, height = card.size
    name, note = ImageFont.load_default(44), ImageFont.load_default(24)
    white = (255, 255, 255)
    pen.text((width / 2, height * 0.80), host, white, name, anchor="mm")
    note_text = "stands in for the picture at this address"
    pen.text((width / 2, height * 0.87), note_text, white, note, anchor="mm")

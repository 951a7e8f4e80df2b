"""The view: a panel, a picker, a brush, cards, and the way of a clip into a cell's output."""

from __future__ import annotations

from ._generate import generate
from ._one_job import job
from ._preview import preview
from ._resume import resume
from .brush import Brush, MovingArea
from .gallery import Gallery
from .panel import Studio

__all__ = [
    "Brush",
    "Gallery",
    "MovingArea",
    "Studio",
    "generate",
    "job",
    "preview",
    "resume",
]

"""A shot is drawn ahead: in order, and few frames at a time."""

from __future__ import annotations

import threading

import pytest

from kling_widgets.animatic._shoot import _drawn_ahead


def test_frames_come_in_order_and_few_at_a_time() -> None:
    """However long the clip, only a handful of frames is ever in memory."""
    lock, drawn, taken, most = threading.Lock(), 0, 0, 0

    def draw(time: float) -> float:
        nonlocal drawn, most
        with lock:
            drawn += 1
            most = max(most, drawn - taken)
        return time

    times = [number / 500 for number in range(500)]
    seen = []
    for frame in _drawn_ahead(draw, times):
        seen.append(frame)
        with lock:
            taken += 1

    assert seen == times
    assert most <= 6


def test_an_error_while_drawing_ends_the_clip() -> None:
    """A frame that cannot be drawn is told, and nothing hangs."""

    def draw(time: float) -> float:
        if time > 0.5:
            raise ArithmeticError
        return time

    with pytest.raises(ArithmeticError):
        list(_drawn_ahead(draw, [0.1, 0.3, 0.6, 0.9]))

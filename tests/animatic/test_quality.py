"""What the encoder is told for each quality."""

from __future__ import annotations

from kling_widgets.animatic._quality import Quality


def test_long_steady_clips_have_good_keyframes_throughout() -> None:
    """Every keyframe of a steady clip is nearly lossless, not the first alone."""
    settings = Quality.STEADY.options(fps=24, count=240)["x264-params"]

    assert "keyint=120" in settings
    assert "zones=0,0,q=8/120,120,q=8" in settings

"""How much of the drawn pixels the encoder may lose, as settings of x264."""

from __future__ import annotations

from enum import Enum

KEYFRAME_SECONDS = 5
"""Between keyframes: seeking stays quick, and a 5 s clip pays for one only."""

_COMMON = (
    # the speed of "superfast" with the size of "veryfast"
    "subme=1:ref=1:trellis=0"
    # without these two, saturated subjects leave coloured specks behind
    ":dct-decimate=0:chroma-qp-offset=-3"
)
# no smoothing across block edges, which would reach into what stands still
_STEADY = ":scenecut=0:no-deblock=1"
_KEYFRAME_QP = 8
_STEADY_CRF = 16
"""At 20 the encoder no longer skips all that stands still while the rest pans."""


class Quality(Enum):
    """What a clip needs."""

    GOOD = "good"
    """No loss that an eye would find."""
    STEADY = "steady"
    """Besides, what stands still for good stays the same to the grey level.

    Keyframes are nearly lossless, and the frames between skip what stands still.
    Blocks that it shares with something moving are an exception.
    """
    EXACT = "exact"
    """No pixel is more than two grey levels off. Costs little if little moves."""

    def options(self, *, fps: int, count: int) -> dict[str, str]:
        """Return the encoder's options for a clip."""
        apart = KEYFRAME_SECONDS * fps
        settings = f"{_COMMON}:keyint={apart}"
        if self is Quality.GOOD:
            return _options("crf", 20, settings)
        if self is Quality.EXACT:
            return _options("qp", 6, f"{settings}{_STEADY}:pbratio=1")
        zones = "/".join(f"{at},{at},q={_KEYFRAME_QP}" for at in range(0, count, apart))
        return _options("crf", _STEADY_CRF, f"{settings}{_STEADY}:zones={zones}")


def _options(rate: str, value: int, settings: str) -> dict[str, str]:
    return {"preset": "veryfast", rate: str(value), "x264-params": settings}

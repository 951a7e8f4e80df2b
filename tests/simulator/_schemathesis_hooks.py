"""What JSON Schema cannot tell schemathesis: real pictures, shots that fill a clip."""

from __future__ import annotations

from typing import Any

import schemathesis
from hypothesis import strategies as st

from tests.simulator._caller import IMAGE_URL
from tests.simulator._pictures import picture

TIMES = [str(seconds) for seconds in range(1, 16)]
DURATIONS = TIMES[2:]

schemathesis.openapi.format(
    "kling-picture", st.sampled_from([IMAGE_URL, picture(), picture(kind="JPEG")])
)


@schemathesis.hook
def before_call(_context: Any, case: Any, _kwargs: Any) -> None:
    """Let the shots last as long as their clip, where both are in form."""
    body = case.body if isinstance(case.body, dict) else {}
    shots, duration = body.get("multi_prompt"), body.get("duration") or "5"
    if duration in DURATIONS and isinstance(shots, list) and all(map(_is_timed, shots)):
        del shots[int(duration) :]
        for shot in shots:
            shot["duration"] = "1"
        if shots:
            shots[0]["duration"] = str(int(duration) - len(shots) + 1)


def _is_timed(shot: Any) -> bool:
    return isinstance(shot, dict) and shot.get("duration") in TIMES

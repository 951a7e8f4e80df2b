"""Requests and recipes to keep, real and generated."""

from __future__ import annotations

import base64
import io
import tempfile
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from PIL import Image

from kling_widgets.api import ImageToVideoRequest, models
from kling_widgets.clips import Cost, Recipe, write_beside, write_into
from kling_widgets.errors import InputError
from tests.clips._movies import write_movie

ASKED = datetime(2026, 3, 1, 10, 22, 5, tzinfo=UTC)
DONE = datetime(2026, 3, 1, 10, 24, 49, tzinfo=UTC)
LINK = "https://pictures.example/cat.png"
SIGNED = f"{LINK}?Signature=CANARY&Expires=1"


@cache
def picture(kind: str = "PNG", shade: int = 90) -> str:
    """A small picture as the wire has it."""
    file = io.BytesIO()
    Image.new("RGB", (320, 320), (shade, 120, 60)).save(file, kind)
    return base64.b64encode(file.getvalue()).decode()


@cache
def movie_bytes() -> bytes:
    """A real movie, made once."""
    with tempfile.TemporaryDirectory() as folder:
        return write_movie(Path(folder) / "movie.mp4", sound=True).read_bytes()


def group(shade: int = 5, **extra: Any) -> dict[str, Any]:
    """One group of the motion brush."""
    points = [{"x": 3, "y": 4}, {"x": 30, "y": 40}]
    return {"mask": picture("PNG", shade), "trajectories": points, **extra}


def wire(**fields: Any) -> dict[str, Any]:
    """A request as it is sent."""
    base = {
        "model_name": "kling-v2-6",
        "mode": "pro",
        "duration": "5",
        "image": picture(),
        "prompt": "the cat yawns",
    }
    return {**base, **fields}


def recipe(request: dict[str, Any] | None = None, **facts: Any) -> Recipe:
    """The recipe of a clip that is done and paid for."""
    known: dict[str, Any] = {
        "provider": "cometapi",
        "created_at": ASKED,
        "finished_at": DONE,
        "job_id": "kw-0123456789",
        "task_id": "8675309",
        "estimate": Cost(
            units=Decimal("1.5"), dollars=Decimal("0.20"), as_of=date(2026, 3, 1)
        ),
        "cost": Cost(units=Decimal("1.50")),
        "version": "1.2.3",
    }
    return Recipe.of(request or wire(), **{**known, **facts})


def write_recipe(clip: Path, made: Recipe) -> None:
    """Write a recipe where a saved clip has it: beside it, and in it."""
    write_beside(clip, made)
    write_into(clip, made)


EXTRAS: dict[str, list[Any]] = {
    "negative_prompt": ["blur", "모자이크"],
    "cfg_scale": [0.0, 0.5, 1.0],
    "image_tail": [picture("JPEG", 10), LINK],
    "static_mask": [picture("PNG", 0)],
    "dynamic_masks": [[group()], [group(1), group(2)]],
    "camera_control": [
        {"type": "simple", "config": {"zoom": -4.5}},
        {"type": "down_back"},
    ],
    "sound": ["on", "off"],
    "voice_list": [[{"voice_id": "v-1"}, {"voice_id": 2}]],
    "element_list": [[{"element_id": 11}]],
    "watermark_info": [{"enabled": True}, {"enabled": False}],
}


@st.composite
def requests(draw: st.DrawFn) -> ImageToVideoRequest:
    """Any request that the catalogue allows."""
    model = draw(st.sampled_from(models()))
    mode, duration = draw(st.sampled_from(list(model.combinations())))
    fields: dict[str, Any] = {
        "image": draw(st.sampled_from([picture(), picture("JPEG"), LINK])),
        "prompt": draw(st.text(min_size=1, max_size=80).filter(_is_prompt)),
        "model_name": model.name,
        "mode": mode,
        "duration": duration,
    }
    for name in draw(st.permutations(sorted(EXTRAS))):
        extra = {**fields, name: draw(st.sampled_from(EXTRAS[name]))}
        fields = extra if _is_valid(extra) else fields
    return ImageToVideoRequest(**fields)


def _is_prompt(text: str) -> bool:
    return _is_valid({"image": LINK, "prompt": text}) and bool(text.strip())


def _is_valid(fields: dict[str, Any]) -> bool:
    try:
        ImageToVideoRequest(**fields)
    except InputError:
        return False
    return True


def amounts() -> st.SearchStrategy[Decimal | None]:
    """Exact numbers, as a bill has them."""
    return st.none() | st.decimals(0, 10_000, places=3)


def costs() -> st.SearchStrategy[Cost | None]:
    """What was charged or estimated, or nothing."""
    days = st.none() | st.dates()
    return st.none() | st.builds(Cost, units=amounts(), dollars=amounts(), as_of=days)


def moments() -> st.SearchStrategy[datetime]:
    """Any moment of this century, in any zone."""
    return st.datetimes(
        datetime(2000, 1, 2),  # noqa: DTZ001 - the zone is the strategy's
        datetime(2099, 12, 30),  # noqa: DTZ001
        timezones=st.timezones(),
    )

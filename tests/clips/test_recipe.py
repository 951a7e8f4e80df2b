"""A recipe says how a clip was made, and nothing secret."""

from __future__ import annotations

import hashlib
import json
from base64 import b64decode
from dataclasses import FrozenInstanceError, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings, strategies as st

from kling_widgets import __version__
from kling_widgets.clips import Recipe, RecipeInput
from kling_widgets.errors import InputError
from tests.clips._recipes import (
    ASKED,
    LINK,
    SIGNED,
    costs,
    group,
    moments,
    picture,
    recipe,
    requests,
    wire,
)

if TYPE_CHECKING:
    from kling_widgets.api import ImageToVideoRequest


def test_the_request_is_kept_without_its_picture() -> None:
    """Everything else stands under the API's names."""
    kept = recipe(wire(cfg_scale=0.5)).request

    assert kept == {
        "model_name": "kling-v2-6",
        "mode": "pro",
        "duration": "5",
        "prompt": "the cat yawns",
        "cfg_scale": 0.5,
    }


def test_each_picture_is_known_by_its_fingerprint() -> None:
    """The first frame, the last one, and every mask."""
    request = wire(
        image_tail=picture("JPEG"),
        static_mask=picture("PNG", 0),
        dynamic_masks=[group(1), group(2)],
    )

    inputs = recipe(request).inputs

    assert [(item.field, item.media_type) for item in inputs] == [
        ("image", "image/png"),
        ("image_tail", "image/jpeg"),
        ("static_mask", "image/png"),
        ("dynamic_masks[0].mask", "image/png"),
        ("dynamic_masks[1].mask", "image/png"),
    ]
    data = b64decode(picture())
    assert inputs[0].sha256 == hashlib.sha256(data).hexdigest()
    assert inputs[0].bytes == len(data)


def test_a_trajectory_is_kept_without_its_mask() -> None:
    """The way of the motion brush is text, its area is a picture."""
    kept = recipe(wire(dynamic_masks=[group()])).request

    points = [{"x": 3, "y": 4}, {"x": 30, "y": 40}]
    assert kept["dynamic_masks"] == [{"trajectories": points}]


def test_a_plain_link_is_kept() -> None:
    """It leads to the picture again."""
    (item,) = recipe(wire(image=LINK)).inputs

    assert (item.url, item.is_whole, item.bytes) == (LINK, True, 0)


@pytest.mark.parametrize(
    "link",
    [
        SIGNED,
        "https://user:CANARY@pictures.example/cat.png",
        f"{LINK}#CANARY",
        "HTTPS://user@pictures.example?sig=CANARY@host/x.png",
    ],
)
def test_what_may_be_a_signature_is_not_kept(link: str) -> None:
    """A link that carries more than an address is kept without the rest."""
    made = recipe(wire(image=link))

    assert made.inputs[0].is_whole is False
    assert "CANARY" not in json.dumps(made.to_json()) + repr(made)


def test_what_belongs_to_one_run_is_not_kept() -> None:
    """An id is used once, and nobody else shall be told of clips made again."""
    made = recipe(
        wire(callback_url="https://me.example/CANARY", external_task_id="CANARY")
    )

    assert "CANARY" not in json.dumps(made.to_json()) + repr(made)


def test_no_picture_is_kept() -> None:
    """Not a run of base64 is in a recipe, nor in its repr."""
    made = recipe(wire(image_tail=picture("JPEG"), dynamic_masks=[group()]))

    text = json.dumps(made.to_json()) + repr(made)

    assert picture()[:40] not in text
    assert len(text) < 5_000


def test_it_says_plainly_that_there_is_no_seed() -> None:
    """Nobody shall expect the same clip twice."""
    assert recipe().to_json()["note"] == (
        "The API has no seed: the same recipe makes a similar clip, not the same one."
    )


def test_it_names_the_version_that_made_it() -> None:
    """By default the one that runs."""
    made = Recipe.of(wire(), provider="simulator", created_at=ASKED)

    assert made.version == __version__


def test_the_model_and_the_simulator_are_asked_for_often() -> None:
    """Both stand on the recipe itself."""
    made = recipe(provider="simulator")

    assert (made.model_name, made.simulated) == ("kling-v2-6", True)


def test_times_are_in_utc() -> None:
    """A time from anywhere is the same moment, in one zone."""
    seoul = ASKED.astimezone(timezone(timedelta(hours=9)))

    made = recipe(created_at=seoul)

    assert (made.created_at, made.created_at.tzinfo) == (ASKED, UTC)


def test_a_time_without_a_zone_is_no_moment() -> None:
    """It could be any of twenty-four."""
    with pytest.raises(ValueError, match=r"created_at: .* has no time zone"):
        recipe(created_at=datetime(2026, 3, 1))  # noqa: DTZ001 - that is the mistake


def test_a_recipe_is_a_value() -> None:
    """It cannot be changed, not even inside, and equals its copy."""
    made, same = recipe(), recipe()
    made.request["prompt"] = "another"

    with pytest.raises(FrozenInstanceError):
        made.provider = "x"  # type: ignore[misc]
    assert (made, hash(made)) == (same, hash(same))


@pytest.mark.parametrize("image", ["%%%", "QUJD", ""])
def test_only_pictures_have_a_recipe(image: str) -> None:
    """What no request could carry is refused in a sentence."""
    with pytest.raises(InputError, match=r"read: image is (no base64|neither PNG)"):
        RecipeInput.of("image", image)


@given(
    request=requests(),
    asked=moments(),
    done=st.none() | moments(),
    estimate=costs(),
    cost=costs(),
    ids=st.none() | st.text("abc-_0", min_size=1),
)
@settings(max_examples=50, deadline=None)
def test_a_recipe_survives_its_text(
    request: ImageToVideoRequest, asked: datetime, done: datetime | None, **facts: Any
) -> None:
    """What was written is what is read, for any request, time and price."""
    ids = facts.pop("ids")
    made = recipe(
        request.to_json(),
        **facts,
        created_at=asked,
        finished_at=done,
        job_id=ids,
        task_id=ids,
    )

    read = Recipe.from_text(json.dumps(made.to_json()))

    assert read == made


def test_amounts_stay_exact() -> None:
    """A bill of 1.50 is not one of 1.5000000001, nor of 1.5."""
    read = Recipe.from_json(recipe().to_json())

    assert read.cost
    assert str(read.cost.units) == "1.50"


def test_what_is_not_known_is_left_out() -> None:
    """No empty entries stand for what nobody knows."""
    made = replace(
        recipe(), finished_at=None, job_id=None, task_id=None, estimate=None, cost=None
    )

    assert set(made.to_json()) == {
        *("recipe", "note", "made_with", "version", "provider"),
        *("request", "inputs", "created_at"),
    }

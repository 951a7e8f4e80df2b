"""A recipe may come from anybody: it is read with care or refused in a sentence."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from kling_widgets.clips import Recipe
from kling_widgets.clips._recipe_card import recipe_card
from kling_widgets.errors import InputError
from tests.clips._recipes import LINK, SIGNED, group, picture, recipe, wire

GOOD: dict[str, Any] = recipe(wire(dynamic_masks=[group()])).to_json()
MARK = "a" * 64


def test_the_pattern_itself_is_good() -> None:
    """What the cases below are broken from can be read."""
    assert Recipe.from_json(GOOD).to_json() == GOOD


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"recipe": 2}, "a later kling_widgets wrote it"),
        ({"recipe": None}, "there is no recipe"),
        ({"recipe": True}, "recipe is 'True'; need int"),
        ({"request": []}, "request is '[]'; need dict"),
        ({"request": {"dynamic_masks": 5}}, "dynamic_masks is '5'; need list"),
        ({"request": {"dynamic_masks": [5]}}, "'5' is no object with 'trajectories'"),
        ({"request": {"cfg_scale": float("nan")}}, "holds a number that is none"),
        ({"inputs": [GOOD["inputs"][0]] * 2}, "a picture is in it twice"),
        ({"inputs": ["x"]}, "'x' is no object with 'field' in it"),
        ({"created_at": "soon"}, "created_at is 'soon'; need a time"),
        ({"created_at": None}, "there is no created_at"),
        ({"created_at": "0001-01-01T00:00:00+14:00"}, "need a time"),
        ({"cost": {"units": "1e999999"}}, "units is '1e999999'; need a number"),
        ({"cost": {"units": "NaN"}}, "need a number"),
        ({"cost": {"units": 1.5}}, "units is '1.5'; need str"),
        ({"estimate": {"as_of": "yesterday"}}, "need a date"),
        ({"task_id": {"a": 1}}, "need str"),
    ],
)
def test_what_is_broken_is_named(change: dict[str, Any], sentence: str) -> None:
    """The sentence says which part, and what was there."""
    with pytest.raises(InputError) as caught:
        Recipe.from_json({**GOOD, **change})

    assert sentence in caught.value.message


@pytest.mark.parametrize(
    "entry",
    [
        {"field": "../../.ssh/id_rsa", "sha256": MARK, "media_type": "image/png"},
        {"field": "image", "sha256": "../" * 21 + "x", "media_type": "image/png"},
        {"field": "image", "sha256": MARK, "media_type": "image/../../x"},
        {"field": "image", "sha256": MARK, "url": "file:///etc/passwd"},
        {"field": "image", "sha256": MARK, "url": SIGNED},
        {"field": "image", "sha256": MARK},
        {"field": "prompt", "sha256": MARK, "media_type": "image/png"},
    ],
)
def test_an_input_leads_to_a_picture_only(entry: dict[str, Any]) -> None:
    """Neither its name nor its fingerprint nor its link can lead anywhere else."""
    with pytest.raises(InputError):
        Recipe.from_json({**GOOD, "inputs": [entry]})


@pytest.mark.parametrize(
    "smuggled",
    [
        {"image": picture()},
        {"image_tail": LINK},
        {"callback_url": "https://thief.example/"},
        {"external_task_id": "mine"},
    ],
)
def test_nothing_comes_in_with_the_request(smuggled: dict[str, str]) -> None:
    """A picture, an id or a callback in a foreign recipe is not taken over."""
    read = Recipe.from_json({**GOOD, "request": {**GOOD["request"], **smuggled}})

    assert read.request == GOOD["request"]


@pytest.mark.parametrize(
    "text", ["", "{", "[1]", "null", "[" * 100_000, '{"recipe": 1}', " " * 300_000]
)
def test_a_text_that_is_no_recipe_is_refused(text: str) -> None:
    """Neither nonsense nor a very long text gets further."""
    with pytest.raises(InputError, match="The recipe cannot be read"):
        Recipe.from_text(text)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=6,
)


@given(name=st.sampled_from(sorted(GOOD)), value=JSON)
@settings(max_examples=150, deadline=None)
def test_any_other_value_is_read_or_refused(name: str, value: Any) -> None:
    """Nothing in a recipe can raise anything but the one error, or break its card."""
    try:
        read = Recipe.from_text(json.dumps({**GOOD, name: value}))
    except InputError:
        return
    assert set(recipe_card(read)) == {"text/html", "text/plain"}

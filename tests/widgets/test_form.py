"""The panel's fields, kept within what the chosen model takes."""

from __future__ import annotations

from typing import Any

import pytest

from kling_widgets.api import Finding, models
from kling_widgets.errors import InputError
from kling_widgets.widgets.panel._form import Form
from tests.widgets.conftest import png


@pytest.fixture
def form() -> Form:
    return Form(changed=lambda: None)


def line(form: Form, name: str) -> str:
    """What stands below a field."""
    return str(form.by_name[name]._line.value)


def test_it_begins_with_a_live_model(form: Form) -> None:
    """What is set at first can be sent today."""
    values = form.values()

    assert values == {"model_name": "kling-v2-6", "mode": "std", "duration": "5"}


@pytest.mark.parametrize("model", models(), ids=lambda model: model.name)
def test_choices_follow_the_model(form: Form, model: Any) -> None:
    """Only modes and lengths that the model has can be chosen."""
    form.model_name.fill(model.name)

    modes = tuple(value for _, value in form.mode.control.options)
    durations = tuple(value for _, value in form.duration.control.options)
    assert (modes, durations) == (model.modes, model.durations)
    assert form.values().get("mode") == model.default_mode


def test_what_the_new_model_has_too_stays_chosen(form: Form) -> None:
    """Changing the model does not undo the other choices without need."""
    form.mode.fill("pro")
    form.duration.fill("10")

    form.model_name.fill("kling-v3")

    assert (form.mode.value, form.duration.value) == ("pro", "10")


def test_what_the_new_model_lacks_goes_back(form: Form) -> None:
    """A length that is not there any more becomes the usual one."""
    form.model_name.fill("kling-v3")
    form.duration.fill("7")

    form.model_name.fill("kling-v2-6")

    assert form.duration.value == "5"


def test_a_model_without_modes_says_so(form: Form) -> None:
    """The field is off, with the reason below it, and no mode is sent."""
    form.model_name.fill("kling-v2-master")

    assert form.mode.control.disabled
    assert "kling-v2-master takes no mode." in line(form, "mode")
    assert "mode" not in form.values()


def test_a_withdrawn_model_is_named_as_such(form: Form) -> None:
    """The list says what is gone, and since when."""
    labels = {value: label for label, value in form.model_name.control.options}

    assert labels["kling-v1"] == "kling-v1 (withdrawn 2026-09-15)"
    assert labels["kling-v2-6"] == "kling-v2-6"


def test_clips_in_4k_are_worth_larger_pictures(form: Form) -> None:
    """The page shrinks pictures to what the largest clip of the mode can show."""
    usual = form.image.max_side
    form.fill({"model_name": "kling-v3", "mode": "4k"})

    assert (usual, form.image.max_side, form.image_tail.max_side) == (2560, 4096, 4096)


def test_a_tail_image_waits_for_its_mode(form: Form) -> None:
    """It is kept while the mode takes none, and not sent."""
    form.image_tail.fill(png())
    kept = form.image_tail.value

    assert "image_tail" not in form.values()
    assert form.image_tail.reason == "kling-v2-6 takes a tail image only in pro mode."
    form.mode.fill("pro")
    assert form.values()["image_tail"] is kept


def test_cfg_scale_says_what_it_is_for(form: Form) -> None:
    """Over a number's label that has no tooltip, Jupyter shows "null"."""
    assert form.cfg_scale.control.tooltip == "How closely the clip keeps to the prompt"


def test_cfg_scale_goes_only_where_it_is_taken(form: Form) -> None:
    """Newer models refuse it; the field says so."""
    assert "cfg_scale" not in form.values()
    assert "kling-v2-6 takes no cfg_scale." in line(form, "cfg_scale")

    form.model_name.fill("kling-v1-6")
    form.cfg_scale.fill(0)

    assert form.values()["cfg_scale"] == 0.0


def test_spaces_are_nothing(form: Form) -> None:
    """A prompt of spaces is left out, and the spaces around one are."""
    form.prompt.fill("   ")
    assert "prompt" not in form.values()

    form.prompt.fill("  a cat \n")

    assert form.values()["prompt"] == "a cat"


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("mode", "PRO", "pro"),
        ("duration", 10, "10"),
        ("prompt", None, None),
        ("cfg_scale", 1, 1.0),
    ],
)
def test_code_fills_fields_as_people_write(
    form: Form, name: str, value: Any, expected: Any
) -> None:
    """Numbers and capitals are understood."""
    form.by_name[name].fill(value)

    assert form.by_name[name].value == expected


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("model_name", "kling-v9", "model_name: 'kling-v9' cannot be chosen here"),
        ("mode", "hd", "mode: 'hd' cannot be chosen here; choose std, pro."),
        ("duration", "7", "choose 5, 10."),
        ("prompt", 5, "prompt: need text, got int."),
        ("cfg_scale", 1.5, "cfg_scale: 1.5, allowed 0 to 1."),
        ("cfg_scale", "0.5", "cfg_scale: need a number, got str."),
        ("cfg_scale", True, "cfg_scale: need a number, got bool."),
        ("image", 7, "image"),
    ],
)
def test_code_is_told_what_a_field_cannot_hold(
    form: Form, name: str, value: Any, said: str
) -> None:
    """An `InputError` names the field and what it can hold."""
    with pytest.raises(InputError) as caught:
        form.by_name[name].fill(value)

    assert said in caught.value.message
    assert caught.value.field == name


def test_every_change_is_told() -> None:
    """Whoever owns the form hears of each change once it has settled."""
    heard: list[dict[str, Any]] = []
    mine = Form(changed=lambda: heard.append(mine.values()))

    mine.model_name.fill("kling-v3")
    mine.prompt.fill("wind")
    mine.image.fill("https://example.com/a.png")

    assert heard[0]["model_name"] == "kling-v3"
    assert heard[1]["prompt"] == "wind"
    assert heard[2]["image"].url == "https://example.com/a.png"


def warning(field: str, sentence: str) -> Finding:
    return Finding(field=field, rule="r", sentence=sentence, severity="warning")


def test_several_warnings_share_the_line(form: Form) -> None:
    """What is worth knowing stands below the field it is about, in full."""
    form.show([warning("prompt", "prompt: odd."), warning("prompt", "prompt: long.")])

    assert "Odd. Long." in line(form, "prompt")


def test_a_warning_of_a_picture_joins_its_notes(form: Form) -> None:
    """The picker shows it with what was changed on the way."""
    form.image.fill(png())

    form.show([warning("image", "image: small.")])
    assert form.image.notes == ("Small.",)
    form.image.hint("")

    assert not form.image.notes


def test_a_finding_of_a_field_that_is_not_here_does_no_harm(form: Form) -> None:
    """The panel offers less than the API has."""
    form.show([warning("camera_control", "camera_control: odd.")])

    assert form.faulty == ()


def test_typing_changes_one_line_only(form: Form) -> None:
    """A key press does not make other lines, or its own, come and go."""
    form.show([])
    form.prompt.fill("a")
    form.show([])
    heard: list[str] = []
    for name, field in form.by_name.items():
        widget: Any = getattr(field, "_line", field)
        widget.observe(lambda change, name=name: heard.append(f"{name}.{change.name}"))
        widget.layout.observe(
            lambda change, name=name: heard.append(f"{name}.{change.name}")
        )

    form.prompt.fill("ab")
    form.show([])

    assert heard == ["prompt.value"]

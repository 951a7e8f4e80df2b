"""Prompts and parameters that cannot be sent: rows P1 to P23."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

import kling_widgets as kling
from kling_widgets.errors import InputError
from kling_widgets.widgets._asked import request_of
from tests.bad_inputs._case import GOOD, Row, check_refused, check_taken, numbered
from tests.jobs._scripted import PATIENCE

if TYPE_CHECKING:
    from pathlib import Path

V15 = {"model_name": "kling-v1-5", "mode": "pro"}
PAYLOAD = "<script>alert(1)</script> $\\href{javascript:alert(1)}{x}$"
FAMILY = "\N{WOMAN}\u200d\N{WOMAN}\u200d\N{GIRL}"
WRONG_SECONDS = [7, "7", "05", "5s", 0, -5, True, None, "\u0665"]
LATE: Any = "https://e.com"


def camera(**control: Any) -> dict[str, Any]:
    return {**V15, "camera_control": control}


REFUSED = [
    Row("P1", {"prompt": "x" * 2501}, "prompt: 2,501 characters, at most 2,500."),
    Row("P4", {"prompt": "ab\ud800"}, "prompt: contains a broken character at posit"),
    Row("P7", {"prompt": 5}, "prompt: need text, got int."),
    Row("P7", {"prompt": b"x"}, "prompt: need text, got bytes."),
    Row("P7", {"prompt": ["x"]}, "prompt: need text, got list."),
    Row("P8", {"prompt": FAMILY * 501}, "2,505 characters, at most 2,500."),
    Row("P9", {"negative_prompt": "x" * 2501}, "negative_prompt: 2,501 characters"),
    *(Row("P11", {"duration": wrong}, "duration: ") for wrong in WRONG_SECONDS),
    Row("P12", {"cfg_scale": 1.01}, "cfg_scale: 1.01, allowed 0 to 1."),
    Row("P12", {"cfg_scale": -0.1}, "cfg_scale: -0.1, allowed 0 to 1."),
    Row("P12", {"cfg_scale": float("nan")}, "cfg_scale: need a number from 0 to 1"),
    Row("P12", {"cfg_scale": "0.5"}, "cfg_scale: need a number from 0 to 1"),
    Row("P12", {"cfg_scale": True}, "cfg_scale: need a number from 0 to 1"),
    Row("P14", {"mode": "hd"}, "mode: 'hd'"),
    Row("P15", {"model_name": "kling-v99"}, "allow_unknown_model"),
    Row("P17", camera(config={"pan": 3, "zoom": 2}), "got pan=3, zoom=2"),
    Row("P17", camera(config={}), "exactly one value may be non-zero; got none"),
    Row("P17", camera(config={"zoom": 11}), "11, allowed -10 to 10."),
    Row("P18", camera(type="down_back", config={"zoom": 1}), "only for type 'simple'"),
    Row("P19", {"promt": "x"}, "Did you mean 'prompt'?"),
    *(
        Row("P21", {"external_task_id": wrong}, "allowed: A-Z a-z 0-9 _ -, at most 64")
        for wrong in ("a/b", "../x", "a b", "x" * 200)
    ),
]
TAKEN = [
    Row("P2", {"prompt": "x" * 501}, "501 characters; CometAPI's page says 500"),
    Row("P3", {"prompt": "  "}, "prompt: empty"),
    Row("P5", {"prompt": "a\0b\u202ec"}, "invisible control characters were removed"),
    Row("P6", {"prompt": PAYLOAD}, ""),
    Row("P9", {"negative_prompt": "x" * 201}, "negative_prompt: 201 characters"),
    Row("P13", {"cfg_scale": 0.5}, "does not take it; it is left out"),
    Row("P15", {"model_name": "k9", "allow_unknown_model": True}, "model_name: 'k9'"),
    Row("P16", {"model_name": "kling-v1"}, "kling-v1 is reported withdrawn"),
]


@numbered(REFUSED)
def test_refused(row: Row, place: Path) -> None:
    """Each with its sentence."""
    check_refused(row, place)


@numbered(TAKEN)
def test_taken(row: Row, place: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Each with a word about what was changed or is doubtful."""
    check_taken(row, place, caplog)


@pytest.mark.parametrize(
    ("number", "given", "sent"),
    [
        ("P3", {"prompt": " a "}, {"prompt": "a"}),
        ("P6", {"prompt": PAYLOAD}, {"prompt": PAYLOAD}),
        ("P8", {"prompt": FAMILY}, {"prompt": FAMILY}),
        ("P10", {"duration": 5}, {"duration": "5"}),
        ("P11", {"duration": 5.0}, {"duration": "5"}),
        ("P14", {"mode": "Pro"}, {"mode": "pro"}),
    ],
)
def test_what_is_meant_is_sent(
    number: str, given: dict[str, Any], sent: dict[str, str]
) -> None:
    """Another spelling of the same needs no word."""
    wire = request_of(GOOD, **{"prompt": "zoom", **given}).to_json()

    assert sent.items() <= wire.items()


def test_an_id_is_used_once(place: Path) -> None:
    """P20: the second job with it costs nothing."""
    kling.generate(LATE, external_task_id="run-1").wait(PATIENCE)
    with pytest.raises(InputError, match="external_task_id: 'run-1' was used before"):
        kling.generate(GOOD, "another", external_task_id="run-1")

    assert len(kling.jobs()) == 1


def test_many_jobs_have_no_door_that_sends_them_unasked(place: Path) -> None:
    """P22: one call makes one job; a list of pictures is refused."""
    check_refused(Row("P22", {"image": [GOOD] * 1000}, "image: "), place)


def test_a_request_is_checked_again_when_it_is_changed() -> None:
    """P11: there is no way around it."""
    with pytest.raises(InputError, match="duration: '7'"):
        replace(request_of(GOOD, None), duration="7")

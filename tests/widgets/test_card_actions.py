"""What can be done about a job, state by state."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from kling_widgets.clips import Clip
from kling_widgets.jobs import JobState
from kling_widgets.widgets.cards._actions import actions
from tests.widgets.conftest import snapshot

if TYPE_CHECKING:
    from kling_widgets.widgets.cards._actions import Action

SOON = datetime(2026, 11, 1, tzinfo=UTC)
LEFT = {"watching": False}


def of(state: JobState, *, can_send: bool = True, **values: Any) -> tuple[Action, ...]:
    return actions(snapshot(state, **values), can_send=can_send)


def kinds(shown: tuple[Action, ...]) -> list[str]:
    return [action["kind"] for action in shown]


@pytest.mark.parametrize(
    ("state", "values", "expected"),
    [
        (JobState.PREPARED, {}, []),
        (JobState.PREPARED, {"held": "rate"}, ["look", "stop"]),
        (JobState.PREPARED, LEFT, ["stop"]),
        (JobState.SUBMITTING, {}, []),
        (JobState.UNKNOWN, {}, ["look", "again", "attach", "abandon"]),
        (JobState.UNKNOWN, LEFT, ["look", "again", "attach", "abandon"]),
        (JobState.SUBMITTED, {}, ["stop"]),
        (JobState.PROCESSING, {}, ["stop"]),
        (JobState.PROCESSING, {"held": "auth", "held_until": SOON}, ["look", "stop"]),
        (JobState.PROCESSING, LEFT, ["look"]),
        (JobState.PROCESSING, {"driver": 4711}, ["stop"]),
        (JobState.UNKNOWN, {"driver": 4711}, ["stop"]),
        (JobState.SUCCEED, {}, []),
        (JobState.SUCCEED, {"held_until": SOON}, ["look"]),
        (JobState.SUCCEED, {"held": "disk", "held_until": SOON}, ["look", "folder"]),
        (
            JobState.SUCCEED,
            {"held": "readonly", "held_until": SOON},
            ["folder", "look"],
        ),
        (JobState.SUCCEED, LEFT, ["look"]),
        (JobState.SAVED, {"clip": Clip("a.mp4")}, ["open", "copy"]),
        (JobState.SAVED, {}, []),
        (JobState.FAILED, {}, []),
        (JobState.REJECTED, {}, []),
        (JobState.LOST_RESULT, {}, ["look"]),
        (JobState.CANCELLED, {}, []),
        (JobState.ABANDONED, {}, ["look", "attach"]),
    ],
)
def test_buttons(state: JobState, values: dict[str, Any], expected: list[str]) -> None:
    """Each state offers what helps in it, and nothing that could not be done."""
    shown = of(state, **values)

    assert kinds(shown) == expected
    assert [action["primary"] for action in shown[1:]].count(True) == 0
    if "look" in expected or "open" in expected:
        assert shown[0]["primary"]


def test_sending_again_names_the_price_and_the_risk() -> None:
    """Before the second click it is said what it may cost, and what is known."""
    asks = {
        echoes: of(JobState.UNKNOWN, price="about $0.20", echoes=echoes)[1]["asks"]
        for echoes in (True, False, None)
    }

    assert all("charged twice: about $0.20 each" in text for text in asks.values())
    assert "probably refuse" in asks[True]
    assert "nobody would notice" in asks[False]
    assert "not known" in asks[None]


def test_what_cannot_be_sent_is_not_offered() -> None:
    """The pictures of a job from an earlier kernel are not at hand."""
    shown = of(JobState.UNKNOWN, can_send=False)

    assert kinds(shown) == ["look", "attach", "abandon"]


def test_stop_says_what_it_means() -> None:
    """Stopping to watch is not cancelling: the card says so beforehand."""
    (real,) = of(JobState.PROCESSING)
    (simulated,) = of(JobState.PROCESSING, simulated=True)

    assert "is billed; it cannot be cancelled" in real["says"]
    assert "simulator" in simulated["says"]


def test_what_was_never_made_is_sent_again_first_of_all() -> None:
    """Where the gateway is known to find tasks and finds none, nothing is at risk."""
    first, *rest = of(JobState.UNKNOWN, absent=True, price="about $0.20")

    assert (first["kind"], first["primary"]) == ("again", True)
    assert "It costs about $0.20." in first["asks"]
    assert "twice" not in first["asks"]
    assert not any(action["primary"] for action in rest)


def test_a_clip_can_be_gone_on_from_where_there_is_a_panel() -> None:
    """The last frame becomes the next picture."""
    shown = actions(
        snapshot(JobState.SAVED, clip=Clip("a.mp4")), can_send=True, chains=True
    )

    assert kinds(shown) == ["open", "copy", "chain"]

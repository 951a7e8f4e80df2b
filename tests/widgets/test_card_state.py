"""What a card says of a job."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from kling_widgets.clips import Clip
from kling_widgets.jobs import Held, JobState
from kling_widgets.widgets.cards._state import card_state, settled
from tests.widgets.conftest import snapshot

if TYPE_CHECKING:
    from pathlib import Path


def state_of(state: JobState, **values: Any) -> dict[str, Any]:
    return card_state(snapshot(state, **values), elapsed=42.0)


@pytest.mark.parametrize("state", JobState)
def test_every_state_has_words(state: JobState) -> None:
    """No state leaves the card without a stage, and all is plain JSON."""
    card = state_of(state)

    assert card["stage"][0].isupper()
    assert json.loads(json.dumps(card)) == card


@pytest.mark.parametrize(
    ("state", "stage", "tone"),
    [
        (JobState.SUBMITTED, "Submitted", "busy"),
        (JobState.PROCESSING, "Processing", "busy"),
        (JobState.SUCCEED, "Downloading", "busy"),
        (JobState.FAILED, "Failed", "bad"),
        (JobState.UNKNOWN, "Outcome not known", "bad"),
        (JobState.CANCELLED, "Withdrawn", "idle"),
    ],
)
def test_stages(state: JobState, stage: str, tone: str) -> None:
    """Each state is told in words, and in colour beside them."""
    card = state_of(state)

    assert (card["stage"], card["tone"]) == (stage, tone)


def test_a_status_nobody_knows_is_shown_as_it_is() -> None:
    """A new word of the provider's is neither an end nor hidden."""
    card = state_of(JobState.PROCESSING, status_text="queued_v2")

    assert card["stage"] == "Kling says “queued_v2”"
    assert card["ticking"]


def test_a_saved_clip_is_named_as_seen_from_the_notebook(tmp_path: Path) -> None:
    """The one line about a finished job says where the file is."""
    card = state_of(JobState.SAVED, clip=Clip(tmp_path / "kling_clips" / "a.mp4"))

    assert card["stage"] == "Saved to kling_clips/a.mp4"
    assert (card["elapsed"], card["ticking"]) == (42.0, False)
    assert "no seed" in card["hint"]


def test_a_clip_elsewhere_is_named_in_full(tmp_path: Path) -> None:
    """A folder beside the notebook's is not told as if it were in it."""
    elsewhere = tmp_path.parent / "a.mp4"

    card = state_of(JobState.SAVED, clip=Clip(elsewhere))

    assert card["stage"] == f"Saved to {elsewhere}"


@pytest.mark.parametrize(
    ("usual", "band"),
    [
        (None, ""),
        ((2.4, 12.0), "usually 2\N{EN DASH}12 s"),
        ((60.0, 300.0), "usually 1\N{EN DASH}5 min"),
        ((20.0, 150.0), "usually 1\N{EN DASH}2 min"),
    ],
)
def test_the_band_is_honest(usual: tuple[float, float] | None, band: str) -> None:
    """How long it usually takes is told as a range, and never as a percentage."""
    bands = state_of(JobState.PROCESSING, usual=usual)["bands"]

    if usual is None:
        assert bands == []
        return
    assert [start for start, _ in bands] == [0, usual[1], usual[1] * 4]
    assert all(text.startswith(band) for _, text in bands)
    assert not any("%" in text for _, text in bands)


def test_a_job_that_is_no_longer_watched_stands_still() -> None:
    """Neither clock nor band pretends that anybody looks."""
    card = state_of(JobState.PROCESSING, watching=False, usual=(60.0, 300.0))

    assert (card["stage"], card["tone"]) == ("Not watched", "idle")
    assert (card["elapsed"], card["ticking"], card["bands"]) == (None, False, [])


def test_facts_name_the_price() -> None:
    """Model, mode, length and price stand together."""
    card = state_of(JobState.PROCESSING, price="about $0.20")

    assert card["facts"] == "kling-v2-6 · std · 5 s · about $0.20"


def test_the_simulator_is_free() -> None:
    """A simulated job does not look as if it cost something."""
    card = state_of(JobState.PROCESSING, simulated=True, mode=None)

    assert card["facts"] == "kling-v2-6 · 5 s · simulator, free"


def test_an_error_does_not_repeat_its_field() -> None:
    """The API's name in front of a sentence is for code, not for people."""
    card = state_of(
        JobState.REJECTED, error="image: too small. Not charged.", error_field="image"
    )

    assert card["error"] == "Too small. Not charged."


def test_a_long_prompt_is_cut() -> None:
    """A card tells jobs apart; it is no place to read a page."""
    card = state_of(JobState.PROCESSING, prompt="wind " * 500)

    assert len(card["prompt"]) == 300


def test_a_settled_card_is_plain_output(tmp_path: Path) -> None:
    """What a reopened notebook still says of a job, without any widget."""
    clip = Clip(tmp_path / "kling_clips" / "a.mp4")
    over = snapshot(JobState.SAVED, clip=clip, prompt="a cat", elapsed=15.4)

    output = settled(over)

    assert output["text/plain"].splitlines() == [
        "Saved to kling_clips/a.mp4 (15 s)",
        "a cat",
        "kling-v2-6 · std · 5 s",
    ]
    assert "<b>Saved to kling_clips/a.mp4 (15 s)</b>" in output["text/html"]


def test_a_settled_failure_keeps_its_reason() -> None:
    """The sentence that matters most is not lost with the kernel."""
    output = settled(snapshot(JobState.FAILED, error="Kling refused it.", elapsed=9.0))

    assert output["text/plain"].splitlines()[:2] == ["Failed", "Kling refused it."]


def test_what_is_waited_for_is_counted_down() -> None:
    """Until when, is told in seconds: the page's clock may be another one."""
    soon = datetime.now(UTC) + timedelta(seconds=60)

    card = state_of(
        JobState.SUBMITTED, held=Held.AUTH, held_until=soon, usual=(60.0, 300.0)
    )

    assert card["stage"] == "Waiting for a key"
    assert 50 < card["left"] <= 60
    assert card["bands"] == []


@pytest.mark.parametrize("held", Held)
def test_every_hold_has_words(held: Held) -> None:
    """After a restart only the reason is known, and that is enough for a sentence."""
    card = state_of(JobState.SUBMITTED, held=held)

    assert card["stage"] != "Submitted"
    assert card["note"].endswith(".")


@pytest.mark.parametrize("state", JobState)
def test_every_state_has_one_sentence(state: JobState) -> None:
    """A person is told what is going on, whatever it is."""
    error = (
        "It went wrong." if state.name in {"FAILED", "REJECTED", "LOST_RESULT"} else ""
    )
    clip = Clip("a.mp4") if state is JobState.SAVED else None

    card = state_of(state, error=error, clip=clip)

    assert card["note"] or card["error"] or card["hint"]


def test_another_kernel_is_named() -> None:
    """Who drives the job is said, by its process where that is known."""
    named = state_of(JobState.PROCESSING, driver=4711)["note"]
    unnamed = state_of(JobState.PROCESSING, driver=0)["note"]

    assert "(process 4711)" in named
    assert "process" not in unnamed


@pytest.mark.parametrize("state", [JobState.FAILED, JobState.REJECTED])
def test_without_a_panel_it_says_which_call_opens_one(state: JobState) -> None:
    """Where a button does it, no call has to be typed."""
    ended = snapshot(state, error="No.")

    alone = card_state(ended, elapsed=0.0)
    beside_a_panel = card_state(ended, elapsed=0.0, mends=True)

    assert 'kling.Studio.from_job("kw-1")' in alone["hint"]
    assert beside_a_panel["hint"] == ""


def test_what_cannot_be_sent_again_says_how_it_can() -> None:
    """An earlier kernel's picture is not kept, so it has to be given again."""
    unknown = snapshot(JobState.UNKNOWN, error="It broke off.", watching=False)

    assert card_state(unknown, elapsed=0.0, can_send=True)["hint"] == "It broke off."
    assert "Its picture is not kept." in card_state(unknown, elapsed=0.0)["hint"]


def test_that_nothing_was_made_is_said_once() -> None:
    """The note says it; the error says the same at length."""
    absent = snapshot(JobState.UNKNOWN, error="So nothing was made.", absent=True)

    card = card_state(absent, elapsed=0.0, can_send=True)

    assert (card["note"].startswith("Nothing was made"), card["hint"]) == (True, "")

"""The table of states."""

from __future__ import annotations

import pytest

from kling_widgets.jobs.journal._states import MOVES, JobState

EVERY_STATE = tuple(JobState)


def test_every_state_has_its_row() -> None:
    """A state without a row could not be left or even asked about."""
    assert set(EVERY_STATE) == set(MOVES)


@pytest.mark.parametrize("state", EVERY_STATE)
def test_every_state_can_be_reached(state: JobState) -> None:
    """All but the first state follow from another."""
    reached = {after for row in MOVES.values() for after in row}

    assert state is JobState.PREPARED or state in reached


def test_a_saved_clip_stays_saved() -> None:
    """What is settled does not move: saved, failed, rejected, cancelled."""
    settled = {state for state, row in MOVES.items() if not row}

    assert {
        JobState.SAVED,
        JobState.FAILED,
        JobState.REJECTED,
        JobState.CANCELLED,
    } == settled


def test_what_may_have_been_charged_is_never_forgotten() -> None:
    """No way leads from a submit on its way to `cancelled` or back to nothing."""
    after = MOVES[JobState.SUBMITTING] | MOVES[JobState.UNKNOWN]

    assert JobState.CANCELLED not in after


def test_not_yet_safe_is_not_final() -> None:
    """A clip that exists only at the provider still needs somebody to fetch it."""
    assert not JobState.SUCCEED.is_final

"""The cards of jobs, with a page that is played by the test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kling_widgets.api import ImageToVideoRequest
from kling_widgets.clips import Clip
from kling_widgets.errors import InputError
from kling_widgets.jobs import JobState
from kling_widgets.widgets.cards._cards import Cards
from tests.clips._movies import write_movie
from tests.widgets._page import Page

if TYPE_CHECKING:
    from pathlib import Path

    from kling_widgets.jobs import Job
    from tests.widgets.conftest import ScriptedRunner


def job_of(runner: ScriptedRunner, prompt: str = "the cat yawns") -> Job:
    request = ImageToVideoRequest("https://example.com/cat.png", prompt=prompt)
    return runner.submit(request)


@pytest.fixture
def cards() -> Cards:
    return Cards(inline=lambda: False)


def card(cards: Cards, place: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = cards.cards[place]
    return found


def test_a_followed_job_has_a_card_at_once(
    cards: Cards, runner: ScriptedRunner
) -> None:
    """The card is there before anything has happened."""
    cards.follow(job_of(runner))

    assert (card(cards)["stage"], card(cards)["prompt"]) == (
        "Getting ready",
        "the cat yawns",
    )


def test_news_change_the_card(cards: Cards, runner: ScriptedRunner) -> None:
    """Each snapshot is drawn when it comes."""
    cards.follow(job_of(runner))

    runner.tell(JobState.PROCESSING, status_text="processing")

    assert card(cards)["stage"] == "Processing"


def test_the_newest_job_is_on_top(cards: Cards, runner: ScriptedRunner) -> None:
    """News of an older job do not move it."""
    cards.follow(job_of(runner, "first"))
    cards.follow(job_of(runner, "second"))

    runner.tell(JobState.PROCESSING, job=0)

    assert [shown["prompt"] for shown in cards.cards] == ["second", "first"]
    assert [job.snapshot.prompt for job in cards.jobs] == ["second", "first"]


def test_the_page_may_stop_watching(cards: Cards, runner: ScriptedRunner) -> None:
    """The button reaches the job."""
    job = job_of(runner)
    cards.follow(job)

    Page(cards).send({"kind": "stop", "id": job.id})

    assert runner.stopped == [job.id]


@pytest.mark.parametrize("job_id", ["kw-9", 7, None, ["kw-1"]])
def test_the_page_stops_only_what_has_a_card(
    cards: Cards, runner: ScriptedRunner, job_id: object
) -> None:
    """Strange ids do nothing."""
    cards.follow(job_of(runner))

    Page(cards).send({"kind": "stop", "id": job_id})

    assert runner.stopped == []


def test_a_page_that_opens_is_brought_up_to_date(
    cards: Cards, runner: ScriptedRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reloaded page gets the time as it is now, and a sign of life."""
    now = [100.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    cards.follow(job_of(runner))
    runner.tell(JobState.PROCESSING, elapsed=5.0)

    now[0] += 30
    Page(cards).send({"kind": "hello"})

    assert card(cards)["elapsed"] == 35.0
    assert len(Page(cards).heard("hello")) == 1


@pytest.mark.parametrize(
    ("pages", "inline"),
    [
        ([], False),
        ([1.5], False),
        ([1.5, 1.5], False),
        ([1.5, 2.5], True),
        ([{}], False),
    ],
)
def test_after_a_reload_the_cards_play_the_clips(
    cards: Cards, runner: ScriptedRunner, pages: list[Any], *, inline: bool
) -> None:
    """A page that was loaded again gets no more updates of its output."""
    cards.follow(job_of(runner))
    for page in pages:
        Page(cards).send({"kind": "hello", "page": page})

    runner.tell(JobState.SAVED, clip=Clip("a.mp4"))

    assert card(cards)["inline"] is inline


def test_what_is_in_the_output_is_not_played_twice(
    cards: Cards, runner: ScriptedRunner
) -> None:
    """A clip that came before the reload was saved with the notebook."""
    cards.follow(job_of(runner))
    Page(cards).send({"kind": "hello", "page": 1.5})
    runner.tell(JobState.SAVED, clip=Clip("a.mp4"))

    Page(cards).send({"kind": "hello", "page": 2.5})

    assert card(cards)["inline"] is False


def test_shown_again_the_output_plays_the_clips(
    cards: Cards, runner: ScriptedRunner
) -> None:
    """With a new slot in the reloaded page the cards are relieved of it."""
    cards.follow(job_of(runner))
    for page in (1.5, 2.5):
        Page(cards).send({"kind": "hello", "page": page})

    cards.expect_page()
    Page(cards).send({"kind": "hello", "page": 2.5})
    runner.tell(JobState.SAVED, clip=Clip("a.mp4"))

    assert card(cards)["inline"] is False


def test_the_page_cannot_forge_a_card(cards: Cards, runner: ScriptedRunner) -> None:
    """What a job is, only the job says."""
    cards.follow(job_of(runner))
    before = cards.cards

    Page(cards).forge(cards=[{"id": "kw-1", "stage": "Saved to /etc/passwd"}])

    assert cards.cards == before


def test_closing_ends_listening(cards: Cards, runner: ScriptedRunner) -> None:
    """A closed view hears nothing more; the job goes on."""
    cards.follow(job_of(runner))
    before = cards.cards

    cards.close()
    runner.tell(JobState.PROCESSING)

    assert cards.cards == before


@pytest.mark.parametrize("inline", [True, False])
def test_a_clip_goes_to_the_page_when_it_is_asked_for(
    runner: ScriptedRunner, tmp_path: Path, *, inline: bool
) -> None:
    """Voilà asks at once; elsewhere the cell's output plays it, and Open asks."""
    file = write_movie(tmp_path / "a.mp4", frames=2)
    cards = Cards(inline=lambda: inline)
    cards.follow(job_of(runner))
    runner.tell(JobState.SAVED, clip=Clip(file))

    Page(cards).send({"kind": "clip", "id": "kw-1"})

    assert Page(cards).buffers("clip") == [file.read_bytes()]
    assert card(cards)["inline"] is inline


def test_cards_take_no_unknown_keyword() -> None:
    """A misspelt name is no silent nothing."""
    with pytest.raises(TypeError):
        Cards(inlne=lambda: True)  # type: ignore[call-arg]


@pytest.mark.parametrize(
    ("message", "done"),
    [
        ({"kind": "look"}, ("look",)),
        ({"kind": "again"}, ("send again",)),
        ({"kind": "attach", "text": " 2032 "}, ("attach", "2032")),
        ({"kind": "abandon"}, ("abandon",)),
        ({"kind": "folder", "text": "clips"}, ("save to", "clips")),
        ({"kind": "attach", "text": 7}, ("attach", "")),
    ],
)
def test_each_button_reaches_the_job(
    cards: Cards, runner: ScriptedRunner, message: dict[str, Any], done: tuple[str, ...]
) -> None:
    """What the page sends is done to the job that it names, and to no other."""
    job = job_of(runner)
    cards.follow(job)
    cards.follow(job_of(runner, "another"))

    Page(cards).send({**message, "id": job.id})

    assert runner.done == [(job.id, *done)]


def test_what_is_wrong_is_said_on_the_card(
    cards: Cards, runner: ScriptedRunner
) -> None:
    """A bad id is a sentence, there until the next button is pressed."""
    job = job_of(runner)
    cards.follow(job)
    runner.refusal = InputError("task_id: no such characters.", field="task_id")
    Page(cards).send({"kind": "attach", "id": job.id, "text": "?"})
    said = card(cards)["problem"]
    runner.refusal = None
    Page(cards).send({"kind": "look", "id": job.id})

    assert (said, card(cards)["problem"]) == ("No such characters.", "")


def test_a_button_that_breaks_says_so(
    cards: Cards, runner: ScriptedRunner, caplog: pytest.LogCaptureFixture
) -> None:
    """The reader gets a sentence and the log the rest."""
    job = job_of(runner)
    cards.follow(job)
    runner.refusal = RuntimeError("broken")

    Page(cards).send({"kind": "look", "id": job.id})

    assert "The log has the details" in card(cards)["problem"]
    assert "RuntimeError: broken" in caplog.text

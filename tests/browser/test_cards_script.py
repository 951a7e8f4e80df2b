"""The cards' script, in Chromium, on a fake model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from kling_widgets.widgets.cards._words import GONE
from tests.browser._cards import BAND, STOP, action, card
from tests.browser._fake_jupyter import JUPYTER

if TYPE_CHECKING:
    from tests.browser._fake_model import FakeModel

pytestmark = pytest.mark.browser

CUT_OFF = "jupyter-widgets-disconnected"


def test_a_card_tells_the_job(cards: FakeModel) -> None:
    """Stage, time, band, prompt, facts and the meaning of Stop are there."""
    text = cards.root.get_by_role("article").inner_text()

    for part in (
        "Processing",
        "1:05",
        BAND,
        "the cat yawns",
        "5 s",
    ):
        assert part in text
    assert STOP in text
    assert "%" not in text


def test_a_page_says_hello(cards: FakeModel) -> None:
    """The kernel is asked once for how things stand."""
    assert len(cards.sent("hello")) == 1


def test_the_clock_stands_until_the_kernel_is_heard(cards: FakeModel) -> None:
    """A notebook opened without a kernel does not pretend that time goes on."""
    cards.page.clock.run_for(30_000)

    expect(cards.root.get_by_text("1:05")).to_be_visible()


def test_the_clock_ticks_in_the_browser(cards: FakeModel) -> None:
    """Between two snapshots the time goes on, without a message."""
    cards.tell({"kind": "hello"})

    cards.page.clock.run_for(10_000)

    expect(cards.root.get_by_text("1:15")).to_be_visible()


def test_without_a_kernel_it_stands_still_and_says_so(cards: FakeModel) -> None:
    """Cut off by Jupyter's own sign, it claims nothing and offers no dead button."""
    cards.tell({"kind": "hello"})
    cards.root.evaluate(f"root => root.parentElement.classList.add('{CUT_OFF}')")

    cards.page.clock.run_for(30_000)

    expect(cards.root.get_by_text("1:05")).to_be_visible()
    expect(cards.root.get_by_role("alert").filter(has_text=GONE)).to_be_visible()
    expect(cards.root.get_by_role("button")).to_have_count(0)


def test_longer_than_usual_is_said(cards: FakeModel) -> None:
    """Beyond the band the card neither hides it nor gives up."""
    cards.write(cards=[card(elapsed=239.0)])

    cards.page.clock.run_for(5_000)

    expect(cards.root.get_by_text("longer than usual, and still going")).to_be_visible()


def test_a_long_job_shows_hours(cards: FakeModel) -> None:
    """4000 seconds are 1:06:40."""
    cards.write(cards=[card(elapsed=4000.0, ticking=False, took="took {time}")])

    expect(cards.root.get_by_text("took 1:06:40")).to_be_visible()


def test_news_are_announced_and_the_clock_is_not(cards: FakeModel) -> None:
    """A screen reader hears of a new stage, not of each second."""
    cards.write(cards=[card(stage="Downloading", note="Almost there.")])

    news = cards.root.get_by_role("status")
    expect(news).to_have_text(["Downloading", "Almost there."])
    expect(cards.root.locator("[aria-live] .kling-time")).to_have_count(0)


def test_stop_is_sent_with_the_id(cards: FakeModel) -> None:
    """The button tells which job."""
    cards.root.get_by_role("button", name="Stop watching").click()

    assert [message["id"] for message in cards.sent("stop")] == ["kw-1"]


def test_who_asked_for_a_card_is_brought_to_it(cards: FakeModel) -> None:
    """It may be below the fold; but who types already is left there."""
    article = cards.root.get_by_role("article")
    cards.page.evaluate("document.body.append(document.createElement('textarea'))")
    cards.page.locator("textarea").focus()
    cards.tell({"kind": "reveal"})
    expect(cards.page.locator("textarea")).to_be_focused()

    cards.page.locator("textarea").blur()
    cards.tell({"kind": "reveal"})
    expect(article).to_be_focused()


def test_the_focus_is_not_lost_with_the_button(cards: FakeModel) -> None:
    """Keys pressed after Stop must not reach the notebook's cells."""
    cards.root.get_by_role("button").focus()

    cards.write(cards=[card(actions=[], ticking=False, stage="Not watched")])

    expect(cards.root.get_by_role("article")).to_be_focused()


def test_letters_stay_with_the_cards(cards: FakeModel) -> None:
    """The notebook around would take x for cutting the cell; Ctrl+b is its own."""
    cards.page.evaluate(JUPYTER)
    cards.root.get_by_role("button").focus()

    for key in ("x", "0", "Escape", "Shift+D", "Control+b"):
        cards.page.keyboard.press(key)

    assert cards.page.evaluate("heard") == [*["Control"] * 2, *["b"] * 2]


def test_a_finished_job_is_short(cards: FakeModel) -> None:
    """One line says where the clip is; there is nothing left to press."""
    saved = card(stage="Saved to kling_clips/a.mp4", tone="done", actions=[], bands=[])

    cards.write(cards=[{**saved, "ticking": False}])

    expect(cards.root.get_by_text("Saved to kling_clips/a.mp4")).to_be_visible()
    expect(cards.root.get_by_role("button")).to_have_count(0)


def test_cards_keep_their_place_and_their_focus(cards: FakeModel) -> None:
    """A second job comes on top without touching the first one's button."""
    cards.root.get_by_role("button").focus()

    cards.write(cards=[card(id="kw-2", prompt="the dog barks"), card(elapsed=70.0)])

    prompts = cards.root.locator(".kling-prompt").all_inner_texts()
    assert prompts == ["the dog barks", "the cat yawns"]
    expect(cards.root.get_by_role("button").nth(1)).to_be_focused()


def test_a_card_that_python_takes_away_goes(cards: FakeModel) -> None:
    """No card stays without its job."""
    cards.write(cards=[])

    expect(cards.root.get_by_role("article")).to_have_count(0)


def test_hostile_text_stays_text(cards: FakeModel) -> None:
    """Markup from the provider is read, not run."""
    hostile = "<img src=x onerror=alert(1)>"
    words = ("stage", "prompt", "facts", "note", "error", "hint", "problem")
    texts = dict.fromkeys(("label", "says", "title", "asks", "yes"), hostile)
    bad = {**action("again", ""), **texts}

    cards.write(
        cards=[
            card(
                **dict.fromkeys(words, hostile),
                bands=[[0, hostile]],
                actions=[bad],
                back=hostile,
            )
        ]
    )
    cards.root.get_by_role("button").first.click()

    assert cards.root.locator("img").count() == 0
    shown = len([*words, "band", "label", "says", "asks", "yes", "back"])
    assert cards.root.inner_text().count(hostile) == shown


def test_a_clip_plays_in_the_card_where_it_must(cards: FakeModel) -> None:
    """Where no cell output can show it, the bytes are asked for once."""
    cards.write(cards=[card(inline=True, ticking=False)])
    assert [message["id"] for message in cards.sent("clip")] == ["kw-1"]

    film = {"fps": 24, "name": "a.mp4", "path": "/clips/a.mp4"}
    cards.tell_bytes({"kind": "clip", "id": "kw-1", **film}, b"a film")

    video = cards.root.locator("video")
    expect(video).to_be_visible()
    assert (video.get_attribute("src") or "").startswith("blob:")
    expect(cards.root.get_by_role("group", name="More controls")).to_be_visible()
    cards.write(cards=[card(inline=True, ticking=False, note="Again.")])
    assert len(cards.sent("clip")) == 1


def test_nothing_is_left_of_a_closed_view(cards: FakeModel) -> None:
    """No listener and no element stays, and no clock ticks on."""
    left = cards.close()

    cards.page.clock.run_for(5_000)

    assert left == 0
    assert cards.root.inner_html() == ""


def test_what_is_waited_for_is_counted_down(cards: FakeModel) -> None:
    """The next try is told in seconds that go by; then it is made."""
    cards.write(cards=[card(left=90.5, bands=[])])
    expect(cards.root.get_by_text("Next try in 1:30")).to_be_visible()

    cards.page.clock.run_for(90_000)

    expect(cards.root.get_by_text("Trying now")).to_be_visible()

"""A card's buttons and what they ask, in Chromium, on a fake model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser._cards import AGAIN, ATTACH, action, card

if TYPE_CHECKING:
    from tests.browser._fake_model import FakeModel

pytestmark = pytest.mark.browser


def test_sending_again_takes_a_second_click(cards: FakeModel) -> None:
    """The first one asks; only the answer is sent, and only once."""
    cards.write(cards=[card(actions=[AGAIN])])
    opener = cards.root.get_by_role("button", name="Send again…")
    opener.click()
    question = cards.root.get_by_role("form", name="Send again…")
    expect(question).to_contain_text("It may be charged twice.")
    assert cards.sent("again") == []

    question.get_by_role("button", name="Send", exact=True).click()

    assert [message["id"] for message in cards.sent("again")] == ["kw-1"]
    expect(question).to_be_hidden()
    expect(opener).to_be_focused()


@pytest.mark.parametrize("press", ["Enter twice", "a double click", "Escape"])
def test_haste_does_not_send_again(cards: FakeModel, press: str) -> None:
    """Neither two Enters nor a double click agrees to pay."""
    cards.write(cards=[card(actions=[AGAIN])])
    opener = cards.root.get_by_role("button", name="Send again…")
    if press == "a double click":
        opener.dblclick()
    else:
        opener.press("Enter")
        cards.page.keyboard.press(press.split(maxsplit=1)[0])

    assert cards.sent("again") == []


def test_a_double_click_wishes_once(cards: FakeModel) -> None:
    """A button that asks nothing first sends one message for it."""
    cards.write(cards=[card(actions=[action("another", "Make another (about $0.14)")])])
    cards.root.get_by_role("button", name="Make another (about $0.14)").dblclick()

    assert [message["id"] for message in cards.sent("another")] == ["kw-1"]


def test_a_question_survives_news(cards: FakeModel) -> None:
    """What is half typed is not lost when the clock or a sentence changes."""
    cards.write(cards=[card(actions=[ATTACH])])
    cards.root.get_by_role("button", name="I have its id…").click()
    field = cards.root.get_by_label("Task id")
    field.fill("2032")

    cards.write(cards=[card(actions=[ATTACH], note="Looking again.", elapsed=70.0)])

    expect(field).to_be_focused()
    expect(field).to_have_value("2032")


def test_an_answer_is_sent_and_what_is_wrong_is_said(cards: FakeModel) -> None:
    """A bad id is announced below the field, which keeps it to be mended."""
    cards.write(cards=[card(actions=[ATTACH])])
    cards.root.get_by_role("button", name="I have its id…").click()
    cards.page.keyboard.press("Enter")  # nothing was typed yet, so nothing is sent
    cards.page.keyboard.type("no id")
    cards.page.keyboard.press("Enter")
    cards.write(cards=[card(actions=[ATTACH], problem="No such characters.")])

    assert [message["text"] for message in cards.sent("attach")] == ["no id"]
    expect(cards.root.get_by_role("alert")).to_have_text("No such characters.")
    expect(cards.root.get_by_label("Task id")).to_have_value("no id")


def test_the_one_to_press_is_marked(cards: FakeModel) -> None:
    """One button of a card stands out, and it is the first that Tab reaches."""
    look = action("look", "Look again now", primary=True)

    cards.write(cards=[card(actions=[look, AGAIN])])
    cards.page.keyboard.press("Tab")

    expect(cards.root.locator("[data-primary]")).to_have_text(["Look again now"])
    expect(cards.root.get_by_role("button", name="Look again now")).to_be_focused()


def test_a_path_is_copied(cards: FakeModel) -> None:
    """The button says that it has, for a moment."""
    cards.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    copy = action("copy", "Copy path", text="/tmp/a.mp4", done="Copied")
    cards.write(cards=[card(actions=[copy])])
    cards.root.get_by_role("button").click()

    expect(cards.root.get_by_role("button")).to_have_text("Copied")
    cards.page.clock.run_for(2_000)
    expect(cards.root.get_by_role("button")).to_have_text("Copy path")


def test_a_clip_opens_in_a_tab(cards: FakeModel) -> None:
    """It is asked for when it is wanted, and not played in the card as well."""
    cards.write(cards=[card(actions=[action("open", "Open")])])
    cards.root.get_by_role("button", name="Open").click()
    assert [message["id"] for message in cards.sent("clip")] == ["kw-1"]

    with cards.page.expect_popup() as popup:
        cards.tell_bytes({"kind": "clip", "id": "kw-1"}, b"a film")

    assert popup.value.url.startswith("blob:")
    assert cards.root.locator("video").count() == 0


def test_a_finished_clip_can_be_gone_on_from(cards: FakeModel) -> None:
    """Where there is a panel to put it into, its last frame is one click away."""
    cards.write(cards=[card(actions=[action("chain", "Go on from its last frame")])])
    cards.root.get_by_role("button", name="last frame").click()

    assert [message["id"] for message in cards.sent("chain")] == ["kw-1"]

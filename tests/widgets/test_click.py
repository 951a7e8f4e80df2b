"""One click, one clip."""

from __future__ import annotations

import threading
from typing import Any

from ipywidgets import Button

from kling_widgets.widgets.panel._click import DOUBLE_CLICK_SECONDS, OneClick


class Desk:
    """A button with its work, and the time of day."""

    def __init__(self) -> None:
        self.button = Button()
        self.now = 100.0
        self.wish: Any = "a"
        self.works = True
        self.done: list[Any] = []
        self.again = 0
        OneClick(
            self.button,
            wish=lambda: self.wish,
            act=self.act,
            again=self.repeat,
            clock=lambda: self.now,
        )

    def act(self) -> bool:
        assert self.button.disabled
        if self.works:
            self.done.append(self.wish)
        return self.works

    def repeat(self) -> None:
        self.again += 1


def test_a_double_click_counts_once() -> None:
    """The second of two quick clicks on the same settings does nothing."""
    desk = Desk()

    desk.button.click()
    desk.now += DOUBLE_CLICK_SECONDS / 2
    desk.button.click()

    assert (desk.done, desk.again) == (["a"], 1)
    assert not desk.button.disabled


def test_a_later_click_is_meant() -> None:
    """Who presses again after a while wants another one."""
    desk = Desk()

    desk.button.click()
    desk.now += DOUBLE_CLICK_SECONDS
    desk.button.click()

    assert desk.done == ["a", "a"]


def test_another_wish_is_meant() -> None:
    """Changed settings make it another click, however quick."""
    desk = Desk()

    desk.button.click()
    desk.wish = "b"
    desk.button.click()

    assert desk.done == ["a", "b"]


def test_a_click_in_vain_may_be_repeated() -> None:
    """What did not work was not done."""
    desk = Desk()
    desk.works = False
    desk.button.click()

    desk.works = True
    desk.button.click()

    assert (desk.done, desk.again) == (["a"], 0)


def test_clicks_on_other_threads_wait_for_nobody() -> None:
    """A click that arrives while the first is at work is dropped."""
    desk = Desk()
    at_work, go_on = threading.Event(), threading.Event()
    act = desk.act

    def slow() -> bool:
        at_work.set()
        assert go_on.wait(10)
        return act()

    OneClick(desk.button, wish=lambda: "a", act=slow, again=desk.repeat)
    button = Button()
    click = OneClick(button, wish=lambda: "b", act=slow, again=desk.repeat)
    desk.button = button
    first = threading.Thread(target=click, args=(button,))
    first.start()
    assert at_work.wait(10)

    click(button)
    go_on.set()
    first.join()

    assert len(desk.done) == 1

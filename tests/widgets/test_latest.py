"""Work beside the panel."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from kling_widgets.widgets.view._latest import Latest

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest


def test_only_the_last_of_a_burst_is_done() -> None:
    """Hurried requests wait for calm."""
    latest, done = Latest(calm=0.05), []

    for number in range(20):
        latest.ask(lambda _wanted, number=number: done.append(number))  # type: ignore[misc]
    latest.join()

    assert done == [19]


def test_work_learns_that_it_is_not_wanted_any_more() -> None:
    """It can give up in its middle."""
    latest, told = Latest(calm=0), []
    started, asked = threading.Event(), threading.Event()

    def first(wanted: Callable[[], bool]) -> None:
        told.append(wanted())
        started.set()
        asked.wait()
        told.append(wanted())

    latest.ask(first, at_once=True)
    started.wait()
    latest.ask(lambda wanted: told.append(wanted()), at_once=True)
    asked.set()
    latest.join()

    assert told == [True, False, True]


def test_stopped_nothing_is_done() -> None:
    """What has not begun is forgotten, and the thread ends."""
    latest, done = Latest(calm=60), []
    latest.ask(lambda _wanted: done.append(1))

    latest.stop()
    latest.join()

    assert done == []


def test_a_failure_is_logged_and_work_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    """The next request is done as if nothing had been."""
    latest, done = Latest(calm=0), []

    with caplog.at_level(logging.ERROR, "kling_widgets"):
        latest.ask(lambda _wanted: 1 / 0, at_once=True)
        latest.join()
    latest.ask(lambda _wanted: done.append(1), at_once=True)
    latest.join()

    assert done == [1]
    assert "work beside the panel failed" in caplog.text

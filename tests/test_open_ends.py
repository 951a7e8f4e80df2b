"""The measure of what is left open finds what is left open."""

from __future__ import annotations

import asyncio
import socket
import threading
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pytest

from kling_widgets.jobs._loop import LoopThread
from tests import _open_ends
from tests._open_ends import OpenEnds, unfinished_tasks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path


@contextmanager
def a_file(place: Path) -> Iterator[str]:
    with (place / "left.txt").open("w"):
        yield "left.txt"


@contextmanager
def a_socket(_: Path) -> Iterator[str]:
    with socket.socket():
        yield "socket:["


@contextmanager
def a_thread(_: Path) -> Iterator[str]:
    done = threading.Event()
    thread = threading.Thread(target=done.wait, name="left running")
    thread.start()
    yield thread.name
    done.set()
    thread.join()


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_open_ends, "OWN_PACE_SECONDS", 0.05)


@pytest.mark.parametrize("leave", [a_file, a_socket, a_thread])
def test_a_leak_is_found(
    leave: Callable[[Path], AbstractContextManager[str]], tmp_path: Path
) -> None:
    """Each is named while it is open, and nothing is once it is closed."""
    before = OpenEnds.now()
    with leave(tmp_path) as name:
        (left,) = OpenEnds.now().left_since(before)
    after = OpenEnds.now().left_since(before)

    assert name in left
    assert after == []


def test_a_number_that_is_given_again_hides_no_leak() -> None:
    """A socket in the place of one that was closed is another socket."""
    first = socket.socket()
    before = OpenEnds.now()
    number = first.fileno()
    first.close()
    with socket.socket() as second:
        left = OpenEnds.now().left_since(before)

        assert number == second.fileno()
        assert len(left) == 1


def test_a_task_that_does_not_end_is_found() -> None:
    """By its name; one that has ended is none."""
    loop = LoopThread()
    with closing(loop):
        assert unfinished_tasks(loop) == []

        loop.start(asyncio.Event().wait(), name="left waiting")  # type: ignore[arg-type]
        assert unfinished_tasks(loop) == ["left waiting"]

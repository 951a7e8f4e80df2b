"""Thirty-two faults on the wire, each on each of the four calls of a job's life.

The columns say where the journal has the job when the fault is over and the next
thing is asked, and how a job ends whose submit the fault hit. Whatever happens
there is one POST, and what was charged ends with its clip on disk.
"""

from __future__ import annotations

import socket
import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pytest

from kling_widgets.api import KlingClient, Provider, Secret, Timeouts, _wire
from kling_widgets.errors import NOTHING_SENT, KlingError, NotSent
from kling_widgets.jobs import JobRunner, JobState
from kling_widgets.jobs._loop import LoopThread
from kling_widgets.jobs.download import _pace
from kling_widgets.jobs.gateway._gateway import Gateway
from tests._open_ends import OpenEnds, unfinished_tasks
from tests.jobs._byte_provider import ByteProvider, Line
from tests.jobs._scripted import PATIENCE
from tests.jobs.conftest import KEY, FastClock

if TYPE_CHECKING:
    from kling_widgets.api import ImageToVideoRequest, Task
    from kling_widgets.jobs import Settings

TABLE = """
fault                  | create    and ends | poll      | lookup    | download
-----------------------|--------------------|-----------|-----------|---------
refused                | prepared  saved    | submitted | unknown   | succeed
no such host           | prepared  saved    | submitted | unknown   | succeed
no TLS there           | prepared  saved    | submitted | unknown   | succeed
bad certificate        | prepared  saved    | submitted | unknown   | succeed
the proxy refuses      | prepared  saved    | submitted | unknown   | succeed
close on accept        | unknown   unknown  | submitted | unknown   | succeed
reset on accept        | unknown   unknown  | submitted | unknown   | succeed
reset in request       | unknown   unknown  | submitted | unknown   | succeed
never read             | unknown   unknown  | submitted | unknown   | succeed
read, then close       | unknown   saved    | submitted | unknown   | succeed
read, then reset       | unknown   saved    | submitted | unknown   | succeed
read, then silence     | unknown   saved    | submitted | unknown   | succeed
half a status line     | unknown   saved    | submitted | unknown   | succeed
headers, then close    | unknown   saved    | submitted | unknown   | succeed
short of its length    | unknown   saved    | submitted | unknown   | succeed
short, no length       | unknown   saved    | submitted | unknown   | succeed
short in a chunk       | unknown   saved    | submitted | unknown   | succeed
beyond its length      | submitted saved    | succeed   | submitted | saved
random bytes           | unknown   saved    | submitted | unknown   | succeed
HTTP/0.9               | unknown   saved    | submitted | unknown   | succeed
drips                  | unknown   saved    | submitted | unknown   | succeed
endless headers        | unknown   saved    | submitted | unknown   | succeed
2,000 early hints      | submitted saved    | succeed   | submitted | saved
a web page             | unknown   saved    | submitted | unknown   | succeed
502, a web page        | unknown   saved    | submitted | unknown   | succeed
corrupt gzip           | unknown   saved    | submitted | unknown   | succeed
byte order mark        | submitted saved    | succeed   | submitted | succeed
NaN                    | unknown   saved    | submitted | unknown   | succeed
two lengths            | unknown   saved    | submitted | unknown   | succeed
307 elsewhere          | rejected  rejected | submitted | unknown   | succeed
204                    | unknown   saved    | submitted | unknown   | succeed
413 before it is read  | rejected  rejected | submitted | unknown   | succeed
"""
EVENTS = "SELECT what FROM event ORDER BY n"
STATES = frozenset(JobState)
CALLS = ("create", "poll", "lookup", "download")
IN_VAIN = {"no TLS there", "never read", "read, then silence", "drips"}
"""What would be waited for: here for a moment only, elsewhere for as long as usual."""
A_MOMENT = 0.3


@dataclass(frozen=True)
class Row:
    """One fault on one call: where the job is then, and how it ends."""

    fault: str
    call: str
    after: str
    end: str

    def __str__(self) -> str:
        return f"{self.call}: {self.fault}"


def rows() -> list[Row]:
    lines = [line.split("|") for line in TABLE.strip().splitlines()[2:]]
    found: list[Row] = []
    for fault, create, *others in lines:
        after, end = create.split()
        states = [after, *(state.strip() for state in others)]
        ends = [end, "saved", "saved", "saved"]
        found += map(Row, [fault.strip()] * len(CALLS), CALLS, states, ends)
    return found


class Noting(KlingClient):
    """Keeps the errors that it raises."""

    errors: list[KlingError]

    async def create(self, *args: Any, **kwargs: Any) -> Task:
        return await self._noting(super().create(*args, **kwargs))

    async def get(self, task_id: str) -> Task:
        return await self._noting(super().get(task_id))

    async def _noting(self, call: Any) -> Task:
        try:
            task: Task = await call
        except KlingError as error:
            self.errors.append(error)
            raise
        return task


@dataclass
class Run:
    """One job of which one call meets one fault."""

    row: Row
    settings: Settings
    provider: ByteProvider

    def __post_init__(self) -> None:
        self.loop = LoopThread()
        slow = self.row.fault in IN_VAIN
        moment = A_MOMENT if slow else PATIENCE
        self.timeouts = Timeouts(query=moment, submit=moment)
        self.line = Line(
            self.provider,
            call=self.row.call,
            fault=self.row.fault,
            state=self.state,
            hasty=dict.fromkeys(("connect", "read", "write", "pool"), moment),
        )
        live = replace(
            self.settings,
            provider="cometapi",
            base_url=self.provider.base_url,
            api_key=Secret(KEY),
        )
        self.runner = JobRunner(
            live, self.loop, clock=FastClock(), connect=self.connect
        )

    def connect(self, settings: Settings) -> Gateway:
        self.client = Noting(
            KEY,
            provider=Provider(name="cometapi", base_url=settings.base_url),
            transport=self.line,
            timeouts=self.timeouts,
        )
        self.client.errors = []
        return Gateway(client=self.client, files=self.line)

    def state(self) -> str:
        """Where the last step led, read as another process reads the journal."""
        with closing(sqlite3.connect(self.settings.home / "journal.sqlite3")) as db:
            steps: list[str] = [what for (what,) in db.execute(EVENTS)]
        # A submit that is on its way again is not where the fault led.
        return [what for what in steps if what in STATES - {JobState.SUBMITTING}][-1]

    def to_its_end(self, request: ImageToVideoRequest) -> None:
        try:
            self.runner.submit(request).wait(PATIENCE)
        except KlingError as error:
            self.client.errors.append(error)

    def close(self) -> None:
        self.loop.close(self.runner.aclose)


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Downloads that drip are given up at once, and no name is known."""
    monkeypatch.setattr(_wire, "GRACE_SECONDS", A_MOMENT)
    monkeypatch.setattr(_pace, "WINDOW_SECONDS", A_MOMENT)
    monkeypatch.setattr(_pace, "LEAST_BYTES", 512)
    lookup = socket.getaddrinfo

    def known(host: Any, *args: Any, **kwargs: Any) -> Any:
        if host in {"nowhere.invalid", b"nowhere.invalid"}:
            raise socket.gaierror(-2, "Name or service not known")
        return lookup(host, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", known)


@pytest.mark.parametrize("row", rows(), ids=str)
@pytest.mark.usefixtures("hasty")
def test_a_fault(
    row: Row, somewhere: Settings, request_: ImageToVideoRequest, mp4: bytes
) -> None:
    """It leads to the state of the table, costs one POST, and leaves nothing open."""
    before = OpenEnds.now()
    with ByteProvider(mp4) as provider:
        run = Run(row, somewhere, provider)
        run.to_its_end(request_)
        tasks, connections = unfinished_tasks(run.loop), run.line.open_connections
        run.close()
    after = [*run.line.states_after, run.state()][0]

    assert run.line.went_through
    assert (row.after, row.end) == (after, run.state())
    assert provider.posts == 1
    assert provider.charges == (row.end == "saved")
    assert (tasks, connections) == ([], 0)
    assert OpenEnds.now().left_since(before) == []
    for error in run.client.errors:
        assert (error.__context__, error.__cause__) == (None, None)
        assert isinstance(error, NotSent) == error.message.endswith(NOTHING_SENT)

"""The courier: tells callback addresses of each change, at its time.

This is the only part of the simulator that needs timers. They run while
`Courier.running()` is open: a server opens it for as long as it serves, and a
program that drives the app in-process opens it where it wants callbacks.
Without a task that has a `callback_url` nothing is waited for.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from anyio import CapacityLimiter, to_thread

from ._envelope import state, succeeded
from ._lanes import Lanes
from ._life import Moment, moment
from ._postman import deliver
from ._signing import signed_headers

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from ._faults import Fault
    from ._provider import Provider
    from ._task import Task

MOST_AT_ONCE = 16
"""Callbacks on their way, each to another host."""

log = logging.getLogger("kling_widgets")


@dataclass(frozen=True, slots=True)
class Notice:
    """A change that a callback address is to hear of."""

    task: Task
    moment: Moment

    @property
    def host(self) -> str:
        """Who is to hear of it: one that hangs delays nobody else."""
        return urlsplit(self.task.draft.callback_url or "").netloc

    @property
    def key(self) -> tuple[str, str]:
        """The task and its status: no two notices share them."""
        return self.task.task_id, self.moment.status


class Courier:
    """Sends what is due, then sleeps until the next change or the next task."""

    def __init__(self, provider: Provider) -> None:
        self._provider = provider
        self._woken: asyncio.Event | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._since_ms = 0
        self._held: defaultdict[str, list[Notice]] = defaultdict(list)

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Send callbacks for the changes that come while this is open."""
        self._since_ms = self._provider.now_ms()
        self._loop, self._woken = asyncio.get_running_loop(), asyncio.Event()
        self._lanes, self._threads = Lanes(), CapacityLimiter(MOST_AT_ONCE)
        rounds = asyncio.create_task(self._go_round(), name="kling callbacks")
        try:
            yield
        finally:
            self._loop = None
            rounds.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await rounds
            await self._lanes.aclose()

    def wake(self) -> None:
        """Say that there is a new task to watch. Any thread may call this."""
        if self._loop is not None and self._woken is not None:
            self._loop.call_soon_threadsafe(self._woken.set)

    async def _go_round(self) -> None:
        woken = self._woken
        while woken is not None:
            woken.clear()
            # One look at the clock for both: a change that fell between two
            # looks would be due for neither, and never be told.
            now_ms = self._provider.now_ms()
            for notice in await asyncio.to_thread(self._due, now_ms):
                self._lanes.put(notice.host, partial(self._try_to_tell, notice))
            pause = await asyncio.to_thread(self._pause, now_ms)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(woken.wait(), pause)

    def _due(self, now_ms: int) -> list[Notice]:
        """Return the changes that have come to pass and are not yet told of."""
        store = self._provider.store
        notices = [
            notice
            for task in store.awaiting_callbacks(self._since_ms)
            for notice in self._changes(task)
            if self._since_ms < notice.moment.updated_ms <= now_ms
        ]
        return [n for n in notices if store.claim_callback(*n.key)]

    def _changes(self, task: Task) -> list[Notice]:
        life = task.life
        times = [life.processing_ms, life.over_ms]
        if self._provider.switches.callbacks == "end":
            del times[0]
        return [Notice(task, moment(life, at_ms)) for at_ms in times]

    def _pause(self, told_ms: int) -> float | None:
        """Return the seconds until the next untold change; None without one."""
        next_ms = self._provider.store.next_change(told_ms)
        if next_ms is None:
            return None
        return max(0, next_ms - self._provider.now_ms()) / 1000

    async def _try_to_tell(self, notice: Notice) -> None:
        try:
            await self._tell(notice)
        except Exception:
            log.exception("callback %s %s was not sent", *notice.key)

    async def _tell(self, notice: Notice) -> None:
        draft = notice.task.draft
        names = (notice.task.task_id, draft.external_task_id)
        fault = self._provider.script.take("callback", *names)
        name = fault.name if fault else ""
        if name == "shuffled" and not notice.moment.is_over:
            self._held[notice.task.task_id].append(notice)
            return
        for _ in range(2 if name == "twice" else 1):
            await self._sent(notice, fault)
        if notice.moment.is_over:
            for held in self._held.pop(notice.task.task_id, []):
                await self._sent(held, None)

    async def _sent(self, notice: Notice, fault: Fault | None) -> None:
        """Send it on a thread of our own few, so that no other work waits for one."""
        await to_thread.run_sync(
            self._send,
            notice,
            fault,
            limiter=self._threads,
            abandon_on_cancel=True,
        )

    def _send(self, notice: Notice, fault: Fault | None) -> None:
        task, switches = notice.task, self._provider.switches
        message: dict[str, Any] = state(self._provider.report(task, notice.moment))
        if fault and fault.name == "wrapped":
            message = succeeded(message)
        body = json.dumps(message, separators=(",", ":")).encode()
        headers = signed_headers(
            switches.webhook_secrets,
            message_id="-".join(notice.key),
            seconds=self._provider.now_ms() // 1000,
            body=body,
        )
        url = task.draft.callback_url or ""
        outcome = deliver(url, body, headers, hosts=switches.callback_hosts)
        self._provider.store.note_callback(*notice.key, outcome)
        log.info("callback %s %s: %s", *notice.key, outcome)

"""The simulator: a provider and the app that speaks for it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ._app import build_app
from ._callbacks import Courier
from ._faults import Fault, Occasion
from ._provider import Provider
from ._switches import Profile, Switches

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from starlette.applications import Starlette

    from ._ledger import Ledger

IN_PROCESS_URL = "http://simulator.kling"


class Simulator:
    """A Kling of your own: free, on this machine, with nothing in between.

    Tasks and ledger live in `home` and outlast the process. A status is worked out
    from the time when it is asked for, so nothing runs in the background, and several
    processes may open the same home.

    Args:
        home: The folder for `simulator.sqlite3`, the requests and the clips.
        speed: How many times faster than the real service tasks go.
        base_url: Where this app is reached; links to clips start with it.
        profile: Whose manners `/kling/v1` has; `/v1` always has Kling's own.
        api_key: The only key taken; None takes any short one that starts with `sk-`.
        clock: Unix seconds; replace it to move time by hand.
        switches: What the account may do, where the docs leave it open.
    """

    def __init__(
        self,
        home: Path | str,
        *,
        speed: float = 25.0,
        base_url: str = IN_PROCESS_URL,
        profile: Profile = "comet",
        api_key: str | None = None,
        clock: Callable[[], float] = time.time,
        switches: Switches | None = None,
    ) -> None:
        self._provider = Provider(
            Path(home),
            speed=speed,
            base_url=base_url,
            profile=profile,
            api_key=api_key,
            clock=clock,
            switches=switches or Switches(),
        )
        self._courier = Courier(self._provider)
        self.app: Starlette = build_app(self._provider, self._courier)

    @property
    def ledger(self) -> Ledger:
        """What was asked for and what was charged; it can only be read."""
        return self._provider.ledger

    @property
    def switches(self) -> Switches:
        """What the account may do; assign other ones at any time."""
        return self._provider.switches

    @switches.setter
    def switches(self, switches: Switches) -> None:
        self._provider.switches = switches

    def script(
        self,
        name: str,
        *,
        on: Occasion = "create",
        task: str | None = None,
        after: int = 0,
        times: int = 1,
        made: bool | None = None,
        **details: Any,
    ) -> None:
        """Let something go wrong, once or as often as you say.

        Args:
            name: One of Kling's codes, as "1303", or a word: `FAULTS` lists them.
            on: What is asked for when it strikes.
            task: Only with this task, by its own id or the caller's.
            after: How many such requests go well first.
            times: How many go wrong then.
            made: Whether a create leaves a task behind all the same.
            details: What the fault needs: `message`, `reason`, `status`, `body`, …

        Raises:
            ValueError: There is no such fault for this occasion.
        """
        self._provider.script.add(
            Fault(
                name=name,
                on=on,
                task=task,
                after=after,
                times=times,
                made=made,
                details=details,
            )
        )

    def check(self) -> None:
        """Look whether the tasks in `home` can be read.

        Raises:
            DamagedFileError: They cannot. The file is left as it is.
            UnusableFileError: There is no place for them.
        """
        self._provider.store.check()

    def unscript(self) -> None:
        """Forget the faults that have not struck yet."""
        self._provider.script.clear()

    def callbacks(self) -> AbstractAsyncContextManager[None]:
        """Send callbacks while this is open.

        A server does it by itself, for as long as it serves. In-process, where
        `httpx.ASGITransport` starts nothing, no callback is sent without it.
        """
        return self._courier.running()

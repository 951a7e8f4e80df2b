"""The simulator: a provider and the app that speaks for it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ._app import build_app
from ._provider import Provider
from ._switches import Profile, Switches

if TYPE_CHECKING:
    from collections.abc import Callable

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
        self.app: Starlette = build_app(self._provider)

    @property
    def ledger(self) -> Ledger:
        """What was asked for and what was charged; it can only be read."""
        return self._provider.ledger


def create_app(home: Path | str, **settings: Any) -> Starlette:
    """Return the app alone, for a server that takes one."""
    return Simulator(home, **settings).app

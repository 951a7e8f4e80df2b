"""Who downloads next: the clip that its provider will delete first."""

from __future__ import annotations

import asyncio
import heapq
from contextlib import asynccontextmanager
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import datetime

PLACES = 3
"""Downloads at a time: more only make each one slower."""


class Turns:
    """A few places, given to those who wait in the order of their clips' age."""

    def __init__(self, places: int = PLACES) -> None:
        self._free = places
        self._waiting: list[tuple[datetime, int, asyncio.Future[None]]] = []
        self._number = count()

    @asynccontextmanager
    async def turn(self, made: datetime) -> AsyncIterator[None]:
        """Hold a place, once there is one for a clip made then."""
        await self._enter(made)
        try:
            yield
        finally:
            self._leave()

    async def _enter(self, made: datetime) -> None:
        if self._free:
            self._free -= 1
            return
        place = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (made, next(self._number), place))
        try:
            await place
        except asyncio.CancelledError:
            if place.done() and not place.cancelled():  # given in the same moment
                self._leave()
            raise

    def _leave(self) -> None:
        while self._waiting:
            *_, place = heapq.heappop(self._waiting)
            if not place.done():
                place.set_result(None)
                return
        self._free += 1

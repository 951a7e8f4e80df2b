"""What a gateway was seen to do with one key: nothing here is believed unproven."""

from __future__ import annotations

import logging
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from ...errors import JournalError, KlingError, TaskNotFound

if TYPE_CHECKING:
    from ..journal import Clock, Journal
    from ._gateway import Gateway

logger = logging.getLogger("kling_widgets")

GOOD_FOR = timedelta(days=30)


class Can(StrEnum):
    """What one gateway does and another does not."""

    ECHO = "echo"
    """Its answers repeat our `external_task_id`."""
    LOOKUP = "lookup"
    """It finds a task by our `external_task_id`."""
    LIST = "list"
    """It lists tasks."""


class Capabilities:
    """What one gateway was seen to do, kept in the journal."""

    def __init__(self, gateway: Gateway, journal: Journal, clock: Clock) -> None:
        self._gateway = gateway
        self._journal = journal
        self._clock = clock

    def knows(self, can: Can) -> bool | None:
        """Return what was proven within a month; nothing where nothing was.

        Nor is anything known while the journal cannot be read: that a paid task goes
        on does not hang on it.
        """
        gateway = self._gateway
        try:
            proven = self._journal.proven(gateway.base_url, gateway.key_fp)
        except JournalError as error:
            logger.warning("%s: %s", can.value, error)
            return None
        value, at = proven.get(can.value, (None, None))
        if at is None or self._clock.wall() - at > GOOD_FOR:
            return None
        return value

    def learn(self, can: Can, *, value: bool) -> None:
        """Remember what was seen just now; that it cannot be written costs nothing."""
        if self.knows(can) is value:
            return
        gateway = self._gateway
        try:
            self._journal.learn(
                gateway.base_url, gateway.key_fp, can.value, value=value
            )
        except KlingError as error:
            logger.warning("%s: %s", can.value, error)

    async def probe(self, job_id: str, task_id: str) -> None:
        """After a normal success, ask once by our own id: it is free."""
        if self.knows(Can.LOOKUP) is not None:
            return
        try:
            task = await self._gateway.client.get(job_id)
        except TaskNotFound:
            self.learn(Can.LOOKUP, value=False)
        except KlingError as error:
            logger.info("whether %s finds by our id: %s", self._gateway.name, error)
        else:
            self.learn(Can.LOOKUP, value=task.task_id == task_id)

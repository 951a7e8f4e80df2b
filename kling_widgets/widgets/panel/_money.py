"""The panel's line on what was spent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...jobs import budget, settings
from ..view import Latest
from . import _sentences as sentences

if TYPE_CHECKING:
    from ..view import Line


class Money:
    """Says what was spent, once it is read.

    Args:
        line: Where it is said.
        counts: Whether the jobs are those that the journal holds.
    """

    def __init__(self, line: Line, *, counts: bool) -> None:
        self._line = line
        self._counts = counts
        self._latest = Latest()

    def count(self) -> None:
        """Read the journal anew, beside whatever goes on."""
        if self._counts:
            self._latest.ask(lambda _wanted: self._say())

    def stop(self) -> None:
        """Say nothing more."""
        self._latest.stop()

    def _say(self) -> None:
        # It costs nothing on the simulator.
        self._line.say("" if settings().simulated else sentences.money(budget()))

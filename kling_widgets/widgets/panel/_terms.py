"""Who makes the clips and what one costs, as it is now."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from ...api import estimate
from ...errors import InputError, KlingError
from ...jobs import settings, when_configured
from . import _sentences as sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ..view import Line


class Terms:
    """Keeps what a panel says of them true, also when a key comes later.

    Args:
        bar: Where it is said who makes the clips.
        price: Where it is said what one costs.
        asked: Tells what would be asked for.
    """

    def __init__(
        self, bar: Line, price: Line, asked: Callable[[], Mapping[str, Any]]
    ) -> None:
        self._bar = bar
        self._price = price
        self._asked = asked
        self._told = ("", "")
        self.stop = when_configured(self._follow)
        """Follow the settings no longer."""

    def say(self) -> None:
        """Say who would be asked now, and what it would cost."""
        try:
            now = settings()
        except KlingError as error:
            self._bar.complain(error.message)
            return
        self._told = sentences.bar(now)
        self._bar.head(*self._told)
        through_gateway = not now.service.is_kling
        price = estimate(self._asked(), through_gateway=through_gateway)
        self._price.say(sentences.price_line(price, simulated=now.simulated))

    def check(self) -> None:
        """Say it anew, and refuse a click on what was said before.

        Raises:
            InputError: Another one makes the clips by now.
        """
        told = self._told
        self.say()
        if self._told != told:
            raise InputError(sentences.OTHER_TERMS)

    def _follow(self) -> None:
        # What cannot be used is said when the panel is looked at, not to `configure`;
        # what is the same is not said again, in a language of another day.
        with suppress(KlingError):
            if sentences.bar(settings()) != self._told:
                self.say()

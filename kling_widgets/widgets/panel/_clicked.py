"""What was clicked on: the fields' texts as the page showed them."""

from __future__ import annotations

import time
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from ...errors import InputError
from ._sentences import NOT_AS_CLICKED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
CLICK_SECONDS: Final = 2.0
"""A click comes right behind what was shown at it."""


class Clicked:
    """Keeps what the page showed, for the one click that follows.

    Changes travel beside it, on a thread of their own, and older ones may come in
    between: what the fields hold by now is not what was clicked on.

    Args:
        clock: Seconds that only go forward.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._shown = NOTHING
        self._is_mistaken = False
        self._until = 0.0

    def note(self, shown: Mapping[str, str], *, mistaken: bool) -> None:
        """Keep these texts; a mistaken click was made on what cannot be chosen."""
        self._shown, self._is_mistaken = shown, mistaken
        self._until = self._clock() + CLICK_SECONDS

    @property
    def shown(self) -> Mapping[str, str]:
        """The texts, by the API's name of their parameter; none without a click."""
        return NOTHING if self._clock() > self._until else self._shown

    def once(self) -> Mapping[str, str]:
        """Return the texts for the last time.

        Raises:
            InputError: The click was made on what cannot be chosen any more.
        """
        shown, self._shown = self.shown, NOTHING
        mistaken, self._is_mistaken = self._is_mistaken, False
        if mistaken and self._clock() <= self._until:
            raise InputError(NOT_AS_CLICKED)
        return shown

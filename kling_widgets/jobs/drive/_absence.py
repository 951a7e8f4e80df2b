"""The proof that a submit made nothing: asked often, over a while, and never found."""

from __future__ import annotations

LOOKS, SECONDS = 8, 900.0


class Absence:
    """Counts looks that found nothing, on a clock that nobody can set.

    One alone proves nothing: a task can be known a moment later only, and a gateway in
    trouble knows none. So any answer that is not plain makes it begin anew, as does
    another kernel: it cannot know how long the looks of this one took.
    """

    def __init__(self) -> None:
        self._first: float | None = None
        self._last = 0.0
        self._looks = 0

    def saw_nothing(self, at: float) -> None:
        """Count a plain "not found", at so many seconds."""
        if self._first is None:
            self._first = at
        self._last = at
        self._looks += 1

    def saw_trouble(self) -> None:
        """Begin anew: the gateway may not know what it has."""
        self._first, self._looks = None, 0

    @property
    def is_proven(self) -> bool:
        """Whether it was looked for often enough, and for long enough."""
        if self._first is None:
            return False
        return self._looks >= LOOKS and self._last - self._first >= SECONDS

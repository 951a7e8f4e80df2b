"""How slow a download may be: slow lines are served, one that only drips is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...errors import DownloadError

if TYPE_CHECKING:
    from collections.abc import Callable

WINDOW_SECONDS = 60.0
LEAST_BYTES = 1_024 * 60
"""What must come within the window: 1 KiB a second."""
LONGEST_SECONDS = 900.0
SLOW_BYTES_PER_SECOND = 16_384
"""A long clip on a slow line gets the time that it needs at this speed."""


class Pace:
    """Watches the bytes of one download come in."""

    def __init__(self, mono: Callable[[], float], length: int | None) -> None:
        self._mono = mono
        self._began = self._window_began = mono()
        self._window_bytes = 0
        needed = (length or 0) / SLOW_BYTES_PER_SECOND
        self._longest = max(LONGEST_SECONDS, needed)

    def saw(self, count: int) -> None:
        """Count what came in.

        Raises:
            DownloadError: It comes too slowly to ever be a clip.
        """
        now = self._mono()
        self._window_bytes += count
        if now - self._began > self._longest:
            raise DownloadError(
                f"The download was not done after {self._longest / 60:.0f} minutes. "
                "It will be tried again."
            )
        if now - self._window_began >= WINDOW_SECONDS:
            self._next_window(now)

    def _next_window(self, now: float) -> None:
        if self._window_bytes < LEAST_BYTES:
            raise DownloadError(
                f"The download only drips ({self._window_bytes:,} bytes in a minute). "
                "It will be tried again."
            )
        self._window_began, self._window_bytes = now, 0

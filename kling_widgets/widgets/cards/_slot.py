"""The place in a cell's output where the clips of a panel land.

A clip in widget state would be lost with the kernel and bloat the notebook, so
it becomes output of the cell that shows the panel.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, Final

from ._display import Display, is_updated

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...clips import Clip

EMPTY: Final = {"text/plain": ""}
"""What stands in the slot until there is a clip."""


class Slot:
    """One display with all clips of one panel, the newest first."""

    def __init__(self) -> None:
        self._display = Display()
        self._clips: dict[str, Clip] = {}
        self._lock = threading.Lock()
        self._is_open = False

    @property
    def reaches_the_page(self) -> bool:
        """Whether clips put here will be seen."""
        return self._is_open and is_updated()

    def open(self) -> None:
        """Show the slot below what the cell has shown, with the clips so far."""
        with self._lock:
            self._is_open = self._display.show(*self._output()) or self._is_open

    def add(self, job_id: str, clip: Clip) -> None:
        """Show *clip* before the others, in every cell that shows the slot."""
        with self._lock:
            if job_id in self._clips:
                return
            self._clips[job_id] = clip
            if self._is_open:
                self._display.update(*self._output())

    def _output(self) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        """What is shown, and the recipes as the output's metadata."""
        if not self._clips:
            return EMPTY, {}
        from ...clips import bundle, recipe_metadata
        from ...jobs import settings

        now = settings()
        clips = tuple(self._clips.values())
        recipes = recipe_metadata(clips)
        shown = bundle(
            clips, embed_limit=now.embed_limit, embed=now.embed, metadata=recipes
        )
        return shown, recipes

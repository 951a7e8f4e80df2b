"""The place in a cell's output where clips land.

A clip in widget state would be lost with the kernel and bloat the notebook. A
display with an id of its own is ordinary cell output: it can be updated from
any thread, and it is saved, converted and reopened like any other.
"""

from __future__ import annotations

import os
import sys
import threading
import uuid
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ..clips import Clip

EMPTY: Final = {"text/plain": ""}
"""What stands in the slot until there is a clip."""


class Slot:
    """One display, shown in any number of cells, with all clips of one panel."""

    def __init__(self) -> None:
        self._id = f"kling-{uuid.uuid4().hex}"
        self._clips: dict[str, Clip] = {}
        self._lock = threading.Lock()
        self._is_open = False

    @property
    def reaches_the_page(self) -> bool:
        """Whether clips put here will be seen."""
        return self._is_open and not _in_voila()

    def open(self) -> None:
        """Publish the slot below what the cell has shown, with the clips so far."""
        with self._lock:
            self._is_open = self._publish(update=False) or self._is_open

    def add(self, job_id: str, clip: Clip) -> None:
        """Show *clip* before the others, in every cell that shows the slot."""
        with self._lock:
            if job_id in self._clips:
                return
            self._clips[job_id] = clip
            if self._is_open:
                self._publish(update=True)

    def _publish(self, *, update: bool) -> bool:
        send = _publisher()
        if send is None:
            return False
        where = {"display_id": self._id}
        send(data=self._bundle(), metadata={}, transient=where, update=update)
        return True

    def _bundle(self) -> Mapping[str, Any]:
        if not self._clips:
            return EMPTY
        from ..clips import bundle
        from ..jobs import settings

        return bundle(tuple(self._clips.values()), embed_limit=settings().embed_limit)


def publish(view: Any) -> bool:
    """Show a widget in the current cell; say whether there is a notebook."""
    send = _publisher()
    if send is None:
        return False
    shown = view._repr_mimebundle_()
    # ipywidgets answers with the data alone, anywidget with the metadata beside it.
    data, metadata = shown if isinstance(shown, tuple) else (shown, {})
    send(data=data, metadata=metadata)
    return True


def _publisher() -> Callable[..., None] | None:
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    # A terminal's IPython would print what is meant for a page.
    if shell is None or not hasattr(shell, "kernel"):
        return None
    send: Callable[..., None] = shell.display_pub.publish
    return send


def _in_voila() -> bool:
    """Whether the page is Voilà's, which never updates static output."""
    return os.environ.get("SERVER_SOFTWARE", "").startswith("voila/")

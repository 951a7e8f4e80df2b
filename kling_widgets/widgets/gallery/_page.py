"""One open page of a gallery: what it found last, and the pictures it waits for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...errors import KlingError
from ..view import Latest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ...clips import Thumbnails
    from ...jobs import Shelf, ShelfItem
    from ..view import Wanted

    Send = Callable[[dict[str, Any], list[bytes]], object]


class GalleryPage:
    """What Python keeps for a page: ids and a thread, never rows or pictures."""

    def __init__(self) -> None:
        self.search = 0
        self.ids: tuple[str, ...] = ()
        self._pictures = Latest()

    def close(self) -> None:
        """Want no more pictures."""
        self._pictures.stop()

    def join(self) -> None:
        """Wait until all pictures are sent."""
        self._pictures.join()

    def ask_pictures(
        self, ids: Sequence[str], *, shelf: Shelf, thumbnails: Thumbnails, send: Send
    ) -> None:
        """Send these pictures beside everything else, and none asked for before."""

        def work(wanted: Wanted) -> None:
            send_pictures(shelf.items(ids), thumbnails, send, wanted)

        self._pictures.ask(work, at_once=True)


def send_pictures(
    items: Sequence[ShelfItem], thumbnails: Thumbnails, send: Send, wanted: Wanted
) -> None:
    """Send what is kept in one message, then each that has to be made when it is."""
    kept: dict[str, bytes] = {}
    to_make = []
    for item in items:
        clip = item.job.clip
        data = _tried(thumbnails.kept, clip.path) if clip else None
        if data:
            kept[item.job.id] = data
        elif clip:
            to_make.append((item.job.id, clip.path))
    if kept and wanted():
        send({"kind": "pictures", "ids": list(kept)}, list(kept.values()))
    for job_id, path in to_make:
        if not wanted():
            return
        data = _tried(thumbnails.get, path)
        if data:
            send({"kind": "pictures", "ids": [job_id]}, [data])


def _tried(read: Callable[[Any], bytes | None], path: Any) -> bytes | None:
    try:
        return read(path)
    except KlingError:
        return None  # gone or no video: the tile says so in words

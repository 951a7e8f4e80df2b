"""The gallery's grid: the page asks for what it shows, and gets that."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

import traitlets

from ..._language import GALLERY, told
from ...clips import Clip, Exhibit, Thumbnails, export_page, free_folder
from ...errors import DownloadError, KlingError
from ..view import MAX_MESSAGE_BYTES, Latest, View, in_words, is_text
from . import _words as words
from ._page import GalleryPage
from ._query import MAX_ID, count_of, ids_of, query_of
from ._tile import tile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from ...jobs import Shelf, ShelfItem

logger = logging.getLogger("kling_widgets")

MAX_ROWS: Final = 200
MAX_PAGES: Final = 8
"""Browser tabs that may show the same gallery; the oldest has to ask again."""
MAX_SEARCH: Final = 2**31
MAX_CLIP_BYTES: Final = 2**40
THUMBNAILS: Final = "thumbnails"
EXPORT_FOLDER: Final = "kling_gallery"


class GalleryView(View):
    """A grid of all jobs that the shelf has.

    Args:
        shelf: Gives the jobs.
        reuse: Takes a job whose settings are wanted again; says what came of it.
        chain: Takes a clip whose last frame is wanted; says what came of it.
    """

    script_name: ClassVar[str] = "gallery.js"
    style_names: ClassVar[tuple[str, ...]] = ("base.css", "gallery.css")
    message_kinds: ClassVar[frozenset[str]] = frozenset(
        {
            *("find", "rows", "pictures", "piece"),
            *("star", "delete", "reuse", "chain", "export"),
        }
    )

    said: ClassVar[frozenset[str]] = frozenset(
        {"label", "text", "stage", "facts", "note", "error"}
    )
    tables: ClassVar[tuple[str, ...]] = (GALLERY,)

    states = traitlets.Tuple().tag(sync=True)
    """What can be chosen as a state: a label, and what it means. Written by Python."""

    def __init__(
        self,
        *,
        shelf: Callable[[], Shelf],
        reuse: Callable[[ShelfItem], str],
        chain: Callable[[Clip], str],
    ) -> None:
        self._shelf = shelf
        self._reuse = reuse
        self._chain = chain
        self._pages: dict[str, GalleryPage] = {}
        self._exports = Latest()
        self._is_stale = True  # nothing was asked for yet: there is nobody to tell
        self._end = shelf().subscribe(self._on_news)
        super().__init__(states=words.choices())

    def close(self) -> None:
        """Stop listening and leave the page."""
        self.__dict__.pop("_end", lambda: None)()  # none if it was never built
        for page in self.__dict__.get("_pages", {}).values():
            page.close()
        super().close()

    def _on_news(self) -> None:
        """Called on whatever thread wrote into the journal; told once until asked."""
        if not self._is_stale:
            self._is_stale = True
            self.send({"kind": "changed"})

    def _on_find(self, message: Mapping[str, Any], _buffers: Sequence[Any]) -> None:
        page, query = self._page(message), query_of(message)
        with self._told(message):
            self._is_stale = False
            page.ids = self._shelf().find(query)
            page.search = count_of(message, "search", MAX_SEARCH)
            found: dict[str, Any] = {
                "search": page.search,
                "total": len(page.ids),
                "all": self._shelf().count(),
                "models": self._shelf().models(),
            }
            first = page.ids[: count_of(message, "count", MAX_ROWS)]
            if first:
                found |= {"start": 0, "rows": self._tiles(first)}
            self._answer(message, "found", **found)

    def _on_rows(self, message: Mapping[str, Any], _buffers: Sequence[Any]) -> None:
        page = self._page(message)
        if message.get("search") != page.search:
            return  # the answer to another question is on its way
        start = count_of(message, "start", len(page.ids))
        ids = page.ids[start : start + count_of(message, "count", MAX_ROWS)]
        with self._told(message):
            rows = self._tiles(ids)
            self._answer(message, "rows", search=page.search, start=start, rows=rows)

    def _on_pictures(self, message: Mapping[str, Any], _buffers: Sequence[Any]) -> None:
        def send(content: dict[str, Any], buffers: list[bytes]) -> None:
            self.send({**content, "view": message.get("view")}, buffers=buffers)

        self._page(message).ask_pictures(
            ids_of(message)[:MAX_ROWS],
            shelf=self._shelf(),
            thumbnails=self._thumbnails,
            send=send,
        )

    def _on_piece(self, message: Mapping[str, Any], _buffers: Sequence[Any]) -> None:
        with self._told(message):
            item = self._item(message)
            if item.job.clip is None:
                raise DownloadError(words.NO_FILE)
            offset = count_of(message, "offset", MAX_CLIP_BYTES)
            data, facts = _piece(item.job.clip, offset)
            place = {"id": item.job.id, "offset": offset}
            self._answer(message, "piece", data, **place, **facts)

    def _on_star(self, message: Mapping[str, Any], _buffers: Sequence[Any]) -> None:
        with self._told(message):
            item = self._item(message)
            self._shelf().star(item.job.id, on=message.get("on") is True)

    def _on_delete(self, message: Mapping[str, Any], _buffers: Sequence[Any]) -> None:
        with self._told(message):
            item = self._item(message)
            if item.job.clip is not None:
                self._thumbnails.forget(item.job.clip.path)
            self._shelf().delete_file(item.job.id)
            self._say(message, words.DELETED)

    def _on_reuse(self, message: Mapping[str, Any], _buffers: Sequence[Any]) -> None:
        with self._told(message):
            self._say(message, self._reuse(self._item(message)), panel=True)

    def _on_chain(self, message: Mapping[str, Any], _buffers: Sequence[Any]) -> None:
        with self._told(message):
            clip = self._item(message).job.clip
            if clip is not None:
                self._say(message, self._chain(clip), panel=True)

    def _on_export(self, message: Mapping[str, Any], _buffers: Sequence[Any]) -> None:
        """Copy beside the panel: clips may be large."""
        ids, folder = ids_of(message), Path.cwd() / EXPORT_FOLDER

        def work(_wanted: object) -> None:
            with self._told(message):
                shelf, step = self._shelf(), MAX_ROWS
                groups = (ids[at : at + step] for at in range(0, len(ids), step))
                items = [item for group in groups for item in shelf.items(group)]
                exhibits = list(_exhibits(items))
                page = export_page(exhibits, free_folder(folder))
                said = str(page.relative_to(folder.parent))
                self._say(message, words.exported(len(exhibits), said))

        self._exports.ask(work, at_once=True)

    def _tiles(self, ids: Sequence[str]) -> list[dict[str, Any]]:
        return [tile(item) for item in self._shelf().items(ids)]

    @property
    def _thumbnails(self) -> Thumbnails:
        return Thumbnails(self._shelf().folder / THUMBNAILS)

    def _page(self, message: Mapping[str, Any]) -> GalleryPage:
        """Return what is kept for the page that sent a message."""
        view = message.get("view")
        name = view if is_text(view, MAX_ID) else ""
        page = self._pages.pop(name, None) or GalleryPage()
        self._pages[name] = page
        while len(self._pages) > MAX_PAGES:
            self._pages.pop(next(iter(self._pages))).close()
        return page

    def _item(self, message: Mapping[str, Any]) -> ShelfItem:
        """Return the job that a message is about.

        Raises:
            DownloadError: There is no such job.
        """
        job_id = message.get("id")
        found = self._shelf().items([job_id]) if is_text(job_id, MAX_ID) else ()
        if not found:
            raise DownloadError(words.NOT_HERE)
        return found[0]

    @contextmanager
    def _told(self, message: Mapping[str, Any]) -> Iterator[None]:
        """Say on the page what went wrong."""
        try:
            yield
        except KlingError as error:
            logger.info("gallery: %s", error)
            self._say(message, error.message, bad=True)

    def _say(self, message: Mapping[str, Any], text: str, **values: Any) -> None:
        self._answer(message, "said", text=text, **values)

    def _answer(
        self, message: Mapping[str, Any], kind: str, data: bytes = b"", **values: Any
    ) -> None:
        said = in_words(values, "", self.said)
        content = {"kind": kind, "view": message.get("view"), **said}
        self.send(content, buffers=[data] if data else None)


def _piece(clip: Clip, offset: int) -> tuple[bytes, dict[str, Any]]:
    """Return a piece of a clip's file, and what the player has to know of it."""
    try:
        with clip.path.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(offset)
            data = file.read(MAX_MESSAGE_BYTES)
    except OSError as error:
        raise DownloadError(
            f"The clip at {str(clip.path)!r} cannot be read."
        ) from error
    return data, {"size": size, "fps": clip.fps, "name": clip.path.name}


def _exhibits(items: Sequence[ShelfItem]) -> Iterator[Exhibit]:
    for item in items:
        if item.job.clip is not None:
            at = f"{item.job.created_at:%Y-%m-%d %H:%M} UTC"
            facts = f"{at} \N{MIDDLE DOT} {told(tile(item)['facts'])}"
            yield Exhibit(path=item.job.clip.path, title=item.job.prompt, facts=facts)

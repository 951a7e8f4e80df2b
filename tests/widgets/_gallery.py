"""The page's end of a gallery, and a journal for it to show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.jobs._shelves import row
from tests.widgets._page import Page

if TYPE_CHECKING:
    from pathlib import Path

    from kling_widgets.widgets import Gallery

JOBS = 12
HOSTILE = '<img src=x onerror=alert(1)>"\u202e'


def rows(clip: Path) -> list[dict[str, Any]]:
    """Twelve jobs: the newest has a clip, the one before failed, the rest are old."""
    return [
        *(row(n) for n in range(JOBS - 2)),
        row(JOBS - 2, state="failed", prompt=HOSTILE, error=HOSTILE),
        row(JOBS - 1, file=str(clip)),
    ]


class GalleryTester(Page):
    """The page's end, for one view."""

    def __init__(self, gallery: Gallery, name: str = "v1") -> None:
        super().__init__(gallery.view)
        self.gallery = gallery
        self.name = name

    def ask(self, kind: str, **values: Any) -> None:
        self.send({"kind": kind, "view": self.name, **values})

    def find(self, **filters: Any) -> dict[str, Any]:
        self.ask("find", search=1, **filters)
        return self.heard("found")[-1]

    def rows(self, start: int = 0, count: int = 40) -> list[dict[str, Any]]:
        self.ask("rows", search=1, start=start, count=count)
        found: list[dict[str, Any]] = self.heard("rows")[-1]["rows"]
        return found

    def pictures(self, *ids: str) -> dict[str, Any]:
        self.ask("pictures", ids=list(ids))
        self.gallery.view._page({"view": self.name}).join()
        messages = self.heard("pictures")
        names = [name for message in messages for name in message["ids"]]
        return dict(zip(names, self.buffers("pictures"), strict=True))

    @property
    def said(self) -> str:
        return str(self.heard("said")[-1]["text"])

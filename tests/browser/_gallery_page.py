"""The gallery's script on an empty page, with a kernel that is played in the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kling_widgets.widgets.gallery._words import choices
from tests.browser._fake_model import FakeModel

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

KERNEL = """({total, hostile, film}) => {
  const bytes = (text) => new DataView(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer);
  const canvas = Object.assign(document.createElement("canvas"), { width: 16, height: 9 });
  const picture = bytes(canvas.toDataURL("image/jpeg").split(",")[1]);
  const starred = new Set();
  window.kernel = { total, film: film && bytes(film), gone: new Set(), peak: 0, bytes: 0 };
  const rowOf = (place) => {
    const number = kernel.total - 1 - place;
    const failed = number % 7 === 3;
    const plays = !failed && !kernel.gone.has(`kw-${number}`);
    return {
      id: `kw-${number}`, tone: failed ? "bad" : "done", stage: failed ? "Failed" : "Saved",
      at: new Date(Date.UTC(2026, 10, 1) + number * 60000).toISOString(),
      prompt: hostile || `take ${number}`, facts: "kling-v2-6", note: "",
      error: failed ? "Kling could not make this clip." : "",
      starred: starred.has(`kw-${number}`), file: plays ? `/clips/${number}.mp4` : "", plays,
    };
  };
  const answers = {
    find: ({ search, text, count }) => {
      const found = text === "nothing" ? 0 : kernel.total;
      const models = ["kling-v2-6", "kling-v3"];
      const [{ rows }] = answers.rows({ start: 0, count });
      return [{ kind: "found", search, total: found, all: kernel.total, models, start: 0, rows: found ? rows : [] }];
    },
    rows: ({ search, start, count }) => {
      const places = [...Array(Math.max(0, Math.min(count, kernel.total - start))).keys()];
      return [{ kind: "rows", search, start, rows: places.map((place) => rowOf(start + place)) }];
    },
    pictures: ({ ids }) => [{ kind: "pictures", ids }, ids.map(() => picture)],
    piece: ({ id, offset }) => kernel.film && [
      { kind: "piece", id, offset, size: kernel.film.byteLength, fps: 12, name: "a.mp4" }, [kernel.film]],
    star: ({ id, on }) => { on ? starred.add(id) : starred.delete(id); return [{ kind: "changed" }]; },
    delete: ({ id }) => { kernel.gone.add(id); return [{ kind: "changed" }]; },
    export: ({ ids }) => [{ kind: "said", text: `${ids.length} exported`, bad: false }],
    reuse: () => [{ kind: "said", text: "The settings are in the panel.", bad: false, panel: true }],
  };
  model.kernel = (content) => {
    const [answer, buffers = []] = answers[content.kind]?.(content) || [];
    if (!answer) return;
    kernel.bytes += JSON.stringify(answer).length + buffers.reduce((sum, one) => sum + one.byteLength, 0);
    setTimeout(() => model.tell("msg:custom", { ...answer, view: content.view }, buffers));
  };
}"""
"""Each job is known by its number, the newest first; every seventh has failed."""


MISSING = """() => {
  const grid = document.querySelector(".kling-grid")?.getBoundingClientRect();
  if (!grid) return { places: NaN, bare: 0 };
  const all = [...document.querySelectorAll(".kling-tile")];
  const inView = all.filter((tile) => {
    const { top, bottom } = tile.getBoundingClientRect();
    return bottom > grid.top && top < grid.bottom;
  });
  const places = inView.map((tile) => Number(tile.getAttribute("aria-posinset"))).sort((a, b) => a - b);
  const [first, last] = [places.at(0), places.at(-1)];
  const total = Number(inView[0]?.getAttribute("aria-setsize"));
  const edge = (name, pick) => pick(...inView.map((tile) => tile.getBoundingClientRect()[name]));
  const starts = first === 1 || edge("top", Math.min) <= grid.top + 16;
  const ends = last === total || edge("bottom", Math.max) >= grid.bottom - 16;
  const gaps = last - first + 1 - new Set(places).size;
  const bare = inView.filter((tile) => {
    const picture = tile.querySelector(".kling-tile-picture");
    const shown = !picture.hidden && picture.complete && picture.naturalWidth > 0;
    return !shown && tile.querySelector(".kling-tile-stage").hidden;
  });
  return { places: places.length > 0 && starts && ends ? gaps : NaN, bare: bare.length };
}"""
"""Places on the screen without a tile, and tiles with neither picture nor words."""

WHOLE = f"() => {{ const m = ({MISSING})(); return m.places === 0 && m.bare === 0; }}"


class GalleryPage(FakeModel):
    """The gallery with so many jobs."""

    def __init__(
        self,
        page: Page,
        total: int,
        *,
        hostile: str = "",
        film: str = "",
        **spoken: object,
    ) -> None:
        # the script asks at once; its kernel is there with the next question
        states = list(choices())
        super().__init__(page, "gallery.js", "gallery.css", states=states, **spoken)
        page.evaluate(KERNEL, {"total": total, "hostile": hostile, "film": film})
        view = self.sent("find")[0]["view"]
        page.evaluate(
            "(view) => model.kernel({ kind: 'find', view, search: 1, count: 40 })", view
        )

    def tile(self, number: int) -> Locator:
        """The tile of the job with that number."""
        return self.root.locator(".kling-tile").filter(has_text=f"take {number}")

    @property
    def tiles(self) -> Locator:
        """All tiles that exist."""
        return self.root.locator(".kling-tile")

    @property
    def dialog(self) -> Locator:
        """What is opened."""
        return self.root.get_by_role("dialog")

    def scroll(self, share: float) -> None:
        """Go to a place between the top, 0, and the bottom, 1."""
        self.root.locator(".kling-grid").evaluate(
            "(grid, share) => { grid.scrollTop = share * grid.scrollHeight; }", share
        )

    def await_whole(self) -> None:
        """Wait until nothing on the screen is missing."""
        self.page.wait_for_function(WHOLE)

    def asked(self, kind: str) -> dict[str, Any]:
        """The last message of that kind, without what only the protocol needs."""
        sent = self.sent(kind)[-1]
        return {
            name: value
            for name, value in sent.items()
            if name not in {"view", "search", "sizes", "kind", "count"}
        }

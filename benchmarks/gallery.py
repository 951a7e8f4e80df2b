"""How soon a gallery of 5,000 jobs can be used, and what it sends and holds.

In real JupyterLab, each in a fresh page: `kling.Gallery()`, and beside it a widget
that is given the same rows and the same thumbnails all at once, as a trait. Counted from
the moment that the cell is run, the package is imported before: usable is a gallery
whose screen is full of tiles with their words, which can be opened and searched;
whole, when each has its picture, too. The thumbnails are on disk in both; the first
line shows what it takes to make those of the first screen.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser._big_journal import Traffic, make_journal
from tests.browser._chromium import own_chromium
from tests.browser._gallery_page import MISSING, WHOLE
from tests.browser._page import Notebook
from tests.browser._server import LAB, JupyterServer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

JOBS = 5_000
WAIT_MILLISECONDS = 240_000
IMPORT = "import kling_widgets as kling\nkling.Gallery, len(kling.jobs())"
GALLERY = "kling.Gallery()"
ALL_AT_ONCE = '''
import anywidget, traitlets
from kling_widgets.clips import Thumbnails
from kling_widgets.jobs import JobQuery, runner
from kling_widgets.widgets.gallery._tile import tile

shelf = runner().shelf
ids = shelf.find(JobQuery())
items = [item for at in range(0, len(ids), 500) for item in shelf.items(ids[at:at + 500])]
kept = Thumbnails(shelf.folder / "thumbnails")

class All(anywidget.AnyWidget):
    rows = traitlets.List([tile(item) for item in items]).tag(sync=True)
    pictures = traitlets.List(
        [kept.kept(i.job.clip.path) if i.job.clip else b"" for i in items]
    ).tag(sync=True)
    _esm = """export default { render({ model, el }) {
      const pictures = model.get("pictures");
      for (const [place, row] of model.get("rows").entries()) {
        const words = [row.prompt, row.facts].map((text) =>
          Object.assign(document.createElement("div"), { textContent: text }));
        const picture = document.createElement("img");
        if (row.plays) picture.src = URL.createObjectURL(new Blob([pictures[place]]));
        const box = document.createElement("div");
        box.className = "one-of-all";
        box.append(picture, ...words);
        el.append(box);
      }
    } }"""
All()
'''
USABLE = f"() => ({MISSING})().places === 0"
ALL_DRAWN = f"document.querySelectorAll('.one-of-all').length === {JOBS}"
FRESH = "cold: thumbnails made"
SHOWN = "kling.Gallery()"
TABLE = "all rows at once"


@dataclass(frozen=True)
class Measured:
    """What it took until the page could be used."""

    usable: float
    """Seconds; so is the next one."""
    whole: float
    sent: int
    heap: float
    nodes: float

    def __str__(self) -> str:
        sizes = f"{self.sent / 1e6:9.2f}{self.heap / 1e6:9.1f}{self.nodes:9.0f}"
        return f"{self.usable:9.2f}{self.whole:9.2f}{sizes}"


def measure(
    browser: Browser, server: JupyterServer, source: str, usable: str, whole: str
) -> Measured:
    """Run the cell on a fresh page with a fresh kernel."""
    server.shut_kernels_down()
    server.write_notebook("bench.ipynb", IMPORT, source)
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    traffic = Traffic(page)
    notebook = Notebook(page, server, "bench.ipynb").open()
    notebook.run(0)
    before, (heap, nodes) = traffic.bytes, held(page)
    begun = time.perf_counter()
    notebook.start(1)
    page.wait_for_function(usable, timeout=WAIT_MILLISECONDS)
    first = time.perf_counter() - begun
    page.wait_for_function(whole, timeout=WAIT_MILLISECONDS)
    last = time.perf_counter() - begun
    now_heap, now_nodes = held(page)
    page.close()
    grown = now_heap - heap, now_nodes - nodes
    return Measured(first, last, traffic.bytes - before, *grown)


def held(page: Page) -> tuple[float, float]:
    """Return the bytes of the page's own heap, and how many nodes it has."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    session.send("Performance.enable")
    found = session.send("Performance.getMetrics")["metrics"]
    values = {metric["name"]: float(metric["value"]) for metric in found}
    return values["JSHeapUsedSize"], values["Nodes"]


def main() -> None:
    """Print both, and how many times more the other takes."""
    with (
        tempfile.TemporaryDirectory() as folder,
        own_chromium() as browser,
    ):
        home = Path(folder) / "home"
        make_journal(home, Path(folder) / "clips", JOBS, thumbnails=True)
        with JupyterServer(
            LAB, Path(folder) / "lab", KLING_WIDGETS_HOME=str(home)
        ) as server:
            shown = measure(browser, server, GALLERY, USABLE, WHOLE)
            at_once = measure(browser, server, ALL_AT_ONCE, ALL_DRAWN, ALL_DRAWN)
            shutil.rmtree(home / "thumbnails")
            fresh = measure(browser, server, GALLERY, USABLE, WHOLE)
    print(f"{JOBS:,} jobs{'usable s':>26}  whole s  MB sent  MB heap    nodes")
    for name, one in ((FRESH, fresh), (SHOWN, shown), (TABLE, at_once)):
        print(f"{name:27}{one}")
    ratios = (
        at_once.usable / shown.usable,
        at_once.whole / shown.whole,
        at_once.sent / shown.sent,
        at_once.heap / shown.heap,
        at_once.nodes / shown.nodes,
    )
    print(f"{'times as much at once':27}" + "".join(f"{r:9.1f}" for r in ratios))


if __name__ == "__main__":
    main()

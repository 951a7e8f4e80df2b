"""Take the README's pictures from the running product: `make screenshots`."""

from __future__ import annotations

import io
import shutil
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser._chromium import own_chromium
from tests.browser._gallery_page import WHOLE
from tests.browser._page import Notebook
from tests.browser._server import LAB, JupyterServer
from tests.browser._studio import StudioPanel
from tests.browser._video import await_video, play

ROOT = Path(__file__).parent.parent
LAKE = ROOT / "notebooks" / "lake.jpg"
TARGET = ROOT / "docs" / "images"
WINDOW = ViewportSize(width=1000, height=1330)
SOURCE = "import kling_widgets as kling\n\nkling.Studio()"
KOREAN = """import kling_widgets as kling

kling.configure(language="ko")
kling.Studio(image="lake.jpg", prompt="천천히 줌 인, 잔잔한 물결")"""
GENERATE_KO = "생성"
WIDE = ViewportSize(width=1000, height=800)
CLIPS = """\
import kling_widgets as kling
from PIL import Image

lake = Image.open("lake.jpg")
wide, tall, boat = lake, lake.crop((300, 0, 705, 720)), lake.crop((240, 240, 740, 720))
asked = [
    (wide, "slow zoom in, ripples on the water"),
    (tall, "the camera rises over the mountains"),
    (boat, "the boat drifts to the left"),
    (wide, "호수 위로 안개가 피어오른다, 천천히 줌 아웃"),
    (boat, "zoom out, evening light"),
    (tall, "pan right, the reeds sway"),
    (wide, "pan left along the shore"),
    (boat, "slow zoom in on the fisherman"),
]
jobs = [kling.generate(picture, words, duration="5") for picture, words in asked]
clips = [job.wait() for job in jobs]
"""
STARS = """\
from kling_widgets.jobs import runner

for job in jobs[1::3]:
    runner().shelf.star(job.id, on=True)
"""
GALLERY = "kling.Gallery()"
SIDE_BAR_KEY = "Control+b"
COLOURS = 256
METHOD = Image.Quantize.MAXCOVERAGE  # keeps small areas of a strong colour
MAX_BYTES = 200_000


def main() -> None:
    """Make clips in JupyterLab, and keep pictures of the window."""
    with own_chromium() as browser:
        # Each with a JupyterLab of its own: it opens anew what was open before.
        for take in (panel, gallery, korean):
            with (
                tempfile.TemporaryDirectory() as folder,
                JupyterServer(LAB, Path(folder) / "jupyter") as server,
            ):
                shutil.copy(LAKE, server.root)
                take(browser.new_page(viewport=WINDOW), server)


def panel(page: Page, server: JupyterServer) -> None:
    """The panel with a clip."""
    make_clip(page, server)
    keep(page.screenshot(), "studio.png")


def gallery(page: Page, server: JupyterServer) -> None:
    """The gallery with some clips."""
    page.set_viewport_size(WIDE)
    show_gallery(page, server)
    keep(page.screenshot(), "gallery.png")


def korean(page: Page, server: JupyterServer) -> None:
    """The panel in Korean."""
    make_korean_clip(page, server)
    keep(page.screenshot(), "studio.ko.png")


def make_clip(page: Page, server: JupyterServer) -> None:
    """Go the whole way, and stop the clip in its middle."""
    server.write_notebook("lake.ipynb", SOURCE)
    notebook = opened(page, server, "lake.ipynb")
    studio = StudioPanel(notebook, 0).show()
    studio.choose(LAKE)
    studio.describe()
    studio.button.click()
    stop_midway(studio)


def show_gallery(page: Page, server: JupyterServer) -> None:
    """Make some clips, and show them all with the pointer on one of them."""
    server.write_notebook("gallery.ipynb", CLIPS, STARS, GALLERY)
    notebook = opened(page, server, "gallery.ipynb")
    for cell in (0, 1, 2):
        notebook.run(cell)
    page.wait_for_function(WHOLE)
    tile = notebook.output(2).locator(".kling-tile").nth(2)
    notebook.cell(2).evaluate("cell => cell.scrollIntoView()")
    tile.hover()
    expect(tile.locator("video")).to_have_js_property("paused", value=False)


def make_korean_clip(page: Page, server: JupyterServer) -> None:
    """The same in Korean, with the fields filled by code."""
    server.write_notebook("hosu.ipynb", KOREAN)
    notebook = opened(page, server, "hosu.ipynb")
    notebook.run(0)
    studio = StudioPanel(notebook, 0)
    studio.output.get_by_role("button", name=GENERATE_KO, exact=True).click()
    stop_midway(studio)


def opened(page: Page, server: JupyterServer, name: str) -> Notebook:
    """A notebook that has the window to itself."""
    notebook = Notebook(page, server, name).open()
    page.keyboard.press(SIDE_BAR_KEY)
    return notebook


def stop_midway(studio: StudioPanel) -> None:
    """Wait for the clip, play two seconds of it, and take the pointer away."""
    await_video(studio.video)
    play(studio.video, seconds=2)
    studio.video.evaluate("video => video.pause()")
    studio.notebook.page.mouse.move(WINDOW["width"] - 5, WINDOW["height"] - 5)


def keep(shot: bytes, name: str) -> None:
    """Save a picture with few colours, so that a clone stays small."""
    path = TARGET / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with Image.open(io.BytesIO(shot)) as picture:
        few = picture.convert("RGB").quantize(COLOURS, METHOD, kmeans=3)
        few.save(path, optimize=True)
    size = path.stat().st_size
    print(f"{path.relative_to(ROOT)}: {size // 1000} kB")
    if size > MAX_BYTES:
        raise SystemExit(f"{name} is {size} bytes; the limit is {MAX_BYTES}.")


if __name__ == "__main__":
    main()

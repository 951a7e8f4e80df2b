"""Take the README's pictures from the running product: `make screenshots`."""

from __future__ import annotations

import io
import shutil
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, ViewportSize, sync_playwright

from tests.browser._chromium import ARGUMENTS, find_chromium
from tests.browser._page import Notebook
from tests.browser._server import LAB, JupyterServer
from tests.browser._studio import StudioPanel
from tests.browser._video import await_video, play

ROOT = Path(__file__).parent.parent
LAKE = ROOT / "notebooks" / "lake.jpg"
TARGET = ROOT / "docs" / "images"
WINDOW = ViewportSize(width=1000, height=1330)
SOURCE = "import kling_widgets as kling\n\nkling.Studio()"
SIDE_BAR_KEY = "Control+b"
COLOURS = 256
METHOD = Image.Quantize.MAXCOVERAGE  # keeps small areas of a strong colour
MAX_BYTES = 200_000


def main() -> None:
    """Make a clip in JupyterLab, and keep a picture of the window."""
    with (
        tempfile.TemporaryDirectory() as folder,
        JupyterServer(LAB, Path(folder) / "jupyter") as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=ARGUMENTS
        )
        page = browser.new_page(viewport=WINDOW)
        shutil.copy(LAKE, server.root)
        make_clip(page, server)
        keep(page.screenshot(), "studio.png")
        browser.close()


def make_clip(page: Page, server: JupyterServer) -> None:
    """Go the whole way, and stop the clip in its middle."""
    server.write_notebook("lake.ipynb", SOURCE)
    notebook = Notebook(page, server, "lake.ipynb").open()
    page.keyboard.press(SIDE_BAR_KEY)
    studio = StudioPanel(notebook, 0).show()
    studio.choose(LAKE)
    studio.describe()
    studio.button.click()
    await_video(studio.video)
    play(studio.video, seconds=2)
    studio.video.evaluate("video => video.pause()")
    page.mouse.move(WINDOW["width"] - 5, WINDOW["height"] - 5)


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

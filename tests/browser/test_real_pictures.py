"""Pictures as large as people have them, brought into real Jupyter by real events."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests._photos import CORNERS, corners, noise_png, phone_jpeg
from tests.browser._gestures import await_drawn, drop, paste, seen
from tests.browser._page import Notebook
from tests.browser._server import TOKEN
from tests.browser._studio import ARRIVE_MILLISECONDS, STAGES, StudioPanel
from tests.browser._video import await_video, frames_at

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser._server import JupyterServer

pytestmark = pytest.mark.browser

PANEL = "import kling_widgets as kling\nstudio = kling.Studio()\nstudio"
SENT = """import base64, pathlib
wire = studio.jobs[0].request.to_json()["image"]
pathlib.Path("sent.jpg").write_bytes(base64.b64decode(wire))"""
UPRIGHT = {name: name for name in CORNERS}
MAX_IMAGE_BYTES = 10_000_000
STARTED = re.compile("|".join(STAGES))


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A 60-megapixel photo of 25 MB, lying on its side, and a PNG of 12 MB."""
    folder = tmp_path_factory.mktemp("pictures")
    (folder / "photo.jpg").write_bytes(phone_jpeg((6708, 8944), quality=96))
    (folder / "noise.png").write_bytes(noise_png((2400, 1667)))
    return folder


@pytest.fixture
def panel(page: Page, server: JupyterServer) -> StudioPanel:
    """The panel in a cell, and below it a cell that keeps what is sent."""
    server.write_notebook("pictures.ipynb", PANEL, SENT)
    notebook = Notebook(page, server, "pictures.ipynb").open()
    return StudioPanel(notebook, 0).show()


def said(panel: StudioPanel, sentence: str) -> Locator:
    """What the picker says of the picture once it has arrived."""
    status = panel.output.get_by_role("status").filter(has_text=sentence)
    expect(status).to_be_visible(timeout=ARRIVE_MILLISECONDS)
    return status


def test_large_pictures_arrive_by_every_way(
    panel: StudioPanel, server: JupyterServer, folder: Path, tmp_path: Path
) -> None:
    """A photo is chosen, a drawing dropped, and pasted: each within the limits."""
    photo, noise = folder / "photo.jpg", folder / "noise.png"
    assert photo.stat().st_size == pytest.approx(25_000_000, rel=0.1)
    assert noise.stat().st_size > 12_000_000
    shutil.copy(noise, server.root)

    panel.choose(photo)
    said(panel, "photo.jpg: JPEG, 1920×2560")  # noqa: RUF001
    notes = panel.output.locator(".kling-notes").first
    expect(notes).to_contain_text("turned upright")
    expect(notes).to_contain_text("shrunk from 6708×8944 to 2560 px")  # noqa: RUF001
    assert_upright_everywhere(panel, server.root / "sent.jpg")
    panel.notebook.screenshot(tmp_path, "photo")

    zone = panel.output.locator(".kling-zone").first
    drop(panel.notebook.page, noise, zone)
    assert 1 < megabytes(said(panel, "noise.png: JPEG, 2400×1667")) < 10  # noqa: RUF001
    expect(notes).to_contain_text("saved as JPEG")

    address = f"/files/noise.png?token={TOKEN}"
    paste(panel.notebook.page, address, panel.field("Image"))
    assert 1 < megabytes(said(panel, "image.png: JPEG, 2400×1667")) < 10  # noqa: RUF001

    assert panel.notebook.complaints == []
    assert panel.notebook.outsiders == []


def assert_upright_everywhere(panel: StudioPanel, file: Path) -> None:
    """In picker, brush and preview, and in the request that is sent."""
    shown = {"picker": seen(panel.output.locator(".kling-thumbnail").first)}
    panel.output.get_by_role("button", name="Motion brush").click()
    canvas = panel.output.locator(".kling-brush canvas").first
    await_drawn(canvas)
    shown["brush"] = seen(canvas)
    panel.output.get_by_role("button", name="Preview", exact=True).click()
    film = panel.output.locator(".kling-preview video")
    await_video(film)
    frames_at(film, 0)  # and stay there
    shown["preview"] = seen(film)
    panel.button.click()
    started = panel.output.get_by_text(STARTED).first
    expect(started).to_be_visible(timeout=ARRIVE_MILLISECONDS)
    panel.notebook.run(1)
    with Image.open(file) as sent:
        shown["request"] = sent.convert("RGB")

    found = {where: corners(picture) for where, picture in shown.items()}
    assert found == dict.fromkeys(shown, UPRIGHT)
    assert shown["request"].size == (1920, 2560)
    assert file.stat().st_size <= MAX_IMAGE_BYTES


def megabytes(line: Locator) -> float:
    """What the picker says that will be sent."""
    return float(line.inner_text().removesuffix(" MB").rpartition(" ")[2])

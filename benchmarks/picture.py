"""What a picture costs on its way to the kernel: our picker beside `FileUpload`.

Both stand in one notebook in JupyterLab and take turns with the same files, so that
a busy machine slows both. Bytes are those of the page's websockets, as Chromium
counts them; seconds go from the choice until the page hears that it has arrived.
The picker's seconds include what makes the picture fit to send; `FileUpload` only
brings the file, and loses the largest one: its one message is more than the server
takes, and the connection ends. Trust the ratios more than the seconds.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Locator, TimeoutError as LateError

from tests._photos import phone_jpeg
from tests.browser._chromium import own_chromium
from tests.browser._page import Notebook
from tests.browser._server import LAB, JupyterServer
from tests.browser._wire import Wire

if TYPE_CHECKING:
    from collections.abc import Callable

SOURCE = """import ipywidgets, kling_widgets as kling
studio, upload, said = kling.Studio(), ipywidgets.FileUpload(), ipywidgets.Label()
def tell(change):
    said.value = f"{change.new[0].name}: {change.new[0].size}"
upload.observe(tell, names=["value"])
display(upload, said, studio)"""
LOST_MILLISECONDS = 20_000
"""Much longer than the same file takes through the picker."""
OURS, THEIRS = "picker", "FileUpload"


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A picture that a phone or a camera has made."""

    name: str
    size: tuple[int, int]
    quality: int
    rounds: int


PHOTOS = (
    Photo(name="phone, 12 megapixels", size=(3024, 4032), quality=95, rounds=5),
    Photo(name="camera, 60 megapixels", size=(6708, 8944), quality=96, rounds=1),
)


@dataclass(frozen=True, slots=True)
class Sample:
    """One file on its way; no seconds if it never arrived."""

    megabytes: float
    seconds: float | None


def main() -> None:
    """Let both take the same files in turns, and print a table for each kind."""
    with (
        tempfile.TemporaryDirectory() as folder,
        JupyterServer(LAB, Path(folder) / "jupyter") as server,
        own_chromium() as browser,
    ):
        page = browser.new_page()
        wire = Wire(page)
        server.write_notebook("picture.ipynb", SOURCE)
        notebook = Notebook(page, server, "picture.ipynb").open()
        notebook.run(0)
        for photo in PHOTOS:
            compare(photo, notebook.output(0), wire, Path(folder))


def compare(photo: Photo, output: Locator, wire: Wire, folder: Path) -> None:
    """Send one photo through both, several times, and print the medians."""
    data = phone_jpeg(photo.size, photo.quality)
    buttons = {
        OURS: output.get_by_label("Image", exact=True),
        THEIRS: output.get_by_role("button", name="Upload"),
    }
    samples: dict[str, list[Sample]] = {name: [] for name in buttons}
    for number in range(photo.rounds):
        for name, button in buttons.items():
            path = folder / f"{name}-{len(data)}-{number}.jpg"
            path.write_bytes(data)
            samples[name].append(sent(path, output, button, wire))
    size = len(data) / 1e6
    print(f"{photo.name}, {size:.1f} MB, medians of {photo.rounds}")
    print("               MB on the wire  of the file  picker's share  seconds")
    own = median(samples[OURS], lambda sample: sample.megabytes)
    for name, taken in samples.items():
        bytes_sent = median(taken, lambda sample: sample.megabytes)
        share = f"{own / bytes_sent:.2f}" if bytes_sent else "-"
        ratios = f"{bytes_sent / size:13.2f}{share:>16}"
        print(f"  {name:13}{bytes_sent:14.2f}{ratios}{seconds(taken):>9}")


def sent(path: Path, output: Locator, button: Locator, wire: Wire) -> Sample:
    """Choose a file, and wait until the kernel says that it is there."""
    before, start = wire.bytes_sent, time.perf_counter()
    with output.page.expect_file_chooser() as chooser:
        button.click()
    chooser.value.set_files(path)
    arrived = output.get_by_text(f"{path.name}:").first
    try:
        arrived.wait_for(timeout=LOST_MILLISECONDS)
    except LateError:
        return Sample((wire.bytes_sent - before) / 1e6, None)
    return Sample((wire.bytes_sent - before) / 1e6, time.perf_counter() - start)


def median(samples: list[Sample], figure: Callable[[Sample], float]) -> float:
    """The middle one of a figure."""
    return statistics.median(map(figure, samples))


def seconds(samples: list[Sample]) -> str:
    """How long it took, or that it was lost."""
    taken = [one.seconds for one in samples if one.seconds is not None]
    return f"{statistics.median(taken):.2f}" if taken else "lost"


if __name__ == "__main__":
    main()

"""Take pictures of every state that a job's card can show: `make states`.

Each is a real job at the simulator, in real JupyterLab, in both languages, both themes
and two widths.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Final

from playwright.sync_api import Locator, Page, ViewportSize, expect

from tests.browser._card_states import STATES
from tests.browser._chromium import own_chromium
from tests.browser._page import Notebook
from tests.browser._server import LAB, JupyterServer

ROOT: Final = Path(__file__).parent.parent
TARGET: Final = ROOT / "build" / "states"
IMPORT: Final = "from tests.browser._card_states import show"
LANGUAGES: Final = ("en", "ko")
WIDTHS: Final = {"wide": 1000, "narrow": 480}
THEMES: Final = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}
HEIGHT: Final = 11_000
"""All cells at once: JupyterLab draws only those that can be seen."""
RUN_MILLISECONDS: Final = 120_000
SIDE_BAR_KEY: Final = "Control+b"
EXPOSED: Final = "c.LabApp.expose_app_in_browser = True\n"
CHANGE_THEME: Final = """async (theme) => {
  await jupyterapp.commands.execute("apputils:change-theme", { theme });
}"""


def main() -> None:
    """Show each state in a cell of its own, and take a picture of all of them."""
    names = sys.argv[1:] or list(STATES)
    for language in LANGUAGES:
        _show(names, language)


def _show(names: list[str], language: str) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        _server(Path(folder), language) as server,
        own_chromium() as browser,
    ):
        page = browser.new_page(viewport=_window("wide"))
        cells = [f"{IMPORT}\nshow({name!r})" for name in names]
        server.write_notebook("states.ipynb", *cells)
        notebook = Notebook(page, server, "states.ipynb").open()
        page.keyboard.press(SIDE_BAR_KEY)
        _run_all(notebook, len(cells))
        _photograph(page, TARGET / language)


def _server(folder: Path, language: str) -> JupyterServer:
    speaking = {"KLING_WIDGETS_LANGUAGE": language}
    server = JupyterServer(LAB, folder / "jupyter", **speaking)
    (server.home / "config" / "jupyter_lab_config.py").write_text(EXPOSED)
    return server


def _run_all(notebook: Notebook, count: int) -> None:
    for cell in range(count):
        notebook.start(cell)
        expect(_card(notebook.output(cell))).to_be_visible(timeout=RUN_MILLISECONDS)


def _card(output: Locator) -> Locator:
    return output.get_by_role("article")


def _photograph(page: Page, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for theme, title in THEMES.items():
        page.evaluate(CHANGE_THEME, title)
        is_light = str(theme == "light").lower()
        body = page.locator(f'body[data-jp-theme-light="{is_light}"]')
        expect(body).to_be_attached()
        for width in WIDTHS:
            page.set_viewport_size(_window(width))
            path = target / f"{theme}-{width}.png"
            page.screenshot(path=path)
            print(path.relative_to(ROOT))


def _window(width: str) -> ViewportSize:
    return ViewportSize(width=WIDTHS[width], height=HEIGHT)


if __name__ == "__main__":
    main()

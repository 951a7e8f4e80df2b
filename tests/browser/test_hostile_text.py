"""Hostile text in JupyterLab: shown as text by every way in, and never more."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from kling_widgets.clips._player import player_script
from tests._payloads import payloads
from tests.browser._hostile import SINKS, number
from tests.browser._page import OPEN_MILLISECONDS, Notebook
from tests.browser._server import LAB, JupyterServer
from tests.jobs.conftest import mp4

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Dialog, Page

__all__ = ["mp4"]

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
SETUP = f"""import sys
sys.path.insert(0, {str(ROOT)!r})
from tests.browser._hostile import Stage, careless
stage = Stage()"""
ALL = range(len(payloads()))
SAMPLE = (0, 7, 20)
"""An element, a link and a formula."""
LISTEN = """
window.pwnedBy = [];
window.pwned = (number) => { window.pwnedBy.push(number); };
"""
FOUND = """(area, player) => {
  const never = "iframe,object,embed,form,meta,base,link,#MathJax," +
    "[name=attributes],mjx-container,.MathJax,[data-commandlinker-command]";
  const leads = ["href", "src", "action", "formaction", "xlink:href"];
  const theirs = (text) => /pwned\\(|evil\\.example/.test(text);
  const acts = ({ name, value }) => {
    if (leads.includes(name)) {
      const url = new URL(value, location.href);
      const safe = ["http:", "https:", "blob:"].includes(url.protocol);
      return url.hostname === "evil.example" || !(safe || /^data:(video|image)/.test(value));
    }
    return (name.startsWith("on") || ["srcdoc", "style"].includes(name)) && theirs(value);
  };
  const found = [];
  const look = (root) => {
    for (const node of root.querySelectorAll("*")) {
      const acting = [...node.attributes].filter(acts);
      found.push(...acting.map(({ name, value }) => `${node.localName} ${name}=${value}`));
      if (node.matches(never)) found.push(node.localName);
      if (node.localName === "style" && theirs(node.textContent)) found.push("style");
      if (node.localName === "script" && player !== `<script>${node.textContent}</script>`)
        found.push("script");
      if (node.shadowRoot) look(node.shadowRoot);
    }
  };
  look(area);
  return found;
}"""
"""What in an output would act, or has become more than text."""


@pytest.fixture
def server(
    tmp_path_factory: pytest.TempPathFactory, mp4: bytes
) -> Iterator[JupyterServer]:
    """JupyterLab, and a clip to be shown in it."""
    with JupyterServer(LAB, tmp_path_factory.mktemp("hostile")) as running:
        (running.root / "clip.mp4").write_bytes(mp4)
        yield running


def opened(page: Page, server: JupyterServer, name: str, *cells: str) -> Notebook:
    """A notebook whose page tells of everything that is done to it."""
    server.write_notebook(name, SETUP, *cells)
    page.add_init_script(LISTEN)
    page.set_default_navigation_timeout(OPEN_MILLISECONDS)
    notebook = Notebook(page, server, name).open()
    notebook.run(0)
    return notebook


@pytest.fixture
def dialogs(page: Page) -> list[str]:
    """Every question and alert that came up."""
    shown: list[str] = []

    def note(dialog: Dialog) -> None:
        shown.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", note)
    return shown


def acted(notebook: Notebook, cell: int) -> dict[str, Any]:
    """What a text did, and what it could still do."""
    areas = notebook.output(cell).all()
    return {
        "ran": notebook.page.evaluate("window.pwnedBy"),
        "could act": [
            each for area in areas for each in area.evaluate(FOUND, player_script())
        ],
        "loaded": notebook.outsiders,
    }


NOTHING: dict[str, Any] = {"ran": [], "could act": [], "loaded": []}


def check_shown_as_text(
    page: Page, server: JupyterServer, folder: Path, texts: Sequence[int]
) -> None:
    cells = [f"stage.show({text})" for text in texts]
    name = f"hostile-{len(texts)}"
    notebook = opened(page, server, f"{name}.ipynb", *cells)
    for cell, text in enumerate(texts, 1):
        notebook.run(cell)
        for sink in range(len(SINKS)):
            word = f"m{number(text, sink)}m"
            expect(notebook.output(cell).first).to_contain_text(word)
        assert acted(notebook, cell) == NOTHING, payloads()[text][:80]
    notebook.screenshot(folder, name)
    notebook.save()
    server.shut_kernels_down()
    notebook.reload()
    last = {place: acted(notebook, place) for place in range(1, len(texts) + 1)}

    assert dict.fromkeys(last, NOTHING) == last


def test_a_few_texts_by_every_way(
    page: Page, dialogs: list[str], server: JupyterServer, tmp_path: Path
) -> None:
    """Each is there to be read; nothing runs, is loaded, or waits to be clicked."""
    check_shown_as_text(page, server, tmp_path, SAMPLE)

    assert dialogs == []


@pytest.mark.nightly
def test_all_texts_by_every_way(
    page: Page, dialogs: list[str], server: JupyterServer, tmp_path: Path
) -> None:
    """Twenty-six texts by six ways, and once more in the notebook opened again."""
    check_shown_as_text(page, server, tmp_path, ALL)

    assert dialogs == []


def test_what_is_shown_carelessly_is_found(page: Page, server: JupyterServer) -> None:
    """The search does see a text that runs, and one that waits for a click."""
    cells = ["careless(0, 0)", "careless(13, 0)"]
    notebook = opened(page, server, "careless.ipynb", *cells)
    notebook.run(1)
    page.wait_for_function("window.pwnedBy.length > 0")
    ran = acted(notebook, 1)
    notebook.run(2)
    waits = acted(notebook, 2)

    assert ran["ran"] == [number(0, 0)]
    assert ran["could act"] == [f"img onerror=top.pwned({number(0, 0)})"]
    assert waits["could act"] == ["button"]

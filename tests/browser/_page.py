"""A notebook in the browser, worked as a person works it."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Locator, Page, Request, expect

if TYPE_CHECKING:
    from pathlib import Path

    from ._server import JupyterServer

SCREENSHOTS = os.environ.get("KLING_SCREENSHOTS")
"""Read here, because a test sees a clean environment."""
OPEN_MILLISECONDS = 60_000
RUN_MILLISECONDS = 60_000
AWAIT_KERNEL = """async ([name, milliseconds]) => {
  const end = Date.now() + milliseconds;
  for (;;) {
    const sessions = await (await fetch("/api/sessions")).json();
    const mine = sessions.filter((session) => session.path === name);
    const kernels = mine.map((session) => session.kernel);
    if (kernels.some((k) => k.connections > 0 && k.execution_state === "idle")) return;
    if (Date.now() > end) throw new Error("no idle kernel: " + JSON.stringify(kernels));
    await new Promise((again) => setTimeout(again, 100));
  }
}"""
"""The page's own indicator says idle too early, and drops what is run then."""

RAN_ALL = """() => {
  if (document.querySelector(".jp-RenderedText[data-mime-type$='error']")) return true;
  const cells = [...document.querySelectorAll(".jp-Notebook .jp-CodeCell")];
  const last = cells.at(-1).querySelector(".jp-InputPrompt").innerText;
  return /\\[\\d+\\]:/.test(last);
}"""
ERROR = ".jp-RenderedText[data-mime-type$='error']"
"""What stands in a cell that raised."""

WATCH = """(node, words) => {
  const seen = (window.klingSeen = []);
  const look = () => {
    const text = node.innerText;
    seen.push(...words.filter((word) => text.includes(word) && !seen.includes(word)));
  };
  const everything = { childList: true, subtree: true, characterData: true };
  new MutationObserver(look).observe(node, everything);
}"""
"""Some words stand on the page for a moment only: note each when it appears."""

JUPYTERS_OWN = (
    "reading 'schema'",  # Notebook 7, on every page: see test_harness.py
    "widget model not found",  # of any widget whose kernel is gone
)
"""Complaints that are none of ours."""

LOCAL_SCHEMES = {"data", "blob", "about", "chrome-extension"}


class Notebook:
    """One open notebook: its cells, its kernel, and what the page complained of."""

    def __init__(self, page: Page, server: JupyterServer, name: str) -> None:
        self.page = page
        self.server = server
        self.name = name
        self.complaints: list[str] = []
        """Errors on the console, and exceptions nobody caught."""
        self.outsiders: list[str] = []
        """Every address beyond this machine that the page asked for."""
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self._complain(str(error)))
        page.on("request", self._see)

    def open(self) -> Notebook:
        """Show the notebook, and wait for its cells and its kernel."""
        self.page.goto(self.server.notebook_url(self.name))
        return self.await_ready()

    def reload(self) -> Notebook:
        """Load the page again, as if it was opened the next day."""
        self.page.reload()
        return self.await_ready()

    def cell(self, index: int) -> Locator:
        """The cell at that place, counted from 0."""
        return self.page.locator(".jp-Notebook .jp-Cell").nth(index)

    def code_cells(self) -> list[int]:
        """The places of the cells that hold code."""
        cells = self.page.locator(".jp-Notebook .jp-Cell")
        kinds = cells.evaluate_all("cells => cells.map((cell) => cell.className)")
        return [place for place, kind in enumerate(kinds) if "jp-CodeCell" in kind]

    def output(self, index: int) -> Locator:
        """What the cell at that place has printed and shown."""
        return self.cell(index).locator(".jp-OutputArea")

    def add_cell(self, source: str) -> int:
        """Type a new cell below the last one; returns its place."""
        place = self.page.locator(".jp-Notebook .jp-Cell").count()
        self._command_mode(place - 1)
        self.page.keyboard.press("b")
        expect(self.page.locator(".jp-Notebook .jp-Cell")).to_have_count(place + 1)
        self.cell(place).locator(".cm-content").click()
        self.page.keyboard.insert_text(source)
        return place

    def start(self, index: int) -> None:
        """Run a cell, and go on at once."""
        self.cell(index).locator(".cm-content").click()
        self.page.keyboard.press("Control+Enter")

    def run(self, index: int) -> None:
        """Run a cell, and wait until the kernel has finished it."""
        self.start(index)
        self.await_run(index)

    def await_run(self, index: int) -> None:
        """Wait until a started cell has its number."""
        prompt = self.cell(index).locator(".jp-InputPrompt")
        expect(prompt).to_have_text(re.compile(r"\[\d+\]:"), timeout=RUN_MILLISECONDS)

    def run_all(self, milliseconds: int = RUN_MILLISECONDS) -> None:
        """Choose Run All, and wait until the last cell or an error ends it."""
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        self.page.wait_for_function(RAN_ALL, timeout=milliseconds)

    def watch_for(self, index: int, *words: str) -> None:
        """Note from now on which of these words appear in a cell's output."""
        self.output(index).first.evaluate(WATCH, words)

    @property
    def words_seen(self) -> list[str]:
        """Of the words watched for, those that have appeared, in their order."""
        seen: list[str] = self.page.evaluate("window.klingSeen")
        return seen

    def save(self) -> None:
        """Save the notebook, and wait until the server has it."""
        self._command_mode(0)
        with self.page.expect_response(self._is_saving):
            self.page.keyboard.press("Control+s")

    def screenshot(self, folder: Path, name: str) -> Path:
        """Take a picture of the window, into KLING_SCREENSHOTS if that is set."""
        path = f"{SCREENSHOTS or folder}/{self.server.application.name}-{name}.png"
        self.page.screenshot(path=path)
        return folder / path

    def await_ready(self) -> Notebook:
        """Wait for the cells and the kernel of a page that opens."""
        # Not its editor: a text cell is drawn, and hides that.
        expect(self.cell(0)).to_be_visible(timeout=OPEN_MILLISECONDS)
        self.page.evaluate(AWAIT_KERNEL, [self.name, OPEN_MILLISECONDS])
        idle = self.page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]')
        expect(idle.first).to_be_attached(timeout=OPEN_MILLISECONDS)
        return self

    def _command_mode(self, index: int) -> None:
        self.cell(index).locator(".jp-InputPrompt").click()
        self.page.keyboard.press("Escape")

    def _is_saving(self, response: object) -> bool:
        request: Request = response.request  # type: ignore[attr-defined]
        return request.method == "PUT" and f"/api/contents/{self.name}" in request.url

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._complain(message.text)

    def _complain(self, text: str) -> None:
        if not any(known in text for known in JUPYTERS_OWN):
            self.complaints.append(text)

    def _see(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in LOCAL_SCHEMES and address.hostname != "127.0.0.1":
            self.outsiders.append(request.url)

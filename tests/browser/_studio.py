"""The panel in a cell, worked by mouse and keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import Locator, expect

if TYPE_CHECKING:
    from pathlib import Path

    from ._page import Notebook

SOURCE = "import kling_widgets as kling\nkling.Studio()"
PROMPT = "slow zoom in, ripples on the water"
ARRIVE_MILLISECONDS = 30_000
STAGES = ["Submitted", "Processing", "Saved"]


class StudioPanel:
    """A `kling.Studio()` shown by one cell of a notebook."""

    def __init__(self, notebook: Notebook, cell: int) -> None:
        self.notebook = notebook
        self.cell = cell

    def show(self) -> StudioPanel:
        """Run the cell, and wait for the panel."""
        self.notebook.run(self.cell)
        expect(self.button).to_be_visible()
        return self

    @property
    def output(self) -> Locator:
        """The cell's whole output: the panel, its cards, its clips."""
        return self.notebook.output(self.cell)

    @property
    def button(self) -> Locator:
        """Generate."""
        return self.output.get_by_role("button", name="Generate")

    @property
    def video(self) -> Locator:
        """The clips in the cell's output; the pickers' live views are none."""
        return self.output.locator("video:not(.kling-live video)")

    def field(self, name: str) -> Locator:
        """The control that a person would call by that name."""
        return self.output.get_by_label(name, exact=True)

    def choose(self, picture: Path) -> None:
        """Pick a file, through the browser's own dialog."""
        with self.notebook.page.expect_file_chooser() as chooser:
            self.field("Image").click()
        chooser.value.set_files(picture)
        said = self.output.get_by_role("status").filter(has_text=f"{picture.name}:")
        expect(said).to_be_visible(timeout=ARRIVE_MILLISECONDS)

    def describe(self, prompt: str = PROMPT) -> None:
        """Type what should happen."""
        self.field("Prompt").click()
        self.notebook.page.keyboard.type(prompt)

    def tab_to(self, control: Locator) -> None:
        """Press Tab until the control has the focus."""
        for _ in range(20):
            if control.evaluate("node => node === document.activeElement"):
                return
            self.notebook.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not lead to {control}.")

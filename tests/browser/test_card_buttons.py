"""The buttons of a card in JupyterLab, on real jobs at the simulator."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import FloatRect, Locator, Page, expect

from tests.browser._page import Notebook
from tests.browser._server import LAB, JupyterServer

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.browser

SAVE_MILLISECONDS = 60_000
"""Until the simulator has drawn its clip on a busy machine."""
LAKE = Path(__file__).parents[2] / "notebooks" / "lake.jpg"
UNKNOWN = """
from IPython.display import display
from tests.browser._scene import NOBODY_KNOWS, Scene
scene = Scene("{name}", switches=NOBODY_KNOWS)
scene.simulator.script("lost", made={made})
job = scene.until(scene.submit(), lambda shot: "Looking" in shot.note)
display(scene.cards_of(job))
"""
"""A job whose answer was lost, behind a gateway that finds nothing by our id."""
LEDGER = "print(scene.posts, job.status, scene.task_id)"
GO_ON = "scene.clock.stays = False\njob.look_now()"

DRIVES = """
from IPython.display import display
from tests.browser._scene import Scene
scene = Scene("two")
job = scene.until(scene.submit(), lambda shot: shot.state == "processing")
display(scene.cards_of(job))
import os
print("process", os.getpid())
"""
LOOKS_ON = """
from IPython.display import display
from tests.browser._scene import Scene
scene = Scene("two", skips=False)
(job,) = scene.runner.resume()
display(scene.cards_of(job))
"""

LEAVES = """
import kling_widgets as kling
kling.configure(simulator_speed=0.001)
job = kling.generate("lake.jpg", "slow zoom in")
"""
COMES_BACK = "import kling_widgets as kling\nkling.Studio()"


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[JupyterServer]:
    """JupyterLab, for all tests here."""
    with JupyterServer(LAB, tmp_path_factory.mktemp("jupyter")) as running:
        yield running


def open_notebook(page: Page, lab: JupyterServer, name: str, *cells: str) -> Notebook:
    # In a workspace of its own: JupyterLab would open the earlier ones with it.
    lab.application = replace(LAB, notebook_path=f"lab/workspaces/{name}/tree/")
    lab.write_notebook(f"{name}.ipynb", *cells)
    notebook = Notebook(page, lab, f"{name}.ipynb").open()
    notebook.run(0)
    return notebook


def card(notebook: Notebook) -> Locator:
    return notebook.output(0).get_by_role("article")


def end_kernel(notebook: Notebook) -> None:
    """Restart it as a person does, so that JupyterLab cuts its widgets off."""
    page = notebook.page
    page.get_by_role("menuitem", name="Kernel", exact=True).click()
    page.get_by_role("menuitem", name="Restart Kernel…").click()
    page.get_by_role("button", name="Confirm Kernel Restart").click()


def size(box: FloatRect | None) -> tuple[float, float]:
    assert box is not None
    return box["width"], box["height"]


def press(notebook: Notebook, name: str) -> None:
    card(notebook).get_by_role("button", name=name, exact=True).click()


def ledger(notebook: Notebook, cell: int = 1) -> list[str]:
    """What has arrived at the provider, and what the job says."""
    notebook.run(cell)
    return notebook.output(cell).inner_text().split()


def unknown(page: Page, lab: JupyterServer, name: str, *, made: bool) -> Notebook:
    code = UNKNOWN.format(name=name, made=made)
    notebook = open_notebook(page, lab, name, code, LEDGER, LEDGER, GO_ON)
    expect(card(notebook)).to_contain_text("Outcome not known")
    return notebook


def test_sending_again_takes_two_clicks(
    page: Page, lab: JupyterServer, tmp_path: Path
) -> None:
    """The first click sends nothing and names the price; the second sends once."""
    notebook = unknown(page, lab, "again", made=False)
    press(notebook, "Send again…")
    question = card(notebook).get_by_role("form")
    expect(question).to_contain_text("charged twice: about $0.20")
    notebook.screenshot(tmp_path, "card-again")
    before = ledger(notebook)

    press(notebook, "Send again, I may pay twice")
    expect(card(notebook)).to_contain_text("Accepted; it has not begun yet.")
    after = ledger(notebook, 2)

    assert (before[:2], after[:2]) == (["1", "unknown"], ["2", "submitted"])
    assert notebook.complaints == []


def test_a_task_id_is_attached(page: Page, lab: JupyterServer, tmp_path: Path) -> None:
    """A bad id gets a sentence; the right one leads to the clip, with nothing sent."""
    notebook = unknown(page, lab, "attach", made=True)
    _, _, task_id = ledger(notebook)
    press(notebook, "I have its task id…")
    page.keyboard.type("no such id")
    page.keyboard.press("Enter")
    expect(card(notebook).get_by_role("alert")).to_contain_text("Allowed are A-Z a-z")
    notebook.screenshot(tmp_path, "card-attach")
    page.keyboard.press("Control+a")
    page.keyboard.type(task_id)
    page.keyboard.press("Enter")
    expect(card(notebook)).to_contain_text("Submitted")

    notebook.run(3)
    expect(card(notebook)).to_contain_text("Saved to", timeout=SAVE_MILLISECONDS)

    assert ledger(notebook, 2)[:2] == ["1", "saved"]
    notebook.screenshot(tmp_path, "card-saved")
    assert notebook.complaints == []


def test_a_job_is_given_up_and_taken_up_again(page: Page, lab: JupyterServer) -> None:
    """Giving up sends nothing, says what may be charged, and is not for ever."""
    notebook = unknown(page, lab, "abandon", made=True)

    press(notebook, "Give up")
    expect(card(notebook)).to_contain_text("Given up")
    expect(card(notebook)).to_contain_text("may still have been accepted and charged")
    press(notebook, "Look again now")
    expect(card(notebook)).to_contain_text("Outcome not known")

    assert ledger(notebook)[:2] == ["1", "unknown"]
    assert notebook.complaints == []


def test_a_second_kernel_sees_the_job_live(
    page: Page, lab: JupyterServer, tmp_path: Path
) -> None:
    """It says who drives the job, sends nothing, and shows its end."""
    first = open_notebook(page, lab, "drives", DRIVES, GO_ON)
    process = first.output(0).inner_text().split()[-1]
    second_page = page.context.new_page()
    second = open_notebook(second_page, lab, "looks-on", LOOKS_ON)
    drives = f"Another kernel (process {process}) drives this job"
    expect(card(second)).to_contain_text(drives)
    expect(card(second)).to_contain_text("Processing")
    second.screenshot(tmp_path, "card-second-kernel")

    first.run(1)

    expect(card(first)).to_contain_text("Saved to", timeout=SAVE_MILLISECONDS)
    expect(card(second)).to_contain_text("Saved to", timeout=SAVE_MILLISECONDS)
    assert first.complaints == second.complaints == []


def test_after_a_restart_the_panel_offers_what_was_left(
    page: Page, lab: JupyterServer, tmp_path: Path
) -> None:
    """One click picks the job up where it was, with its card and its stop watch."""
    shutil.copy(LAKE, lab.root)
    notebook = open_notebook(page, lab, "left", LEAVES, COMES_BACK)
    expect(card(notebook)).to_contain_text("Accepted; it has not begun yet.")
    lab.restart_kernels()
    notebook.run(1)
    panel = notebook.output(1)
    expect(panel).to_contain_text("1 job is unfinished from before.")
    notebook.screenshot(tmp_path, "panel-left")

    panel.get_by_role("button", name="Pick up").click()
    picked_up = panel.get_by_role("article")
    expect(picked_up).to_contain_text("slow zoom in")
    expect(picked_up).to_contain_text("Stop watching")
    expect(picked_up).to_be_focused()
    expect(picked_up).to_be_in_viewport()
    expect(panel.get_by_role("button", name="Pick up")).to_be_hidden()
    notebook.screenshot(tmp_path, "panel-picked-up")
    assert notebook.complaints == []


def test_a_panel_without_its_kernel_stays_whole_and_says_what_to_do(
    page: Page, lab: JupyterServer, tmp_path: Path
) -> None:
    """One sentence stands above it, and no sign of Jupyter's tears it apart."""
    shutil.copy(LAKE, lab.root)
    notebook = open_notebook(page, lab, "cut-off", LEAVES, COMES_BACK)
    notebook.run(1)
    panel = notebook.output(1).locator(".kling-studio")
    columns = panel.locator(".kling-columns").first
    before = columns.bounding_box()
    said = panel.get_by_text("The kernel of this panel is gone")
    expect(said).to_be_hidden()

    end_kernel(notebook)

    expect(said).to_be_visible()
    expect(notebook.output(0)).to_contain_text("The kernel is gone")
    expect(card(notebook).get_by_role("button")).to_have_count(0)
    after = columns.bounding_box()
    assert size(before) == size(after)
    notebook.screenshot(tmp_path, "panel-cut-off")

"""What the panel shows at a click, told by its script, in Chromium, on a fake model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser._fake_model import FakeModel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

PANEL = """() => {
  const panel = document.createElement("div");
  panel.className = "kling-studio";
  panel.innerHTML = `
    <div class="kling-field kling-of-prompt"><textarea aria-label="Prompt"></textarea></div>
    <div class="kling-field kling-of-mode"><select><option>std</option></select></div>
    <div class="kling-field kling-of-cfg_scale"><input disabled value="0.5"></div>
    <input value="no field">
    <button class="kling-pays">Generate</button>
    <div class="kling-pays"><button>Make another</button></div>
    <button>Preview</button>`;
  document.body.append(panel);
  const other = panel.cloneNode(true);
  other.innerHTML = `<button class="kling-pays">Another panel</button>`;
  document.body.append(other);
  panel.append(document.querySelector("body > div"));
  for (const button of panel.querySelectorAll("button"))
    button.addEventListener("click", () => model.send({ kind: "click" }));
}"""


@pytest.fixture
def panel(page: Page) -> Iterator[FakeModel]:
    """A panel with two fields that apply and three buttons, of which two pay."""
    panel = FakeModel(page, "shown.js")
    page.evaluate(PANEL)
    yield panel
    assert panel.complaints == []


def press(panel: FakeModel, name: str) -> None:
    panel.page.get_by_role("button", name=name).click()


@pytest.mark.parametrize("name", ["Generate", "Make another"])
def test_a_click_that_pays_brings_what_is_shown(panel: FakeModel, name: str) -> None:
    """What stands in the fields goes before it; what is switched off does not."""
    panel.page.get_by_label("Prompt").fill("ripples")

    press(panel, name)

    assert panel.sent("shown")[0]["fields"] == {"prompt": "ripples", "mode": "std"}
    kinds = panel.page.evaluate("model.sent.map(({ content }) => content.kind)")
    assert kinds == ["shown", "click"]


@pytest.mark.parametrize("name", ["Preview", "Another panel"])
def test_other_clicks_bring_nothing(panel: FakeModel, name: str) -> None:
    """What is free, and what belongs to another panel."""
    press(panel, name)

    assert panel.sent("shown") == []


@pytest.mark.parametrize("elsewhere", [False, True], ids=["here", "elsewhere"])
def test_a_button_at_work_does_not_lose_the_focus(
    panel: FakeModel, *, elsewhere: bool
) -> None:
    """Switched off and on again, it has it back, unless somebody typed meanwhile."""
    generate = panel.page.get_by_role("button", name="Generate")
    prompt = panel.page.get_by_label("Prompt")
    generate.focus()
    panel.page.keyboard.press("Enter")
    generate.evaluate("(node) => { node.disabled = true; }")
    expect(generate).not_to_be_focused()
    if elsewhere:
        prompt.focus()

    generate.evaluate("(node) => { node.disabled = false; }")

    expect(prompt if elsewhere else generate).to_be_focused()


def test_nothing_is_left_of_a_closed_view(panel: FakeModel) -> None:
    """No listener: the button works as it did before."""
    left = panel.close()

    press(panel, "Generate")

    assert left == 0
    assert panel.sent("shown") == []

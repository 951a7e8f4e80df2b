"""What the panel says and shows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from ipywidgets import DOMWidget
from ipywidgets.widgets.widget import _instances

from kling_widgets.clips import Clip
from kling_widgets.errors import ConfigError
from kling_widgets.jobs import JobState, configure
from kling_widgets.widgets import Studio
from kling_widgets.widgets.panel._sentences import OTHER_TERMS, price_line
from tests.widgets._panel import click, summary, widgets_in
from tests.widgets.conftest import png

if TYPE_CHECKING:
    from tests.widgets.conftest import Cell, ScriptedRunner


def test_the_bar_says_that_it_is_the_simulator(runner: ScriptedRunner) -> None:
    """Without a key nobody can mistake a stand-in for a clip of Kling's."""
    bar = Studio(runner=runner)._frame.bar.value

    assert "Simulator" in bar
    assert "COMETAPI_KEY" in bar


def test_the_bar_says_that_it_is_live(runner: ScriptedRunner) -> None:
    """With a key it says who makes the clips, and who pays; never the key."""
    configure(api_key="sk-canary")

    bar = Studio(runner=runner)._frame.bar.value

    assert "Live" in bar
    assert "api.cometapi.com" in bar
    assert "canary" not in bar


def test_with_a_key_the_simulator_says_how_to_leave_it(runner: ScriptedRunner) -> None:
    """Who has a key and plays on purpose is not told to set a key."""
    configure(api_key="sk-canary", provider="simulator")

    bar = Studio(runner=runner)._frame.bar.value

    assert "kling.configure(provider=&#x27;cometapi&#x27;)" in bar


def test_settings_that_cannot_be_used_are_told_in_the_bar(
    runner: ScriptedRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bad setting brings a sentence, and no traceback over the cell."""

    def unusable() -> None:
        raise ConfigError("simulator_speed is 'x'; it must be a number above 0.")

    monkeypatch.setattr("kling_widgets.widgets.panel._terms.settings", unusable)

    assert "simulator_speed" in Studio(runner=runner)._frame.bar.value


def test_the_price_follows_the_choice(runner: ScriptedRunner) -> None:
    """Before Generate it says what a clip will cost."""
    configure(api_key="sk-canary")
    studio = Studio(runner=runner)
    before = studio._frame.price.value

    studio.duration = "10"

    assert "Costs about $0.20 (1.5 units, list price 2026-09)" in before
    assert (
        "Costs about $0.40 (3 units, list price 2026-09)" in studio._frame.price.value
    )


def test_a_price_that_is_not_known_is_not_made_up() -> None:
    """Better no number than a wrong one."""
    assert price_line(None, simulated=False) == "Its price is not known."
    assert price_line(None, simulated=True) == "Free on the simulator."


def test_characters_are_counted_as_kling_counts(studio: Studio) -> None:
    """One code point is one character, whatever it looks like."""
    studio.prompt = "👩\u200d👩\u200d👧"

    assert "5 characters" in studio._form.prompt._line.value


def test_a_long_prompt_is_warned_of(studio: Studio) -> None:
    """Beyond 500 the two limits that are documented are named; it may be sent."""
    studio.prompt = "x" * 501

    hint = studio._form.prompt._line.value
    assert "501 characters" in hint
    assert "500" in hint
    assert studio._form.faulty == ()


def test_shown_in_a_cell_it_brings_its_slot(studio: Studio, cell: Cell) -> None:
    """The panel comes first, the place for its clips below it."""
    studio._ipython_display_()

    view, slot = cell.shown
    assert "application/vnd.jupyter.widget-view+json" in view["data"]
    assert slot["data"] == {"text/plain": ""}
    assert slot["transient"] != view["transient"]


def test_a_saved_clip_lands_in_the_cell(
    studio: Studio, runner: ScriptedRunner, cell: Cell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The slot that was shown is updated with the clip."""
    monkeypatch.setattr(
        "kling_widgets.clips.bundle", lambda _clips, **_: {"text/plain": "the clip"}
    )
    studio._ipython_display_()
    click(studio)

    runner.tell(JobState.SAVED, clip=Clip("a.mp4"))

    assert cell.shown[-1]["data"] == {"text/plain": "the clip"}
    assert cell.shown[-1]["update"]
    assert not studio._screen.cards.cards[0]["inline"]


def test_inside_another_box_the_card_plays_the_clip(
    studio: Studio, runner: ScriptedRunner, cell: Cell
) -> None:
    """Where there is no slot, the clip is not lost from sight."""
    click(studio)

    runner.tell(JobState.SAVED, clip=Clip("a.mp4"))

    assert studio._screen.cards.cards[0]["inline"]


def test_outside_a_notebook_it_is_an_ordinary_object(
    studio: Studio, capsys: pytest.CaptureFixture[str]
) -> None:
    """Plain Python gets a short repr and no output."""
    with pytest.raises(NotImplementedError):  # IPython then asks for the repr
        studio._ipython_display_()

    assert (repr(studio), capsys.readouterr().out) == ("Studio()", "")


def test_closing_leaves_nothing_behind(runner: ScriptedRunner) -> None:
    """Every widget that the panel made is closed with it, and hears no more."""
    before = set(_instances)
    studio = Studio(runner=runner, image=png())
    click(studio)

    studio.close()
    runner.tell(JobState.PROCESSING)

    left = [_instances[key] for key in set(_instances) - before]
    assert [widget for widget in left if isinstance(widget, DOMWidget)] == []


def test_the_saved_state_holds_no_picture(studio: Studio) -> None:
    """All widgets of a panel together stay small in a saved notebook."""
    scripts = {"_esm", "_css"}
    size = 0
    for widget in widgets_in(studio):
        state = {k: v for k, v in widget.get_state().items() if k not in scripts}
        pictures = [
            state.pop(k) for k, v in list(state.items()) if isinstance(v, bytes)
        ]
        size += len(json.dumps(state, default=str)) + sum(map(len, pictures))

    assert size < 66_000


def test_a_key_that_comes_later_is_told_at_once(runner: ScriptedRunner) -> None:
    """An open panel must not go on saying that it is free; a closed one is left."""
    studio = Studio(png(), runner=runner)
    closed = Studio(runner=runner)
    closed.close()
    before = closed._frame.bar.value

    configure(api_key="sk-canary")

    assert "Live" in studio._frame.bar.value
    assert "Costs about" in studio._frame.price.value
    assert closed._frame.bar.value == before


def test_a_click_pays_on_no_other_terms_than_the_panels(
    runner: ScriptedRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key that nobody told the panel of is told now, and the next click pays."""
    studio = Studio(png(), prompt="the cat yawns", runner=runner)
    monkeypatch.setenv("COMETAPI_KEY", "sk-canary")

    studio._frame.button.click()

    assert runner.requests == []
    assert OTHER_TERMS in summary(studio)
    assert "Live" in studio._frame.bar.value

    studio._frame.button.click()

    assert len(runner.requests) == 1

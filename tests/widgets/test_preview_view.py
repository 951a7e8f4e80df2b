"""The animatic in the panel."""

from __future__ import annotations

import io
import threading
from typing import TYPE_CHECKING, Any

import av
import pytest

from kling_widgets import MovingArea, Studio
from kling_widgets.animatic import render
from kling_widgets.widgets.panel._preview_view import FOLLOWS, OUTDATED
from tests.widgets.conftest import png

if TYPE_CHECKING:
    from kling_widgets.widgets.panel._preview_view import PreviewView
    from tests.widgets.conftest import ScriptedRunner

PATIENCE = 60
"""Seconds that a film would be held back for, if the click itself drew it."""


@pytest.fixture
def studio(runner: ScriptedRunner) -> Studio:
    """A panel that is ready to go."""
    return Studio(runner=runner, image=png(640, 480), prompt="zoom in")


def settled(studio: Studio) -> PreviewView:
    """The preview, once everything asked for is drawn."""
    studio._preview._latest.join()
    return studio._preview


def film(view: PreviewView) -> tuple[int, int, str]:
    """Size of the film that is shown, and the comment in it."""
    with av.open(io.BytesIO(view.film)) as movie:
        stream = movie.streams.video[0]
        return stream.width, stream.height, movie.metadata["comment"]


def test_preview_draws_what_would_be_sent(
    studio: Studio, runner: ScriptedRunner
) -> None:
    """The film is of this prompt and shape, says that it is free, and sends nothing."""
    studio._preview.button.click()

    view = settled(studio)
    width, height, comment = film(view)
    assert abs(width / height - 4 / 3) < 0.02
    assert "zoom in" in comment
    assert "not made by Kling" in comment
    assert "Animatic, free, not Kling." in view.caption.value
    assert runner.requests == []


def test_pressing_does_not_wait_for_the_film(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The panel is free again at once; the film comes later."""
    go_on = threading.Event()

    def held(*given: Any, **how: Any) -> bytes:
        assert go_on.wait(PATIENCE)
        return render(*given, **how)

    monkeypatch.setattr("kling_widgets.animatic.render", held)

    studio._preview.button.click()
    during = studio._preview.caption.value, studio._preview.film
    go_on.set()

    assert "Drawing it" in during[0]
    assert during[1] == b""
    assert settled(studio).film


def test_it_follows_a_change(studio: Studio) -> None:
    """A new prompt is drawn without being asked for, smaller."""
    studio._preview.button.click()
    before = film(settled(studio))
    studio.prompt = "pan left"

    after = film(settled(studio))
    assert "pan left" in after[2]
    assert after[0] < before[0]
    assert FOLLOWS in settled(studio).caption.value


def test_it_follows_the_brush(studio: Studio) -> None:
    """A painted area of a brush model is in the next film."""
    studio.model_name = "kling-v1"
    studio.prompt = None
    studio._preview.button.click()
    before = settled(studio).film
    studio.brush.dynamic_masks = [
        MovingArea((100, 100, 200, 200), [(150, 150), (400, 300)])
    ]

    assert settled(studio).film != before


def test_a_slow_film_waits_to_be_asked_for(studio: Studio) -> None:
    """It says that the settings have changed, and draws nothing."""
    studio._preview.button.click()
    settled(studio)._took = 10.0
    before = studio._preview.film

    studio.prompt = "pan left"

    assert OUTDATED in settled(studio).caption.value
    assert studio._preview.film == before


def test_nothing_is_drawn_unasked(studio: Studio) -> None:
    """Until Preview is pressed, and after it is hidden."""
    studio.prompt = "pan left"
    assert settled(studio).film == b""

    studio._preview.button.click()
    settled(studio).hide.click()
    studio.prompt = "pan right"

    view = settled(studio)
    assert (view.layout.display, view.film) == ("none", b"")


def test_what_cannot_be_sent_has_no_film(studio: Studio) -> None:
    """The sentence is the panel's own; once mended, the film is there."""
    studio.image = None
    studio._preview.button.click()
    assert "Choose a picture first." in settled(studio).caption.value
    assert settled(studio).film == b""

    studio.image = png(640, 480)

    assert film(settled(studio))[2]


def test_closing_the_panel_stops_drawing(studio: Studio) -> None:
    """No thread is left."""
    studio._preview.button.click()
    studio.close()
    view = settled(studio)

    assert view._latest._thread is None

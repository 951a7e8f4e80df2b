"""The panel as code: what it prints, run, makes the identical request."""

from __future__ import annotations

import base64
import html
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings as checks

from kling_widgets.images import prepare_mask
from kling_widgets.jobs import configure
from kling_widgets.widgets import Studio
from kling_widgets.widgets.panel._code import code_of
from tests.clips._recipes import LINK, picture, requests, wire
from tests.widgets._panel import widgets_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kling_widgets.api import ImageToVideoRequest


class Sent(Exception):
    """The request came as far as the runner."""

    def __init__(self, request: ImageToVideoRequest) -> None:
        self.request = request


class Gate:
    """A runner that lets nothing through."""

    def submit(self, request: ImageToVideoRequest, **_how: bool) -> None:
        raise Sent(request)


@pytest.fixture(autouse=True, scope="module")
def _gate() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kling_widgets.widgets._generate.runner", Gate)
        yield


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    configure(output_dir="clips")
    yield tmp_path
    configure(output_dir=None)


def run(code: str) -> dict[str, Any]:
    with pytest.raises(Sent) as caught:
        exec(compile(code, "cell", "exec"), {})
    return caught.value.request.to_json()


@cache
def mask(width: int) -> str:
    """A painted area as the panel sends it."""
    levels = np.zeros((320, 320), np.uint8)
    levels[40:200, 40 : 40 + width] = 255
    return prepare_mask(levels).wire


def painted(wire: dict[str, Any]) -> dict[str, Any]:
    """The request with areas that somebody painted; grey ones cannot be."""
    if "static_mask" in wire:
        wire["static_mask"] = mask(50)
    for number, group in enumerate(wire.get("dynamic_masks", ())):
        group["mask"] = mask(100 + number)
    return wire


@given(request=requests())
@checks(max_examples=50, deadline=None)
def test_the_code_makes_the_identical_request(request: ImageToVideoRequest) -> None:
    """Every field of every request comes through, pictures to the byte."""
    sent = painted(request.to_json())
    with tempfile.TemporaryDirectory() as folder:
        assert run(code_of(sent, Path(folder))) == sent


def test_the_code_is_short(folder: Path) -> None:
    """A picture is named, not written out."""
    code = code_of(wire(), Path("clips"))

    assert "    'clips/inputs/" in code
    assert len(code) < 400


def test_a_link_stays_a_link(folder: Path) -> None:
    """Nothing is fetched or kept."""
    code = code_of(wire(image=LINK), Path("clips"))

    assert f"    {LINK!r},\n" in code
    assert not (folder / "clips").exists()


def shown(studio: Studio) -> str:
    pages = [str(getattr(widget, "value", "")) for widget in widgets_in(studio)]
    found = [re.search(r"<pre[^>]*>(.*?)</pre>", page, re.DOTALL) for page in pages]
    return "".join(html.unescape(match[1]) for match in found if match)


def press(studio: Studio) -> None:
    (button,) = (
        widget
        for widget in widgets_in(studio)
        if "the code" in str(getattr(widget, "description", ""))
    )
    button.click()


def test_the_panel_shows_itself_as_code(folder: Path) -> None:
    """What stands below the button asks for what Generate would ask for."""
    data = base64.b64decode(picture("JPEG"))
    studio = Studio(image=data, prompt='"<b>" & a\nnew \\n line', negative_prompt="'")

    press(studio)

    assert run(shown(studio)) == studio._form.wire()


def test_code_that_no_longer_holds_is_hidden(folder: Path) -> None:
    """What can be copied is what the panel says."""
    studio = Studio(image=LINK, prompt="the cat yawns")
    press(studio)

    studio.prompt = "the cat stretches"

    assert shown(studio) == ""


def test_a_second_press_hides_it(folder: Path) -> None:
    """And a third shows what the panel says by then."""
    studio = Studio(image=LINK, prompt="the cat yawns")
    press(studio)
    press(studio)
    assert shown(studio) == ""

    studio.prompt = "the cat stretches"
    press(studio)

    assert "the cat stretches" in shown(studio)


def test_what_cannot_be_sent_is_told(folder: Path) -> None:
    """There is no code for a request that would be refused; a sentence says why."""
    studio = Studio(prompt="no picture yet")

    press(studio)

    assert shown(studio) == ""
    alerts = [
        w for w in widgets_in(studio) if 'role="alert"' in str(getattr(w, "value", ""))
    ]
    assert len(alerts) == 1


def test_a_fresh_kernel_sends_the_same(folder: Path) -> None:
    """Another process that runs the cell starts a job with the same fingerprint."""
    data = base64.b64decode(picture("JPEG"))
    studio = Studio(image=data, prompt="고양이가 하품한다", model_name="kling-v1-6")
    press(studio)
    (folder / "cell.py").write_text(shown(studio), "utf-8")

    runs = [
        "import kling_widgets as kling; kling.generate(**SENT).wait()".replace(
            "SENT", repr(studio._form.wire())
        ),
        "exec(open('cell.py', encoding='utf-8').read()); job.wait()",
    ]
    # each with a journal of its own, for one journal gives one job for both
    sent = [sent_from(folder, code, number) for number, code in enumerate(runs)]

    assert sent[0] == sent[1]
    assert sent[0][0] == "saved"


def sent_from(folder: Path, code: str, number: int) -> tuple[str, str]:
    """Return state and fingerprint of the one job that *code* starts."""
    home = folder / f"home-{number}"
    quick = {"KLING_WIDGETS_HOME": str(home), "KLING_WIDGETS_SIMULATOR_SPEED": "500"}
    subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **quick},
        check=True,
        capture_output=True,
        timeout=60,
    )
    with closing(sqlite3.connect(home / "journal.sqlite3")) as journal:
        ((state, digest),) = journal.execute("SELECT state, request_sha256 FROM job")
    return state, digest

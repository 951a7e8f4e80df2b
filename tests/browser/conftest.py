"""Fixtures: Chromium, real Jupyter servers, and pages of two sizes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import comm
import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from kling_widgets import Brush
from kling_widgets.widgets.cards._words import GONE
from tests.browser._brush_page import BrushPage
from tests.browser._brush_scene import SIZE
from tests.browser._cards import card
from tests.browser._chromium import own_chromium
from tests.browser._empty_picker import EMPTY
from tests.browser._fake_model import FakeModel
from tests.browser._server import LAB, NOTEBOOK, Application, JupyterServer
from tests.widgets._page import RecordingComm
from tests.widgets.conftest import png

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

WIDE = ViewportSize(width=1280, height=900)
NARROW = ViewportSize(width=640, height=900)
ACT_MILLISECONDS = 15_000
FAILED = pytest.StashKey[bool]()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's own Chromium, without a window."""
    with own_chromium() as browser:
        yield browser


@pytest.fixture(params=[LAB, NOTEBOOK], ids=lambda application: application.name)
def application(request: pytest.FixtureRequest) -> Application:
    """Each of the front ends in turn."""
    chosen: Application = request.param
    return chosen


@pytest.fixture
def server(
    application: Application, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[JupyterServer]:
    """A fresh server with an empty folder to work in."""
    with JupyterServer(application, tmp_path_factory.mktemp("jupyter")) as running:
        yield running


@pytest.fixture
def page(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A fresh page at 1280 by 900."""
    yield from _page(chromium, request, WIDE)


@pytest.fixture
def narrow_page(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A fresh page at 640 by 900: half a screen beside the lecture's slides."""
    yield from _page(chromium, request, NARROW)


@pytest.fixture
def recording_comms(monkeypatch: pytest.MonkeyPatch) -> None:
    """Widgets without a kernel: what they send is kept."""
    monkeypatch.setattr(comm, "create_comm", RecordingComm)


@pytest.fixture
def brush(page: Page, recording_comms: None) -> Iterator[BrushPage]:
    """A brush with a picture pixel for each of the page's; the console is silent."""
    shown = BrushPage(page, Brush(png(*SIZE)), width=f"{SIZE[0]}px")
    shown.resize_brush(24)
    yield shown
    assert shown.complaints == []


@pytest.fixture
def picker(page: Page) -> Iterator[FakeModel]:
    """An empty picker; whatever happens, the console stays silent."""
    picker = FakeModel(page, "picker.js", "picker.css", **EMPTY)
    yield picker
    assert picker.complaints == []


@pytest.fixture
def cards(page: Page) -> Iterator[FakeModel]:
    """One running job; whatever happens, the console stays silent."""
    page.clock.install()
    cards = FakeModel(
        page, "cards.js", "cards.css", cards=[card()], label="Jobs", gone=GONE
    )
    yield cards
    assert cards.complaints == []


def _page(
    chromium: Browser, request: pytest.FixtureRequest, size: ViewportSize
) -> Iterator[Page]:
    with chromium.new_context(viewport=size) as context:
        context.set_default_timeout(ACT_MILLISECONDS)
        page = context.new_page()
        yield page
        if request.node.stash.get(FAILED, False):
            name = re.sub(r"\W+", "-", request.node.name).strip("-")
            page.screenshot(path=f"test-results/{name}.png")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Tell the page's fixture whether to leave a picture of the failure."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report

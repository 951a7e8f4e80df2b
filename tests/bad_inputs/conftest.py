"""A place of its own for each bad input: the default runner, on the simulator."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import kling_widgets as kling
from kling_widgets.jobs import _default
from tests.bad_inputs._provider import Provider
from tests.jobs._scripted import HOST
from tests.jobs.conftest import KEY, mp4

__all__ = ["mp4"]

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder a user works in; the journal and the ledger lie in `home`."""
    monkeypatch.chdir(tmp_path)
    kling.configure(
        provider="simulator", home=tmp_path / "home", simulator_speed=1000.0
    )
    yield tmp_path
    _default.close()
    kling.configure(provider=None, home=None, simulator_speed=None)


@pytest.fixture
def provider(
    place: Path, mp4: bytes, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Provider]:
    """Whoever answers `kling.generate` in this test."""
    made = Provider(mp4)
    monkeypatch.setattr(_default, "JobRunner", made.runner)
    kling.configure(provider="cometapi", base_url=HOST, api_key=KEY)
    yield made
    kling.configure(base_url=None, api_key=None)

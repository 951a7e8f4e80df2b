"""Movies to look at, written into the test's own folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.clips._movies import write_movie

if TYPE_CHECKING:
    from pathlib import Path

    from tests.clips._movies import MakeMovie


@pytest.fixture
def make_movie(tmp_path: Path) -> MakeMovie:
    """Write a movie by its name."""

    def make(name: str = "clip.mp4", **options: Any) -> Path:
        return write_movie(tmp_path / name, **options)

    return make


@pytest.fixture
def movie(make_movie: MakeMovie) -> Path:
    """Two seconds, 64 by 48, silent."""
    return make_movie()

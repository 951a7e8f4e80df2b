"""What `configure(embed=...)` means for clips from then on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kling_widgets.clips import Clip
from kling_widgets.errors import ConfigError
from kling_widgets.jobs import configure, settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    configure(embed=None, embed_limit=None)


@pytest.fixture
def clip(tmp_path: Path, mp4: bytes) -> Clip:
    path = tmp_path / "clip.mp4"
    path.write_bytes(mp4)
    return Clip(path)


def page(clip: Clip) -> str:
    return clip._repr_mimebundle_()["text/html"]


@pytest.mark.parametrize(
    ("chosen", "is_inside"),
    [
        ({"embed": "always", "embed_limit": 1}, True),
        ({"embed": "auto", "embed_limit": 1}, False),
        ({"embed": "link"}, False),
        ({"embed": "poster"}, False),
        ({}, True),
    ],
)
def test_clips_follow_the_setting(
    clip: Clip, chosen: dict[str, str], *, is_inside: bool
) -> None:
    """A clip that was told nothing of its own does as it was configured."""
    configure(**chosen)

    assert ('src="data:video/mp4;base64,' in page(clip)) == is_inside


def test_a_clip_s_own_way_comes_first(clip: Clip) -> None:
    """What a clip was told holds against the setting."""
    configure(embed="poster")

    assert "<video" in page(Clip(clip.path, embed="link"))


def test_another_way_is_refused() -> None:
    """The sentence names what there is, and nothing changes."""
    with pytest.raises(ConfigError, match=r"embed is 'never'; it can be one of"):
        configure(embed="never")

    assert settings().embed == "auto"


def test_how_clips_are_shown_makes_no_other_runner() -> None:
    """Jobs that run stay with the runner that everything asks."""
    before = settings()
    configure(embed="poster", embed_limit=5)

    assert settings() == before

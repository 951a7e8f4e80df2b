"""What the README shows is run as it stands there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from PIL import Image

from kling_widgets.api import PROVIDERS, load_catalogue
from kling_widgets.clips import Clip
from tests.simulator._served import served

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
CLIENT = 'kling.KlingClient(os.environ["COMETAPI_KEY"])'


@pytest.fixture
def script() -> str:
    """The README's script for the client alone."""
    blocks: list[str] = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    (found,) = (block for block in blocks if CLIENT in block)
    return found


def test_the_client_alone_takes_ten_lines(script: str) -> None:
    """Counted without imports, blank lines and the start of the loop."""
    body = script.split("async def main", 1)[1].splitlines()[1:]
    lines = [line for line in body if line.strip() and "asyncio.run" not in line]

    assert len(lines) <= 10


@pytest.mark.slow
def test_the_script_saves_a_clip(script: str, tmp_path: Path) -> None:
    """Pointed at a simulator on a port, it ends with a file that plays."""
    Image.linear_gradient("L").resize((400, 300)).convert("RGB").save(
        tmp_path / "cat.png"
    )
    with served(tmp_path / "home", "--speed", "500") as url:
        here = f'{CLIENT[:-1]}, base_url="{url}")'
        quick = script.replace(CLIENT, here).replace("sleep(10)", "sleep(0.2)")
        subprocess.run(
            [sys.executable, "-c", quick],
            cwd=tmp_path,
            env={**os.environ, "COMETAPI_KEY": "sk-reader", "PYTHONPATH": str(ROOT)},
            check=True,
            timeout=120,
        )

    assert Clip(tmp_path / "cat.mp4").duration == pytest.approx(5.0, abs=0.2)


def test_the_catalogue_can_be_read() -> None:
    """The models that the README adds are models."""
    (block,) = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)

    known = load_catalogue(tomllib.loads(block))

    assert known.model("kling-v4") is not None


@pytest.mark.parametrize("name", PROVIDERS)
def test_every_provider_is_named(name: str) -> None:
    """Each provider that can be named is in the README."""
    assert f"`{name}`" in README or name == "kling-singapore"

"""The description tells what the simulator does, as schemathesis finds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kling_widgets.simulator import Simulator, Switches
from tests.simulator._served import served

if TYPE_CHECKING:
    from kling_widgets.simulator._switches import Profile
    from tests.simulator._caller import Caller

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SCHEMATHESIS = [sys.executable, "-m", "schemathesis.cli"]
SCHEMATHESIS += ["--config-file", str(HERE / "schemathesis.toml"), "run"]

SERVER = ["--speed", "2000", "--api-key", "sk-only"]
SERVER += ["--set", "concurrency=1000000", "--set", "unique_external_ids=off"]


@pytest.mark.parametrize(
    ("profile", "phases"),
    [
        ("comet", "coverage,fuzzing,stateful"),
        ("kling", "fuzzing,stateful"),
        ("wrapped", "fuzzing,stateful"),
    ],
)
def test_schemathesis_finds_nothing(
    tmp_path: Path, profile: Profile, phases: str
) -> None:
    """What the description says and what the simulator does are the same."""
    with served(tmp_path, *SERVER, "--profile", profile) as url:
        command = [*SCHEMATHESIS, f"{url}/openapi.json", "--phases", phases]
        command += ["-H", "Authorization: Bearer sk-only", "--max-examples", "10"]
        run = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, check=False
        )

    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.anyio
async def test_the_description_names_every_call(caller: Caller) -> None:
    """The description has both paths' calls and the clips."""
    description = (await caller.http.get("/openapi.json")).json()

    calls = {
        f"{method} {path}"
        for path, methods in description["paths"].items()
        for method in methods
    }
    assert calls == {
        "post /kling/v1/videos/image2video",
        "get /kling/v1/videos/image2video/{key}",
        "post /v1/videos/image2video",
        "get /v1/videos/image2video",
        "get /v1/videos/image2video/{key}",
        "get /files/{task_id}.mp4",
    }


@pytest.mark.anyio
async def test_the_description_follows_the_switches(
    caller: Caller, simulator: Simulator
) -> None:
    """Withdrawn models leave the description, a list that is on enters it."""
    simulator.switches = Switches(catalogue="live", list_route=True, prompt_limit=500)

    description = (await caller.http.get("/openapi.json")).json()

    schema = description["components"]["schemas"]["ImageToVideo"]
    names = {
        name
        for variant in schema["anyOf"]
        for name in variant["properties"]["model_name"]["enum"]
    }
    assert names == {"kling-v2-5-turbo", "kling-v2-6", "kling-v3"}
    assert "get" in description["paths"]["/kling/v1/videos/image2video"]
    assert schema["properties"]["prompt"]["maxLength"] == 500

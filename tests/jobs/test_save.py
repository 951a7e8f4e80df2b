"""Saving a clip without a runner."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from kling_widgets.api import KlingClient
from kling_widgets.errors import DownloadError, TaskFailed
from kling_widgets.jobs import save
from tests.jobs._scripted import HOST, TASK_ID, answer

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.anyio


def client(response: httpx.Response) -> KlingClient:
    transport = httpx.MockTransport(lambda _: response)
    return KlingClient("sk-0123456789", base_url=HOST, transport=transport)


async def test_a_failed_task_gives_its_reason(tmp_path: Path) -> None:
    """There is nothing to save, and the reason is Kling's own."""
    async with client(answer("failed", task_status_msg="risk control")) as kling:
        task = await kling.get(TASK_ID)
        with pytest.raises(TaskFailed, match="risk control"):
            await save(kling, task, tmp_path / "cat.mp4")


async def test_an_unfinished_task_has_no_clip_yet(tmp_path: Path) -> None:
    """The status is shown."""
    async with client(answer("processing")) as kling:
        task = await kling.get(TASK_ID)
        with pytest.raises(DownloadError, match="status is 'processing'"):
            await save(kling, task, tmp_path / "cat.mp4")

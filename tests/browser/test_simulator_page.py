"""The simulator's own page, as a class watches it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import expect

from tests.simulator._served import served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

CREATE = "/kling/v1/videos/image2video"
HEADERS = {"Authorization": "Bearer sk-simulator"}
HOSTILE = (
    "</td></table><script>window.harmed = 1; fetch('http://evil.example/')</script>"
    '"><img src=x onerror="window.harmed = 1"><svg onload="window.harmed = 1">'
)
KOREAN = "고양이가 하품을 하고 창밖을 바라본다."


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    with served(tmp_path, "--speed", "400") as url:
        yield url


def order(url: str, **fields: Any) -> None:
    body = {"image": "https://example.com/cat.jpg"} | fields
    httpx.post(f"{url}{CREATE}", json=body, headers=HEADERS)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_read_and_nothing_else(page: Page, url: str, scheme: Any) -> None:
    """Rows are there, keep up to date, run nothing and ask nobody else."""
    hosts, complaints = set(), []
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.emulate_media(color_scheme=scheme)
    order(url, prompt=HOSTILE, external_task_id=HOSTILE)
    order(url, prompt=KOREAN)
    order(url, prompt="#blocked")
    order(url, duration=5)

    page.goto(url)

    rows = page.get_by_role("row")
    expect(rows.filter(has_text=KOREAN).filter(has_text="succeed")).to_be_visible()
    expect(rows.filter(has_text="#blocked").filter(has_text="failed")).to_be_visible()
    expect(rows.filter(has_text="HTTP 400, code 1201")).to_be_visible()
    expect(rows.filter(has_text=HOSTILE[:60])).to_have_count(3)
    page.get_by_role("link", name="Hold still").click()
    expect(page.get_by_role("link", name="Keep up to date")).to_be_visible()
    assert page.evaluate("window.harmed") is None
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert hosts == {"127.0.0.1"}
    assert complaints == []

"""The page shows what happens, and nothing on it runs."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest

from kling_widgets.simulator import Switches
from kling_widgets.simulator._page import SHOWN_ROWS
from tests.simulator._caller import OWN_CREATE

if TYPE_CHECKING:
    from pathlib import Path

    from kling_widgets.simulator import Simulator
    from tests.simulator._caller import Caller

pytestmark = pytest.mark.anyio

PAYLOADS = [
    "<img src=x onerror=alert(1)>",
    "</td></table><script>alert(1)</script>",
    '"><svg onload=alert(1)>',
    "&lt;b&gt;",
]


class Reader(HTMLParser):
    """Collects the tags and the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, *_attrs: Any) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


async def read(caller: Caller, path: str = "/") -> Reader:
    reader = Reader()
    reader.feed((await caller.http.get(path)).text)
    return reader


async def test_an_empty_page(caller: Caller) -> None:
    """Before anything has happened the page says so, three times."""
    page = await read(caller)

    assert page.words.count("None yet.") == 3


async def test_tasks_and_ledger(caller: Caller) -> None:
    """The page shows tasks with their status, charges and requests."""
    done = await caller.created(OWN_CREATE, prompt="the cat yawns")
    await caller.create(prompt="#blocked", callback_url="http://localhost:9/")
    await caller.create(duration=5)
    caller.pass_seconds(200)
    await caller.create()

    page = await read(caller)

    for word in (
        done,
        "the cat yawns",
        "submitted",
        "succeed",
        "failed",
        "Failure to pass the risk control system",
        "HTTP 400, code 1201",
        "Watch",
    ):
        assert word in page.words


@pytest.mark.parametrize("payload", PAYLOADS)
async def test_text_stays_text(caller: Caller, payload: str) -> None:
    """Whatever a prompt or an id holds, the page shows it as text."""
    await caller.create(prompt=payload, external_task_id=payload)

    page = await read(caller)

    assert payload in page.words
    assert not {"img", "script", "svg"} & set(page.tags)
    assert page.tags.count("b") == 1


async def test_long_text_is_cut(caller: Caller) -> None:
    """A text of many characters is shown by its first ones, words or no words."""
    await caller.create(prompt="고양이" * 100, external_task_id="x" * 900)

    page = await read(caller)

    assert ("고양이" * 100)[:200] + "…" in page.words
    assert page.words.count("x" * 200 + "…") == 2


async def test_all_under_way_are_counted(caller: Caller, simulator: Simulator) -> None:
    """Tasks under way are counted, those beyond the last row too."""
    simulator.switches = Switches(concurrency=100)
    for _ in range(SHOWN_ROWS + 1):
        await caller.create()

    page = await read(caller)

    assert page.words[page.words.index("Under way") + 1] == str(SHOWN_ROWS + 1)


async def test_the_newest_of_a_long_ledger(
    caller: Caller, simulator: Simulator
) -> None:
    """The last rows are shown, the newest first, and all are counted."""
    simulator.switches = Switches(concurrency=100)
    for number in range(SHOWN_ROWS + 2):
        await caller.create(external_task_id=f"own-{number:03}")
        caller.pass_seconds(2000)

    page = await read(caller)
    ledger = simulator.ledger
    newest = tuple(reversed(ledger.charges))[:SHOWN_ROWS]

    assert ledger.last_charges(SHOWN_ROWS) == newest
    assert ledger.last_posts(2) == ledger.posts[:-3:-1]
    assert (ledger.count, ledger.total) == (
        len(ledger.charges),
        sum(charge.units for charge in ledger.charges),
    )
    assert page.words[page.words.index("Clips charged") + 1] == str(SHOWN_ROWS + 2)
    assert "own-051" in page.words
    assert "own-001" not in page.words


async def test_the_page_refreshes_until_told_not_to(caller: Caller) -> None:
    """The page loads itself anew, and can be held still."""
    moving = await caller.http.get("/")
    still = await caller.http.get("/?refresh=off")

    assert 'http-equiv="refresh"' in moving.text
    assert 'http-equiv="refresh"' not in still.text


async def test_nothing_runs_on_the_page(caller: Caller) -> None:
    """The page's own policy forbids every script."""
    answer = await caller.http.get("/")

    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "script-src" not in answer.headers["content-security-policy"]


async def test_tasks_that_are_damaged_while_it_runs(
    caller: Caller, tmp_path: Path
) -> None:
    """Every answer is a sentence then, and the file stays as it is."""
    await caller.create()
    file = tmp_path / "simulator.sqlite3"
    broken = file.read_bytes()[:100] + b"\0" * (file.stat().st_size - 100)
    file.write_bytes(broken)

    answers = [await caller.http.get("/"), await caller.create()]

    for answer in answers:
        assert (answer.status_code, answer.json()["code"]) == (500, 5000)
        assert f"{str(file)!r} cannot be read" in answer.json()["message"]
    assert file.read_bytes() == broken

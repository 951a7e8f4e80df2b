"""Where sources disagree about the real API, either reading can be played."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from kling_widgets.simulator import Switches
from kling_widgets.simulator._switches import read
from tests.simulator._caller import OWN_CREATE, connect
from tests.simulator._pictures import picture

if TYPE_CHECKING:
    from kling_widgets.simulator import Simulator
    from tests.simulator._caller import Caller, Clock

MASK = picture()
POINTS = [{"x": 10, "y": 20}, {"x": 30, "y": 40}]


def brush(mask: str) -> list[dict[str, Any]]:
    return [{"mask": mask, "trajectories": POINTS}]


@pytest.mark.anyio
@pytest.mark.parametrize("code", [1203, 1201])
async def test_withdrawn_models(
    caller: Caller, simulator: Simulator, code: Any
) -> None:
    """With the catalogue of today, withdrawn models are refused and others taken."""
    simulator.switches = Switches(catalogue="live", withdrawn_code=code)

    old = await caller.create(model_name="kling-v2-master")
    new = await caller.create(model_name="kling-v2-5-turbo")

    assert old.json()["code"] == code
    assert new.json()["code"] == 0


@pytest.mark.anyio
async def test_the_page_s_prompt_limits(caller: Caller, simulator: Simulator) -> None:
    """The limits of CometAPI's page can be played."""
    simulator.switches = Switches(prompt_limit=500, negative_prompt_limit=200)

    codes = [
        (await caller.create(**fields)).json()["code"]
        for fields in (
            {"prompt": "a" * 500, "negative_prompt": "b" * 200},
            {"prompt": "a" * 501},
            {"negative_prompt": "b" * 201},
        )
    ]

    assert codes == [0, 1201, 1201]


@pytest.mark.anyio
async def test_small_pictures_can_fail_late(
    caller: Caller, simulator: Simulator
) -> None:
    """A small picture can be accepted first, and fail as a task."""
    simulator.switches = Switches(small_image="failed")
    task_id = await caller.created(image=picture(200, 200))
    caller.pass_seconds(200)

    state = await caller.state(task_id)

    assert state["task_status"] == "failed"
    assert state["task_status_msg"] == "Image pixel is invalid"


@pytest.mark.anyio
async def test_blocked_content_fails_late(caller: Caller, simulator: Simulator) -> None:
    """The documented trigger word makes a task fail, with HTTP 200, for nothing."""
    task_id = await caller.created(prompt="a #blocked cat", mode="pro")
    caller.pass_seconds(200)

    answer = await caller.query(task_id)

    data = answer.json()["data"]
    assert (answer.status_code, answer.json()["code"]) == (200, 0)
    assert data["task_status_msg"] == "Failure to pass the risk control system"
    assert data["task_result"] == {}
    assert simulator.ledger.charges == ()


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("masks", "fields", "status"),
    [
        ("ratio", {"static_mask": MASK, "dynamic_masks": brush(MASK)}, "succeed"),
        ("ratio", {"static_mask": picture(800, 600)}, "succeed"),
        ("resolution", {"static_mask": picture(800, 600)}, "failed"),
        ("ratio", {"static_mask": picture(400, 400)}, "failed"),
        (
            "ratio",
            {"static_mask": MASK, "dynamic_masks": brush(picture(800, 600))},
            "failed",
        ),
        ("ratio", {"static_mask": "iVBORw0KGgo="}, "failed"),
        ("ratio", {"static_mask": "https://example.com/mask.png"}, "succeed"),
    ],
)
async def test_masks_are_measured_late(
    caller: Caller,
    simulator: Simulator,
    masks: Any,
    fields: dict[str, Any],
    status: str,
) -> None:
    """Masks of the wrong size are accepted, and their task fails."""
    simulator.switches = Switches(masks=masks)
    task_id = await caller.created(image=picture(), **fields)
    caller.pass_seconds(200)

    state = await caller.state(task_id)

    assert state["task_status"] == status


@pytest.mark.anyio
async def test_own_ids_may_repeat(caller: Caller, simulator: Simulator) -> None:
    """Where own ids may repeat, the newest task answers to one."""
    simulator.switches = Switches(unique_external_ids=False)
    await caller.created(external_task_id="kw-1")
    caller.pass_seconds(1)
    second = await caller.created(external_task_id="kw-1")

    state = await caller.state("kw-1")

    assert state["task_id"] == second


@pytest.mark.anyio
async def test_no_lookup(caller: Caller, simulator: Simulator) -> None:
    """Without lookup a task cannot be found by its own id."""
    simulator.switches = Switches(lookup=False)
    await caller.create(external_task_id="kw-1")

    assert (await caller.query("kw-1")).json()["code"] == "task_not_exist"


@pytest.mark.anyio
async def test_a_late_lookup(caller: Caller, simulator: Simulator) -> None:
    """A new task is not found by its own id at once."""
    simulator.switches = Switches(lookup=True, lookup_delay=0.15)
    task_id = await caller.created(external_task_id="kw-1")
    at_once = (await caller.query("kw-1")).status_code
    caller.pass_seconds(0.2)

    assert at_once == 400
    assert (await caller.state("kw-1"))["task_id"] == task_id


@pytest.mark.anyio
async def test_no_echo(caller: Caller, simulator: Simulator) -> None:
    """Without echo no answer repeats the own id."""
    simulator.switches = Switches(echo=False)
    created = await caller.create(external_task_id="kw-1")
    state = await caller.state("kw-1")

    assert created.json()["data"]["task_info"] == state["task_info"] == {}


@pytest.mark.anyio
async def test_balance(caller: Caller, simulator: Simulator) -> None:
    """What is charged or under way counts; a failed task gives its units back."""
    simulator.switches = Switches(balance=Decimal(2))
    await caller.create()
    await caller.create(prompt="#blocked")
    refusal = await caller.refusal()
    caller.pass_seconds(200)
    statuses = [(await caller.create()).status_code for _ in range(2)]

    assert refusal == (429, 1102, "Account balance not enough")
    assert statuses == [200, 429]


@pytest.mark.anyio
async def test_accounts_are_apart(
    caller: Caller, simulator: Simulator, clock: Clock
) -> None:
    """What one key does is not held against another."""
    simulator.switches = Switches(concurrency=1)
    stranger = connect(simulator, clock, key="sk-other")

    async with stranger.http:
        first = await caller.create(external_task_id="kw-1")
        second = await stranger.create(external_task_id="kw-1")

    assert (first.status_code, second.status_code) == (200, 200)


@pytest.mark.anyio
async def test_lists_at_kling(caller: Caller) -> None:
    """Kling lists an account's tasks, the newest first, page by page."""
    made = []
    for _ in range(3):
        made.append(await caller.created(OWN_CREATE))
        caller.pass_seconds(1)

    pages = [
        (await caller.http.get(f"{OWN_CREATE}?pageNum={n}&pageSize=2")).json()["data"]
        for n in (1, 2, 3)
    ]

    listed = [[task["task_id"] for task in page] for page in pages]
    assert listed == [[made[2], made[1]], [made[0]], []]


@pytest.mark.anyio
@pytest.mark.parametrize(
    "query", ["pageNum=0", "pageNum=x", "pageNum=1001", "pageSize=501", "pageSize="]
)
async def test_pages_out_of_range(caller: Caller, query: str) -> None:
    """A page that cannot be is refused with 1201."""
    answer = await caller.http.get(f"{OWN_CREATE}?{query}")

    assert (answer.status_code, answer.json()["code"]) == (400, 1201)


@pytest.mark.anyio
@pytest.mark.parametrize(("on", "status"), [(None, 405), (False, 405), (True, 200)])
async def test_lists_at_the_gateway(
    caller: Caller, simulator: Simulator, on: Any, status: int
) -> None:
    """The gateway lists nothing, unless it is switched on."""
    simulator.switches = Switches(list_route=on)

    answer = await caller.http.get("/kling/v1/videos/image2video")

    assert answer.status_code == status


@pytest.mark.anyio
async def test_lists_need_a_key(caller: Caller) -> None:
    """A list without a key is refused."""
    del caller.http.headers["Authorization"]

    assert (await caller.http.get(OWN_CREATE)).status_code == 401


@pytest.mark.anyio
async def test_results_are_kept_for_thirty_days(caller: Caller) -> None:
    """After 30 days the link of a clip answers 403."""
    task_id = await caller.created()
    caller.pass_seconds(31 * 24 * 3600)

    answer = await caller.http.get(f"/files/{task_id}.mp4")

    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([], Switches()),
        (
            ["catalogue=live", "balance=2.5"],
            {"catalogue": "live", "balance": Decimal("2.5")},
        ),
        (["echo=off", "list_route=on"], {"echo": False, "list_route": True}),
        (["access_keys=a:b,c:d"], {"access_keys": {"a": "b", "c": "d"}}),
        (
            ["callback_hosts=a.test,b.test"],
            {"callback_hosts": frozenset({"a.test", "b.test"})},
        ),
    ],
)
def test_switches_are_read(pairs: list[str], expected: Any) -> None:
    """Switches can be typed as NAME=VALUE."""
    wanted = expected if isinstance(expected, Switches) else Switches(**expected)

    assert read(pairs) == wanted


@pytest.mark.parametrize(
    ("pair", "text"),
    [
        ("speed", "is no switch"),
        ("balance=NaN", "give a number of units"),
        ("balance=Infinity", "give a number of units"),
        ("colour=red", "is no switch"),
        ("echo=perhaps", "echo cannot be 'perhaps'"),
        ("balance=much", "balance cannot be 'much'"),
        ("access_keys=a", "access_keys cannot be 'a'"),
        ("webhook_secrets=whsec_!", "copy it whole"),
        ("masks=round", "choose 'ratio' or 'resolution'"),
    ],
)
def test_switches_that_are_none(pair: str, text: str) -> None:
    """A switch or value that does not exist is refused with a sentence."""
    with pytest.raises(ValueError, match=text):
        read([pair])

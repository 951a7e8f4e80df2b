"""Callbacks: sent by the simulator over a real port, read and verified by us."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

import pytest

from kling_widgets.api import TaskStatus, is_authentic, read_callback
from kling_widgets.simulator import Simulator, Switches
from tests.contract._table import Table
from tests.simulator._caller import Clock, connect
from tests.simulator._hook import Delivery, Hook

if TYPE_CHECKING:
    from tests.contract._shop import Shop
    from tests.contract._table import Row

TABLE = Table("6")
SECRET = "whsec_dGVzdHNlY3JldHRlc3RzZWNyZXR0ZXN0c2VjcmV0MTI="
IN_ORDER = [TaskStatus.PROCESSING, TaskStatus.SUCCEED]


def heard(
    shop: Shop, count: int, *faults: str, status: int = 200, **switches: Any
) -> list[Delivery]:
    """What arrives for one task of a simulator in a hurry."""
    simulator = Simulator(shop.home / "hurry", speed=400, clock=time.time)
    simulator.switches = Switches(**switches)
    for name in faults:
        simulator.script(name, on="callback", times=2)

    async def listen(hook: Hook) -> None:
        caller = connect(simulator, Clock())
        async with caller.http, simulator.callbacks():
            await caller.create(callback_url=hook.url)
            await asyncio.to_thread(hook.wait_until, count)

    with Hook(status) as hook:
        asyncio.run(listen(hook))
    return hook.deliveries


def told(deliveries: list[Delivery]) -> list[TaskStatus]:
    return [read_callback(delivery.raw).status for delivery in deliveries]


@TABLE.row("when", "at each change, or at the end alone, by a switch")
def _(shop: Shop) -> None:
    assert told(heard(shop, 2)) == IN_ORDER
    assert told(heard(shop, 1, callbacks="end")) == IN_ORDER[1:]


@TABLE.row("body", "flat as documented, wrapped as seen: both are read")
def _(shop: Shop) -> None:
    flat = heard(shop, 2)[1]
    assert "code" not in flat.body
    assert read_callback(flat.raw).videos
    wrapped = heard(shop, 2, "wrapped")[1]
    assert wrapped.body["code"] == 0
    assert read_callback(wrapped.raw).videos


@TABLE.row("signature", "none without a secret; with one, of the very bytes")
def _(shop: Shop) -> None:
    (plain,) = heard(shop, 1, callbacks="end")
    assert not is_authentic(plain.raw, plain.headers, SECRET)
    (signed,) = heard(shop, 1, callbacks="end", webhook_secrets=(SECRET, SECRET))
    assert is_authentic(signed.raw, signed.headers, SECRET, now=_sent(signed))
    assert not is_authentic(
        signed.raw + b" ", signed.headers, SECRET, now=_sent(signed)
    )


@TABLE.row("retry / timeout / ordering", "twice and shuffled on request, never retried")
def _(shop: Shop) -> None:
    assert told(heard(shop, 4, "twice")) == [s for s in IN_ORDER for _ in range(2)]
    assert told(heard(shop, 2, "shuffled")) == IN_ORDER[::-1]
    assert told(heard(shop, 2, status=500)) == IN_ORDER


def _sent(delivery: Delivery) -> float:
    names = {name.lower(): value for name, value in delivery.headers.items()}
    return float(names["webhook-timestamp"])


@pytest.mark.parametrize("row", TABLE.cases())
def test_a_callback(row: Row, shop: Shop) -> None:
    """What is said of callbacks is so."""
    row.check(shop)

"""Each model and each price: our catalogue and the simulator's say the same."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from kling_widgets.api import catalogue, estimate, model, models
from tests.contract._shop import Shop, found
from tests.contract._table import Table
from tests.simulator._caller import IMAGE_URL, OWN_CREATE
from tests.simulator._pictures import picture

if TYPE_CHECKING:
    from tests.contract._table import Check, Row

MODELS, PRICES = Table("3"), Table("7.3")
CLASSIC = ["5", "10"]
GONE = date(2026, 9, 15)
MASKS = [{"mask": picture(), "trajectories": [{"x": 1, "y": 2}, {"x": 30, "y": 4}]}]
CAMERA = {"type": "simple", "config": {"zoom": 5}}
WAYS: dict[str, dict[str, Any]] = {
    "tail": {"image_tail": IMAGE_URL},
    "brush": {"dynamic_masks": MASKS},
    "camera": {"camera_control": CAMERA},
    "sound": {"sound": "on"},
    "voice": {
        "sound": "on",
        "prompt": "<<<voice_1>>>",
        "voice_list": [{"voice_id": "v"}],
    },
}


def capability(
    name: str,
    modes: list[str],
    durations: list[str] = CLASSIC,
    *,
    withdrawn: date | None = GONE,
    cfg_scale: bool = False,
    **cells: str,
) -> Check:
    """Prove one row of the map at both ends, every mode and duration of it."""

    def check(shop: Shop) -> None:
        known = model(name)
        assert known is not None
        assert list(known.modes) == modes
        assert list(known.durations) == durations
        assert (known.withdrawn, known.supports("cfg_scale")) == (withdrawn, cfg_scale)
        assert known.output
        for way, fields in WAYS.items():
            wanted = cells.get(way, "").split()
            assert works(shop, name, fields, ours=True) == wanted, way
            assert works(shop, name, fields, ours=False) == wanted, way
        shop.switch(catalogue="live")
        gone = (404, 1203) if withdrawn else (200, 0)
        assert shop.create(model_name=name)[:2] == gone

    return check


def works(shop: Shop, name: str, fields: dict[str, Any], *, ours: bool) -> list[str]:
    """Where a feature works: by our check, or by what the simulator takes."""
    known = model(name)
    assert known is not None
    places = []
    for mode, duration in known.combinations():
        asked = {"model_name": name, "mode": mode, "duration": duration, **fields}
        errors = any(text.endswith("error") for text in found(**asked).values())
        if not errors if ours else _taken(shop, asked):
            places.append(f"{mode}/{duration}")
    return places


def _taken(shop: Shop, asked: dict[str, Any]) -> bool:
    shop.clock.now += 2_000  # so that never too many are under way
    return shop.create(OWN_CREATE, **asked)[1] == 0


SECONDS = [str(seconds) for seconds in range(3, 16)]
EVERY = " ".join(f"{mode}/{s}" for mode in ("std", "pro", "4k") for s in SECONDS)
TAIL = " ".join(f"{mode}/{s}" for mode in ("std", "pro") for s in SECONDS)
PRO = "pro/5 pro/10"
KNOWN = "in the catalogue, and played by the simulator"
MODELS.row("kling-v1", KNOWN)(
    capability(
        "kling-v1",
        ["std", "pro"],
        tail="std/5 pro/5",
        brush="std/5 pro/5",
        cfg_scale=True,
    )
)
MODELS.row("kling-v1-5", KNOWN)(
    capability(
        "kling-v1-5",
        ["std", "pro"],
        tail=PRO,
        brush="pro/5",
        camera="pro/5",
        cfg_scale=True,
    )
)
MODELS.row("kling-v1-6", KNOWN)(
    capability("kling-v1-6", ["std", "pro"], tail=PRO, cfg_scale=True)
)
MODELS.row("kling-v2-master", f"{KNOWN}; no mode is sent")(
    capability("kling-v2-master", [])
)
MODELS.row("kling-v2-1", KNOWN)(capability("kling-v2-1", ["std", "pro"], tail=PRO))
MODELS.row("kling-v2-1-master", f"{KNOWN}; no mode is sent")(
    capability("kling-v2-1-master", [])
)
MODELS.row("kling-v2-5-turbo", KNOWN)(
    capability("kling-v2-5-turbo", ["std", "pro"], tail=PRO, withdrawn=None)
)
MODELS.row("kling-v2-6", f"{KNOWN}; the default")(
    capability(
        "kling-v2-6", ["std", "pro"], tail=PRO, sound=PRO, voice=PRO, withdrawn=None
    )
)
MODELS.row("kling-v3", KNOWN)(
    capability(
        "kling-v3",
        ["std", "pro", "4k"],
        SECONDS,
        tail=TAIL,
        sound=EVERY,
        withdrawn=None,
    )
)


def costs(name: str, *rows: tuple[str | None, str, str, dict[str, Any]]) -> Check:
    """Prove prices (mode, units for 5 s, for 10 s, what else is asked) at both ends."""

    def check(shop: Shop) -> None:
        for mode, five, ten, more in rows:
            for duration, units in (("5", five), ("10", ten)):
                asked = {"model_name": name, "mode": mode, "duration": duration, **more}
                price = estimate(asked, through_gateway=False)
                assert price is not None
                assert price.units == Decimal(units)
                assert price.dollars == round(Decimal(units) * Decimal("0.14"), 2)
                data = shop.finished(OWN_CREATE, **asked)
                assert data["task_status"] == "succeed"
                assert Decimal(data["final_unit_deduction"]) == Decimal(units)

    return check


def all_of(*checks: Check) -> Check:
    def check(shop: Shop) -> None:
        for one in checks:
            one(shop)

    return check


PRICED = "estimated before, and charged by the simulator"
HEARD = {"sound": "on"}
SPOKEN = WAYS["voice"]
STD_PRO: tuple[tuple[str | None, str, str, dict[str, Any]], ...] = (
    ("std", "2", "4", {}),
    ("pro", "3.5", "7", {}),
)
PRICES.row("v1", PRICED)(
    costs("kling-v1", ("std", "1", "2", {}), ("pro", "3.5", "7", {}))
)
PRICES.row("v1-5, v1-6, v2-1", PRICED)(
    all_of(
        costs("kling-v1-5", *STD_PRO),
        costs("kling-v1-6", *STD_PRO),
        costs("kling-v2-1", *STD_PRO),
    )
)
PRICES.row("v2-master, v2-1-master", PRICED)(
    all_of(
        costs("kling-v2-master", (None, "10", "20", {})),
        costs("kling-v2-1-master", (None, "10", "20", {})),
    )
)
PRICES.row("v2-5-turbo", PRICED)(
    costs("kling-v2-5-turbo", ("std", "1.5", "3", {}), ("pro", "2.5", "5", {}))
)
PRICES.row("v2-6 silent", PRICED)(
    costs("kling-v2-6", ("std", "1.5", "3", {}), ("pro", "2.5", "5", {}))
)
PRICES.row("v2-6 sound on", PRICED)(
    costs("kling-v2-6", ("pro", "5", "10", HEARD), ("pro", "6", "12", SPOKEN))
)
PRICES.row("v3 per second", f"{PRICED}; no price for voices, which it lacks")(
    costs(
        "kling-v3",
        ("std", "3", "6", {}),
        ("std", "4.5", "9", HEARD),
        ("pro", "4", "8", {}),
        ("pro", "6", "12", HEARD),
        ("4k", "15", "30", {}),
        ("4k", "15", "30", HEARD),
    )
)


@pytest.mark.parametrize("row", MODELS.cases())
def test_a_model(row: Row, shop: Shop) -> None:
    """Both ends know the model, and nothing that it cannot do."""
    row.check(shop)


@pytest.mark.parametrize("row", PRICES.cases())
def test_a_price(row: Row, shop: Shop) -> None:
    """What is estimated is what the simulator charges."""
    row.check(shop)


def test_no_model_without_a_row() -> None:
    """The catalogue holds no model that the contract does not name."""
    assert {known.name for known in models()} == set(MODELS.rows)
    assert catalogue().unit_dollars == Decimal("0.14")

"""Every price of Kling's list, and what CometAPI published."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kling_widgets.api import ImageToVideoRequest, estimate, in_dollars
from kling_widgets.errors import InputError

# model, mode, sound, voices, units for the durations
PRICES: list[tuple[str, str | None, str, bool, dict[str, str]]] = [
    ("kling-v1", "std", "off", False, {"5": "1", "10": "2"}),
    ("kling-v1", "pro", "off", False, {"5": "3.5", "10": "7"}),
    ("kling-v1-5", "std", "off", False, {"5": "2", "10": "4"}),
    ("kling-v1-5", "pro", "off", False, {"5": "3.5", "10": "7"}),
    ("kling-v1-6", "std", "off", False, {"5": "2", "10": "4"}),
    ("kling-v1-6", "pro", "off", False, {"5": "3.5", "10": "7"}),
    ("kling-v2-1", "std", "off", False, {"5": "2", "10": "4"}),
    ("kling-v2-1", "pro", "off", False, {"5": "3.5", "10": "7"}),
    ("kling-v2-master", None, "off", False, {"5": "10", "10": "20"}),
    ("kling-v2-1-master", None, "off", False, {"5": "10", "10": "20"}),
    ("kling-v2-5-turbo", "std", "off", False, {"5": "1.5", "10": "3"}),
    ("kling-v2-5-turbo", "pro", "off", False, {"5": "2.5", "10": "5"}),
    ("kling-v2-6", "std", "off", False, {"5": "1.5", "10": "3"}),
    ("kling-v2-6", "pro", "off", False, {"5": "2.5", "10": "5"}),
    ("kling-v2-6", "pro", "on", False, {"5": "5", "10": "10"}),
    ("kling-v2-6", "pro", "on", True, {"5": "6", "10": "12"}),
    ("kling-v3", "std", "off", False, {"3": "1.8", "5": "3", "15": "9"}),
    ("kling-v3", "std", "on", False, {"5": "4.5"}),
    ("kling-v3", "pro", "off", False, {"5": "4"}),
    ("kling-v3", "pro", "on", False, {"5": "6"}),
    ("kling-v3", "4k", "off", False, {"5": "15"}),
    ("kling-v3", "4k", "on", False, {"5": "15"}),
]


@pytest.mark.parametrize(("name", "mode", "sound", "voices", "units"), PRICES)
def test_a_price(
    name: str,
    mode: str | None,
    sound: str,
    voices: bool,  # noqa: FBT001 - a table
    units: dict[str, str],
) -> None:
    """Each price of Kling's list, in units and in dollars."""
    for duration, expected in units.items():
        fields = {
            "model_name": name,
            "mode": mode,
            "duration": duration,
            "sound": sound,
            "voice_list": ["v"] if voices else [],
        }

        price = estimate(fields)
        direct = estimate(fields, through_gateway=False)

        assert price is not None
        assert direct is not None
        assert price.units == Decimal(expected)
        assert direct.dollars == (Decimal(expected) * Decimal("0.14")).quantize(
            Decimal("0.01")
        )
        assert price.dollars < direct.dollars
        assert price.as_of == date(2026, 9, 20)
        assert "an estimate" in price.source


@pytest.mark.parametrize(
    ("name", "mode", "duration", "dollars"),
    [
        ("kling-v1", "std", "5", "0.13"),
        ("kling-v1", "std", "10", "0.26"),
        ("kling-v1", "pro", "5", "0.46"),
        ("kling-v1-6", "std", "10", "0.53"),
        ("kling-v2-master", None, "5", "1.32"),
        ("kling-v2-5-turbo", "pro", "10", "0.66"),
    ],
)
def test_cometapis_price_list(
    name: str, mode: str | None, duration: str, dollars: str
) -> None:
    """The estimate meets the prices that CometAPI published in 2025-12."""
    price = estimate({"model_name": name, "mode": mode, "duration": duration})

    assert price is not None
    assert price.dollars == Decimal(dollars)


@pytest.mark.parametrize(
    "fields",
    [
        {"model_name": "kling-v9"},
        {"duration": "soon"},
        {"mode": "hd"},
        {"sound": "on"},
        {"sound": "on", "model_name": "kling-v2-5-turbo"},
    ],
)
def test_no_price(fields: dict[str, Any]) -> None:
    """What is not on the list has no price, rather than a wrong one."""
    assert estimate(fields) is None


@pytest.mark.parametrize("units", ["1e999999", "NaN", "-1", "1000001"])
def test_units_that_nobody_charges(units: str) -> None:
    """Units beyond all bounds are refused, rather than a failure of arithmetic."""
    with pytest.raises(InputError, match="need a Decimal from 0 to 1,000,000"):
        in_dollars(Decimal(units))


def test_the_price_of_nothing() -> None:
    """What is neither a request nor its parameters has no price."""
    with pytest.raises(InputError, match="need a request or its parameters, got 5"):
        estimate(5)  # type: ignore[arg-type]


def test_the_price_of_a_request() -> None:
    """A request is priced as it stands, its default mode included."""
    price = estimate(ImageToVideoRequest("https://e.com/a.png"))

    assert price is not None
    assert (price.units, price.dollars) == (Decimal("1.5"), Decimal("0.20"))

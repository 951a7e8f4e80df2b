"""What a clip costs, as far as published price lists tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ..errors import InputError
from ._catalogue import catalogue
from ._check import DEFAULTS, read_field
from ._model import ANY
from ._read_task import MAX_UNITS
from ._text import shown

if TYPE_CHECKING:
    from datetime import date

    from ._model import Model
    from ._request import ImageToVideoRequest

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """An estimate; what was really charged stands in the finished task."""

    units: Decimal
    """Kling units."""

    dollars: Decimal
    """US dollars, rounded to the cent."""

    source: str
    """Where the numbers come from."""

    as_of: date
    """When they were read."""


def estimate(
    request: ImageToVideoRequest | Mapping[str, Any], *, through_gateway: bool = True
) -> Price | None:
    """Estimate the price of a request, or of its fields; None: not known.

    Args:
        request: a request, or fields as `check` takes them.
        through_gateway: by CometAPI's price level; False: by Kling's own.
    """
    asked = _asked(request)
    facts = catalogue()
    model = facts.model(asked["model_name"]) if asked else None
    rate = _rate(model, asked) if model else None
    if rate is None:
        return None
    units = rate * int(asked["duration"])
    price = f"1 unit = ${facts.unit_dollars}"
    level = f", times {facts.gateway_factor} as on CometAPI" if through_gateway else ""
    return Price(
        units=units.normalize(),
        dollars=list_price(units, through_gateway=through_gateway),
        source=f"{facts.source}, {price}{level}; an estimate",
        as_of=facts.as_of,
    )


def in_dollars(units: Decimal, *, through_gateway: bool = True) -> Decimal:
    """Return what units cost: those that a finished task says were charged."""
    if not _can_be_units(units):
        need = f"units: need a Decimal from 0 to {MAX_UNITS:,}"
        raise InputError(f"{need}, got {shown(units)}.")
    return list_price(units, through_gateway=through_gateway)


def list_price(units: Decimal, *, through_gateway: bool = True) -> Decimal:
    """Return what units of the catalogue's own cost, rounded to the cent."""
    facts = catalogue()
    factor = facts.gateway_factor if through_gateway else Decimal(1)
    return (units * facts.unit_dollars * factor).quantize(CENT)


def _can_be_units(value: object) -> bool:
    if not isinstance(value, Decimal) or not value.is_finite():
        return False
    return 0 <= value <= MAX_UNITS


def _asked(request: object) -> dict[str, Any]:
    given = (
        {item.name: getattr(request, item.name) for item in fields(request)}
        if is_dataclass(request) and not isinstance(request, type)
        else request
    )
    if not isinstance(given, Mapping):
        text = f"need a request or its parameters, got {shown(request)}."
        raise InputError(text)
    names = ("model_name", "mode", "duration", "sound", "voice_list")
    values = {**DEFAULTS, **given}
    try:
        return {name: read_field(name, values[name]) for name in names}
    except InputError:
        return {}


def _rate(model: Model, asked: Mapping[str, Any]) -> Decimal | None:
    mode = (asked["mode"] or model.modes[0]) if model.modes else ANY
    if asked["sound"] == "on":
        kind = "+voice_list" if asked["voice_list"] else "+sound"
        return model.units_per_second.get(f"{mode}{kind}")
    return model.units_per_second.get(mode)

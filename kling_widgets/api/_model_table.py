"""Models as a table: data for code, something to read for people."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ._catalogue import catalogue
from ._model import ANY, Model

if TYPE_CHECKING:
    from decimal import Decimal

HEADINGS = (
    "model",
    "modes",
    "seconds",
    "can",
    "5 s cost about",
    "clip",
    "state",
    "as of",
)
SECONDS = 5
ROW = "<tr>{}</tr>"


class ModelTable(tuple[Model, ...]):
    """A tuple of models that shows itself as a table in a notebook."""

    __slots__ = ()

    def __repr__(self) -> str:
        rows = [HEADINGS, *map(_cells, self)]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        lines = (
            "  ".join(
                cell.ljust(width) for cell, width in zip(row, widths, strict=True)
            )
            for row in rows
        )
        return "\n".join(line.rstrip() for line in lines)

    def _repr_html_(self) -> str:
        head = ROW.format("".join(f"<th>{escape(cell)}</th>" for cell in HEADINGS))
        body = "".join(
            ROW.format("".join(f"<td>{escape(cell)}</td>" for cell in _cells(model)))
            for model in self
        )
        sources = sorted({f"{model.source} (read {model.as_of})" for model in self})
        caption = escape("; ".join(sources))
        return f"<table><caption>{caption}</caption>{head}{body}</table>"


def models() -> ModelTable:
    """Return every known model, withdrawn ones included: a table in a notebook."""
    return ModelTable(catalogue().models)


def live_models() -> ModelTable:
    """Return the models that are not withdrawn, the recommended one first."""
    return ModelTable(catalogue().live_models)


def _cells(model: Model) -> tuple[str, ...]:
    seconds = model.durations
    is_range = len(seconds) > 2  # noqa: PLR2004
    gone = f"withdrawn {model.withdrawn}" if model.withdrawn else "live"
    return (
        model.name,
        ", ".join(model.modes) or "none",
        f"{seconds[0]}…{seconds[-1]}" if is_range else ", ".join(seconds),
        ", ".join(_feature(name, at) for name, at in model.features.items()),
        ", ".join(
            _price(mode, units) for mode, units in model.units_per_second.items()
        ),
        model.output,
        gone,
        str(model.as_of or ""),
    )


def _feature(name: str, at: tuple[str, ...]) -> str:
    where = ", ".join(place.replace("/", " ") for place in at)
    return name if where == ANY else f"{name} ({where})"


def _price(mode: str, units: Decimal) -> str:
    facts = catalogue()
    dollars = units * SECONDS * facts.unit_dollars * facts.gateway_factor
    price = f"${dollars:.2f}"
    return price if mode == ANY else f"{mode} {price}"

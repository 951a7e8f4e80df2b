"""Models as a table: data for code, something to read for people."""

from __future__ import annotations

from html import escape
from itertools import zip_longest
from typing import TYPE_CHECKING

from ._catalogue import catalogue
from ._model import ANY, Model
from ._price import list_price

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
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
SPOKEN = (0, 1, 2, 3, 4, 6)
"""The columns that fit into a terminal."""

# Jupyter would set what stands between two dollar signs as a formula.
TABLE = (
    '<div class="mathjax_ignore tex2jax_ignore" style="overflow-x:auto">'
    "<table><caption>{caption}</caption>{head}{body}</table>"
    "</div>"
)
CELL = (
    '<{tag} style="text-align:left;vertical-align:top;white-space:{breaks}">'
    "{text}</{tag}>"
)
WRAPPED = HEADINGS.index("can")
"""The column that gives way where there is little room."""
GAP = "  "

Cell = tuple[str, ...]
"""The lines of a cell."""


class ModelTable(tuple[Model, ...]):
    """A tuple of models that shows itself as a table in a notebook."""

    __slots__ = ()

    def __repr__(self) -> str:
        rows = [tuple((name,) for name in HEADINGS), *map(_cells, self)]
        spoken = [tuple(row[column] for column in SPOKEN) for row in rows]
        widths = [max(map(_width, column)) for column in zip(*spoken, strict=True)]
        lines = [line for row in spoken for line in _lines(row, widths)]
        return "\n".join([*lines, *self._sources()])

    def _repr_html_(self) -> str:
        head = _row("th", [(name,) for name in HEADINGS])
        body = "".join(_row("td", _cells(model)) for model in self)
        caption = escape("; ".join(self._sources()))
        return TABLE.format(caption=caption, head=head, body=body)

    def _sources(self) -> list[str]:
        return sorted({f"{model.source} (read {model.as_of})" for model in self})


def models() -> ModelTable:
    """Return every known model, withdrawn ones included: a table in a notebook."""
    return ModelTable(catalogue().models)


def live_models() -> ModelTable:
    """Return the models that are not withdrawn, the recommended one first."""
    return ModelTable(catalogue().live_models)


def _cells(model: Model) -> tuple[Cell, ...]:
    seconds = model.durations
    is_range = len(seconds) > 2  # noqa: PLR2004
    gone = ("withdrawn", str(model.withdrawn)) if model.withdrawn else ("live",)
    return (
        (model.name,),
        model.modes or ("none",),
        (f"{seconds[0]}…{seconds[-1]}" if is_range else ", ".join(seconds),),
        tuple(_feature(name, at) for name, at in model.features.items()),
        tuple(_price(mode, units) for mode, units in model.units_per_second.items()),
        tuple(model.output.split(", ")),
        gone,
        (str(model.as_of or ""),),
    )


def _row(tag: str, cells: Iterable[Cell]) -> str:
    row = (
        CELL.format(
            tag=tag,
            breaks="normal" if column == WRAPPED else "nowrap",
            text="<br>".join(map(escape, cell)),
        )
        for column, cell in enumerate(cells)
    )
    return f"<tr>{''.join(row)}</tr>"


def _width(cell: Cell) -> int:
    return max(map(len, cell), default=0)


def _lines(row: Sequence[Cell], widths: Sequence[int]) -> Iterator[str]:
    """Yield a row's lines, as many as its highest cell has."""
    for texts in zip_longest(*row, fillvalue=""):
        padded = map(str.ljust, texts, widths)
        yield GAP.join(padded).rstrip()


def _feature(name: str, at: tuple[str, ...]) -> str:
    where = ", ".join(place.replace("/", " ") for place in at)
    return name if where == ANY else f"{name} ({where})"


def _price(mode: str, units: Decimal) -> str:
    price = f"${list_price(units * SECONDS)}"
    return price if mode == ANY else f"{mode} {price}"

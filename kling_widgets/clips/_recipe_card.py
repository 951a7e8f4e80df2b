"""A recipe for people: a small table in a cell, and the same as text."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any, Final, Protocol

from .._language import language, told
from ._say import byte_words, in_html, on_one_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from ._cost import Cost
    from ._recipe_input import RecipeInput

TABLE: Final = (
    '<table class="kling-recipe mathjax_ignore tex2jax_ignore" lang="{lang}" '
    'style="font-size:0.9em;max-width:640px;word-break:keep-all">{rows}</table>'
)
ROW: Final = (
    '<tr><th style="text-align:left;vertical-align:top">{name}</th>'
    '<td style="text-align:left;overflow-wrap:anywhere">{value}</td></tr>'
)

NO_SEED: Final = (
    "The API has no seed: the same recipe makes a similar clip, not the same one."
)

FREE: Final = "Nothing: the simulator is free."

HEADLINE: Final = ("model_name", "mode", "duration")
"""Said in one row, before all else."""

DIGITS: Final = 12
"""How much of a fingerprint a person is shown."""


class Told(Protocol):
    """What the card tells of a recipe, which shows itself with it."""

    @property
    def request(self) -> dict[str, Any]: ...
    @property
    def inputs(self) -> tuple[RecipeInput, ...]: ...
    @property
    def provider(self) -> str: ...
    @property
    def simulated(self) -> bool: ...
    @property
    def job_id(self) -> str | None: ...
    @property
    def task_id(self) -> str | None: ...
    @property
    def created_at(self) -> datetime: ...
    @property
    def finished_at(self) -> datetime | None: ...
    @property
    def estimate(self) -> Cost | None: ...
    @property
    def cost(self) -> Cost | None: ...
    @property
    def version(self) -> str: ...


def recipe_card(recipe: Told) -> dict[str, str]:
    """The recipe as a cell shows it, in HTML and in text, in the reader's language."""
    rows = [(name, on_one_line(value)) for name, value in _rows(recipe) if value]
    table = "".join(ROW.format(name=in_html(n), value=in_html(v)) for n, v in rows)
    width = max(_columns(name) for name, _ in rows)
    lines = (f"{name}{' ' * (width - _columns(name))}  {value}" for name, value in rows)
    return {
        "text/plain": "\n".join(lines),
        "text/html": TABLE.format(rows=table, lang=language()),
    }


def _rows(recipe: Told) -> Iterator[tuple[str, str]]:
    request = recipe.request
    yield told("Made by"), _maker(recipe, request)
    for name, value in request.items():
        if name not in HEADLINE:
            yield name, value if isinstance(value, str) else _short(value)
    for item in recipe.inputs:
        yield item.field, _picture(item)
    yield told("Task"), recipe.task_id or ""
    yield told("Job"), recipe.job_id or ""
    yield told("Asked for"), _when(recipe)
    yield told("Estimate"), _amount(recipe.estimate)
    yield told("Charged"), _charged(recipe)
    yield told("Version"), f"kling_widgets {recipe.version}"
    yield told("Seed"), told(NO_SEED)


def _maker(recipe: Told, request: dict[str, Any]) -> str:
    seconds = told(f"{request['duration']} s") if "duration" in request else ""
    parts = (*(str(request.get(name, "")) for name in HEADLINE[:2]), seconds)
    return " · ".join(filter(None, (*parts, recipe.provider)))


def _charged(recipe: Told) -> str:
    """The simulator counts units as Kling does, and nobody pays for them."""
    return told(FREE) if recipe.simulated else _amount(recipe.cost)


def _amount(cost: Cost | None) -> str:
    return ", ".join(map(told, str(cost or "").split(", ")))


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes: a Korean syllable takes two."""
    return sum(1 + (unicodedata.east_asian_width(each) in "WF") for each in text)


def _short(value: Any) -> str:
    if isinstance(value, list):
        return told(f"{len(value)} given")
    return str(value)


def _picture(item: RecipeInput) -> str:
    mark = f"SHA-256 {item.sha256[:DIGITS]}…"
    if item.url is None:
        kind = item.media_type.removeprefix("image/").upper()
        return f"{kind}, {told(byte_words(item.bytes))}, {mark}"
    left_out = "" if item.is_whole else told(" (what followed was not kept)")
    return f"{item.url}{left_out}, {mark}"


def _when(recipe: Told) -> str:
    asked = f"{recipe.created_at:%Y-%m-%d %H:%M} UTC"
    if recipe.finished_at is None:
        return asked
    seconds = (recipe.finished_at - recipe.created_at).total_seconds()
    return told(f"{asked}, done {seconds:.0f} s later")

"""A catalogue read from mappings and files: TOML or JSON, the user's over ours."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, TypeAlias

from ..errors import ConfigError
from ._model import Catalogue, Model
from ._number import number
from ._shot import whole_seconds
from ._text import broken_at, plain, shown, text_of

Source: TypeAlias = str | os.PathLike[str] | Mapping[str, Any]
Readers: TypeAlias = Mapping[str, Callable[[Any], Any]]

BUILTIN = Path(__file__).with_name("catalogue.toml")
MAX_BYTES = 1_000_000
MAX_PRICE = 1_000_000
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def load_catalogue(*sources: Source) -> Catalogue:
    """Return the built-in catalogue with these files or mappings laid over it.

    A source gives only what differs: `{"models": {"kling-v9": {...}}}` adds a
    model, a name that is known changes just the keys that are given.

    Raises:
        ConfigError: a source cannot be read, or says what no catalogue can hold.
    """
    merged: dict[str, Any] = {"models": {}}
    for source in (BUILTIN, *sources):
        name, content = _read(source)
        merged = _laid_over(merged, content, name)
    values = {key: merged[key] for key in TOP_READERS}
    found = merged["models"]
    defaults = {"as_of": values["as_of"], "source": values["source"]}
    known = tuple(Model(name=name, **(defaults | found[name])) for name in found)
    return Catalogue(models=known, **values)


def _read(source: Source) -> tuple[str, Mapping[str, Any]]:
    if isinstance(source, Mapping):
        return "catalogue", source
    if not isinstance(source, str | os.PathLike):
        need = "need the path of a TOML or JSON file, or a mapping"
        raise ConfigError(f"catalogue: {need}; got {shown(source)}.")
    name = f"catalogue {shown(os.fspath(source))}"
    try:
        path = Path(source).expanduser()
        return name, _parsed(_content(path), path.suffix)
    except (OSError, ValueError, RuntimeError) as error:  # a home that nobody has
        reason = error.strerror if isinstance(error, OSError) else str(error)
    raise ConfigError(f"{name} cannot be read: {reason}.")


def _content(path: Path) -> str:
    """Return what a file says; a device would never end."""
    if path.is_char_device() or path.is_fifo():
        raise ValueError("it is no regular file")
    if path.stat().st_size > MAX_BYTES:
        raise ValueError(f"it has more than {MAX_BYTES:,} bytes")
    return path.read_text("utf-8-sig")


def _parsed(text: str, suffix: str) -> Mapping[str, Any]:
    if suffix.lower() == ".json":
        content = json.loads(text)
    else:
        import tomllib

        content = tomllib.loads(text)
    if not isinstance(content, Mapping):
        raise ValueError(f"need a table of models, got {shown(content)}")  # noqa: TRY004
    return content


def _laid_over(
    base: Mapping[str, Any], more: Mapping[str, Any], name: str
) -> dict[str, Any]:
    rest = {key: value for key, value in more.items() if key != "models"}
    found = dict(base["models"])
    for model, changes in _table(more.get("models", {}), f"{name}: models").items():
        if not isinstance(model, str) or not _WORD.fullmatch(model):
            raise ConfigError(f"{name}: {shown(model)} cannot be a model's name.")
        changed = _values(changes, MODEL_READERS, f"{name}: models.{model}")
        found[model] = found.get(model, {}) | changed
    return {**base, **_values(rest, TOP_READERS, name), "models": found}


def _values(table: object, readers: Readers, place: str) -> dict[str, Any]:
    pairs = _table(table, place).items()
    return {key: _value(key, value, readers, place) for key, value in pairs}


def _value(key: str, value: Any, readers: Readers, place: str) -> Any:
    read = readers.get(key)
    if read is None:
        known = ", ".join(readers)
        raise ConfigError(f"{place}: unknown key {shown(key)}; known: {known}.")
    try:
        return read(value)
    except (AttributeError, TypeError, ValueError, InvalidOperation):
        pass
    need = _NEEDS[read]
    raise ConfigError(f"{place}.{key}: need {need}, got {shown(value)}.")


def _table(value: object, place: str) -> Mapping[Any, Any]:
    if not isinstance(value, Mapping):
        raise ConfigError(f"{place}: need a table, got {shown(value)}.")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    if broken_at(value):
        raise ValueError
    return plain(value)


def _words(value: object) -> tuple[str, ...]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise TypeError
    if not all(isinstance(word, str) and _WORD.fullmatch(word) for word in value):
        raise ValueError
    return tuple(map(plain, value))


def _lengths(value: object) -> tuple[str, ...]:
    lengths = _words(value)
    if not lengths or None in map(whole_seconds, lengths):
        raise ValueError
    return lengths


def _places(value: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    if any(isinstance(at, str) for at in value.values()):
        raise TypeError
    return {_text(feature): tuple(map(_text, at)) for feature, at in value.items()}


def _price(value: object) -> Decimal:
    text = text_of(value) or str(number(value))
    price = value if isinstance(value, Decimal) else Decimal(text)
    if not price.is_finite() or not 0 <= price <= MAX_PRICE:
        raise ValueError
    return price


def _prices(value: Mapping[str, object]) -> dict[str, Decimal]:
    return {_text(key): _price(price) for key, price in value.items()}


def _day(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(_text(value))


def _day_or_never(value: object) -> date | None:
    return None if value is None or value is False else _day(value)


TOP_READERS: Readers = {
    "as_of": _day,
    "source": _text,
    "unit_dollars": _price,
    "gateway_factor": _price,
}
MODEL_READERS: Readers = {
    "modes": _words,
    "durations": _lengths,
    "features": _places,
    "silent_only": _words,
    "units_per_second": _prices,
    "output": _text,
    "withdrawn": _day_or_never,
    "as_of": _day,
    "source": _text,
}
_NEEDS: Mapping[Callable[[Any], Any], str] = {
    _text: "text",
    _lengths: 'a list of whole seconds such as ["5", "10"]',
    _words: 'a list of words such as ["std", "pro"]',
    _places: 'a table such as {image_tail = ["pro", "std/5"]}',
    _price: f'a price such as "0.14", at most {MAX_PRICE:,}',
    _prices: f'a table of prices such as {{std = "0.3"}}, each at most {MAX_PRICE:,}',
    _day: "a day such as 2026-09-15",
    _day_or_never: "a day such as 2026-09-15, or false",
}

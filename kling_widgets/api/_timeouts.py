"""How long to wait for whom."""

from __future__ import annotations

from dataclasses import dataclass, fields

from ..errors import ConfigError
from ._number import number
from ._text import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeouts:
    """Seconds to wait, per step and for the whole exchange."""

    connect: float = 10
    write: float = 60
    read: float = 60
    pool: float = 5
    submit: float = 180
    """From the first byte of a submit to the last one of its answer."""

    query: float = 30
    """The same for a question."""

    def __post_init__(self) -> None:
        """Refuse what is no time to wait."""
        for item in fields(self):
            value = getattr(self, item.name)
            seconds = number(value)
            if seconds is None or seconds <= 0:
                need = f"timeouts.{item.name}: need seconds above 0"
                raise ConfigError(f"{need}, got {shown(value)}.")
            object.__setattr__(self, item.name, seconds)

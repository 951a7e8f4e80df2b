"""The models: what each can do and what it costs, as Kling's docs had it.

Sources: Kling's capability map and price list of 2026-03 and 2026-09.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

DOLLARS_PER_UNIT = Decimal("0.14")
"""The list price of a Kling unit."""

DEFAULT_MODEL = "kling-v1"
DEFAULT_MODE = "std"
DEFAULT_DURATION = "5"

KNOWN_MODES = frozenset({"std", "pro", "4k", "master"})
"""What the real parameter check lets through, whatever the model."""

KNOWN_DURATIONS = tuple(str(seconds) for seconds in range(3, 16))
"""The same for durations: 3, 4, 8 and 15 pass it also for old models."""

_CLASSIC = ("5", "10")

SILENT, SOUND, VOICE = "silent", "sound", "voice"


def _pairs(*pairs: str) -> frozenset[tuple[str, str]]:
    """Read `pro 5` as a mode and a duration."""
    return frozenset((mode, seconds) for mode, seconds in map(str.split, pairs))


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One model: its modes, durations, features and price."""

    name: str
    rates: Mapping[tuple[str, str], str]
    """Kling units for a second, by mode and by what is heard."""
    durations: tuple[str, ...] = _CLASSIC
    takes_mode: bool = True
    """False for the masters, which have one quality and pass over `mode`."""
    tail: frozenset[tuple[str, str]] = frozenset()
    brush: frozenset[tuple[str, str]] = frozenset()
    camera: frozenset[tuple[str, str]] = frozenset()
    several_shots: bool = False
    """Storyboards and elements."""
    alive: bool = field(default=False)
    """Still served after 2026-09-15."""

    @property
    def modes(self) -> frozenset[str]:
        """The modes that this model has."""
        return frozenset(mode for mode, _ in self.rates)

    def can_be_heard(self, mode: str, heard: str) -> bool:
        """Tell whether a mode makes sound, or speaks with chosen voices."""
        return (mode, heard) in self.rates

    def units(self, mode: str, duration: str, heard: str) -> Decimal:
        """Return what a clip costs, in Kling units."""
        return (Decimal(self.rates[mode, heard]) * int(duration)).normalize()


def _silent(std: str, pro: str) -> dict[tuple[str, str], str]:
    return {("std", SILENT): std, ("pro", SILENT): pro}


_PRO_TAIL = _pairs("pro 5", "pro 10")

MODELS: Mapping[str, Model] = {
    model.name: model
    for model in (
        Model(
            name="kling-v1",
            rates=_silent("0.2", "0.7"),
            tail=_pairs("std 5", "pro 5"),
            brush=_pairs("std 5", "pro 5"),
        ),
        Model(
            name="kling-v1-5",
            rates=_silent("0.4", "0.7"),
            tail=_PRO_TAIL,
            brush=_pairs("pro 5"),
            camera=_pairs("pro 5"),
        ),
        Model(name="kling-v1-6", rates=_silent("0.4", "0.7"), tail=_PRO_TAIL),
        Model(
            name="kling-v2-master",
            rates={("std", SILENT): "2"},
            takes_mode=False,
        ),
        Model(name="kling-v2-1", rates=_silent("0.4", "0.7"), tail=_PRO_TAIL),
        Model(
            name="kling-v2-1-master",
            rates={("std", SILENT): "2"},
            takes_mode=False,
        ),
        Model(
            name="kling-v2-5-turbo",
            rates=_silent("0.3", "0.5"),
            tail=_PRO_TAIL,
            alive=True,
        ),
        Model(
            name="kling-v2-6",
            rates=_silent("0.3", "0.5") | {("pro", SOUND): "1", ("pro", VOICE): "1.2"},
            tail=_PRO_TAIL,
            alive=True,
        ),
        Model(
            name="kling-v3",
            rates={
                ("std", SILENT): "0.6",
                ("std", SOUND): "0.9",
                ("pro", SILENT): "0.8",
                ("pro", SOUND): "1.2",
                ("4k", SILENT): "3",
                ("4k", SOUND): "3",
            },
            durations=KNOWN_DURATIONS,
            tail=frozenset(
                (mode, seconds)
                for mode in ("std", "pro")
                for seconds in KNOWN_DURATIONS
            ),
            several_shots=True,
            alive=True,
        ),
    )
}

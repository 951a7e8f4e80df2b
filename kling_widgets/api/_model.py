"""What a model can do, and all models together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ._text import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from decimal import Decimal

ANY = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One model of Kling's, as image-to-video offers it."""

    name: str
    """What `model_name` says on the wire."""

    modes: tuple[str, ...] = ()
    """Allowed values of `mode`, the default first; empty: it takes no mode."""

    durations: tuple[str, ...] = ("5", "10")
    """Allowed values of `duration`."""

    features: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    """Feature → where it works: "pro", "pro/5" (mode/duration) or "*"."""

    silent_only: tuple[str, ...] = ()
    """Features that do not go together with sound."""

    units_per_second: Mapping[str, Decimal] = field(default_factory=dict, hash=False)
    """Price in Kling units: "pro", "pro+sound", "pro+voice_list", or "*"."""

    output: str = ""
    """Size and frame rate of the clip, for people."""

    withdrawn: date | None = None
    """When Kling is reported to have taken it away, if so."""

    as_of: date | None = None
    """When these facts were read."""

    source: str = ""
    """Where they were read."""

    @property
    def default_mode(self) -> str | None:
        """The mode that is sent when none is asked for."""
        return self.modes[0] if self.modes else None

    @property
    def is_live(self) -> bool:
        """Whether the model is not known to be withdrawn."""
        return self.withdrawn is None

    def supports(
        self, feature: str, *, mode: str | None = None, duration: str = "5"
    ) -> bool:
        """Tell whether a feature works in this mode (None: the default), so long."""
        mode = mode or self.default_mode or ANY
        accepted = {ANY, mode, f"{mode}/{duration}", f"{ANY}/{duration}"}
        return not accepted.isdisjoint(self.features.get(feature, ()))

    def combinations(self) -> Iterator[tuple[str | None, str]]:
        """Yield every pair of mode and duration that the model takes."""
        for mode in self.modes or (None,):
            for duration in self.durations:
                yield mode, duration


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All models that are known, with what a Kling unit costs."""

    models: tuple[Model, ...]
    unit_dollars: Decimal
    """Kling's list price of one unit."""

    gateway_factor: Decimal
    """What CometAPI's published prices are of Kling's."""

    as_of: date
    source: str

    def model(self, name: str) -> Model | None:
        """Return a model by its name, or None if it is not known."""
        wanted = text_of(name)
        return next((model for model in self.models if model.name == wanted), None)

    @property
    def live_models(self) -> tuple[Model, ...]:
        """The models that are not withdrawn."""
        return tuple(model for model in self.models if model.is_live)

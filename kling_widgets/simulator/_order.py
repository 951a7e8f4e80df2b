"""An order: what a request asks for, once its values are known to be in form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ._catalogue import (
    DEFAULT_DURATION,
    DEFAULT_MODE,
    DEFAULT_MODEL,
    MODELS,
    SILENT,
    SOUND,
    VOICE,
    Model,
)

if TYPE_CHECKING:
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Order:
    """One request's body, with Kling's defaults where it is silent."""

    body: Mapping[str, Any]

    def get(self, field: str) -> Any:
        """Return a field's value; null is the same as absent."""
        return self.body.get(field)

    @property
    def model_name(self) -> Any:
        """The model asked for."""
        name = self.get("model_name")
        return DEFAULT_MODEL if name is None else name

    @property
    def model(self) -> Model:
        """The model's entry in the catalogue."""
        return MODELS[self.model_name]

    @property
    def mode(self) -> str:
        """The mode that will be used; a master passes over the one given."""
        mode = self.get("mode")
        return DEFAULT_MODE if mode is None or not self.model.takes_mode else str(mode)

    @property
    def duration(self) -> str:
        """Seconds of clip, as the string that the wire wants."""
        duration = self.get("duration")
        return DEFAULT_DURATION if duration is None else str(duration)

    @property
    def heard(self) -> str:
        """What will be heard, which decides the price."""
        if self.get("sound") != "on":
            return SILENT
        return VOICE if self.get("voice_list") else SOUND

    @property
    def units(self) -> Decimal:
        """What the clip costs, in Kling units."""
        return self.model.units(self.mode, self.duration, self.heard)

    @property
    def has_brush(self) -> bool:
        """Tell whether masks are part of it."""
        return bool(self.get("static_mask") or self.get("dynamic_masks"))

    @property
    def wants_watermark(self) -> bool:
        """Tell whether a second, watermarked file was asked for."""
        info = self.get("watermark_info")
        entries = info if isinstance(info, list) else [info]
        return any(isinstance(e, Mapping) and e.get("enabled") is True for e in entries)

"""How a clip was made: enough to make a similar one, and nothing secret."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from .._version import __version__
from ._cost import Cost
from ._pictures import pictures, without_pictures
from ._reading import moment, needed, optional, refusal
from ._recipe_card import NO_SEED, recipe_card
from ._recipe_input import RecipeInput

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT: Final = 1
"""Counts up when an older reader would misunderstand a newer recipe."""

MAX_CHARACTERS: Final = 250_000
"""No recipe is near that long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """The request behind a clip, its pictures' fingerprints, and how it went.

    The API has no seed: the same recipe makes a similar clip, not the same one.
    """

    wire: str
    """The request as JSON text, without pictures; see `request`."""

    inputs: tuple[RecipeInput, ...]
    """The pictures, each by its fingerprint."""

    provider: str
    """Who made the clip, for example `cometapi` or `simulator`."""

    created_at: datetime
    """When it was asked for, in UTC."""

    finished_at: datetime | None = None
    """When it was done, in UTC."""

    job_id: str | None = None
    """Our own id."""

    task_id: str | None = None
    """The provider's id."""

    estimate: Cost | None = None
    """What it was expected to cost."""

    cost: Cost | None = None
    """What was really charged, where the provider says it."""

    version: str = __version__
    """The version of kling_widgets that asked for it."""

    def __post_init__(self) -> None:
        """Bring the times to UTC."""
        for name in ("created_at", "finished_at"):
            value = getattr(self, name)
            if value is not None:
                if value.tzinfo is None:
                    raise ValueError(f"{name}: {value} has no time zone; add one.")
                object.__setattr__(self, name, value.astimezone(UTC))

    @classmethod
    def of(cls, request: Mapping[str, Any], **facts: Any) -> Recipe:
        """Make the recipe of a request.

        Args:
            request: the JSON that was sent, with its pictures.
            **facts: the other fields, by their names.

        Raises:
            InputError: a picture in it is neither a link nor a PNG or JPEG.
        """
        inputs = tuple(RecipeInput.of(*picture) for picture in pictures(request))
        return cls(wire=_as_text(without_pictures(request)), inputs=inputs, **facts)

    @property
    def request(self) -> dict[str, Any]:
        """What was asked for, under the API's names; pictures are left out.

        So are `external_task_id` and `callback_url`, which belong to one run.
        """
        wire: dict[str, Any] = json.loads(self.wire)
        return wire

    @property
    def model_name(self) -> str:
        """The model, by the API's name."""
        return str(self.request.get("model_name", ""))

    @property
    def simulated(self) -> bool:
        """Whether the built-in simulator made the clip."""
        return self.provider == "simulator"

    def to_json(self) -> dict[str, Any]:
        """The recipe as files and notebooks keep it."""
        fields = {
            "recipe": FORMAT,
            "note": NO_SEED,
            "made_with": f"kling_widgets {self.version}",
            "version": self.version,
            "provider": self.provider,
            "request": self.request,
            "inputs": [item.to_json() for item in self.inputs],
            "job_id": self.job_id,
            "task_id": self.task_id,
            "created_at": self.created_at.isoformat(),
            "finished_at": self.finished_at and self.finished_at.isoformat(),
            "estimate": self.estimate and self.estimate.to_json(),
            "cost": self.cost and self.cost.to_json(),
        }
        return {name: value for name, value in fields.items() if value is not None}

    @classmethod
    def from_json(cls, data: object) -> Recipe:
        """Read a recipe that `to_json` wrote, perhaps on another machine.

        Raises:
            InputError: it is none, or from a later version.
        """
        if needed(data, "recipe", int) > FORMAT:
            raise refusal("a later kling_widgets wrote it; update this one")
        created = moment(data, "created_at")
        if created is None:
            raise refusal("there is no created_at")
        return cls(
            wire=_as_text(_read_request(needed(data, "request", dict))),
            inputs=_read_inputs(needed(data, "inputs", list)),
            provider=needed(data, "provider", str),
            job_id=optional(data, "job_id", str),
            task_id=optional(data, "task_id", str),
            created_at=created,
            finished_at=moment(data, "finished_at"),
            estimate=_read_cost(optional(data, "estimate", dict)),
            cost=_read_cost(optional(data, "cost", dict)),
            version=needed(data, "version", str),
        )

    @classmethod
    def from_text(cls, text: str) -> Recipe:
        """Read a recipe from JSON text.

        Raises:
            InputError: it is no recipe.
        """
        if len(text) > MAX_CHARACTERS:
            raise refusal(f"it is {len(text):,} characters long")
        try:
            data = json.loads(text)
        except (ValueError, RecursionError) as exc:
            raise refusal("it is no JSON") from exc
        return cls.from_json(data)

    def _repr_mimebundle_(self, **_choice: Any) -> dict[str, str]:
        return recipe_card(self)


def _as_text(wire: Mapping[str, Any]) -> str:
    try:
        return json.dumps(wire, ensure_ascii=False, sort_keys=True, allow_nan=False)
    except ValueError as exc:
        raise refusal("the request holds a number that is none") from exc


def _read_request(request: dict[str, Any]) -> dict[str, Any]:
    for group in optional(request, "dynamic_masks", list) or ():
        needed(group, "trajectories", list)
    return without_pictures(request)


def _read_inputs(items: list[Any]) -> tuple[RecipeInput, ...]:
    inputs = tuple(RecipeInput.from_json(item) for item in items)
    if len({item.field for item in inputs}) < len(inputs):
        raise refusal("a picture is in it twice")
    return inputs


def _read_cost(data: dict[str, Any] | None) -> Cost | None:
    return None if data is None else Cost.from_json(data)

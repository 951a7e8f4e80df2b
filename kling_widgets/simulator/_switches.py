"""The switches: where sources about the real API disagree, either can be played."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

Profile = Literal["comet", "kling", "wrapped"]
"""Whose manners: CometAPI's, Kling's own, or a gateway's that wraps every answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Switches:
    """What this simulated account may do, and which reading of the docs holds."""

    catalogue: Literal["all", "live"] = "all"
    """All models, or only those that are alive since 2026-09-15."""
    prompt_limit: int = 2500
    """Characters; CometAPI's page says 500."""
    negative_prompt_limit: int = 2500
    """Characters; CometAPI's page says 200."""
    small_image: Literal["refused", "failed"] = "refused"
    """A picture under 300 px is refused at once, or its task fails later."""
    masks: Literal["ratio", "resolution"] = "ratio"
    """Masks must have the picture's aspect ratio (Kling) or its size (CometAPI)."""
    unique_external_ids: bool = True
    """A repeated `external_task_id` is refused."""
    lookup: bool = True
    """A task can be asked for by its `external_task_id`."""
    echo: bool = True
    """Answers repeat the `external_task_id` in `task_info`."""
    concurrency: int = 20
    """Tasks of one account that may be under way at once."""
    balance: Decimal | None = None
    """Kling units of one account; None is endless."""
    access_keys: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Kling's access keys and their secret keys; empty takes any signature."""

"""A job's recipe as far as it is known before anything is sent."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING

from ..clips import Cost, Recipe
from ..errors import KlingError

if TYPE_CHECKING:
    from ..api import ImageToVideoRequest, Price
    from .gateway import Gateway
    from .journal import JobSnapshot

logger = logging.getLogger("kling_widgets")


def draft(
    request: ImageToVideoRequest, snapshot: JobSnapshot, gateway: Gateway
) -> str | None:
    """Return the recipe for the journal, so that it outlives this kernel.

    It holds the pictures' fingerprints only. Where it cannot be made there is none:
    no clip is refused for that.
    """
    try:
        recipe = Recipe.of(
            request.to_json(),
            provider=gateway.name,
            created_at=snapshot.created_at,
            job_id=snapshot.id,
            estimate=_cost(gateway.price_of(request)),
        )
    except KlingError as error:
        logger.warning("job %s: it gets no recipe: %s", snapshot.id, error)
        return None
    return json.dumps(recipe.to_json(), ensure_ascii=False)


def _cost(price: Price | None) -> Cost | None:
    if price is None:
        return None
    return Cost(units=price.units, dollars=price.dollars, as_of=price.as_of)

"""What is kept with a saved clip: how it was made, and the pictures it came from."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..api import estimate
from ..clips import Cost, Recipe, keep_inputs, sha256_of, write_recipe
from ..errors import KlingError
from ._download import SavedFile

if TYPE_CHECKING:
    from ..api import ImageToVideoRequest, Task
    from ._gateway import Gateway
    from ._progress import Progress

logger = logging.getLogger("kling_widgets")


@dataclass(frozen=True, slots=True, kw_only=True)
class Keepsake:
    """Writes the recipe of a job into its clips and beside them."""

    request: ImageToVideoRequest | None
    """What was sent; None where this kernel does not know it, as after a restart."""
    gateway: Gateway
    progress: Progress

    async def add(self, saved: SavedFile, task: Task) -> SavedFile:
        """Return the file as it is with its recipe.

        A clip that was paid for matters more than what is kept with it: if that
        fails, for whatever reason, the clip is saved and the log says why.
        """
        if self.request is None:
            return saved
        try:
            wire = self.request.to_json()
            await asyncio.to_thread(_keep, saved, wire, self._recipe(wire, task))
        except (KlingError, OSError) as error:
            logger.warning(
                "job %s: its recipe is not kept: %s", self.progress.id, error
            )
        except Exception:
            # The edge: no fault in here may cost a paid clip its `saved`.
            logger.exception("job %s: its recipe is not kept", self.progress.id)
        return await asyncio.to_thread(_as_it_is, saved)

    def _recipe(self, wire: dict[str, object], task: Task) -> Recipe:
        return Recipe.of(
            wire,
            provider=self.gateway.name,
            created_at=self.progress.snapshot.created_at,
            finished_at=self.progress.now,
            job_id=self.progress.id,
            task_id=task.task_id,
            estimate=self._estimate(),
            cost=None if task.units is None else Cost(units=task.units),
        )

    def _estimate(self) -> Cost | None:
        if self.request is None or self.gateway.simulated:
            return None
        through_gateway = not self.gateway.client.provider.is_kling
        price = estimate(self.request, through_gateway=through_gateway)
        if price is None:
            return None
        return Cost(units=price.units, dollars=price.dollars, as_of=price.as_of)


def _keep(saved: SavedFile, wire: dict[str, object], recipe: Recipe) -> None:
    keep_inputs(wire, saved.path.parent)
    write_recipe(saved.path, recipe)


def _as_it_is(saved: SavedFile) -> SavedFile:
    """Measure the file anew: it may have its recipe even where a later step failed."""
    try:
        size = saved.path.stat().st_size
        return SavedFile(saved.path, sha256_of(saved.path), size)
    except OSError as error:
        logger.warning("%s cannot be read again: %s", saved.path.name, error)
        return saved

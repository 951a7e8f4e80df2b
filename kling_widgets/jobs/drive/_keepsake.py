"""What is kept with a saved clip: how it was made, and the pictures it came from."""

from __future__ import annotations

import asyncio
import logging
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from ...clips import (
    Cost,
    Recipe,
    check_mp4,
    copy_inputs,
    keep_inputs,
    read_recipe,
    write_beside,
    write_into,
)
from ...errors import KlingError
from ..download import SavedFile, possible_names, remove_stale_parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ...api import ImageToVideoRequest, Task
    from ..journal import JobRow
    from ._progress import Progress

logger = logging.getLogger("kling_widgets")


@dataclass(frozen=True, slots=True, kw_only=True)
class Keepsake:
    """Puts the recipe of a job into its clips and beside them, with its pictures.

    A clip that was paid for matters more than what is kept with it: if that fails,
    for whatever reason, the clip is saved and the log says why.
    """

    recipe: str | None
    """As the journal has it since before the job was sent; None for a job of old."""
    folder: Callable[[], Path]
    """Tells where the clips are saved; the user may choose another place meanwhile."""
    progress: Progress

    async def keep_pictures(self, request: ImageToVideoRequest) -> None:
        """Keep the pictures of what is about to be sent.

        Later may be too late: the kernel that knows them can die at any time.
        """
        with self._matters_less("its pictures are not kept"):
            wire, kept = request.to_json(), None
            while kept != (folder := self.folder()):  # another is named meanwhile
                await asyncio.to_thread(keep_inputs, wire, folder)
                kept = folder

    def found(self, path: Path) -> SavedFile | None:
        """Return the clip that a kernel named before it died, if there is one."""
        with self._matters_less("what lies there cannot be read"):
            for name in takewhile(_exists, possible_names(path)):
                if self._is_ours(name):
                    remove_stale_parts(path)
                    return SavedFile.at(name)
        return None

    def write_into(self, part: Path, task: Task) -> None:
        """Write the recipe into the whole clip, which has no name yet."""
        with self._matters_less("its recipe is not in the clip"):
            recipe = self._recipe(task)
            if recipe is not None:
                write_into(part, recipe)

    def write_beside(self, clip: Path, task: Task) -> None:
        """Write the same recipe beside the clip."""
        with self._matters_less("its recipe is not beside the clip"):
            recipe = read_recipe(clip) or self._recipe(task)
            if recipe is not None:
                write_beside(clip, recipe)

    def _recipe(self, task: Task) -> Recipe | None:
        if self.recipe is None:
            return None
        return replace(
            Recipe.from_text(self.recipe),
            finished_at=self.progress.now,
            task_id=task.task_id,
            cost=None if task.units is None else Cost(units=task.units),
        )

    def _is_ours(self, file: Path) -> bool:
        """Tell whether a file carries this job's recipe, and is a whole clip.

        The name alone proves nothing: the user may have a file of that name.
        """
        recipe = read_recipe(file)
        if recipe is None or recipe.job_id != self.progress.id:
            return False
        check_mp4(file)
        return True

    @contextmanager
    def _matters_less(self, problem: str) -> Iterator[None]:
        try:
            yield
        except (KlingError, OSError) as error:
            logger.warning("job %s: %s: %s", self.progress.id, problem, error)
        except Exception:
            # The edge: no fault in here may cost a paid clip its `saved`.
            logger.exception("job %s: %s", self.progress.id, problem)


def take_along(row: JobRow, folder: Path) -> None:
    """Keep a job's pictures where its clip will be saved now."""
    if row.recipe is None:
        return
    try:
        copy_inputs(Recipe.from_text(row.recipe).inputs, Path(row.folder), folder)
    except (KlingError, OSError) as error:
        logger.warning("job %s: its pictures stay where they were: %s", row.id, error)


def _exists(path: Path) -> bool:
    return path.exists()

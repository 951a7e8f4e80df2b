"""Everything ever made here, to be looked through and used again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from ipywidgets import VBox

from ...errors import DownloadError, InputError
from ...jobs import runner as default_runner
from ..cards import Display, Slot
from ..panel import Studio, left_out, parameter_names, refill
from . import _words as words
from ._view import GalleryView

if TYPE_CHECKING:
    from ...clips import Clip
    from ...jobs import Shelf, ShelfItem


class HasShelf(Protocol):
    """Whatever has all jobs, as `kling_widgets.jobs.JobRunner` does."""

    @property
    def shelf(self) -> Shelf:
        """All jobs, to be looked through a page at a time."""
        ...


class Gallery(VBox):
    """All jobs of this journal, newest first, as a grid of pictures.

    Show it in a cell. It searches prompts, and filters by state, model, day and cost;
    a clip plays under the pointer. Opened, a job can be looked at frame by frame, its
    settings used again, its file found or deleted. Chosen clips are exported as a
    folder with one page. Only what is on the screen is sent to it, so thousands of
    jobs are no burden.

    Args:
        studio: The panel that settings are filled into; one of its own, below the
            grid, unless given.
        runner: What has the jobs; the one of `kling.generate` unless given.
    """

    def __init__(
        self, studio: Studio | None = None, *, runner: HasShelf | None = None
    ) -> None:
        self._runner = runner
        self._studio = studio
        self._display = Display()
        self._slot = Slot()
        self._place = VBox()
        self.view = GalleryView(shelf=self._shelf, reuse=self._reuse, chain=self._chain)
        super().__init__((self.view, self._place))

    @property
    def studio(self) -> Studio:
        """The panel that settings are filled into."""
        if self._studio is None:
            self._studio = Studio()
            self._studio.land_in(self._slot)
            self._place.children = (self._studio,)
        return self._studio

    def close(self) -> None:
        """Leave the page. A panel that was given stays."""
        place = self.__dict__.get("_place")  # none if it was never built
        if place is not None:
            for own in place.children:
                own.close()
            place.close()
            self.view.close()
        super().close()

    def __repr__(self) -> str:
        return "Gallery()"

    def _ipython_display_(self) -> None:
        if not self._display.show_widget(self):
            # No notebook: IPython goes on to `_repr_mimebundle_`, as for any widget.
            raise NotImplementedError
        self._slot.open()

    def _shelf(self) -> Shelf:
        return (self._runner or default_runner()).shelf

    def _reuse(self, item: ShelfItem) -> str:
        """Fill the panel with what a job was asked for with."""
        values, sentence = self._settings(item)
        self.studio.refill(values, sentence)
        return words.FILLED

    def _chain(self, clip: Clip) -> str:
        self.studio.start_from(clip)
        return words.CONTINUED

    def _settings(self, item: ShelfItem) -> tuple[dict[str, Any], str]:
        """Return a job's settings, from its recipe, or from the journal without one."""
        names = parameter_names(Studio)
        try:
            if item.file is not None:
                return refill(item.file, names)
        except (DownloadError, InputError):
            pass  # the file went, and the recipe beside it
        asked = self._shelf().request(item.job.id)
        values = {name: value for name, value in asked.items() if name in names}
        sentences = (
            "" if "image" in values else words.NO_PICTURE_KEPT,
            left_out(asked, names),
        )
        return values, " ".join(filter(None, sentences))

"""The cards of running and finished jobs."""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING, Any, ClassVar

import traitlets

from ...errors import KlingError
from ..view import View, without_name
from . import _words as words
from ._actions import CLIPLESS, can_repeat
from ._state import card_state

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ...clips import Clip
    from ...jobs import Job, JobSnapshot


logger = logging.getLogger("kling_widgets")


class Cards(View):
    """A card for each job that it follows, the newest first.

    Args:
        inline: Asked whether the cards themselves must play the clips, because
            no cell output will.
        chain: Takes a clip whose last frame is to be the next picture; None where
            there is nothing to put it into.
        another: Takes a job that failed, to make the same once more; None where
            nobody would show it.
        mend: Takes a job that was refused or failed, to bring what it asked for back
            and have it changed; None where there is nothing to put it into.
    """

    script_name: ClassVar[str] = "cards.js"
    style_names: ClassVar[tuple[str, ...]] = ("base.css", "cards.css")
    message_kinds: ClassVar[frozenset[str]] = frozenset(
        {
            *("hello", "clip", "chain", "stop", "look"),
            *("again", "attach", "abandon", "folder", "another", "mend"),
        }
    )

    said: ClassVar[frozenset[str]] = frozenset(
        {
            *("stage", "took", "bands", "next", "facts", "note", "error", "hint"),
            *("problem", "back", "clip", "label", "says", "title"),
            *("asks", "field", "yes", "done", "gone"),
        }
    )

    cards = traitlets.Tuple().tag(sync=True)
    """A dict of plain values for each job (see `card_state`). Written by Python."""
    label = traitlets.Unicode(words.JOBS).tag(sync=True)
    """What a screen reader calls them all together. Written by Python."""
    gone = traitlets.Unicode(words.GONE).tag(sync=True)
    """What to say once the kernel cannot say anything itself. Written by Python."""

    def __init__(
        self,
        *,
        inline: Callable[[], bool],
        chain: Callable[[Clip], object] | None = None,
        another: Callable[[Job], object] | None = None,
        mend: Callable[[Job], object] | None = None,
    ) -> None:
        self._inline = inline
        self._chain = chain
        self._another = another
        self._mend = mend
        self._repeated: set[str] = set()
        self._before: set[str] = set()
        self._lock = threading.Lock()
        self._page: float | None = None
        self._has_moved = False
        self._played: set[str] = set()
        self._jobs: dict[str, Job] = {}
        self._seen: dict[str, tuple[JobSnapshot, float]] = {}
        self._problems: dict[str, str] = {}
        self._endings: list[Callable[[], None]] = []
        super().__init__()

    @property
    def jobs(self) -> tuple[Job, ...]:
        """The jobs that have a card, the newest first."""
        return tuple(reversed(self._jobs.values()))

    def follow(self, job: Job, *, before: bool = False) -> None:
        """Show *job* from now to its end; *before*: its clip is not a new one."""
        self._jobs[job.id] = job
        if before:
            self._before.add(job.id)
        self._endings.append(job.subscribe(self._hear))

    def close(self) -> None:
        """Stop listening and leave the page."""
        for end in self.__dict__.pop("_endings", ()):  # none if it was never built
            end()
        super().close()

    def refresh(self) -> None:
        """Bring the page up to date, clocks included."""
        with self._lock:
            self.cards = tuple(
                card_state(
                    snapshot,
                    elapsed=_elapsed(snapshot, heard),
                    inline=snapshot.id in self._played,
                    can_send=self._jobs[snapshot.id].request is not None,
                    chains=self._chain is not None,
                    repeats=self._repeats(self._jobs[snapshot.id]),
                    mends=self._mends(self._jobs[snapshot.id]),
                    before=snapshot.id in self._before,
                    problem=self._problems.get(snapshot.id, ""),
                )
                for snapshot, heard in reversed(self._seen.values())
            )

    def reveal(self) -> None:
        """Bring the reader to the newest card."""
        self.send({"kind": "reveal"})

    def expect_page(self) -> None:
        """Take the next page that opens for the one with the cell's output."""
        self._page = None
        self._has_moved = False
        self._played.clear()

    def _hear(self, snapshot: JobSnapshot) -> None:
        """Called on the jobs' thread, and once on the thread that follows."""
        with self._lock:
            self._seen[snapshot.id] = (snapshot, time.monotonic())
            if snapshot.clip is not None and (self._has_moved or self._inline()):
                self._played.add(snapshot.id)
        self.refresh()

    def _on_hello(self, message: Mapping[str, Any], _buffers: Sequence[Any]) -> None:
        """A page has opened: what it was given may be old.

        After a reload, output from before is no longer updated in the page, so
        clips that come now have to be played in their cards.
        """
        page = message.get("page")
        if isinstance(page, float | int):
            self._has_moved |= self._page not in {None, page}
            self._page = self._page or page
        self.refresh()
        self.send({"kind": "hello"})

    def _on_stop(self, message: Mapping[str, Any], _buffers: Sequence[Any]) -> None:
        self._do(message, lambda job: job.stop_watching())

    def _on_look(self, message: Mapping[str, Any], _buffers: Sequence[Any]) -> None:
        self._do(message, lambda job: job.look_now())

    def _on_again(self, message: Mapping[str, Any], _buffers: Sequence[Any]) -> None:
        """The page has said what it may cost, and this is the second click."""
        self._do(message, lambda job: job.send_again(may_be_charged_twice=True))

    def _on_attach(self, message: Mapping[str, Any], _buffers: Sequence[Any]) -> None:
        self._do(message, lambda job: job.attach(_text(message)))

    def _on_abandon(self, message: Mapping[str, Any], _buffers: Sequence[Any]) -> None:
        self._do(message, lambda job: job.abandon())

    def _on_folder(self, message: Mapping[str, Any], _buffers: Sequence[Any]) -> None:
        self._do(message, lambda job: job.save_to(_text(message)))

    def _on_another(self, message: Mapping[str, Any], _buffers: Sequence[Any]) -> None:
        self._do(message, self._make_another)

    def _make_another(self, job: Job) -> None:
        """Each card makes one other at most: what comes twice, costs once."""
        with self._lock:
            if not (can_repeat(job.snapshot) and self._repeats(job)):
                return
            self._repeated.add(job.id)
        try:
            if self._another is not None:
                self._another(job)
        except BaseException:
            self._repeated.discard(job.id)
            raise

    def _on_mend(self, message: Mapping[str, Any], _buffers: Sequence[Any]) -> None:
        self._do(message, self._bring_back)

    def _bring_back(self, job: Job) -> None:
        # The page may ask for what its card does not offer.
        if self._mend is not None and self._mends(job):
            self._mend(job)

    def _mends(self, job: Job) -> bool:
        is_known = self._mend is not None and job.request is not None
        return is_known and job.snapshot.state in CLIPLESS

    def _repeats(self, job: Job) -> bool:
        is_at_hand = self._another is not None and job.request is not None
        return is_at_hand and job.id not in self._repeated

    def _do(self, message: Mapping[str, Any], act: Callable[[Job], None]) -> None:
        """Do what a button says; what is wrong with it is said on the card."""
        job = self._known(message)
        if job is None:
            return
        self._problems.pop(job.id, None)
        try:
            act(job)
        except KlingError as error:
            self._problems[job.id] = without_name(error.message, _field(error))
        except Exception:
            # The edge: nobody above could do more than print it into a cell.
            logger.exception("a button of job %s failed", job.id)
            self._problems[job.id] = words.BROKE
        self.refresh()

    def _on_clip(self, message: Mapping[str, Any], _buffers: Sequence[Any]) -> None:
        job = self._known(message)
        if job is not None and job.clip is not None:
            path, fps = job.clip.path, job.clip.fps
            film = {"id": job.id, "fps": fps, "name": path.name, "path": str(path)}
            self.send({"kind": "clip", **film}, buffers=[path.read_bytes()])

    def _on_chain(self, message: Mapping[str, Any], _buffers: Sequence[Any]) -> None:
        job = self._known(message)
        if job is not None and job.clip is not None and self._chain is not None:
            self._chain(job.clip)

    def _known(self, message: Mapping[str, Any]) -> Job | None:
        job_id = message.get("id")
        return self._jobs.get(job_id) if isinstance(job_id, str) else None


def _text(message: Mapping[str, Any]) -> str:
    text = message.get("text")
    return text.strip() if isinstance(text, str) else ""


def _field(error: KlingError) -> str:
    return getattr(error, "field", None) or ""


def _elapsed(snapshot: JobSnapshot, heard: float) -> float:
    if snapshot.state.is_final or not snapshot.watching:
        return snapshot.elapsed
    return snapshot.elapsed + time.monotonic() - heard

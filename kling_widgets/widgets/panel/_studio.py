"""The panel: one picture, a few words, one button."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import ipywidgets

from ...api import ImageToVideoRequest
from ...errors import KlingError
from ...jobs import JobState, runner as default_runner
from ..cards import Screen
from ..view import speak
from . import _sentences as sentences
from ._another import make_another
from ._bring_back import asked_of, bring_back
from ._chain import fill_from_end
from ._click import OneClick
from ._code_view import CodeView
from ._form import PICTURES, Form
from ._frame import Frame, close_tree
from ._left import offer_left
from ._money import Money
from ._parameter import Parameter, check_names, parameter_names
from ._preview_view import PreviewView
from ._refill import refill
from ._terms import Terms

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from os import PathLike

    from ...clips import Clip
    from ...jobs import Job, JobSnapshot
    from ..brush import Brush
    from ..cards import Slot
    from ._starts import Starts

logger = logging.getLogger("kling_widgets")


class Studio(ipywidgets.VBox):
    """A panel that turns one picture into a clip.

    Show it in a cell: the clips made in it land in that cell's output. Every
    parameter is also an attribute under the API's own name, so code can fill the
    panel: `studio.image = "cat.png"`, `studio.prompt = "the cat yawns"`.

    Args:
        image: The picture to begin with, from anything that `kling.generate` takes.
        runner: What runs the jobs; the one of `kling.generate` unless given.
        allow_unknown_model: Take a `model_name` that no catalogue has, unchecked.
        **parameters: What else to fill in to begin with.
    """

    image = Parameter()
    """The picture, from anything that `kling.generate` takes."""
    prompt = Parameter()
    """What happens in the clip."""
    negative_prompt = Parameter()
    """What must not be in the clip."""
    model_name = Parameter()
    """The model, by the API's name."""
    mode = Parameter()
    """`std`, `pro`, or what else the model has; None if it has no modes."""
    duration = Parameter()
    """Seconds, as the API's text."""
    image_tail = Parameter()
    """The picture that the clip ends on, sent where the model takes one."""
    cfg_scale = Parameter()
    """How closely to keep to the prompt, 0 to 1, sent where the model takes it."""
    callback_url = Parameter()
    """Where the provider reports to; the clip is fetched here in any case."""
    external_task_id = Parameter()
    """Your own id for the task, to be used once; made up where there is none."""

    def __init__(
        self,
        image: Any = None,
        *,
        runner: Starts | None = None,
        allow_unknown_model: bool = False,
        **parameters: Any,
    ) -> None:
        check_names(type(self), parameters)
        self._runner = runner
        self._form = Form(self._refresh, allow_unknown_model=allow_unknown_model)
        self._screen = Screen(
            chain=self.start_from, another=self._make_another, mend=self._bring_back
        )
        self._preview = PreviewView(self._form.wire)
        self._code = CodeView(self._form.wire)
        self._frame = Frame(self._form, self._preview, self._code, self._screen.cards)
        self._money = Money(self._frame.card.money, counts=runner is None)
        self._terms = Terms(self._frame.bar, self._frame.price, self._form.outline)
        self._endings: list[Callable[[], None]] = [
            self._screen.close,
            self._money.stop,
            self._terms.stop,
        ]
        OneClick(
            self._frame.button,
            wish=self._form.wish,
            act=self._act,
            again=lambda: self._frame.summary.say(sentences.ALREADY_STARTED),
        )
        super().__init__(self._frame.children)
        self.add_class("kling-studio")
        speak(self)
        self._form.fill({"image": image, **parameters})
        self._refresh()

    @classmethod
    def from_clip(cls, path: str | PathLike[str], **options: Any) -> Studio:
        """Return a panel filled with what a clip was made from.

        What is missing, or has no field here, is said below the panel.

        Args:
            path: a clip that carries its recipe, as all saved ones do.
            **options: what else `Studio` takes.

        Raises:
            InputError: There is no recipe, or it cannot be read.
            DownloadError: There is no such clip.
        """
        return cls._filled(*refill(path, parameter_names(cls)), options)

    @classmethod
    def from_job(cls, job: Job | str, **options: Any) -> Studio:
        """Return a panel filled with what a job asked for. Nothing is sent.

        What is missing, or has no field here, is said below the panel.

        Args:
            job: the job, or its own id.
            **options: what else `Studio` takes.

        Raises:
            InputError: There is no job of that id.
        """
        return cls._filled(*asked_of(job, parameter_names(cls)), options)

    @classmethod
    def _filled(
        cls, values: Mapping[str, Any], sentence: str, options: Mapping[str, Any]
    ) -> Studio:
        studio = cls(**{**values, **options})
        studio._frame.summary.say(sentence)
        return studio

    @property
    def jobs(self) -> tuple[Job, ...]:
        """The jobs started in this panel, the newest first."""
        return self._screen.cards.jobs

    @property
    def brush(self) -> Brush:
        """The motion brush on the panel's picture, to be filled or read from code."""
        return self._form.brush.brush

    def generate(self, *, again: bool = False) -> Job:
        """Start a clip of what the panel says, as its button does.

        Args:
            again: Make another one, where the same is under way or was just made.

        Raises:
            InputError: Something cannot be sent; the fields say what.
        """
        request = ImageToVideoRequest(**self._form.examine())
        same = None if again else self._starts.find(request)
        job = self._starts.submit(request, again=again)
        self._follow(job)
        if same is not None:
            self._offer_another(job)
        else:
            self._screen.cards.reveal()
        self._money.count()
        return job

    def start_from(self, clip: Clip) -> None:
        """Take the picture that a clip ends on as the next one."""
        try:
            fill_from_end(self._form.image, clip)
        except KlingError as error:
            self._frame.summary.complain(error.message)

    def refill(self, values: Mapping[str, Any], sentence: str = "") -> None:
        """Fill the panel anew, and say a sentence: what is not given is emptied.

        Raises:
            InputError: A field cannot hold its value.
        """
        self._form.fill_anew(values)
        self._frame.summary.say(sentence)

    def land_in(self, slot: Slot) -> None:
        """Put finished clips into an output that is shown elsewhere."""
        self._screen.slot = slot

    def close(self) -> None:
        """Leave the page. Jobs go on, and the clips in the output stay."""
        for end in self.__dict__.pop("_endings", ()):  # none if it was never built
            end()
        for child in self.children:
            close_tree(child)
        super().close()

    def __repr__(self) -> str:
        return "Studio()"

    def _ipython_display_(self) -> None:
        self._refresh()
        self._money.count()
        offer_left(self._frame.left, self._starts, self._pick_up)
        if not self._screen.show(self):
            # No notebook: IPython goes on to `_repr_mimebundle_`, as for any widget.
            raise NotImplementedError

    def _refresh(self) -> None:
        """Say what there is to say about the panel as it stands."""
        findings = self._form.findings()
        self._form.show(found for found in findings if found.field not in PICTURES)
        self._frame.summary.say("")
        self._code.hide()
        self._frame.card.refresh(findings)
        self._frame.offers.refresh()
        self._preview.follow()
        self._terms.say()

    @property
    def _starts(self) -> Starts:
        return self._runner or default_runner()

    def _follow(self, job: Job) -> None:
        if job not in self.jobs:
            self._screen.follow(job)
            self._endings.append(job.subscribe(self._hear))

    def _make_another(self, job: Job) -> None:
        self._follow(make_another(job, self._starts))
        self._money.count()

    def _bring_back(self, job: Job) -> None:
        """Put what a job asked for back into the fields, to be changed."""
        sentence = bring_back(job, self._form)
        name = job.snapshot.error_field or ""
        self._form.complain(name, job.snapshot.error)
        self._frame.unfold({name})
        self._frame.summary.say(sentence)
        self._form.places.get(name, self._form.prompt).ask_for_focus()

    def _offer_another(self, job: Job) -> None:
        text = sentences.same(job.snapshot)
        self._frame.repeat.make(text, sentences.ANOTHER, lambda: self._act(again=True))

    def _pick_up(self) -> None:
        try:
            jobs = self._starts.resume()
        except KlingError as error:
            self._frame.summary.complain(error.message)
            return
        for job in jobs:
            self._follow(job)
        self._screen.cards.reveal()

    def _act(self, *, again: bool = False) -> bool:
        """Generate for a click: what goes wrong is said in the panel."""
        self._frame.hush()
        try:
            self._terms.check()
            self.generate(again=again)
        except KlingError as error:
            self._complain(getattr(error, "field", None), error.message)
            return False
        except Exception:
            # The edge: a traceback here would land in whichever cell runs.
            logger.exception("Generate failed")
            self._frame.summary.complain(sentences.UNEXPECTED)
            return False
        return True

    def _complain(self, name: str | None, sentence: str) -> None:
        """Say an error where it belongs, and bring the reader there."""
        if name not in self._form.faulty and not self._form.complain(name, sentence):
            self._frame.summary.complain(sentence)
            return
        faulty = self._form.faulty
        self._frame.send_to(faulty)
        self._form.places[faulty[0]].ask_for_focus()

    def _hear(self, snapshot: JobSnapshot) -> None:
        """Called on the jobs' thread: a refused parameter is shown at its field."""
        if snapshot.state is JobState.REJECTED and snapshot.error_field:
            self._form.complain(snapshot.error_field, snapshot.error)
        if snapshot.state.is_final:
            self._money.count()

"""The panel's fields together, kept within what the chosen model takes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from ipywidgets import BoundedFloatText, Dropdown, Text, Textarea

from ...api import ImageToVideoRequest, check, models
from ...errors import InputError
from ..brush import STAND_IN, BrushField
from ..picker import Picker
from ..view import without_name
from . import _choices as choices
from ._clicked import NOTHING, Clicked
from ._field import ChoiceField, NumberField, OpenChoiceField, TextField
from ._sentences import NO_PICTURE, PICTURE_ON_ITS_WAY, count

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from ...api import Finding, Model

AnyField: TypeAlias = ChoiceField | NumberField | TextField | Picker
Place: TypeAlias = AnyField | BrushField

PICTURES: Final = frozenset({"image", "image_tail"})
PAINTED: Final = frozenset({"static_mask", "dynamic_masks"})
"""They have one field, the brush, and are told there under the second name."""
EMPTIED: Final = (
    *("image", "image_tail", "prompt", "negative_prompt"),
    *("callback_url", "external_task_id"),
)
"""Fields that may be empty."""
USUAL_CFG_SCALE: Final = 0.5


class Form:
    """All fields, each by the API's name of its parameter.

    Args:
        changed: Called after anything has changed.
        allow_unknown_model: Whether code may name a model that is not in the list.
    """

    def __init__(
        self, changed: Callable[[], None], *, allow_unknown_model: bool = False
    ) -> None:
        self._changed = changed
        self._settling = False
        self._clicked = Clicked()
        self._models = {model.name: model for model in models()}
        self.model_name = OpenChoiceField(
            "model_name",
            Dropdown(description="Model", options=choices.model_options()),
        )
        self.model_name.is_open = allow_unknown_model
        self.mode = ChoiceField("mode", Dropdown(description="Mode"))
        self.duration = ChoiceField("duration", Dropdown(description="Duration"))
        self.image = Picker("Image", name="image")
        self.prompt = TextField(
            "prompt", _area("Prompt", "What happens, and how the camera moves", 4)
        )
        self.negative_prompt = TextField(
            "negative_prompt", _area("Negative prompt", "What must not appear", 2)
        )
        self.image_tail = Picker("Tail image", name="image_tail")
        self.cfg_scale = NumberField("cfg_scale", _cfg_scale())
        self.callback_url = TextField("callback_url", _line("Callback URL"))
        self.external_task_id = TextField("external_task_id", _line("Own id"))
        self.by_name = _named(vars(self).values())
        self.brush = BrushField()
        self.places: dict[str, Place] = {
            **self.by_name,
            **dict.fromkeys(PAINTED, self.brush),
        }
        """Where something can be said of a parameter."""
        self._settle()
        for field in (*self.by_name.values(), self.brush):
            field.on_change(self._on_change)

    def values(self) -> dict[str, Any]:
        """Return the request's fields; what is empty or does not apply is left out.

        Raises:
            InputError: What is painted is not whole.
        """
        return self._single() | self.brush.fields

    def wire(self) -> dict[str, Any]:
        """Return the request as it would be sent.

        Raises:
            InputError: It could not be.
        """
        for finding in self.findings():
            if finding.is_error:
                raise InputError(finding.sentence, field=finding.field)
        return ImageToVideoRequest(**self.values()).to_json()

    @property
    def chosen(self) -> Model:
        """The model that is chosen."""
        name = self.model_name.value
        return self._models.get(name) or choices.unknown_model(name)

    def wish(self) -> object:
        """Return something that is equal for equal requests."""
        single = self._single(self._clicked.shown)
        return single, not self.brush.disabled and self.brush.brush.revision

    def _single(self, shown: Mapping[str, str] = NOTHING) -> dict[str, Any]:
        values = {
            name: value
            for name, field in self.by_name.items()
            if not field.disabled
            and (value := _held(field, shown.get(name))) is not None
        }
        if self.model_name.value not in self._models:
            values["allow_unknown_model"] = True
        return values

    def outline(self) -> dict[str, Any]:
        """Return `values()` as the rules see it, without what takes long to look at."""
        values = self._single()
        stand_ins = dict.fromkeys(PICTURES & values.keys(), STAND_IN)
        return values | stand_ins | self.brush.outline

    def findings(self) -> tuple[Finding, ...]:
        """Return what the rules say of the panel as it stands, errors first."""
        return tuple(map(self._in_our_words, check(self.outline())))

    def take(self, shown: Mapping[str, str]) -> None:
        """Hold what the page shows, for the click that comes next.

        One that was made on what cannot be chosen any more is refused.
        """
        fields = [(n, field) for n, field in self.by_name.items() if n in shown]
        taken = {n: f.take(shown[n]) for n, f in fields if not isinstance(f, Picker)}
        texts = {name: shown[name] for name in taken}
        mistaken = not all(taken.values())
        self._clicked.note(texts, mistaken=mistaken)
        if mistaken:
            self._tell_choices()

    def _tell_choices(self) -> None:
        """Bring the page's choices to what is chosen here."""
        for field in (self.model_name, self.mode, self.duration):
            field.control.send_state("index")

    def left_out(self) -> tuple[str, ...]:
        """Return what is filled in and not sent, because the model does not take it."""
        tail, brush = self.image_tail, self.brush
        kept = {
            "image_tail": tail.disabled and tail.value is not None,
            "motion_brush": brush.disabled and brush.is_painted,
        }
        return tuple(name for name, is_kept in kept.items() if is_kept)

    def mending(self, finding: Finding) -> Mapping[str, Any]:
        """Return what `fill` has to be told to mend it, as far as this panel can."""
        change = dict(finding.suggestion or {})
        if not PAINTED.isdisjoint(change):
            # A painting is more work than a tail image, and either has to go.
            change = {"image_tail": None} if self.image_tail.value else {}
        return change if change.keys() <= self.by_name.keys() else {}

    def fill(self, parameters: Mapping[str, Any]) -> None:
        """Put values in from code, the narrowing ones first.

        Raises:
            InputError: A field cannot hold its value.
        """
        for name, field in self.by_name.items():
            if name in parameters:
                field.fill(parameters[name])

    def fill_anew(self, parameters: Mapping[str, Any]) -> None:
        """Put values in, and empty what may be empty and is not given.

        Raises:
            InputError: A field cannot hold its value.
        """
        self.fill({**dict.fromkeys(EMPTIED), **parameters})

    def examine(self) -> dict[str, Any]:
        """Return what is to be sent, and say at each field what is to be said of it.

        Raises:
            InputError: The first thing that cannot be sent.
        """
        values = self._single(self._clicked.once()) | self.brush.fields
        findings = [self._in_our_words(found) for found in check(values)]
        self.show(findings)
        self._await_pictures()
        for finding in findings:
            if finding.is_error:
                raise finding.as_error()
        return values

    def _await_pictures(self) -> None:
        """Let none be paid for that is about to be replaced."""
        for picker in (self.image, self.image_tail):
            if picker.is_receiving and not picker.disabled:
                raise InputError(PICTURE_ON_ITS_WAY, field=picker.name)

    def show(self, findings: Iterable[Finding]) -> None:
        """Say at each field what was found there; a picture keeps its own error."""
        found: dict[str, list[Finding]] = {name: [] for name in self.places}
        for finding in findings:
            found.get(finding.field, []).append(finding)
        found["dynamic_masks"] = found.pop("static_mask") + found["dynamic_masks"]
        for name, here in found.items():
            self._tell(name, here)

    def complain(self, name: str | None, sentence: str) -> bool:
        """Say an error at a field; say whether there is such a field."""
        field = self.places.get(name or "")
        if field is not None and name is not None:
            field.complain(without_name(sentence, name))
        return field is not None

    @property
    def faulty(self) -> tuple[str, ...]:
        """The fields that complain now."""
        single = tuple(n for n, field in self.by_name.items() if field.is_faulty)
        return (*single, "dynamic_masks") if self.brush.is_faulty else single

    def _in_our_words(self, finding: Finding) -> Finding:
        """Return what a missing picture means to somebody at the panel."""
        if finding.field != "image" or self.image.value is not None:
            return finding
        waiting = PICTURE_ON_ITS_WAY if self.image.is_receiving else NO_PICTURE
        return replace(finding, sentence=self.image.error or waiting)

    def _tell(self, name: str, findings: Sequence[Finding]) -> None:
        sentences = [without_name(one.sentence, one.field) for one in findings]
        if findings and findings[0].is_error:
            self.places[name].complain(sentences[0])
        elif sentences or name not in PICTURES:
            self.places[name].hint(" ".join(sentences) or self._usual_hint(name))

    def _usual_hint(self, name: str) -> str:
        prompts = {"prompt": self.prompt, "negative_prompt": self.negative_prompt}
        return count(prompts[name].value or "") if name in prompts else ""

    def _on_change(self) -> None:
        if self._settling:
            return
        self._settle()
        self._changed()

    def _settle(self) -> None:
        """Offer what the model takes, and switch off what it does not."""
        self._settling = True
        try:
            chosen = self.chosen
            self.mode.offer(choices.mode_options(chosen), default=chosen.default_mode)
            self.mode.disable(choices.no_mode(chosen))
            for picker in (self.image, self.image_tail):
                picker.max_side = choices.longest_side(self.mode.value)
            self.duration.offer(choices.duration_options(chosen), default="5")
            where = (chosen, self.mode.value, self.duration.value)
            self.cfg_scale.disable(choices.no_cfg_scale(*where))
            self.image_tail.disable(choices.no_tail(*where))
            self.brush.disable(choices.no_brush(*where))
            self.brush.put_under(self.image.value)
        finally:
            self._settling = False


def _held(field: AnyField, shown: str | None) -> Any:
    if shown is None or isinstance(field, Picker):
        return field.value
    return field.read(shown)


def _named(fields: Iterable[object]) -> dict[str, AnyField]:
    return {field.name: field for field in fields if isinstance(field, AnyField)}


def _area(label: str, placeholder: str, rows: int) -> Textarea:
    return Textarea(description=label, placeholder=placeholder, rows=rows)


def _line(label: str) -> Text:
    # Told when it is left, not at each key: half a URL is no mistake yet.
    return Text(description=label, continuous_update=False)


def _cfg_scale() -> BoundedFloatText:
    return BoundedFloatText(
        USUAL_CFG_SCALE,
        description="cfg_scale",
        tooltip="How closely the clip keeps to the prompt",
        min=0,
        max=1,
        step=0.05,
    )

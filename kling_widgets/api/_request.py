"""A request as the API has it: checked when it is made, then never changed."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass, field, fields
from typing import TYPE_CHECKING, Any

from ..errors import InputError
from ._catalogue import model
from ._check import examine, unknown_parameter
from ._picture import describe
from ._shot import shots_to_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from ._camera import CameraControl
    from ._shot import Shot
    from ._trajectory import DynamicMask

PICTURES = frozenset({"image", "image_tail", "static_mask"})
NOT_SENT = frozenset({"allow_unknown_model", "warnings"})


class _KnownNames:
    """Refuses parameters that do not exist: the provider ignores them in silence.

    It is a base class so that the signature which editors show stays the
    dataclass's own.
    """

    __slots__ = ()

    def __new__(cls, *_: Any, **given: Any) -> Any:
        known = {item.name for item in fields(cls) if item.init}  # type: ignore[arg-type]
        for name in given.keys() - known:
            raise InputError(unknown_parameter(name), field=name)
        return super().__new__(cls)


@dataclass(frozen=True, slots=True, repr=False)
class ImageToVideoRequest(_KnownNames):
    """What to make of one picture; every field under the API's own name.

    Raises:
        InputError: something in it cannot be sent; the sentence says what to do.
    """

    image: str
    """The first frame: an https URL or base64 text of a PNG or JPEG."""

    _: KW_ONLY
    prompt: str | None = None
    """What shall happen: up to 2,500 characters."""

    negative_prompt: str | None = None
    """What shall not be seen: up to 2,500 characters."""

    model_name: str = "kling-v2-6"
    mode: str | None = None
    """"std", "pro" or "4k"; None: the model's default."""

    duration: str = "5"
    """Seconds, as text."""

    cfg_scale: float | None = None
    """0 … 1: how closely to follow the prompt. The v2 models do not take it."""

    image_tail: str | None = None
    """The last frame, given like `image`."""

    static_mask: str | None = None
    """What shall not move, in white, given like `image`."""

    dynamic_masks: tuple[DynamicMask, ...] = ()
    """Up to six painted areas with the way that each shall go."""

    camera_control: CameraControl | None = None
    sound: str | None = None
    """"on" or "off"."""

    voice_list: tuple[str | int, ...] = ()
    """Up to two voice ids, spoken where the prompt says <<<voice_1>>>."""

    element_list: tuple[str | int, ...] = ()
    """Up to three element ids."""

    multi_shot: bool | None = None
    shot_type: str | None = None
    """"customize" (see `multi_prompt`) or "intelligence"."""

    multi_prompt: tuple[Shot, ...] = ()
    """Up to six shots."""

    watermark_info: bool | None = None
    """Whether a second clip with Kling's watermark shall be made."""

    callback_url: str | None = None
    """Where the provider shall report each change of the task."""

    external_task_id: str | None = None
    """Your own id for the task: A-Z a-z 0-9 _ -, at most 64, never used before."""

    allow_unknown_model: bool = False
    """Send a model name that the catalogue does not know. Not part of the wire."""

    warnings: tuple[str, ...] = field(default=(), init=False, compare=False)
    """Sentences about what is allowed and yet worth a look."""

    def __post_init__(self) -> None:
        """Check everything and bring each field into its wire form."""
        given = {f.name: getattr(self, f.name) for f in fields(self) if f.init}
        values, findings = examine(given)
        if findings and findings[0].is_error:
            raise findings[0].as_error()
        values["warnings"] = tuple(finding.sentence for finding in findings)
        for name, value in values.items():
            object.__setattr__(self, name, value)

    def __repr__(self) -> str:
        """Show what was asked for; of a picture only its size or address."""
        shown = (f"{name}={_shown(name, value)}" for name, value in self._given())
        return f"ImageToVideoRequest({', '.join(shown)})"

    def _given(self) -> list[tuple[str, Any]]:
        pairs = ((f.name, getattr(self, f.name)) for f in fields(self))
        given = ((n, v) for n, v in pairs if n not in NOT_SENT)
        return [(n, v) for n, v in given if v is not None and v != ()]

    def to_json(self) -> dict[str, Any]:
        """Return the JSON that is sent: unset fields are left out.

        So are the fields which the model does not take (see `warnings`).
        """
        wire = {name: _wire(name, value) for name, value in self._given()}
        known = model(self.model_name)
        if known:
            wire["mode"] = self.mode or known.default_mode
            if not known.modes:
                del wire["mode"]
            if not known.supports("cfg_scale"):
                wire.pop("cfg_scale", None)
        return wire


_WIRE: dict[str, Callable[[Any], Any]] = {
    "dynamic_masks": lambda groups: [group.to_json() for group in groups],
    "camera_control": lambda camera: camera.to_json(),
    "voice_list": lambda voices: [{"voice_id": voice} for voice in voices],
    "element_list": lambda ids: [{"element_id": element} for element in ids],
    "multi_prompt": shots_to_json,
    "watermark_info": lambda enabled: {"enabled": enabled},
}
"""The fields whose wire form differs from the Python one."""


def _wire(name: str, value: Any) -> Any:
    return _WIRE[name](value) if name in _WIRE else value


def _shown(name: str, value: Any) -> str:
    return describe(value) if name in PICTURES else repr(value)

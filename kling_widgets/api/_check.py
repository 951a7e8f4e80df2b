"""May this request be sent, and if not, what would make it valid?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..errors import InputError
from ._catalogue import catalogue
from ._fields import READERS
from ._finding import Finding
from ._rules import RULES
from ._text import plain, shown, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

DEFAULTS: Mapping[str, Any] = {
    **dict.fromkeys(READERS),
    "model_name": "kling-v2-6",
    "duration": "5",
    "dynamic_masks": (),
    "voice_list": (),
    "element_list": (),
    "multi_prompt": (),
    "allow_unknown_model": False,
}
"""What a parameter is when it is not given; None: it is not sent."""

REQUIRED = ("image", "model_name", "duration")

MEANT = {
    "end_frame": "image_tail",
    "image_end": "image_tail",
    "image_url": "image",
    "last_frame": "image_tail",
    "length": "duration",
    "model": "model_name",
    "seconds": "duration",
}
"""What other APIs call it."""

ABSENT = {
    "aspect_ratio": "The clip has the shape of the picture.",
    "seed": "Kling's image-to-video has none.",
}
"""What other APIs have, and this one has not."""


def check(fields: Mapping[str, Any]) -> tuple[Finding, ...]:
    """Check a request's fields as they stand, errors first.

    Applying the suggestions of the errors, one after the other, leads to a request
    that can be sent, unless something is missing that only a person can give.
    """
    _, findings = examine(fields)
    return findings


def examine(
    fields: Mapping[str, Any],
) -> tuple[dict[str, Any], tuple[Finding, ...]]:
    """Return the fields in their checked form, with everything found on the way."""
    if not isinstance(fields, Mapping):
        raise InputError(f"need the parameters as a mapping, got {shown(fields)}.")
    values = dict(DEFAULTS)
    findings = []
    for name, value in {"image": None, **fields}.items():
        try:
            values[name] = read_field(name, value)
        except InputError as error:
            findings.append(_finding(name, error))
    for rule in RULES:
        findings.extend(rule(values, catalogue()))
    findings.extend(_changed_texts(fields, values))
    return values, tuple(sorted(findings, key=lambda finding: not finding.is_error))


def read_field(name: str, value: object) -> Any:
    """Return one parameter in its checked form, or raise `InputError`."""
    value = plain(value) if isinstance(value, str) else value
    if name not in READERS:
        text = text_of(name)
        without = None if text is None else {text: None}
        raise InputError(unknown_parameter(name), field=text, suggestion=without)
    if name not in REQUIRED and _is_empty(value):
        return DEFAULTS[name]
    return READERS[name](value, name)


def unknown_parameter(given: object) -> str:
    """Say that there is no such parameter, and which one was meant."""
    import difflib

    start = f"unknown parameter {shown(given)}."
    name = text_of(given) or ""
    if name in ABSENT:
        return f"{start} {ABSENT[name]}"
    near = difflib.get_close_matches(name.lower(), READERS, n=1)
    meant = MEANT.get(name) or (near[0] if near else None)
    return f"{start} Did you mean '{meant}'?" if meant else start


def _is_empty(value: object) -> bool:
    is_blank = isinstance(value, str) and not value.strip()
    return value is None or is_blank or (isinstance(value, list | tuple) and not value)


def _finding(name: str, error: InputError) -> Finding:
    known = name in READERS
    return Finding(
        field=text_of(name) or shown(name),
        rule="value" if known else "unknown-parameter",
        sentence=error.message,
        suggestion=error.suggestion,
    )


def _changed_texts(
    fields: Mapping[str, Any], values: Mapping[str, Any]
) -> Iterator[Finding]:
    for name in ("prompt", "negative_prompt"):
        given, kept = fields.get(name), values[name]
        if kept and isinstance(given, str) and given.strip() != kept:
            text = f"{name}: invisible control characters were removed."
            yield Finding(
                field=name, rule="text-plain", sentence=text, severity="warning"
            )
    if isinstance(fields.get("prompt"), str) and not fields["prompt"].strip():
        text = "prompt: empty; Kling then chooses the motion by itself."
        yield Finding(
            field="prompt", rule="prompt-given", sentence=text, severity="warning"
        )

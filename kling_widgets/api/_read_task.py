"""A task read out of an answer, however many envelopes are around it."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from ._fields import is_id
from ._task import Task, TaskStatus, Video
from ._text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Layer = Mapping[str, Any]

MAX_LAYERS = 5
MAX_VIDEOS = 16
SECONDS_BELOW = 10**11
"""A smaller time stamp counts seconds: gateways send those."""

YEARS = range(2020, 2100)
MAX_UNITS = 10**6
MAX_DIGITS = 40
MAX_URL = 4_096


def read_task(body: Mapping[str, Any], request_id: str | None = None) -> Task | None:
    """Return the task in an object, or None if no usable task id is in it.

    Kling's own object has everything at the top. Gateways of the new-api family
    put their own record around it (2026), newer ones an OpenAI-style video object.
    """
    layers = _layers(body)
    task_id = next(_ids(layers), None)
    if task_id is None:
        return None
    word = _status_word(layers)
    reason = _first(layers, "task_status_msg") or _first(layers, "fail_reason")
    return Task(
        task_id=task_id,
        status=TaskStatus.read(word),
        status_text=clean(word),
        reason=clean(reason or _error_text(layers)),
        external_task_id=_external_id(layers),
        videos=tuple(_videos(layers)),
        created_at=_time(_first(layers, "created_at", "submit_time", "create_time")),
        updated_at=_time(_first(layers, "updated_at", "finish_time", "update_time")),
        units=_units(_first(layers, "final_unit_deduction")),
        request_id=_inner_request_id(layers) or request_id,
    )


def as_id(value: object) -> str | None:
    """Return an id as text if it may stand in a path, else None."""
    is_number = isinstance(value, int) and not isinstance(value, bool)
    if is_number and -1 < value < 10**64:  # type: ignore[operator]
        value = str(value) if value else ""
    return str(value) if is_id(value) else None


def _layers(body: Layer) -> list[Layer]:
    layers = [body]
    while len(layers) < MAX_LAYERS and isinstance(layers[-1].get("data"), dict):
        layers.append(layers[-1]["data"])
    return layers


def _first(layers: Sequence[Layer], *names: str) -> Any:
    found = (layer.get(name) for name in names for layer in layers)
    return next((value for value in found if value not in (None, "")), None)


def _ids(layers: Sequence[Layer]) -> Iterator[str]:
    for layer in layers:
        found = as_id(layer.get("task_id"))
        if not found and isinstance(layer.get("status"), str):
            found = as_id(layer.get("id"))
        if found:
            yield found


def _status_word(layers: Sequence[Layer]) -> Any:
    """Choose the word that counts: a gateway that gave up outranks Kling's."""
    words = [_first(layers, "task_status"), _first(layers, "status")]
    over = {TaskStatus.SUCCEED, TaskStatus.FAILED}
    final = (word for word in words if TaskStatus.read(word) in over)
    return next(final, words[0] or words[1])


def _error_text(layers: Sequence[Layer]) -> str:
    error = _first(layers, "error")
    text = error.get("message") if isinstance(error, dict) else error
    return text if isinstance(text, str) else ""


def _external_id(layers: Sequence[Layer]) -> str | None:
    info = _first(layers, "task_info")
    found = info.get("external_task_id") if isinstance(info, dict) else None
    return clean(found) or None


def _inner_request_id(layers: Sequence[Layer]) -> str | None:
    return clean(_first(layers, "request_id"), 100) or None


def _videos(layers: Sequence[Layer]) -> Iterator[Video]:
    for layer in reversed(layers):
        result = layer.get("task_result")
        videos = result.get("videos") if isinstance(result, dict) else None
        if isinstance(videos, list) and videos:
            yield from filter(None, map(_video, videos[:MAX_VIDEOS]))
            return


def _video(item: object) -> Video | None:
    url = _url(item.get("url")) if isinstance(item, dict) else None
    if not isinstance(item, dict) or url is None:
        return None
    return Video(
        id=as_id(item.get("id")) or "",
        url=url,
        duration=_seconds(item.get("duration")),
        watermark_url=_url(item.get("watermark_url")),
    )


def _url(value: object) -> str | None:
    """Keep a link as it came; whoever fetches it must still judge where it leads."""
    usable = isinstance(value, str) and 0 < len(value) <= MAX_URL
    return str(value) if usable and clean(value, MAX_URL) == value else None


def _seconds(value: object) -> float | None:
    number = _number(value)
    return float(number) if number and 0 < number < 24 * 3600 else None


def _units(value: object) -> Decimal | None:
    number = _number(value)
    return number if number is not None and 0 <= number <= MAX_UNITS else None


def _number(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    text = str(value)
    try:
        number = Decimal(text if len(text) <= MAX_DIGITS else "NaN")
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _time(value: object) -> datetime | None:
    number = _number(value)
    if number is None or not 0 < number < SECONDS_BELOW * 1000:
        return None
    seconds = float(number) if number < SECONDS_BELOW else float(number) / 1000
    moment = datetime.fromtimestamp(seconds, UTC)
    return moment if moment.year in YEARS else None

"""The envelopes: one answer in CometAPI's, Kling's, or a wrapping gateway's form."""

from __future__ import annotations

import json
import secrets
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Protocol

from ._catalogue import DOLLARS_PER_UNIT
from ._ids import gateway_id, kling_id
from ._refusal import BAD_TOKEN_CODES, Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ._life import Moment
    from ._task import Task

Answer = tuple[int, dict[str, Any]]
"""An HTTP status and a JSON body."""


@dataclass(frozen=True, slots=True)
class Report:
    """A task as it is told of at one time."""

    task: Task
    moment: Moment
    clip_url: str
    echo: bool
    """Whether the answer repeats the `external_task_id`."""


class Manners(Protocol):
    """How one kind of server puts its answers."""

    takes_any_token: bool
    finds_by_external_id: bool
    lists: bool

    def task_id(self, created_ms: int) -> str:
        """Return a fresh id in this server's style."""

    def created(self, report: Report) -> Answer:
        """Answer a create that was accepted."""

    def queried(self, report: Report) -> Answer:
        """Answer a question about one task."""

    def listed(self, reports: Sequence[Report]) -> Answer:
        """Answer a question about all tasks of an account."""

    def refused(self, refusal: Refusal) -> Answer:
        """Answer a request that cannot be done."""

    def unknown_task(self) -> Answer:
        """Answer a question about a task that is not there."""


class Kling:
    """Kling's own manners."""

    takes_any_token = True
    finds_by_external_id = True
    lists = True

    def task_id(self, created_ms: int) -> str:
        return kling_id(created_ms)

    def created(self, report: Report) -> Answer:
        data = head(report) | {"task_status": report.moment.status} | times(report)
        return 200, succeeded(data)

    def queried(self, report: Report) -> Answer:
        return 200, succeeded(state(report))

    def listed(self, reports: Sequence[Report]) -> Answer:
        return 200, succeeded([state(report) for report in reports])

    def refused(self, refusal: Refusal) -> Answer:
        return refusal.status, {
            "code": refusal.code,
            "message": refusal.message,
            "request_id": str(uuid.uuid4()),
        }

    def unknown_task(self) -> Answer:
        return self.refused(Refusal(1203, "task not found"))


class Comet(Kling):
    """CometAPI's manners: an intermediary's ids, its own words about keys."""

    takes_any_token = False
    lists = False

    def task_id(self, created_ms: int) -> str:
        return gateway_id(created_ms)

    def created(self, report: Report) -> Answer:
        data = {"task_id": report.task.task_id, "task_status": report.moment.status}
        data |= {"task_info": info(report)} | times(report)
        return 200, {"code": 0, "message": "success", "data": data}

    def refused(self, refusal: Refusal) -> Answer:
        if refusal.code not in BAD_TOKEN_CODES:
            return super().refused(refusal)
        message = f"{refusal.message} (request id: {gateway_request_id()})"
        return 401, gateway_error(message, "comet_api_error")

    def unknown_task(self) -> Answer:
        return 400, gateway_task_error("task_not_exist", "task_not_exist")


class Wrapped(Comet):
    """The manners of a gateway that keeps a task table of its own."""

    finds_by_external_id = False

    _OUTER_STATUS = {  # noqa: RUF012 - a table, never written
        "submitted": "SUBMITTED",
        "processing": "IN_PROGRESS",
        "succeed": "SUCCESS",
        "failed": "FAILURE",
    }
    _PROGRESS = {  # noqa: RUF012 - as above
        "submitted": "10%",
        "processing": "50%",
        "succeed": "100%",
        "failed": "100%",
    }

    def created(self, report: Report) -> Answer:
        task = report.task
        return 200, {
            "id": task.task_id,
            "task_id": task.task_id,
            "object": "video",
            "model": task.draft.model_name,
            "status": "queued",
            "progress": 0,
            "created_at": task.life.created_ms // 1000,
        }

    def queried(self, report: Report) -> Answer:
        _, inner = super().queried(report)
        life, status = report.task.life, report.moment.status
        started = status != "submitted"
        return 200, {
            "code": "success",
            "message": "",
            "data": {
                "task_id": report.task.task_id,
                "platform": "50",
                "action": "generate",
                "status": self._OUTER_STATUS.get(status, "UNKNOWN"),
                "fail_reason": report.moment.reason,
                "progress": self._PROGRESS.get(status, "0%"),
                "submit_time": life.created_ms // 1000,
                "start_time": life.processing_ms // 1000 if started else 0,
                "finish_time": life.over_ms // 1000 if report.moment.is_over else 0,
                "data": inner,
            },
        }

    def refused(self, refusal: Refusal) -> Answer:
        status, body = super().refused(refusal)
        if "error" in body:
            return status, body
        return status, gateway_task_error("fail_to_fetch_task", json.dumps(body))


MANNERS: dict[str, Manners] = {"comet": Comet(), "kling": Kling(), "wrapped": Wrapped()}


def succeeded(data: Any) -> dict[str, Any]:
    """Wrap data as Kling does when all is well."""
    return {
        "code": 0,
        "message": "SUCCEED",
        "request_id": str(uuid.uuid4()),
        "data": data,
    }


def head(report: Report) -> dict[str, Any]:
    """Return what names the task."""
    return {"task_id": report.task.task_id, "task_info": info(report)}


def info(report: Report) -> dict[str, Any]:
    """Return the caller's own id, if there is one to repeat."""
    external = report.task.draft.external_task_id
    return {"external_task_id": external} if external and report.echo else {}


def times(report: Report) -> dict[str, Any]:
    """Return when the task was made, and when its status last moved."""
    created_ms = report.task.life.created_ms
    return {"created_at": created_ms, "updated_at": report.moment.updated_ms}


def state(report: Report) -> dict[str, Any]:
    """Return everything that is told of a task: also the body of a callback."""
    moment = report.moment
    data = head(report) | times(report) | {"task_status": moment.status}
    data["task_result"] = {}
    if moment.is_over:
        data["task_status_msg"] = moment.reason
    if moment.status == "succeed":
        data |= _bill(report)
        data["task_result"] = {"videos": [_video(report)]}
    return data


def _bill(report: Report) -> dict[str, Any]:
    units = f"{report.task.draft.units:f}"
    return {
        "watermark_info": {"enabled": report.task.draft.watermark},
        "final_unit_deduction": units,
        "final_balance_deduction": {
            "quota": units,
            "list_price": str(DOLLARS_PER_UNIT),
        },
    }


def _video(report: Report) -> dict[str, Any]:
    """Tell of the clip. The real durations are strings, and seldom round."""
    draft = report.task.draft
    video = {
        "id": report.task.video_id,
        "url": report.clip_url,
        "duration": f"{draft.duration}.1",
    }
    if draft.watermark:
        video["watermark_url"] = report.clip_url
    return video


def gateway_error(message: str, kind: str, code: str = "") -> dict[str, Any]:
    """Return an error as the gateway itself puts it."""
    return {"error": {"message": message, "type": kind, "param": "", "code": code}}


def gateway_task_error(code: str, message: str) -> dict[str, Any]:
    """Return an error of a gateway's task routes: the code is a word."""
    return {"code": code, "message": message, "data": None}


def gateway_request_id() -> str:
    """Return a request id in the gateway's form: the time, then noise."""
    return f"{datetime.now(UTC):%Y%m%d%H%M%S%f}{secrets.token_hex(4)}"


def flattened(answer: Answer) -> Answer:
    """Put a wrapped result one level higher, as some gateways' versions do."""
    status, body = answer
    outer = body["data"]
    return status, body | {"data": outer | {"data": outer["data"]["data"]}}

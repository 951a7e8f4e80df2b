"""What the answers look like, as JSON Schema, for each kind of manners."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

STATUSES = ["submitted", "processing", "succeed", "failed"]

TEXT: Schema = {"type": "string"}
WHOLE: Schema = {"type": "integer"}
ID: Schema = {"type": "string", "pattern": "^[0-9]+$"}


def _exactly(optional: Schema | None = None, **required: Schema) -> Schema:
    return {
        "type": "object",
        "properties": required | (optional or {}),
        "required": sorted(required),
        "additionalProperties": False,
    }


TASK_INFO = _exactly({"external_task_id": TEXT})
VIDEO = _exactly(
    {"watermark_url": TEXT},
    id=ID,
    url=TEXT,
    duration={"type": "string", "pattern": r"^[0-9]+\.[0-9]+$"},
)
BILL: Schema = {
    "watermark_info": _exactly(enabled={"type": "boolean"}),
    "final_unit_deduction": TEXT,
    "final_balance_deduction": _exactly(quota=TEXT, list_price=TEXT),
    "task_status_msg": TEXT,
}
HEAD: Schema = {
    "task_id": ID,
    "task_info": TASK_INFO,
    "task_status": {"enum": STATUSES},
    "created_at": WHOLE,
    "updated_at": WHOLE,
}
CREATED = _exactly(**HEAD)
TASK = _exactly(
    BILL,
    **HEAD,
    task_result=_exactly({"videos": {"type": "array", "items": VIDEO}}),
)


def _succeeded(data: Schema) -> Schema:
    return _exactly({"request_id": TEXT}, code={"const": 0}, message=TEXT, data=data)


KLING_ERROR = _exactly(code=WHOLE, message=TEXT, request_id=TEXT)
GATEWAY_ERROR = _exactly(error=_exactly(message=TEXT, type=TEXT, param=TEXT, code=TEXT))
TASK_ERROR = _exactly(code=TEXT, message=TEXT, data={"type": "null"})
WEB_PAGE: Schema = {"text/html": {"schema": TEXT}}

OPENAI_VIDEO = _exactly(
    id=ID,
    task_id=ID,
    object={"const": "video"},
    model=TEXT,
    status={"const": "queued"},
    progress=WHOLE,
    created_at=WHOLE,
)
WRAPPED_TASK = _exactly(
    code={"const": "success"},
    message=TEXT,
    data=_exactly(
        task_id=ID,
        platform=TEXT,
        action=TEXT,
        status={"enum": ["SUBMITTED", "IN_PROGRESS", "SUCCESS", "FAILURE"]},
        fail_reason=TEXT,
        progress=TEXT,
        submit_time=WHOLE,
        start_time=WHOLE,
        finish_time=WHOLE,
        data=_succeeded(TASK),
    ),
)

SCHEMAS: dict[str, dict[str, Schema]] = {
    "comet": {
        "created": _succeeded(CREATED),
        "queried": _succeeded(TASK),
        "refused": KLING_ERROR,
        "unauthorized": GATEWAY_ERROR,
        "unknown": TASK_ERROR,
    },
    "kling": {
        "created": _succeeded(CREATED),
        "queried": _succeeded(TASK),
        "refused": KLING_ERROR,
        "unauthorized": KLING_ERROR,
        "unknown": KLING_ERROR,
    },
    "wrapped": {
        "created": OPENAI_VIDEO,
        "queried": WRAPPED_TASK,
        "refused": TASK_ERROR,
        "unauthorized": GATEWAY_ERROR,
        "unknown": TASK_ERROR,
    },
}
"""The schema of each answer, by the manners it is given with."""

LISTED = _succeeded({"type": "array", "items": TASK})

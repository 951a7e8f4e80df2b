"""The desk: takes requests, asks the provider, answers in the path's manners.

Every request first meets the script of faults, then, if nothing strikes, the truth.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response

from ._drawers import clip_of
from ._envelope import MANNERS, Answer, Manners, flattened
from ._late import RISK_CONTROL
from ._paths import OWN_START
from ._provider import external_id
from ._refusal import UNREADABLE_BODY, Refusal, bad_value
from ._strikes import expired, strike

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from ._envelope import Report
    from ._faults import Fault
    from ._provider import Provider
    from ._task import Task

MAX_BODY_BYTES = 128 * 1024 * 1024
"""Eight pictures of 10 MB as base64, and room for words."""

MAX_PAGE_NUMBER, MAX_PAGE_SIZE, DEFAULT_PAGE_SIZE = 1000, 500, 30

NO_PAGE = "<!doctype html><title>404</title><p>There is no such page.</p>"

WAYS_TO_TELL = frozenset({"wrapped", "flat", "unknown_status"})
"""Faults that tell the truth about a task in an odd way."""


class Desk:
    """Answers Kling's calls."""

    def __init__(self, provider: Provider, on_create: Callable[[], None]) -> None:
        self._provider = provider
        self._on_create = on_create

    async def create(self, request: Request) -> Response:
        """Make a task."""
        manners = self._manners(request)
        try:
            account = self._account(request, manners)
            return await self._order(await body_of(request), account, manners)
        except Refusal as refusal:
            return _json(manners.refused(refusal))

    async def _order(self, raw: bytes, account: str, manners: Manners) -> Response:
        fault = await run_in_threadpool(self._create_fault, raw)
        if fault and not fault.makes_task:
            note = f"scripted: {fault.name}"
            await run_in_threadpool(self._provider.note_post, raw, note)
            return strike(fault, manners)
        reason = _reason(fault)
        answer = await run_in_threadpool(self._create, raw, account, manners, reason)
        self._on_create()
        return strike(fault, manners) if fault and not reason else _json(answer)

    def _create_fault(self, raw: bytes) -> Fault | None:
        script = self._provider.script
        return script.take("create", external_id(raw)) if script.pending else None

    def _create(
        self, raw: bytes, account: str, manners: Manners, reason: str
    ) -> Answer:
        task = self._provider.create(
            raw, account=account, manners=manners, reason=reason
        )
        return manners.created(self._provider.report(task))

    async def query(self, request: Request) -> Response:
        """Tell how a task stands."""
        manners = self._manners(request)
        try:
            account = self._account(request, manners)
        except Refusal as refusal:
            return _json(manners.refused(refusal))
        key = request.path_params["key"]
        return await run_in_threadpool(self._query, key, account, manners)

    def _query(self, key: str, account: str, manners: Manners) -> Response:
        task = self._provider.find(key, account=account, manners=manners)
        fault = self._provider.script.take("query", key, *_names(task))
        if fault and fault.name not in WAYS_TO_TELL:
            return strike(fault, manners)
        if task is None:
            return _json(manners.unknown_task())
        return _json(_told(self._provider.report(task), fault, manners))

    async def listing(self, request: Request) -> Response:
        """Tell of an account's tasks, the newest first."""
        manners = self._manners(request)
        if not self._provider.lists(manners):
            raise HTTPException(405, headers={"Allow": "POST"})
        try:
            account = self._account(request, manners)
            number = _whole(request, "pageNum", 1, MAX_PAGE_NUMBER)
            size = _whole(request, "pageSize", DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE)
        except Refusal as refusal:
            return _json(manners.refused(refusal))
        fault = self._provider.script.take("list")
        if fault:
            return strike(fault, manners)
        tasks = await run_in_threadpool(
            self._provider.store.page, account, number=number, size=size
        )
        return _json(manners.listed([self._provider.report(task) for task in tasks]))

    async def clip(self, request: Request) -> Response:
        """Send a finished clip. Like the real links, this one needs no key."""
        task_id = request.path_params["task_id"]
        task = await run_in_threadpool(self._provider.store.any_by_id, task_id)
        if task is None or self._provider.report(task).moment.status != "succeed":
            return no_page()
        fault = self._provider.script.take("clip", *_names(task))
        if fault:
            return strike(fault, MANNERS["kling"])
        if self._provider.has_expired(task):
            return expired()
        try:
            path = await clip_of(self._provider.files, task)
        except FileNotFoundError:  # its request was cleared away
            return expired()
        return FileResponse(path, media_type="video/mp4")

    def _manners(self, request: Request) -> Manners:
        return self._provider.manners(own_path=request.url.path.startswith(OWN_START))

    def _account(self, request: Request, manners: Manners) -> str:
        return self._provider.account(request.headers.get("authorization"), manners)


def _reason(fault: Fault | None) -> str:
    if fault is None or fault.name != "failed":
        return ""
    return str(fault.details.get("reason", RISK_CONTROL))


def _names(task: Task | None) -> tuple[str | None, ...]:
    return () if task is None else (task.task_id, task.draft.external_task_id)


def _told(report: Report, fault: Fault | None, manners: Manners) -> Answer:
    """Tell of a task, in an odd way where a fault wants that."""
    if fault is None:
        return manners.queried(report)
    if fault.name == "unknown_status":
        status = str(fault.details.get("status", "queued"))
        return manners.queried(
            replace(report, moment=replace(report.moment, status=status))
        )
    wrapped = MANNERS["wrapped"].queried(report)
    return flattened(wrapped) if fault.name == "flat" else wrapped


def _whole(request: Request, name: str, default: int, most: int) -> int:
    """Read a whole number of the query string, from 1 up to a limit."""
    text = request.query_params.get(name, str(default))
    is_short_number = (
        text.isascii() and text.isdecimal() and len(text) <= len(str(most))
    )
    if not is_short_number or not 1 <= int(text) <= most:
        raise bad_value(name, text)
    return int(text)


async def body_of(request: Request) -> bytes:
    """Read a body as long as it stays within reason."""
    raw = bytearray()
    try:
        async for chunk in request.stream():
            raw += chunk
            if len(raw) > MAX_BODY_BYTES:
                raise Refusal(UNREADABLE_BODY, "request body is too large")
    except ClientDisconnect as exc:
        # nobody hears it, but a client who hangs up is no fault of the server's
        raise Refusal(UNREADABLE_BODY, "request body is incomplete") from exc
    return bytes(raw)


def _json(answer: Answer) -> JSONResponse:
    status, body = answer
    return JSONResponse(body, status_code=status)


def no_page() -> HTMLResponse:
    """Answer a wrong path as the gateway does: with a web page, not with JSON."""
    return HTMLResponse(NO_PAGE, status_code=404)

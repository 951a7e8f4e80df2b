"""The routes: HTTP in, the provider's word out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from ._hosts import HostCheck
from ._refusal import UNREADABLE_BODY, Refusal

if TYPE_CHECKING:
    from starlette.requests import Request

    from ._envelope import Answer, Manners
    from ._provider import Provider

MAX_BODY_BYTES = 128 * 1024 * 1024
"""Eight pictures of 10 MB as base64, and room for words."""

GATEWAY_PATH, OWN_PATH = "/kling/v1/videos/image2video", "/v1/videos/image2video"

NO_PAGE = "<!doctype html><title>404</title><p>There is no such page.</p>"


def build_app(provider: Provider) -> Starlette:
    """Return the ASGI app of a simulator."""
    desk = _Desk(provider)
    routes = [Route("/files/{task_id}.mp4", desk.clip)]
    for path in (GATEWAY_PATH, OWN_PATH):
        routes.append(Route(path, desk.create, methods=["POST"]))
        routes.append(Route(f"{path}/{{key}}", desk.query))
    return Starlette(
        routes=routes,
        middleware=[Middleware(HostCheck, base_url=provider.base_url)],
        exception_handlers={404: _no_such_page},
    )


class _Desk:
    """Takes requests, asks the provider, and answers in the path's manners."""

    def __init__(self, provider: Provider) -> None:
        self._provider = provider

    async def create(self, request: Request) -> Response:
        manners = self._manners(request)
        authorization = request.headers.get("authorization")
        try:
            account = self._provider.account(authorization, manners)
            raw = await _body(request)
            answer = await run_in_threadpool(self._create, raw, account, manners)
        except Refusal as refusal:
            answer = manners.refused(refusal)
        return _json(answer)

    def _create(self, raw: bytes, account: str, manners: Manners) -> Answer:
        task = self._provider.create(raw, account=account, manners=manners)
        return manners.created(self._provider.report(task))

    async def query(self, request: Request) -> Response:
        manners = self._manners(request)
        authorization = request.headers.get("authorization")
        try:
            account = self._provider.account(authorization, manners)
        except Refusal as refusal:
            return _json(manners.refused(refusal))
        key = request.path_params["key"]
        return _json(await run_in_threadpool(self._query, key, account, manners))

    def _query(self, key: str, account: str, manners: Manners) -> Answer:
        task = self._provider.find(key, account=account)
        if task is None:
            return manners.unknown_task()
        return manners.queried(self._provider.report(task))

    async def clip(self, request: Request) -> Response:
        """Send a finished clip. Like the real links, this one needs no key."""
        task_id = request.path_params["task_id"]
        task = await run_in_threadpool(self._provider.store.any_by_id, task_id)
        if task is None or self._provider.report(task).moment.status != "succeed":
            return _no_page()
        path = await run_in_threadpool(self._provider.files.clip, task)
        return FileResponse(path, media_type="video/mp4")

    def _manners(self, request: Request) -> Manners:
        return self._provider.manners(own_path=request.url.path.startswith("/v1/"))


async def _body(request: Request) -> bytes:
    """Read a body as long as it stays within reason."""
    raw = bytearray()
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > MAX_BODY_BYTES:
            raise Refusal(UNREADABLE_BODY, "request body is too large")
    return bytes(raw)


def _json(answer: Answer) -> JSONResponse:
    status, body = answer
    return JSONResponse(body, status_code=status)


def _no_page() -> HTMLResponse:
    return HTMLResponse(NO_PAGE, status_code=404)


async def _no_such_page(_request: Request, _exc: Exception) -> Response:
    """Answer a wrong path as the gateway does: with a web page, not with JSON."""
    return _no_page()

"""The app: which path leads to which answer."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ._backstage import Backstage
from ._damage import DamagedFileError
from ._desk import Desk, no_page
from ._envelope import MANNERS
from ._hosts import HostCheck
from ._openapi import description
from ._paths import GATEWAY_PATH, OWN_PATH, OWN_START
from ._refusal import NO_SUCH_METHOD, Refusal

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request

    from ._callbacks import Courier
    from ._provider import Provider


def build_app(provider: Provider, courier: Courier) -> Starlette:
    """Return the ASGI app of a simulator."""

    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with courier.running():
            yield

    return Starlette(
        routes=[*_calls(Desk(provider, courier.wake)), *_backstage(provider)],
        middleware=[Middleware(HostCheck, base_url=provider.base_url)],
        exception_handlers={
            404: _no_such_page,
            405: _no_such_method,
            DamagedFileError: _damaged,
        },
        lifespan=lifespan,
    )


def _calls(desk: Desk) -> list[Route]:
    routes = [Route("/files/{task_id}.mp4", desk.clip)]
    for path in (GATEWAY_PATH, OWN_PATH):
        routes += [
            Route(path, desk.create, methods=["POST"]),
            Route(path, desk.listing),
            Route(f"{path}/{{key}}", desk.query),
        ]
    return routes


def _backstage(provider: Provider) -> list[Route]:
    backstage = Backstage(provider)

    async def openapi(_request: Request) -> Response:
        return JSONResponse(description(provider))

    return [
        Route("/", backstage.page),
        Route("/openapi.json", openapi),
        Route("/simulator/ledger", backstage.ledger),
        Route("/simulator/faults", backstage.faults),
        Route("/simulator/faults", backstage.script, methods=["POST"]),
        Route("/simulator/faults", backstage.clear, methods=["DELETE"]),
    ]


async def _no_such_page(_request: Request, _exc: Exception) -> Response:
    return no_page()


async def _no_such_method(request: Request, exc: Exception) -> Response:
    """Answer a wrong method: on its own path Kling has a code for that."""
    if request.url.path.startswith(OWN_START):
        status, body = MANNERS["kling"].refused(
            Refusal(NO_SUCH_METHOD, "method is invalid")
        )
        return JSONResponse(body, status_code=status)
    headers = getattr(exc, "headers", None)
    return Response("Method Not Allowed", status_code=405, headers=headers)


async def _damaged(_request: Request, exc: Exception) -> Response:
    """Answer as a server in trouble does, and say what the trouble is."""
    return JSONResponse({"code": 5000, "message": str(exc)}, status_code=500)

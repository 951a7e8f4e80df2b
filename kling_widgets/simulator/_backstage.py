"""Backstage: the ledger, the script of faults and a page, for this machine only."""

from __future__ import annotations

import ipaddress
import json
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, JSONResponse, Response

from ._desk import body_of, no_page
from ._faults import FAULTS, Fault
from ._hosts import host_of
from ._page import CONTENT_POLICY, render_page
from ._provider import read_body
from ._refusal import Refusal

if TYPE_CHECKING:
    from starlette.requests import Request

    from ._ledger import Ledger
    from ._provider import Provider

OWN_FIELDS = frozenset(field.name for field in fields(Fault)) - {"details"}


class Backstage:
    """What teachers and tests see and do, and what no client of Kling's has."""

    def __init__(self, provider: Provider) -> None:
        self._provider = provider

    async def page(self, request: Request) -> Response:
        """Show tasks and ledger."""
        if not is_local(request):
            return no_page()
        moves = request.query_params.get("refresh") != "off"
        html = await run_in_threadpool(render_page, self._provider, moves=moves)
        return HTMLResponse(html, headers={"Content-Security-Policy": CONTENT_POLICY})

    async def ledger(self, request: Request) -> Response:
        """Tell what was asked for and what was charged."""
        if not is_local(request):
            return no_page()
        return JSONResponse(await run_in_threadpool(_ledger, self._provider.ledger))

    async def faults(self, request: Request) -> Response:
        """Tell which faults are still to come, and which there are."""
        if not is_local(request):
            return no_page()
        pending = [_shown(fault) for fault in self._provider.script.pending]
        return JSONResponse({"pending": pending, "available": FAULTS})

    async def script(self, request: Request) -> Response:
        """Add a fault to the script."""
        if not is_local(request) or not _is_json(request):
            return no_page()
        try:
            fault = _fault(read_body(await body_of(request)))
        except (Refusal, ValueError, TypeError) as exc:
            return JSONResponse({"error": str(exc)}, status_code=400)
        self._provider.script.add(fault)
        return JSONResponse(_shown(fault), status_code=201)

    async def clear(self, request: Request) -> Response:
        """Empty the script."""
        if not is_local(request):
            return no_page()
        self._provider.script.clear()
        return Response(status_code=204)


def is_local(request: Request) -> bool:
    """Tell whether a request comes from this machine, and from no web page elsewhere."""
    origin = request.headers.get("origin")
    if origin is not None and host_of(origin) != request.url.hostname:
        return False
    try:
        return ipaddress.ip_address(
            request.client.host if request.client else ""
        ).is_loopback
    except ValueError:
        return False


def _is_json(request: Request) -> bool:
    """Tell whether a browser would have had to ask before it sent this."""
    kind = request.headers.get("content-type", "")
    return kind.partition(";")[0].strip().lower() == "application/json"


def _fault(body: dict[str, Any]) -> Fault:
    """Read a fault: its own fields, and the rest as its details."""
    if "name" not in body:
        raise ValueError('Give the name of a fault, as {"name": "1302"}.')
    own = {name: value for name, value in body.items() if name in OWN_FIELDS}
    details = {name: value for name, value in body.items() if name not in OWN_FIELDS}
    return Fault(**own, details=details)


def _shown(fault: Fault) -> dict[str, Any]:
    """Return a fault as JSON takes it: a script in Python may give bytes."""
    shown = asdict(fault)
    body = fault.details.get("body")
    if isinstance(body, bytes):
        shown["details"] = {**fault.details, "body": body.decode("latin-1")}
    return shown


def _ledger(ledger: Ledger) -> dict[str, Any]:
    entries = {
        "charges": [asdict(charge) for charge in ledger.charges],
        "posts": [asdict(post) for post in ledger.posts],
        "total": ledger.total,
    }
    plain: dict[str, Any] = json.loads(json.dumps(entries, default=str))
    return plain

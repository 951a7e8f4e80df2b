"""How a fault looks on the wire."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from ._catalogue import DEFAULT_MODEL
from ._envelope import gateway_error, gateway_request_id
from ._refusal import BAD_VALUE, Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import Receive, Scope, Send

    from ._envelope import Manners
    from ._faults import Fault

PROMISED_BYTES = 4096
FIRST_BYTES = b'{"code":'

TIMEOUT_PAGE = (
    "<!doctype html><title>A timeout occurred</title>"
    "<h1>Error 524</h1><p>The origin web server timed out.</p>"
)
EXPIRED = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    "<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>"
)


class AnswerLost(ConnectionResetError):
    """An answer broke off on purpose: somebody had scripted it."""


class LostAnswer(Response):
    """Starts to answer and breaks off.

    On a port the connection is cut; in-process the caller gets `AnswerLost`.
    """

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        """Send the first bytes of many, and no more."""
        headers = [
            (b"content-type", b"application/json"),
            (b"content-length", str(PROMISED_BYTES).encode()),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        body = {"type": "http.response.body", "body": FIRST_BYTES, "more_body": True}
        await send(body)
        raise AnswerLost("The answer was lost on the way, as scripted.")


class Silence(Response):
    """Never answers: it is the client who must give up."""

    async def __call__(self, _scope: Scope, receive: Receive, _send: Send) -> None:
        """Wait until the client is gone."""
        while (await receive())["type"] != "http.disconnect":
            continue
        raise AnswerLost("The client gave up waiting, as scripted.")


def strike(fault: Fault, manners: Manners) -> Response:
    """Return the answer that a fault gives in place of the right one."""
    if fault.name == "unknown_task":
        return _json(*manners.unknown_task())
    if fault.name.isdecimal():
        text = fault.details.get("message", f"scripted error {fault.name}")
        return _json(*manners.refused(Refusal(int(fault.name), text)))
    return _STRIKES[fault.name](fault)


def _json(status: int, body: Any) -> Response:
    return JSONResponse(body, status_code=status)


def _hidden_code(fault: Fault) -> Response:
    code = fault.details.get("code", BAD_VALUE)
    text = fault.details.get("message", "a code in a body that says 200")
    return _json(200, {"code": code, "message": text, "request_id": "scripted"})


def _redirect(_fault: Fault) -> Response:
    return RedirectResponse("/", status_code=301)


def _timeout_page(_fault: Fault) -> Response:
    return HTMLResponse(TIMEOUT_PAGE, status_code=524)


def _invalid_request(_fault: Fault) -> Response:
    text = f"field image is required (request id: {gateway_request_id()})"
    return _json(500, gateway_error(text, "comet_api_error", "invalid_request"))


def _model_not_found(fault: Fault) -> Response:
    model_name = fault.details.get("model_name", DEFAULT_MODEL)
    text = (
        f"no available channel for group default and model {model_name} (distributor) "
        f"(request id: {gateway_request_id()})"
    )
    return _json(503, gateway_error(text, "comet_api_error", "model_not_found"))


def _reply(fault: Fault) -> Response:
    return Response(
        fault.details.get("body", b""),
        status_code=fault.details.get("status", 200),
        headers=dict(fault.details.get("headers", {})),
    )


def expired() -> Response:
    """Answer as a file store does when a link has run out."""
    return Response(EXPIRED, status_code=403, media_type="application/xml")


_STRIKES: dict[str, Callable[[Fault], Response]] = {
    "expired": lambda _fault: expired(),
    "hidden_code": _hidden_code,
    "invalid_request": _invalid_request,
    "lost": lambda _fault: LostAnswer(),
    "model_not_found": _model_not_found,
    "redirect": _redirect,
    "reply": _reply,
    "silent": lambda _fault: Silence(),
    "timeout_page": _timeout_page,
}

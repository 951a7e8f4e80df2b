"""A place for callbacks to arrive: a small HTTP server on a thread."""

from __future__ import annotations

import asyncio
import json
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType


POLL_SECONDS = 0.01


@dataclass(frozen=True)
class Delivery:
    """One callback as it came in."""

    headers: Mapping[str, str]
    raw: bytes

    @property
    def body(self) -> dict[str, Any]:
        body: dict[str, Any] = json.loads(self.raw)
        return body


class Hook:
    """Listens on a free port and remembers what came."""

    def __init__(self, status: int = 200) -> None:
        self.deliveries: list[Delivery] = []
        self._arrival = threading.Condition()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler(status))
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(POLL_SECONDS,)
        )

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/hook"

    async def wait_for(self, count: int) -> list[str]:
        """Return the statuses told of, once there are so many."""
        await asyncio.to_thread(self.wait_until, count)
        return [delivery.body["task_status"] for delivery in self.deliveries]

    def wait_until(self, count: int) -> None:
        """Block until so many have come."""
        with self._arrival:
            came = self._arrival.wait_for(lambda: len(self.deliveries) >= count, 20)
        assert came, f"{len(self.deliveries)} callbacks of {count} came."

    def _handler(self, status: int) -> Callable[..., BaseHTTPRequestHandler]:
        hook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(status)
                self.send_header("Location", "http://127.0.0.1:9/elsewhere")
                self.send_header("Content-Length", "0")
                self.end_headers()
                with hook._arrival:
                    hook.deliveries.append(Delivery(dict(self.headers), raw))
                    hook._arrival.notify_all()

            def log_message(self, *args: Any) -> None:
                """Say nothing."""

        return Handler

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

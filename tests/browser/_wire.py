"""What a page and its server tell each other, as Chromium counts it."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

BINARY = 2
"""The opcode of a websocket frame whose payload the browser tells as base64."""


class Wire:
    """Every message on the page's websockets, from now on."""

    def __init__(self, page: Page) -> None:
        self.sent: list[bytes] = []
        self.received: list[bytes] = []
        session = page.context.new_cdp_session(page)
        session.on(
            "Network.webSocketFrameSent", lambda event: self.sent.append(_data(event))
        )
        session.on(
            "Network.webSocketFrameReceived",
            lambda event: self.received.append(_data(event)),
        )
        session.send("Network.enable")

    @property
    def bytes_sent(self) -> int:
        """How much the page has sent."""
        return sum(map(len, self.sent))


def _data(event: dict[str, Any]) -> bytes:
    frame = event["response"]
    payload: str = frame["payloadData"]
    return base64.b64decode(payload) if frame["opcode"] == BINARY else payload.encode()

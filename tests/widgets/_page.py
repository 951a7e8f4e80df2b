"""The other end of a widget: what the browser would send, and what it was told."""

from __future__ import annotations

from typing import Any

from comm.base_comm import BaseComm


class RecordingComm(BaseComm):
    """A comm that remembers what goes out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.sent: list[tuple[dict[str, Any], list[Any]]] = []
        super().__init__(*args, **kwargs)

    def publish_msg(  # comm's own signature
        self,
        msg_type: str,  # noqa: ARG002
        data: dict[str, Any] | None = None,
        metadata: dict[str, Any] | None = None,  # noqa: ARG002
        buffers: list[bytes] | None = None,
        **keys: Any,  # noqa: ARG002
    ) -> None:
        self.sent.append((data or {}, buffers or []))


class Page:
    """The page's end of one widget."""

    def __init__(self, widget: Any) -> None:
        self._widget = widget

    def send(self, content: Any, *buffers: bytes) -> None:
        data = {"method": "custom", "content": content}
        self._deliver(data, buffers)

    def forge(self, **state: Any) -> None:
        self._deliver({"method": "update", "state": state, "buffer_paths": []}, ())

    def heard(self, kind: str) -> list[dict[str, Any]]:
        """Every custom message of that kind that came from Python."""
        return [
            data["content"]
            for data, _ in self._widget.comm.sent
            if data.get("method") == "custom" and data["content"]["kind"] == kind
        ]

    def buffers(self, kind: str) -> list[Any]:
        return [
            buffer
            for data, buffers in self._widget.comm.sent
            if data.get("method") == "custom" and data["content"]["kind"] == kind
            for buffer in buffers
        ]

    def choose(
        self,
        data: bytes,
        name: str = "cat.png",
        chunk: int = 1_000_000,
        was: dict[str, Any] | None = None,
    ) -> None:
        """Send a file as the picker's script does."""
        announced = {"kind": "begin", "upload": "u1", "name": name, "was": was}
        self.send({**announced, "size": len(data)})
        for offset in range(0, len(data), chunk):
            piece = data[offset : offset + chunk]
            self.send({"kind": "chunk", "upload": "u1", "offset": offset}, piece)

    def _deliver(self, data: Any, buffers: tuple[bytes, ...]) -> None:
        message = {"content": {"data": data}, "buffers": list(buffers)}
        self._widget._handle_msg(message)

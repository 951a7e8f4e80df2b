"""A file arriving from the page in pieces, believed only as far as it is checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from ..view import MAX_MESSAGE_BYTES, is_text
from ._repacked import Repacked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MAX_BYTES: Final = 64_000_000
"""More than any picture that can be made fit for Kling."""
MAX_NAME: Final = 255
MAX_ID: Final = 64


@dataclass(slots=True)
class Upload:
    """One file under way."""

    id: str
    name: str
    size: int
    was: Repacked | None = None
    """What the page made the file from, if it is not the file that was chosen."""
    data: bytearray = field(default_factory=bytearray, repr=False)

    @classmethod
    def begin(cls, message: Mapping[str, Any]) -> Upload | None:
        """Return what *message* announces, or None if it makes no sense."""
        upload, name, size = (message.get(key) for key in ("upload", "name", "size"))
        if not is_text(upload, MAX_ID) or not is_text(name, MAX_NAME):
            return None
        if type(size) is not int or not 0 <= size <= MAX_BYTES:
            return None
        return cls(upload, name, size, Repacked.read(message.get("was")))

    def take(self, message: Mapping[str, Any], buffers: Sequence[Any]) -> bool:
        """Append a piece; say whether it was the expected one."""
        if message.get("upload") != self.id or len(buffers) != 1:
            return False
        piece = memoryview(buffers[0])
        fits = 0 < piece.nbytes <= min(MAX_MESSAGE_BYTES, self.size - len(self.data))
        if not fits or message.get("offset") != len(self.data):
            return False
        self.data += piece
        return True

    @property
    def complete(self) -> bool:
        """Whether everything announced has arrived."""
        return len(self.data) == self.size

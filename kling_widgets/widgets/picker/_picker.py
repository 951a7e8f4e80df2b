"""The picture picker."""

from __future__ import annotations

import logging
import os
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, ClassVar, Final

import traitlets

from ...errors import KlingError
from ..view import View, is_text, without_name
from ._offered import Offered
from ._upload import MAX_ID, Upload
from ._words import UNREADABLE_PICTURE, picture_summary, too_long

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ...images import EncodedImage

logger = logging.getLogger("kling_widgets")

MAX_LOCATION: Final = 4096
"""Characters of a path or URL that is typed."""
MAX_PATH: Final = 1024
"""A longer text is no path: it is the picture itself."""
THUMBNAIL_SIDE: Final = 320
"""Pixels of the one small picture that goes into the saved notebook."""
USUAL_SIDE: Final = 2560
"""Pixels of a picture's longest side, where no clip is larger than 1920."""


class Picker(View):
    """Choose, drop or paste a picture, or name a path or an https URL.

    It answers to the same calls as the panel's other fields.

    Args:
        label: What the field is called on the page.
        name: The API's name of the parameter that the picture is for.
    """

    script_name: ClassVar[str] = "picker.js"
    style_names: ClassVar[tuple[str, ...]] = ("base.css", "picker.css")
    message_kinds: ClassVar[frozenset[str]] = frozenset(
        {"coming", "begin", "chunk", "cancel", "location", "mend", "clear"}
    )

    said: ClassVar[frozenset[str]] = frozenset(
        {"label", "summary", "notes", "error", "reason"}
    )

    label = traitlets.Unicode().tag(sync=True)
    """The field's accessible name. Written by Python."""
    thumbnail = traitlets.Bytes().tag(sync=True)
    """A small JPEG of what will be sent, empty without a picture. Written by Python."""
    summary = traitlets.Unicode().tag(sync=True)
    """Name, kind and size of what will be sent. Written by Python."""
    notes = traitlets.Tuple().tag(sync=True)
    """What was changed on the way, a sentence each. Written by Python."""
    error = traitlets.Unicode().tag(sync=True)
    """What is wrong with the last choice, as a sentence. Written by Python."""
    mends = traitlets.Tuple().tag(sync=True)
    """How the last choice could be mended: a way and a label each. Only the label
    is put into the reader's words: the page sends the way back. Written by Python."""
    reason = traitlets.Unicode().tag(sync=True)
    """Why no picture can be given now; empty if one can. Written by Python."""
    max_side = traitlets.Int(USUAL_SIDE).tag(sync=True)
    """Pixels of the longest side that the page sends. Written by Python."""

    image = traitlets.Any(None, allow_none=True)
    """The `EncodedImage` that will be sent, or None. It stays in the kernel."""

    def __init__(self, label: str, *, name: str) -> None:
        self.name = name
        self._upload: Upload | None = None
        self._coming: str | None = None
        self._offered: Offered | None = None
        self._listeners: list[Callable[[], None]] = []
        super().__init__(label=label)

    @property
    def value(self) -> EncodedImage | None:
        """The picture as it will be sent."""
        image: EncodedImage | None = self.image
        return image

    @property
    def disabled(self) -> bool:
        """Whether no picture is wanted here now, so that none is sent."""
        return bool(self.reason)

    def fill(self, value: Any, *, title: str = "") -> None:
        """Take a picture: a path, bytes, array, PIL image, figure or https URL.

        Args:
            value: The picture; None takes it away.
            title: What to call it on the page.

        Raises:
            InputError: It cannot be made fit to send. The old picture stays.
        """
        offered = Offered(value, title or _file_name(value))
        image = None if value is None else offered.prepared(self.name)
        self._show(image, offered.title)

    @property
    def is_faulty(self) -> bool:
        """Whether an error is shown."""
        return bool(self.error)

    @property
    def is_receiving(self) -> bool:
        """Whether a picture is on its way from the page."""
        return self._upload is not None or self._coming is not None

    def on_change(self, callback: Callable[[], None]) -> None:
        """Call *callback* after every change of the picture, and after a refusal."""
        self.observe(lambda _change: callback(), names=["image"])
        self._listeners.append(callback)

    def disable(self, reason: str) -> None:
        """Switch the field off and say why; an empty reason switches it on."""
        self.reason = reason

    def hint(self, text: str) -> None:
        """Add a sentence to what is said of the picture."""
        own = self.image.notes if self.image else ()
        self.notes = (*own, text) if text else own

    def complain(self, sentence: str) -> None:
        """Say what is wrong with the picture."""
        self.error = sentence

    def ask_for_focus(self) -> None:
        """Put the keyboard here."""
        self.send({"kind": "focus"})

    def _show(self, image: EncodedImage | None, title: str = "") -> None:
        with self.hold_sync():
            self.thumbnail = _thumbnail(image)
            self.summary = picture_summary(image, title)
            self.notes = image.notes if image else ()
            self.error = ""
            self.mends = ()
        self._offered = None
        self.image = image

    def _offer(self, offered: Offered, mend: str | None = None) -> None:
        """Take what the page offers, or say beside the field why not."""
        try:
            self._show(offered.prepared(self.name, mend), offered.title)
        except KlingError as error:
            self._refuse(without_name(error.message, self.name))
            self.mends = offered.ways()
            self._offered = offered if self.mends else None
        except Exception:
            # The edge: whatever a strange file does to a decoder, the page is told.
            logger.exception("the picture could not be prepared")
            self._refuse(UNREADABLE_PICTURE)

    def _refuse(self, sentence: str) -> None:
        self._show(None)
        self.error = sentence
        for tell in self._listeners:
            tell()

    def _on_coming(self, message: Mapping[str, Any], _buffers: Sequence[Any]) -> None:
        """Note that the page is making a picture light, to be sent when it is."""
        upload = message.get("upload")
        self._coming = upload if is_text(upload, MAX_ID) else None

    def _on_begin(self, message: Mapping[str, Any], _buffers: Sequence[Any]) -> None:
        if self._coming == message.get("upload"):
            self._coming = None
        self._end(self._upload.id if self._upload else None)
        self._upload = Upload.begin(message)
        self._advance()

    def _give_way(self) -> None:
        """Want nothing any more of what is on its way."""
        self._end(self._coming)
        self._end(self._upload.id if self._upload else None)
        self._coming = self._upload = None

    def _end(self, upload: str | None) -> None:
        """Tell the view that sends it: it would wait for ever."""
        if upload:
            self.send({"kind": "done", "upload": upload})

    def _on_chunk(self, message: Mapping[str, Any], buffers: Sequence[Any]) -> None:
        if self._upload and self._upload.take(message, buffers):
            self._advance()

    def _on_cancel(self, message: Mapping[str, Any], _buffers: Sequence[Any]) -> None:
        upload = message.get("upload")
        if upload is not None and self._coming == upload:
            self._coming = None
        elif self._upload and self._upload.id == upload:
            self._upload = None
        else:
            return
        self.error = ""  # that it is still arriving

    def _on_location(self, message: Mapping[str, Any], _buffers: Sequence[Any]) -> None:
        """Take what the person at the page typed; it is only ever opened as a picture."""
        self._give_way()
        text = message.get("text")
        if is_text(text, MAX_LOCATION):
            place = text.strip()
            self._offer(Offered(place, _file_name(place)))
        elif isinstance(text, str):
            self._refuse(too_long(len(text), MAX_LOCATION))

    def _on_mend(self, message: Mapping[str, Any], _buffers: Sequence[Any]) -> None:
        """Do what was offered, to the picture that it was offered for."""
        way = message.get("way")
        is_offered = way in [offer["way"] for offer in self.mends]
        if self._offered is not None and is_offered:
            self._offer(self._offered, way)

    def _on_clear(self, _message: Mapping[str, Any], _buffers: Sequence[Any]) -> None:
        self._give_way()
        self._show(None)

    def _advance(self) -> None:
        """Acknowledge what has arrived; once all has, look at it."""
        upload = self._upload
        if upload is None:
            return
        self.send({"kind": "ack", "upload": upload.id, "received": len(upload.data)})
        if upload.complete:
            self._upload = None
            self._offer(Offered(bytes(upload.data), upload.name, upload.was))
            self.send({"kind": "done", "upload": upload.id})


def _file_name(value: object) -> str:
    """Return what to call a picture that is given by its path."""
    if isinstance(value, os.PathLike) or is_text(value, MAX_PATH):
        return PurePath(value).name
    return ""


def _thumbnail(image: EncodedImage | None) -> bytes:
    if image is None or not image.data:
        return b""
    from ...images import thumbnail

    return thumbnail(image, THUMBNAIL_SIDE)

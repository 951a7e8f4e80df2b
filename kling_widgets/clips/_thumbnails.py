"""Small pictures of clips, each made once and kept in a folder."""

from __future__ import annotations

import hashlib
import logging
from typing import TYPE_CHECKING, Final

from ._file import stat_of
from ._poster import thumbnail_jpeg
from ._reader import read_first_picture
from ._write import replacing

if TYPE_CHECKING:
    from pathlib import Path

logger = logging.getLogger("kling_widgets")

JPEG_START: Final = b"\xff\xd8"


class Thumbnails:
    """The small pictures in one folder.

    Each is named by its clip's path, length and time of change, so that a clip that
    was written anew gets a new one.

    Args:
        folder: where they are kept; made when the first one is.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def kept(self, clip: Path) -> bytes | None:
        """The picture, if it was made before.

        Raises:
            DownloadError: the clip's file is gone.
        """
        try:
            data = self._file(clip).read_bytes()
        except OSError:
            return None
        return data if data.startswith(JPEG_START) else None

    def get(self, clip: Path) -> bytes:
        """The picture, made now unless it was before.

        Raises:
            DownloadError: the clip's file is gone or no video.
        """
        return self.kept(clip) or self._made(clip)

    def forget(self, clip: Path) -> None:
        """Delete the picture of a clip that is about to be deleted.

        Raises:
            DownloadError: the clip's file is gone.
        """
        self._file(clip).unlink(missing_ok=True)

    def _made(self, clip: Path) -> bytes:
        data = thumbnail_jpeg(read_first_picture(clip))
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with replacing(self._file(clip)) as part:
                part.write_bytes(data)
        except OSError as exc:
            logger.warning("No thumbnail could be kept in %r: %s", self.folder, exc)
        return data

    def _file(self, clip: Path) -> Path:
        state = stat_of(clip)
        name = f"{clip.absolute()}|{state.st_size}|{state.st_mtime_ns}"
        digest = hashlib.sha256(name.encode("utf-8", "surrogateescape")).hexdigest()
        return self.folder / f"{digest[:32]}.jpg"

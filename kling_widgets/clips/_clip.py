"""A finished clip: a file, what it holds, and how it shows itself in a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._bundle import bundle
from ._embed import check_embed, chosen_embed
from ._fingerprint import sha256_of
from ._motion import read_motion
from ._path import path_of
from ._poster import shrunk, small_jpeg, small_png
from ._reader import read_first_picture, read_frames, read_info, read_last_picture
from ._recipe_file import read_recipe
from ._strip import read_strip

if TYPE_CHECKING:
    from os import PathLike
    from pathlib import Path

    from numpy.typing import NDArray
    from PIL.Image import Image

    from ._embed import Embed
    from ._info import ClipInfo
    from ._recipe import Recipe


class Clip:
    """A video file on this machine.

    It shows itself in a cell, opens wherever a path is taken, and equals another
    clip of the same file. What the file holds is read when it is first asked for.

    Args:
        path: where the file is.
        url: where it came from.
        caption: what is written under it in a cell.
        embed: whether a cell keeps the video: see `kling_widgets.clips.bundle`;
            as `configure(embed=...)` says unless given.
        embed_limit: how many bytes of video a cell may keep; the same.

    Raises:
        InputError: no file can have such a path.
    """

    __slots__ = (
        *("_caption", "_embed", "_embed_limit"),
        *("_info", "_path", "_still", "_url"),
    )

    def __init__(
        self,
        path: str | PathLike[str],
        *,
        url: str | None = None,
        caption: str = "",
        embed: Embed | None = None,
        embed_limit: int | None = None,
    ) -> None:
        self._path = path_of(path, "path").absolute()
        self._url = url
        self._caption = caption
        self._embed = None if embed is None else check_embed(embed)
        self._embed_limit = embed_limit
        self._info: ClipInfo | None = None
        self._still: Image | None = None

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._path

    @property
    def url(self) -> str | None:
        """Where it came from; the provider's links expire."""
        return self._url

    @property
    def caption(self) -> str:
        """What is written under it in a cell, for example its prompt."""
        return self._caption

    @property
    def info(self) -> ClipInfo:
        """What the file says of itself: size, speed, length, codecs, bytes.

        Raises:
            DownloadError: the file is gone or no video.
        """
        if self._info is None:
            self._info = read_info(self._path)
        return self._info

    @property
    def width(self) -> int:
        """Pixels from left to right."""
        return self.info.width

    @property
    def height(self) -> int:
        """Pixels from top to bottom."""
        return self.info.height

    @property
    def duration(self) -> float:
        """Seconds."""
        return self.info.duration

    @property
    def fps(self) -> float:
        """Pictures a second."""
        return self.info.fps

    @property
    def has_sound(self) -> bool:
        """Whether there is something to hear."""
        return self.info.has_sound

    @property
    def sha256(self) -> str:
        """The fingerprint of the file, in hex.

        Raises:
            DownloadError: the file is gone.
        """
        return sha256_of(self._path)

    @property
    def recipe(self) -> Recipe | None:
        """How the clip was made, if that is written in it or beside it.

        Raises:
            InputError: there is a recipe, and it cannot be read.
            DownloadError: the file is gone.
        """
        return read_recipe(self._path)

    def poster(self) -> bytes:
        """A small JPEG of how the clip begins.

        Raises:
            DownloadError: the file is gone or no video.
        """
        return small_jpeg(self._first_picture())

    def poster_png(self) -> bytes:
        """The same as a smaller PNG, for pages that show no HTML.

        Raises:
            DownloadError: the file is gone or no video.
        """
        return small_png(self._first_picture())

    def _first_picture(self) -> Image:
        if self._still is None:
            self._still = shrunk(read_first_picture(self._path))
        return self._still

    def frames(self, n: int) -> NDArray[Any]:
        """`n` pictures spread evenly over the clip, as an array (n, height, width, 3).

        Raises:
            ValueError: `n` is less than 1.
            DownloadError: the file is gone or no video.
        """
        if n < 1:
            raise ValueError(f"frames: {n} pictures; ask for at least 1.")
        return read_frames(self._path, n)

    def strip(self, n: int = 8, *, height: int = 120) -> Image:
        """A filmstrip: `n` pictures spread evenly over the clip, side by side.

        Raises:
            ValueError: `n` or `height` is less than 1.
            DownloadError: the file is gone or no video.
        """
        if min(n, height) < 1:
            raise ValueError(
                f"strip: {n} pictures of {height} pixels; ask for at least 1 of each."
            )
        return read_strip(self._path, n, height)

    def motion(self) -> NDArray[Any]:
        """How much moves, from each frame to the next: a curve to plot.

        Each value is the mean change of a pixel's grey between two frames that
        follow each other, in levels of 0 to 255: 0 is a still, a cut is a peak.
        A clip of `k` frames has `k - 1` values. Frames are compared at 320 pixels
        on the long side, so that curves of clips of different sizes compare.

        Raises:
            DownloadError: the file is gone or no video.
        """
        return read_motion(self._path)

    def last_frame(self) -> Image:
        """The picture that the clip ends on: a next clip can start from it.

        Raises:
            DownloadError: the file is gone or no video.
        """
        return read_last_picture(self._path)

    def __fspath__(self) -> str:
        return str(self._path)

    def __eq__(self, other: object) -> bool:
        return self._path == other._path if isinstance(other, Clip) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._path)

    def __repr__(self) -> str:
        return f"Clip({str(self._path)!r})"

    def _repr_mimebundle_(self, **_choice: Any) -> dict[str, str]:
        mode, limit = chosen_embed()
        if self._embed_limit is not None:
            limit = self._embed_limit
        return bundle((self,), embed_limit=limit, embed=self._embed or mode)

"""The end of one clip as the beginning of the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._sentences import last_frame_of

if TYPE_CHECKING:
    from ...clips import Clip
    from ..picker import Picker


def fill_from_end(picker: Picker, clip: Clip) -> None:
    """Put the picture that a clip ends on into a picker, and the keyboard there.

    Raises:
        DownloadError: The file is gone or no video.
        InputError: The picture cannot be sent.
    """
    picker.fill(clip.last_frame(), title=last_frame_of(clip.path.name))
    picker.ask_for_focus()

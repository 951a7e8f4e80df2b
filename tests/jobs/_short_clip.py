"""A real clip of half a second, made in a moment.

As a program: the simulator on a port, where every clip is this one. To draw each takes
it a second, which is much where hundreds of jobs are killed.
"""

from __future__ import annotations

import io
import sys

import av
import numpy as np

from kling_widgets.simulator.__main__ import main
from kling_widgets.simulator._files import Files


def short_clip() -> bytes:
    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=24)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for shade in range(12):
            grey = np.full((48, 64, 3), shade * 20, np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(grey)))
        container.mux(stream.encode(None))
    return file.getvalue()


if __name__ == "__main__":
    CLIP = short_clip()
    Files._rendered = lambda *_: CLIP  # type: ignore[method-assign]
    sys.exit(main())

"""What is in a movie's file, decoded and box by box."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import av

if TYPE_CHECKING:
    from pathlib import Path


def decoded(path: Path) -> list[tuple[str, int, str]]:
    """Kind, time and fingerprint of every picture and every piece of sound."""
    found = []
    for kind in ("video", "audio"):
        with av.open(str(path)) as container:
            for stream in getattr(container.streams, kind):
                for frame in container.decode(stream):
                    data = frame.to_ndarray().tobytes()
                    digest = hashlib.sha256(data).hexdigest()
                    found.append((kind, frame.pts, digest))
    return found


def metadata(path: Path) -> dict[str, str]:
    """The tags that players know."""
    with av.open(str(path)) as container:
        return dict(container.metadata)


def boxes(path: Path) -> list[bytes]:
    """The kinds of the file's outermost boxes, in order."""
    data, place, kinds = path.read_bytes(), 0, []
    while place < len(data):
        kinds.append(data[place + 4 : place + 8])
        place += int.from_bytes(data[place : place + 4], "big")
    return kinds


def remuxed(source: Path, path: Path, flags: str, **tags: Any) -> Path:
    """The same pictures, packed in another way."""
    with (
        av.open(str(source)) as old,
        av.open(str(path), "w", format="mp4", options={"movflags": flags}) as new,
    ):
        new.metadata.update(tags)
        stream = new.add_stream_from_template(old.streams.video[0])
        for packet in old.demux(old.streams.video[0]):
            if packet.dts is not None:
                packet.stream = stream
                new.mux(packet)
    return path

"""The files beside the store: requests as they came, and the clips made of them."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
import threading
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._task import Task


RETENTION_SECONDS = 30 * 24 * 60 * 60
"""Kling clears results after 30 days, and so do we."""


class Files:
    """Two folders, of requests and of finished clips, for all who use one home."""

    def __init__(self, home: Path) -> None:
        self._requests = home / "requests"
        self._clips = home / "clips"
        self._is_tidy = False
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)

    def keep_request(self, body: bytes) -> str:
        """Keep a request's body, pictures included, and return its name."""
        name = hashlib.sha256(body).hexdigest()
        path = self._request(name)
        if path.exists():
            path.touch()
        else:
            _write(path, body)
        self._tidy_up_once()
        return name

    def clip(self, task: Task) -> Path:
        """Return the task's clip, made now if nobody asked for it before.

        It takes a second or more: call it in a thread.
        """
        path = self._clip(task)
        with self._locks[task.task_id]:
            if not path.exists():
                _write(path, self._rendered(task))
        self._locks.pop(task.task_id, None)
        return path

    def drawn(self, task: Task) -> Path | None:
        """Return the task's clip if it was made before."""
        path = self._clip(task)
        return path if path.exists() else None

    def _tidy_up_once(self) -> None:
        """Delete what is older than the service itself would keep it."""
        if self._is_tidy:
            return
        self._is_tidy = True
        oldest = time.time() - RETENTION_SECONDS
        for path in (*self._requests.glob("*"), *self._clips.glob("*")):
            # another process may be tidying up as well
            with contextlib.suppress(FileNotFoundError):
                if path.stat().st_mtime < oldest:
                    path.unlink()

    def _rendered(self, task: Task) -> bytes:
        from ..animatic import render

        body = self._request(task.draft.request).read_bytes()
        return render(json.loads(body), watermark=True)

    def _clip(self, task: Task) -> Path:
        return self._clips / f"{task.task_id}.mp4"

    def _request(self, name: str) -> Path:
        return self._requests / f"{name}.json"


def _write(path: Path, data: bytes) -> None:
    """Put a file in place whole, or not at all."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(part).replace(path)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise

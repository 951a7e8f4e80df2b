"""How the command tells what happens: to a person, or to a program."""

from __future__ import annotations

import json
import shutil
import time
from typing import TYPE_CHECKING, Any, Protocol, TextIO

from ._follow import Steps
from ._streams import told
from ._words import line, row

if TYPE_CHECKING:
    from ..clips import Clip
    from ..jobs import Diagnosis, JobSnapshot

CLEAR_LINE = "\r\x1b[K"


class Report(Steps, Protocol):
    """What the command has to tell."""

    def clip(self, clip: Clip) -> None:
        """Tell where a clip is."""

    def job(self, snapshot: JobSnapshot) -> None:
        """Tell of one job among others."""

    def diagnosis(self, found: Diagnosis) -> None:
        """Tell what was looked at, and how it is."""


def report_to(out: TextIO, *, as_json: bool) -> Report:
    """Return the report that suits where it is read."""
    return JsonReport(out) if as_json or not out.isatty() else TerminalReport(out)


class TerminalReport:
    """One line that changes in place, and the clip's path at the end."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._stepped = time.monotonic()

    def step(self, snapshot: JobSnapshot) -> None:
        """Change the line."""
        self._stepped = time.monotonic()
        self._show(line(snapshot))

    def tick(self, snapshot: JobSnapshot) -> None:
        """Let the clock in the line go on."""
        since = time.monotonic() - self._stepped
        self._show(f"{line(snapshot)} (+{since:.0f} s)" if since >= 1 else "")

    def clip(self, clip: Clip) -> None:
        """Leave the path where the line was."""
        self._out.write(f"{CLEAR_LINE}{clip.path}\n")

    def job(self, snapshot: JobSnapshot) -> None:
        """Write a row."""
        self._out.write(f"{row(snapshot)}\n")

    def diagnosis(self, found: Diagnosis) -> None:
        """Write the report as it is copied into a question."""
        self._out.write(f"{found}\n")

    def _show(self, text: str) -> None:
        if text:
            width = shutil.get_terminal_size().columns - 1  # a full line would wrap
            self._out.write(f"{CLEAR_LINE}{text[:width]}")
            self._out.flush()


class JsonReport:
    """One JSON object a line; each says in `event` what it is."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def step(self, snapshot: JobSnapshot) -> None:
        """Write the job as it is now."""
        self._write("state", _plain(snapshot))

    def tick(self, snapshot: JobSnapshot) -> None:
        """Write nothing: a program has a clock of its own."""

    def clip(self, clip: Clip) -> None:
        """Write what a program needs to use the clip."""
        size = {"width": clip.width, "height": clip.height, "duration": clip.duration}
        self._write("clip", {"path": str(clip.path), **size, "sha256": clip.sha256})

    def job(self, snapshot: JobSnapshot) -> None:
        """Write the job as the journal has it."""
        self._write("job", _plain(snapshot))

    def diagnosis(self, found: Diagnosis) -> None:
        """Write one object for each thing that was looked at."""
        for each in found.lines:
            self._write(
                "check",
                {"name": each.name, "health": each.health.value, "text": each.text},
            )

    def _write(self, event: str, values: dict[str, Any]) -> None:
        # ASCII: a pipe's encoding is not known to whoever writes into it.
        with told():
            self._out.write(f"{json.dumps({'event': event, **values})}\n")
            self._out.flush()


def _plain(snapshot: JobSnapshot) -> dict[str, Any]:
    path = str(snapshot.clip.path) if snapshot.clip else None
    return {
        "id": snapshot.id,
        "task_id": snapshot.task_id,
        "state": snapshot.state.value,
        "created_at": snapshot.created_at.isoformat(),
        "elapsed": round(snapshot.elapsed, 3),
        "model_name": snapshot.model_name,
        "mode": snapshot.mode,
        "duration": snapshot.duration,
        "prompt": snapshot.prompt,
        "simulated": snapshot.simulated,
        "price": snapshot.price,
        "note": snapshot.note,
        "error": snapshot.error,
        "path": path,
    }

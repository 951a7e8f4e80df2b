"""Places where a test kills this process, to see what is left behind.

`at(name)` does nothing at all unless the environment variable KLING_WIDGETS_CRASH
names that point when this module is imported; then the process kills itself there
with SIGKILL, which nothing can catch or tidy up after. Callers write `_crash.at(…)`
so that a test may import this module anew in a process of its own.
"""

from __future__ import annotations

import os

VARIABLE = "KLING_WIDGETS_CRASH"

POINTS = (
    "before_insert",
    "after_prepared",
    "after_lock",
    "input_written",
    "after_submitting",
    "http11.send_request_headers.complete",
    "http11.send_request_body.complete",
    "http11.receive_response_headers.complete",
    "answered",
    "after_submitted",
    "poll_answered",
    "after_processing",
    "succeed_seen",
    "after_succeed",
    "part_opened",
    "mid_download",
    "before_fsync",
    "before_finish",
    "before_rename",
    "after_rename",
    "named",
    "before_saved",
    "after_saved",
)
"""The points, in the order in which a job passes them; three are httpcore's events."""


def _nothing(_name: str) -> None:
    """Do nothing: nobody asked for a crash."""


def _kill_at(wanted: str) -> None:
    import signal

    global at  # noqa: PLW0603 - decided once, when this module is imported

    def kill(name: str) -> None:
        if name == wanted:
            os.kill(os.getpid(), signal.SIGKILL)

    at = kill


at = _nothing
if os.environ.get(VARIABLE):
    _kill_at(os.environ[VARIABLE])

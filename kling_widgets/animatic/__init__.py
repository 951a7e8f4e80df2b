"""A request's pictures and motion in, an MP4 out, on this machine.

An animatic is what film makers shoot before the film: the picture moved as the
script asks, so that timing and framing can be judged before anything is paid.
It reads the very JSON that would be sent to Kling and never claims to be Kling.
"""

from __future__ import annotations

from ._render import end_frame, render

__all__ = ["end_frame", "render"]

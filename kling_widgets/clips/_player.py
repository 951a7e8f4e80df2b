"""The script that a cell's output brings along, for what HTML alone cannot do.

It is one constant with nothing from outside in it. A page that runs no scripts of
saved outputs (a notebook that is not trusted, GitHub) loses the bar and nothing else:
the browser's own controls play, and the link leads to the file.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from .._javascript import lean, without_exports

PLAYER: Final = Path(__file__).with_name("player.js")
START: Final = """
for (const figure of document.querySelectorAll("figure.kling-clip:not([data-kling-player])")) {
  const video = figure.querySelector("video");
  figure.dataset.klingPlayer = "";
  if (!video) continue;
  const link = figure.querySelector("figcaption a");
  const path = link?.textContent ?? "";
  const name = path.split(/[/\\\\]/).pop();
  video.after(playerBar(video, { fps: Number(video.dataset.klingFps), name, path }, figure));
}
"""


@cache
def player_script() -> str:
    """The script as an element on one line; it finds the clips of its page itself."""
    code = lean(without_exports(PLAYER.read_text("utf-8")) + START)
    return f"<script>(() => {{{' '.join(code.splitlines())}}})();</script>"

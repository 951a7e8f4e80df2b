"""The script that a cell's output brings along, for what HTML alone cannot do.

It is one constant with nothing from outside in it. A page that runs no scripts of
saved outputs (a notebook that is not trusted, GitHub) loses the bar and nothing else:
the browser's own controls play, and the link leads to the file.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Final

from .._javascript import lean, without_exports
from .._language import language, script_words

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


WORDS: Final = re.compile(r'(?<=: )"([^"\\\n]+)"')
"""What the bar says: the values of a table in the script."""


def player_script() -> str:
    """The script as an element on one line; it finds the clips of its page itself."""
    return _script(language())


@cache
def _script(_language: str) -> str:
    words = script_words()
    module = WORDS.sub(
        lambda text: json.dumps(words.get(text[1], text[1]), ensure_ascii=False),
        PLAYER.read_text("utf-8"),
    )
    code = lean(without_exports(module) + START)
    return f"<script>(() => {{{' '.join(code.splitlines())}}})();</script>"

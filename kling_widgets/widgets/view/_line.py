"""A line of words in the panel."""

from __future__ import annotations

from typing import Final

import ipywidgets

from ..._language import told
from ._html import render, render_code

HINT: Final = '<p class="kling-small">$text</p>'
ERROR: Final = '<p class="kling-error" role="alert">$text</p>'
HEADED: Final = "<p><b>$word</b> $text</p>"
CODE: Final = '<pre class="kling-code" tabindex="0" aria-label="$name">$code</pre>'


class Line(ipywidgets.HTML):
    """A line of words that takes no room while it is empty."""

    def __init__(self, *classes: str) -> None:
        self.is_error = False
        super().__init__(layout=ipywidgets.Layout(display="none"))
        for name in ("kling-line", *classes):
            self.add_class(name)

    def say(self, text: str) -> None:
        """Show a hint."""
        self._show(render(HINT, text=told(text)) if text else "")

    def complain(self, text: str) -> None:
        """Show an error, and have it announced."""
        self._show(render(ERROR, text=told(text)), is_error=True)

    def head(self, word: str, text: str) -> None:
        """Show a sentence after the one word that it is about."""
        self._show(render(HEADED, word=told(word), text=told(text)))

    def quote(self, code: str) -> None:
        """Show Python made of `repr`, its lines kept, to be copied."""
        self._show(render_code(CODE, code, name=told("The panel as code")))

    def _show(self, html: str, *, is_error: bool = False) -> None:
        self.is_error = is_error
        self.value = html
        self.layout.display = None if html else "none"

"""The only way of a text into HTML: a constant template and escaped words."""

from __future__ import annotations

import base64
import html
from string import Template

from ...api import clean
from ._assets import style


def esc(text: str) -> str:
    """Return *text* without control characters and with nothing left of HTML."""
    return html.escape(clean(text), quote=True)


def render(template: str, **words: str) -> str:
    """Fill a constant template; every word is escaped on the way in."""
    return Template(template).substitute(
        {name: esc(word) for name, word in words.items()}
    )


def render_code(template: str, code: str, **words: str) -> str:
    """Fill a constant template with Python made of `repr`, its lines kept.

    `repr` writes out whatever cannot be seen, so only markup is left to escape.
    """
    escaped = {name: esc(word) for name, word in words.items()}
    return Template(template).substitute(escaped, code=html.escape(code, quote=True))


def picture_tag(jpeg: bytes, words: str) -> str:
    """Return a JPEG as an element; of its bytes only letters, digits, + / = get in."""
    data = base64.b64encode(jpeg).decode("ascii")
    return f'<img alt="{esc(words)}" src="data:image/jpeg;base64,{data}">'


def style_tag(*names: str) -> str:
    """Return our own style sheets as an element; nothing from outside is in them."""
    return "<style>" + style(*names) + "</style>"

"""The page of exported clips: words and videos, no script, nothing from elsewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from .._language import language, told
from ._say import byte_words, in_html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ._info import ClipInfo

PAGE: Final = """\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
img-src 'self' file:; media-src 'self' file:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { max-width: 1200px; margin: 0 auto; padding: 24px 16px; }
main { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 320px), 1fr)); \
gap: 28px 20px; align-items: start; }
figure { margin: 0; }
video { display: block; width: 100%; height: auto; max-height: 70vh; border-radius: 6px; \
background: #000; }
figcaption { margin-top: 6px; overflow-wrap: anywhere; }
figcaption div, footer { font-size: 13px; opacity: 0.75; }
footer { margin-top: 36px; }
</style>
</head>
<body>
<main>
{figures}
</main>
<footer>{recipe}</footer>
</body>
</html>
"""
READ: Final = '<code>kling_widgets.from_clip("…mp4")</code>'
FIGURE: Final = (
    '<figure><video controls loop muted playsinline preload="none" '
    'width="{width}" height="{height}" src="{name}.mp4" poster="{name}.jpg" '
    'aria-label="{title}"></video><figcaption>{title}<div>{facts}</div>'
    '<div><a href="{name}.mp4" download>{said}</a></div></figcaption></figure>'
)


def page_of(figures: Sequence[str]) -> str:
    """The whole page, in the language that is spoken now."""
    recipe = told("Each file carries its recipe; {} reads it.").replace("{}", READ)
    words = {
        "language": language(),
        "title": told(f"Clips: {len(figures)}"),
        "recipe": recipe,
        "figures": "\n".join(figures),
    }
    return re.sub(r"\{(\w+)\}", lambda slot: words.get(slot[1], slot[0]), PAGE)


def figure_of(stem: str, title: str, facts: str, info: ClipInfo) -> str:
    """One clip on the page; every word from outside is escaped on its way in."""
    return FIGURE.format(
        name=quote(stem),
        width=info.width,
        height=info.height,
        title=in_html(title or stem),
        facts=in_html(facts),
        said=in_html(f"{stem}.mp4, {told(str(info))}, {told(byte_words(info.bytes))}"),
    )

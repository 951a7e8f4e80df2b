"""One card as Python sends it to the page, and a page that shows it."""

from __future__ import annotations

from typing import Any

STOP = "The task goes on at Kling and is billed."
BAND = "usually 2\N{EN DASH}4 min"


def action(kind: str, label: str, **more: Any) -> dict[str, Any]:
    texts = dict.fromkeys(("says", "title", "asks", "field", "yes", "text", "done"), "")
    return {"kind": kind, "label": label, "primary": False, **texts, **more}


AGAIN = action("again", "Send again…", asks="It may be charged twice.", yes="Send")
ATTACH = action("attach", "I have its id…", field="Task id", yes="Attach")


def card(**changes: Any) -> dict[str, Any]:
    return {
        "id": "kw-1",
        "tone": "busy",
        "stage": "Processing",
        "elapsed": 65.0,
        "ticking": True,
        "took": "",
        "bands": [[0, BAND], [240.0, f"{BAND}; longer than usual, and still going"]],
        "left": None,
        "next": ["Next try in {time}", "Trying now"],
        "prompt": "the cat yawns",
        "facts": "kling-v2-6 · std · 5 s",
        "note": "",
        "error": "",
        "hint": "",
        "problem": "",
        "actions": [action("stop", "Stop watching", says=STOP)],
        "back": "Back",
        "clip": "Clip",
        "inline": False,
        **changes,
    }

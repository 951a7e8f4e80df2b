"""One job's card in plain values: the one place where a snapshot becomes words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..api import clean
from ..jobs import JobState
from ._html import render
from ._sentences import without_name

if TYPE_CHECKING:
    from ..jobs import JobSnapshot

STAGES: Final = {
    JobState.PREPARED: "Getting ready",
    JobState.SUBMITTING: "Sending",
    JobState.UNKNOWN: "Outcome not known",
    JobState.SUBMITTED: "Submitted",
    JobState.PROCESSING: "Processing",
    JobState.SUCCEED: "Downloading",
    JobState.SAVED: "Saved",
    JobState.FAILED: "Failed",
    JobState.REJECTED: "Refused",
    JobState.LOST_RESULT: "Result lost",
    JobState.CANCELLED: "Cancelled",
    JobState.ABANDONED: "Given up",
}
KNOWN_STATUSES: Final = frozenset({"", "submitted", "processing", "succeed", "failed"})
AT_KLING: Final = frozenset({JobState.SUBMITTED, JobState.PROCESSING})
BAD: Final = frozenset(
    {
        JobState.UNKNOWN,
        JobState.FAILED,
        JobState.REJECTED,
        JobState.LOST_RESULT,
        JobState.ABANDONED,
    }
)
STAGE: Final = '<div role="status" style="font-size: 0.93em"><b>$text</b></div>'
LINE: Final = '<div style="font-size: 0.93em">$text</div>'
MINUTE: Final = 60
SHOWN_PROMPT: Final = 300
"""Characters of the prompt on a card, to tell one job from another."""


def card_state(
    snapshot: JobSnapshot, *, elapsed: float, inline: bool = False, chains: bool = False
) -> dict[str, Any]:
    """Return what the page needs to draw *snapshot*.

    Args:
        snapshot: The job as it was last seen.
        elapsed: Seconds since Generate, now.
        inline: Whether the card itself is to play the clip.
        chains: Whether the clip's last frame can become the next picture here.
    """
    active = snapshot.watching and not snapshot.state.is_final
    shows_time = active or snapshot.state is JobState.SAVED
    return {
        "id": snapshot.id,
        "tone": _tone(snapshot),
        "stage": _stage(snapshot),
        "elapsed": round(elapsed, 1) if shows_time else None,
        "ticking": active,
        "band": _band(snapshot.usual) if active else "",
        "late_after": snapshot.usual[1] if active and snapshot.usual else None,
        "prompt": clean(snapshot.prompt)[:SHOWN_PROMPT],
        "facts": _facts(snapshot),
        "note": clean(snapshot.note),
        "error": clean(without_name(snapshot.error, snapshot.error_field or "")),
        "stop": _stop(snapshot) if active else "",
        "inline": inline and snapshot.clip is not None,
        "chains": chains and snapshot.clip is not None,
    }


def settled(*snapshots: JobSnapshot) -> dict[str, str]:
    """Return the cards of jobs that are over as plain output."""
    cards = [_settled_lines(snapshot) for snapshot in snapshots]
    html = "".join(
        render(STAGE, text=stage) + "".join(render(LINE, text=line) for line in lines)
        for stage, *lines in cards
    )
    plain = "\n\n".join("\n".join(lines) for lines in cards)
    return {"text/html": html, "text/plain": plain}


def _settled_lines(snapshot: JobSnapshot) -> list[str]:
    card = card_state(snapshot, elapsed=snapshot.elapsed)
    took = f" ({snapshot.elapsed:.0f} s)" if snapshot.clip else ""
    lines = [card["error"], card["prompt"], card["facts"]]
    return [f"{card['stage']}{took}", *filter(None, lines)]


def _stage(snapshot: JobSnapshot) -> str:
    if snapshot.clip is not None:
        return f"Saved to {_beside_notebook(snapshot.clip.path)}"
    if not snapshot.watching and not snapshot.state.is_final:
        return "Not watched"
    if snapshot.state in AT_KLING and snapshot.status_text not in KNOWN_STATUSES:
        return f"Kling says “{clean(snapshot.status_text)}”"
    return STAGES[snapshot.state]


def _tone(snapshot: JobSnapshot) -> str:
    if snapshot.state is JobState.SAVED:
        return "done"
    if snapshot.state in BAD:
        return "bad"
    return "busy" if snapshot.watching and not snapshot.state.is_final else "idle"


def _band(usual: tuple[float, float] | None) -> str:
    if usual is None:
        return ""
    low, high = usual
    if high < 2 * MINUTE:
        return f"usually {low:.0f}\N{EN DASH}{high:.0f} s"
    return f"usually {max(1, round(low / MINUTE))}\N{EN DASH}{round(high / MINUTE)} min"


def _facts(snapshot: JobSnapshot) -> str:
    price = "simulator, free" if snapshot.simulated else snapshot.price
    length = f"{snapshot.duration} s"
    facts = (snapshot.model_name, snapshot.mode or "", length, price)
    return clean(" · ".join(fact for fact in facts if fact))


def _stop(snapshot: JobSnapshot) -> str:
    if snapshot.state is JobState.SUCCEED:  # being saved: there is nothing to wait for
        return ""
    if snapshot.simulated:
        return "The task goes on in the simulator."
    return "The task goes on at Kling and is billed; it cannot be cancelled there."


def _beside_notebook(path: Path) -> str:
    here = Path.cwd()
    return clean(str(path.relative_to(here) if path.is_relative_to(here) else path))

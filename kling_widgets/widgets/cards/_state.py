"""One job's card in plain values: the one place where a snapshot becomes words."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..._language import language, told
from ...api import clean
from ...jobs import JobState
from ..view import render, without_name
from . import _words as words
from ._actions import AT_KLING, CLIPLESS, actions

if TYPE_CHECKING:
    from ...jobs import JobSnapshot

KNOWN_STATUSES: Final = frozenset({"", "submitted", "processing", "succeed", "failed"})
BAD: Final = frozenset(
    {
        JobState.UNKNOWN,
        JobState.FAILED,
        JobState.REJECTED,
        JobState.LOST_RESULT,
        JobState.ABANDONED,
    }
)
# Both names keep MathJax (3 and later, 2) away: text from outside is no formula.
STAGE: Final = (
    '<div class="mathjax_ignore tex2jax_ignore" lang="$lang" role="status" '
    'style="font-size: 0.93em"><b>$text</b></div>'
)
LINE: Final = (
    '<div class="mathjax_ignore tex2jax_ignore" lang="$lang" '
    'style="font-size: 0.93em">$text</div>'
)
MINUTE: Final = 60
STALLED_AFTER: Final = 4
"""So many times the upper end of what is usual: 20 minutes where 5 are."""
SHOWN_PROMPT: Final = 300
"""Characters of the prompt on a card, to tell one job from another."""


def card_state(
    snapshot: JobSnapshot,
    *,
    elapsed: float,
    inline: bool = False,
    can_send: bool = False,
    chains: bool = False,
    repeats: bool = False,
    mends: bool = False,
    before: bool = False,
    problem: str = "",
) -> dict[str, Any]:
    """Return what the page needs to draw *snapshot*.

    Args:
        snapshot: The job as it was last seen.
        elapsed: Seconds since Generate, now.
        inline: Whether the card itself is to play the clip.
        can_send: Whether it could be sent again from here.
        chains: Whether the clip's last frame can become the next picture here.
        repeats: Whether another one of it can be made here.
        mends: Whether what it asked for can be brought back here, to be changed.
        before: Whether the clip was there already when it was asked for here.
        problem: What was wrong with the last thing that was pressed.
    """
    shown = actions(
        snapshot, can_send=can_send, chains=chains, repeats=repeats, mends=mends
    )
    active = snapshot.watching and not snapshot.state.is_final
    shows_time = active or snapshot.state is JobState.SAVED
    return {
        "id": snapshot.id,
        "tone": _tone(snapshot),
        "stage": _stage(snapshot),
        "elapsed": round(elapsed, 1) if shows_time else None,
        "took": "" if active else words.TOOK,
        "ticking": active,
        "bands": _bands(snapshot) if active and not snapshot.held else [],
        "left": _left(snapshot) if active else None,
        "next": [words.NEXT, words.NOW],
        "prompt": clean(snapshot.prompt)[:SHOWN_PROMPT],
        "facts": _facts(snapshot),
        "note": clean(made_before(snapshot) if before else _note(snapshot)),
        "error": clean(_error(snapshot)),
        "hint": clean(_hint(snapshot, can_send=can_send, mends=mends)),
        "problem": clean(problem),
        "actions": list(shown),
        "back": words.BACK,
        "clip": words.CLIP,
        "inline": inline and snapshot.clip is not None,
    }


def settled(*snapshots: JobSnapshot, before: bool = False) -> dict[str, str]:
    """Return the cards of jobs that are over as plain output."""
    cards = [_settled_lines(snapshot, before=before) for snapshot in snapshots]
    spoken = language()
    html = "".join(
        render(STAGE, text=stage, lang=spoken)
        + "".join(render(LINE, text=line, lang=spoken) for line in lines)
        for stage, *lines in cards
    )
    plain = "\n\n".join("\n".join(lines) for lines in cards)
    return {"text/html": html, "text/plain": plain}


def made_before(snapshot: JobSnapshot) -> str:
    """Return that a clip is not new, and when it was asked for first."""
    time = f"{snapshot.created_at.astimezone():%H:%M}"
    return words.MADE_BEFORE.format(time=time)


def _settled_lines(snapshot: JobSnapshot, *, before: bool) -> list[str]:
    card = card_state(snapshot, elapsed=snapshot.elapsed, before=before)
    took = f" ({told(f'{snapshot.elapsed:.0f} s')})" if snapshot.clip else ""
    hint = "" if snapshot.clip else card["hint"]
    note = card["note"] if before else ""
    facts = (card["error"], note)
    lines = [*map(told, facts), card["prompt"], told(card["facts"]), told(hint)]
    return [f"{told(card['stage'])}{took}", *filter(None, lines)]


def _stage(snapshot: JobSnapshot) -> str:
    if snapshot.clip is not None:
        return words.SAVED_TO.format(path=_beside_notebook(snapshot.clip.path))
    if not snapshot.watching and not snapshot.state.is_final:
        return _left_alone(snapshot)
    if snapshot.held:
        return words.HELD_HEADS[snapshot.held]
    if _has_a_word_of_its_own(snapshot):
        return words.SAYS.format(word=clean(snapshot.status_text))
    return words.HEADS[snapshot.state]


def _has_a_word_of_its_own(snapshot: JobSnapshot) -> bool:
    is_known = snapshot.status_text in KNOWN_STATUSES
    return snapshot.state in AT_KLING and not is_known


def _left_alone(snapshot: JobSnapshot) -> str:
    """Say where a job stands that nobody follows here."""
    if snapshot.state is JobState.PREPARED:
        return words.NEVER_SENT
    is_open = snapshot.state is JobState.UNKNOWN
    return words.HEADS[JobState.UNKNOWN] if is_open else words.NOT_WATCHED


def _note(snapshot: JobSnapshot) -> str:
    """Return the one sentence that says what is going on."""
    if snapshot.driver is not None:
        pid = snapshot.driver
        return words.DRIVEN.format(name=words.PROCESS.format(pid=pid) if pid else "")
    if snapshot.absent:
        return words.ABSENT
    if snapshot.state is JobState.UNKNOWN and not snapshot.held:
        sentence = words.SENTENCES[JobState.UNKNOWN]
        return sentence if snapshot.watching else words.NOT_FOUND.format(id=snapshot.id)
    return (_waits(snapshot) if snapshot.watching else "") or _goes_on(snapshot)


def _waits(snapshot: JobSnapshot) -> str:
    """Return what it waits for, if it does; the cause itself is a hint."""
    if snapshot.held:
        return words.HELD[snapshot.held]
    return words.AGAIN.get(snapshot.state, "") if snapshot.cause else ""


def _goes_on(snapshot: JobSnapshot) -> str:
    if _has_a_word_of_its_own(snapshot):
        return words.UNKNOWN_WORD
    if snapshot.note or _error(snapshot):
        return snapshot.note
    return words.SENTENCES.get(snapshot.state, "")


def _error(snapshot: JobSnapshot) -> str:
    """Return what went wrong; while it is open what did, that is only a hint."""
    if snapshot.state in {JobState.UNKNOWN, JobState.ABANDONED}:
        return ""
    return without_name(snapshot.error, snapshot.error_field or "")


def _hint(snapshot: JobSnapshot, *, can_send: bool, mends: bool) -> str:
    if snapshot.cause:
        return snapshot.cause
    if snapshot.state is JobState.UNKNOWN:
        # That nothing was made is the note already.
        error = "" if snapshot.absent else snapshot.error
        kept = "" if can_send or snapshot.driver is not None else words.NOT_KEPT
        return " ".join(filter(None, (error, kept)))
    if snapshot.state in CLIPLESS and not mends:
        return words.IN_A_PANEL.format(id=snapshot.id)
    return words.NO_SEED if snapshot.clip else ""


def _tone(snapshot: JobSnapshot) -> str:
    if snapshot.state is JobState.SAVED:
        return "done"
    if snapshot.state in BAD:
        return "bad"
    if snapshot.held and snapshot.watching:
        return "held"
    return "busy" if snapshot.watching and not snapshot.state.is_final else "idle"


def _bands(snapshot: JobSnapshot) -> list[list[Any]]:
    """Return what is usual, and from which second on more is to be said."""
    if snapshot.usual is None or snapshot.state not in AT_KLING:
        return []
    band, high = _band(snapshot.usual), snapshot.usual[1]
    return [
        [0, band],
        [high, words.LATE.format(band=band)],
        [high * STALLED_AFTER, words.STALLED.format(band=band)],
    ]


def _band(usual: tuple[float, float]) -> str:
    low, high = usual
    if high < 2 * MINUTE:
        return words.BAND_SECONDS.format(low=low, high=high)
    low, high = max(1, round(low / MINUTE)), round(high / MINUTE)
    return words.BAND_MINUTES.format(low=low, high=high)


def _left(snapshot: JobSnapshot) -> float | None:
    """Return the seconds until it goes on of itself."""
    if snapshot.held_until is None:
        return None
    left = snapshot.held_until - datetime.now(UTC)
    return max(0.0, round(left.total_seconds(), 1))


def _facts(snapshot: JobSnapshot) -> str:
    price = words.FREE if snapshot.simulated else snapshot.price
    length = f"{snapshot.duration} s"
    facts = (snapshot.model_name, snapshot.mode or "", length, price)
    return clean(" · ".join(fact for fact in facts if fact))


def _beside_notebook(path: Path) -> str:
    here = Path.cwd()
    return clean(str(path.relative_to(here) if path.is_relative_to(here) else path))

"""What can be done about a job as it stands: the buttons of its card."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...api import clean
from ...jobs import Held, JobState
from . import _words as words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ...jobs import JobSnapshot

Action = dict[str, Any]
UNDECIDED: Final = frozenset({JobState.LOST_RESULT, JobState.ABANDONED})
"""Over as far as the journal knows, and still to be looked for if somebody says so."""
CLIPLESS: Final = frozenset({JobState.FAILED, JobState.REJECTED})
"""Over for good and without a clip: what helps is to ask for something else."""
AT_KLING: Final = frozenset({JobState.SUBMITTED, JobState.PROCESSING})


def actions(
    snapshot: JobSnapshot,
    *,
    can_send: bool,
    chains: bool = False,
    repeats: bool = False,
    mends: bool = False,
) -> tuple[Action, ...]:
    """Return the buttons, the most useful one first and marked as such.

    Args:
        snapshot: The job as it was last seen.
        can_send: Whether its request is known here, so that it could be sent again.
        chains: Whether the clip's last frame can become the next picture here.
        repeats: Whether another one of it can be made here.
        mends: Whether what it asked for can be brought back here, to be changed.
    """
    if snapshot.driver is not None:
        return (_button("stop", words.STOP, says=words.STOP_HERE),)
    if snapshot.state is JobState.UNKNOWN:
        return _unknown(snapshot, can_send=can_send)
    if snapshot.state in CLIPLESS:
        return _clipless(snapshot, repeats=repeats, mends=mends)
    shown = _OF.get(snapshot.state, _nothing)(snapshot)
    goes_on = chains and snapshot.clip is not None
    return (*shown, _button("chain", words.CHAIN)) if goes_on else shown


def _clipless(
    snapshot: JobSnapshot, *, repeats: bool, mends: bool
) -> tuple[Action, ...]:
    repeat = (_another(snapshot),) if repeats and can_repeat(snapshot) else ()
    if not mends:
        return repeat
    mend = _button("mend", words.MEND, title=words.MENDING, primary=not repeat)
    return (*repeat, mend)


def can_repeat(snapshot: JobSnapshot) -> bool:
    """Whether asking for the same once more may help: a refusal would come again."""
    return snapshot.state is JobState.FAILED


def _another(snapshot: JobSnapshot) -> Action:
    # No question first: the button itself names the price.
    price = snapshot.price.partition(" (")[0]
    label = words.ANOTHER_FOR.format(price=price) if price else words.ANOTHER
    free = words.ANOTHER_FREE if snapshot.simulated else label
    return _button("another", free, primary=True, title=words.NO_SEED)


def _nothing(_snapshot: JobSnapshot) -> tuple[Action, ...]:
    return ()


def _saved(snapshot: JobSnapshot) -> tuple[Action, ...]:
    if snapshot.clip is None:
        return ()
    path = clean(str(snapshot.clip.path.absolute()))
    return (
        _button("open", words.OPEN, title=words.OPENING, primary=True),
        _button("copy", words.COPY, text=path, done=words.COPIED, title=path),
    )


def _unknown(snapshot: JobSnapshot, *, can_send: bool) -> tuple[Action, ...]:
    rest = (_attach(), _button("abandon", words.GIVE_UP, title=words.GIVING_UP))
    if not can_send:
        return _look(words.LOOK_AGAIN), *rest
    if snapshot.absent:
        return _send_again(snapshot), _look(words.LOOK_AGAIN, primary=False), *rest
    return _look(words.LOOK_AGAIN), _send_again(snapshot), *rest


def _send_again(snapshot: JobSnapshot) -> Action:
    if snapshot.absent:
        asks = words.SEND_NOW_ASKS.format(price=snapshot.price or words.UNPRICED)
        yes = words.SEND_NOW_YES
        return _button("again", words.SEND_AGAIN, asks=asks, yes=yes, primary=True)
    price = words.EACH.format(price=snapshot.price) if snapshot.price else ""
    gateway = words.ECHOES[snapshot.echoes]
    asks = words.SEND_AGAIN_ASKS.format(price=price, gateway=gateway)
    return _button("again", words.SEND_AGAIN, asks=asks, yes=words.SEND_AGAIN_YES)


def _attach() -> Action:
    return _button(
        "attach", words.ATTACH, field=words.ATTACH_LABEL, yes=words.ATTACH_YES
    )


def _prepared(snapshot: JobSnapshot) -> tuple[Action, ...]:
    withdraw = _button("stop", words.WITHDRAW, title=words.WITHDRAWING)
    if not snapshot.watching:
        return (withdraw,)
    # Otherwise it is sent in a moment, and a button would only flash.
    return (_look(words.TRY_NOW), withdraw) if snapshot.held else ()


def _succeed(snapshot: JobSnapshot) -> tuple[Action, ...]:
    if not snapshot.watching:
        return (_look(words.FETCH),)
    if snapshot.held not in {Held.DISK, Held.READONLY}:
        return (_look(words.TRY_NOW),) if snapshot.held_until else ()
    is_full = snapshot.held == Held.DISK
    folder = _button(
        "folder",
        words.ELSEWHERE,
        field=words.FOLDER_LABEL,
        yes=words.FOLDER_YES,
        primary=not is_full,
    )
    look = _look(words.TRY_NOW, primary=is_full)
    return (look, folder) if is_full else (folder, look)


def _at_kling(snapshot: JobSnapshot) -> tuple[Action, ...]:
    if not snapshot.watching:
        return (_look(words.WATCH_AGAIN),)
    says = words.STOP_SIMULATED if snapshot.simulated else words.STOP_KLING
    stop = _button("stop", words.STOP, says=says)
    return (_look(words.LOOK_NOW), stop) if snapshot.held_until else (stop,)


def _lost(_snapshot: JobSnapshot) -> tuple[Action, ...]:
    return (_look(words.LOOK_AGAIN),)


def _abandoned(_snapshot: JobSnapshot) -> tuple[Action, ...]:
    return _look(words.LOOK_AGAIN), _attach()


def _look(label: str, *, primary: bool = True) -> Action:
    return _button("look", label, title=words.LOOKING, primary=primary)


def _button(kind: str, label: str, *, primary: bool = False, **more: str) -> Action:
    """Return a button for the page.

    Args:
        kind: What the page sends when it is pressed.
        label: What stands on it.
        primary: Whether it is the one to press.
        **more: `says` stands beside it and `title` comes up over it; `asks` or
            `field` must be answered first, with `yes` on the button for that; `text`
            is copied, and `done` says so.
    """
    texts = dict.fromkeys(("says", "title", "asks", "field", "yes", "text", "done"), "")
    return {"kind": kind, "label": label, "primary": primary, **texts, **more}


_OF: Final[Mapping[JobState, Callable[[JobSnapshot], tuple[Action, ...]]]] = {
    JobState.PREPARED: _prepared,
    JobState.SUBMITTED: _at_kling,
    JobState.PROCESSING: _at_kling,
    JobState.SUCCEED: _succeed,
    JobState.SAVED: _saved,
    JobState.LOST_RESULT: _lost,
    JobState.ABANDONED: _abandoned,
}
"""The states in which something can be done, but for the one that asks for more."""

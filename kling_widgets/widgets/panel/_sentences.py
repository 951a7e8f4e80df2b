"""What the panel says in more than a word; what belongs to one part alone is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from ..._language import told
from ..cards import NO_SEED
from ..view import without_name

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from ...api import Finding, Price
    from ...jobs import JobSnapshot, Purse, Settings

NO_PICTURE: Final = "Choose a picture first."
PICTURE_ON_ITS_WAY: Final = (
    "The picture is still arriving; press Generate once it is here."
)
UNEXPECTED: Final = (
    "Something went wrong inside kling_widgets and no clip was started here. "
    "The log has the details; kling.jobs() lists what was started."
)
ALREADY_STARTED: Final = "This clip has just been started. Press again for another one."
NOT_AS_CLICKED: Final = (
    "Nothing was sent: the panel has changed since the click. Look, and press again."
)
OTHER_TERMS: Final = (
    "Nothing was sent: who makes the clips has changed, and the price with it. Look, "
    "and press again."
)
TICK: Final = "\N{CHECK MARK}"
CROSS: Final = "\N{BALLOT X}"
PARTS: Final = {
    "picture": {"image"},
    "tail image": {"image_tail"},
    "words": {"prompt", "negative_prompt"},
    "model": {"model_name", "mode", "duration", "cfg_scale"},
    "motion brush": {"static_mask", "dynamic_masks"},
    "callback": {"callback_url", "external_task_id"},
}
LABELS: Final = {
    "image": "the picture",
    "image_tail": "the tail image",
    "motion_brush": "the painting",
    "prompt": "the prompt",
    "negative_prompt": "the negative prompt",
    "model_name": "the model",
    "mode": "the mode",
    "duration": "the duration",
    "cfg_scale": "cfg_scale",
    "callback_url": "the callback URL",
    "external_task_id": "your own id",
}
NOTHING_MOVES: Final = "Nothing painted moves yet: paint an area and drag its path."
END_FRAME: Final = "The clip then ends on this picture."
END_FRAME_TITLE: Final = "End of the painted motion"
ANOTHER: Final = "Make another"
ON_ITS_WAY: Final = "This very clip is already on its way."
MADE_AT: Final = "This very clip was made at {time}."
ANOTHER_FREE: Final = "Another one is free here, too."
ANOTHER_CHARGED: Final = "Another one is charged again."
PICK_UP: Final = "Pick up"
GONE: Final = (
    "The kernel of this panel is gone. Run the import and this cell again: the panel "
    "comes back, and offers to pick up what is unfinished."
)


def bar(settings: Settings) -> tuple[str, str]:
    """Return who makes the clips, in a word and in a sentence."""
    if not settings.simulated:
        host = urlsplit(settings.base_url).netloc
        return "Live", f"Kling makes the clips, through {host}, billed to your key."
    how = (
        "call kling.configure(provider='cometapi')."
        if settings.api_key
        else "call kling.login(), or set COMETAPI_KEY before Jupyter starts."
    )
    sentence = (
        f"Clips are free stand-ins; nothing leaves this machine. To go live, {how}"
    )
    return "Simulator", sentence


def count(text: str) -> str:
    """Return how long a prompt is, in code points as Kling counts."""
    length = len(text.strip())
    return f"{length:,} characters" if length else ""


def price_line(price: Price | None, *, simulated: bool) -> str:
    """Return what a clip costs, as far as it is known."""
    if price is None:
        return "Free on the simulator." if simulated else "Its price is not known."
    about = (
        f"about ${price.dollars} ({price.units:f} units, list price "
        f"{price.as_of:%Y-%m})"
    )
    return f"Free on the simulator; live {about}" if simulated else f"Costs {about}"


def last_frame_of(name: str) -> str:
    """Return what to call the picture that a clip ends on."""
    return f"Last frame of {name}"


def to_mend(fields: int) -> str:
    """Return the sentence that sends the reader to the fields themselves."""
    what = "One field needs" if fields == 1 else f"{fields} fields need"
    return f"Nothing was sent. {what} a look."


def not_taken(model: str, what: str, modes: tuple[str, ...] = ()) -> str:
    """Return that a model takes no such thing, or in which modes it does."""
    if modes:
        return f"{model} takes a {what} only in {' or '.join(modes)} mode."
    return f"{model} takes no {what}."


def quoted(sentence: str) -> str:
    """Return words that somebody may take over, or nothing."""
    return (
        f"\N{LEFT DOUBLE QUOTATION MARK}{sentence}\N{RIGHT DOUBLE QUOTATION MARK}"
        if sentence
        else ""
    )


def in_mode(mode: str | None) -> str:
    """Return that something comes with another mode, which may cost more."""
    return f"It takes {mode} mode, which is then chosen; see the price." if mode else ""


def verdict(sent: Collection[str], faulty: Collection[str]) -> tuple[str, str]:
    """Return whether it can be sent, and which parts are in order."""
    parts = [
        f"{CROSS if names & set(faulty) else TICK} {part}"
        for part, names in PARTS.items()
        if names & {*sent, *faulty}
    ]
    return ("Not ready yet" if faulty else "Ready to send"), " \N{MIDDLE DOT} ".join(
        parts
    )


def asked_for(fields: Mapping[str, Any], picture: str) -> str:
    """Return model, mode, length and picture in a line."""
    model = " ".join(filter(None, (fields["model_name"], fields.get("mode"))))
    return " \N{MIDDLE DOT} ".join(
        filter(None, (f"{model}, {fields['duration']} s", picture))
    )


def left_out(names: Collection[str]) -> str:
    """Return what is kept here and not sent."""
    what = told(" and ").join(told(LABELS[name]) for name in names)
    return f"Kept, but not sent with this model and mode: {what}." if what else ""


def found(finding: Finding) -> str:
    """Return what was found, with a sign that says how bad it is."""
    sign = CROSS if finding.is_error else "!"
    return f"{sign} {without_name(finding.sentence, finding.field)}"


def mend(change: Mapping[str, Any]) -> str:
    """Return what a click would change, as a button says it."""
    parts = [
        f"set {LABELS[name]} to {value}"
        if value is not None
        else f"leave out {LABELS[name]}"
        for name, value in change.items()
    ]
    text = ", ".join(parts)
    return text[:1].upper() + text[1:]


def money(purse: Purse) -> str:
    """Return what was spent today, and what is left."""
    today = f"Today ${purse.today.total}"
    if purse.limit is None:
        return f"{today}; no limit is set."
    return f"{today}; ${purse.left} left of {purse.limit}."


def same(snapshot: JobSnapshot) -> str:
    """Return why Generate started nothing new."""
    another = ANOTHER_FREE if snapshot.simulated else ANOTHER_CHARGED
    if snapshot.clip is None:
        return f"{ON_ITS_WAY} {another}"
    time = f"{snapshot.created_at.astimezone():%H:%M}"
    return f"{MADE_AT.format(time=time)} {another} {NO_SEED}"


def left(count: int) -> str:
    """Return what an earlier kernel left."""
    jobs = "1 job is" if count == 1 else f"{count} jobs are"
    return f"{jobs} unfinished from before. Picking up sends nothing again."

"""What the panel says, in one place and in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from ..api import Price
    from ..images import EncodedImage
    from ..jobs import Settings

TIMES: Final = "\N{MULTIPLICATION SIGN}"
MEGABYTE: Final = 1_000_000
NO_PICTURE: Final = "Choose a picture first."
PICTURE_ON_ITS_WAY: Final = (
    "The picture is still arriving; press Generate once it is here."
)
UNREADABLE_PICTURE: Final = (
    "This picture could not be read. Try saving it again as PNG or JPEG."
)
UNEXPECTED: Final = (
    "Something went wrong inside kling_widgets and no clip was started here. "
    "The log has the details; kling.jobs() lists what was started."
)
ALREADY_STARTED: Final = "This clip has just been started. Press again for another one."
NOTHING_MOVES: Final = "Nothing painted moves yet: paint an area and drag its path."
END_FRAME: Final = "The clip then ends on this picture."
END_FRAME_TITLE: Final = "End of the painted motion"


def bar(settings: Settings) -> tuple[str, str]:
    """Return who makes the clips, in a word and in a sentence."""
    if not settings.simulated:
        host = urlsplit(settings.base_url).netloc
        return "Live", f"Kling makes the clips, through {host}, billed to your key."
    how = (
        "call kling.configure(provider='cometapi')."
        if settings.api_key
        else "set COMETAPI_KEY and restart the kernel."
    )
    sentence = (
        f"Clips are free stand-ins; nothing leaves this machine. To go live, {how}"
    )
    return "Simulator", sentence


def count(text: str) -> str:
    """Return how long a prompt is, in code points as Kling counts."""
    length = len(text.strip())
    return f"{length:,} characters" if length else ""


def without_name(sentence: str, field: str) -> str:
    """Return *sentence* as it reads right below the field it names."""
    rest = sentence.removeprefix(f"{field}: ")
    return rest[:1].upper() + rest[1:]


def price_line(price: Price | None, *, simulated: bool) -> str:
    """Return what a clip costs, as far as it is known."""
    if price is None:
        return "Free on the simulator." if simulated else "Its price is not known."
    about = (
        f"about ${price.dollars} ({price.units:f} units, list price "
        f"{price.as_of:%Y-%m})"
    )
    return f"Free on the simulator; live {about}" if simulated else f"Costs {about}"


def picture_summary(image: EncodedImage | None, name: str = "") -> str:
    """Return what will be sent: name, kind, size."""
    if image is None:
        return ""
    if image.url:
        return f"{image.url} (fetched by Kling, not from here)"
    kind = image.media_type.removeprefix("image/").upper()
    size = f"{image.width}{TIMES}{image.height}"
    facts = f"{kind}, {size}, {_size(len(image.data))}"
    return f"{name}: {facts}" if name else facts


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


def _size(length: int) -> str:
    if length < MEGABYTE:
        return f"{max(1, round(length / 1000))} kB"
    return f"{length / MEGABYTE:.1f} MB"

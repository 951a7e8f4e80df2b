"""What an earlier kernel left, offered in the panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...errors import KlingError
from . import _sentences as sentences

if TYPE_CHECKING:
    from collections.abc import Callable

    from ._offer import Offer
    from ._starts import Starts


def offer_left(offer: Offer, starts: Starts, pick_up: Callable[[], object]) -> None:
    """Say whether an earlier kernel left something, and offer to pick it up."""
    try:
        count = starts.unfinished()
    except KlingError:
        return  # the journal cannot be read: Generate will say so
    if count:
        offer.make(sentences.left(count), sentences.PICK_UP, pick_up)

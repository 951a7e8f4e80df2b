"""The checks that a request passes before a task exists, in Kling's order.

First comes what is wrong with the request, then what is wrong with the account;
the account's part is in the store, where nobody can step in between.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import _capabilities, _fields, _pictures
from ._addresses import looks_like_address
from ._catalogue import MODELS
from ._refusal import (
    BAD_VALUE,
    CONTENT_POLICY,
    NOT_FOUND,
    Refusal,
    bad_value,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from ._order import Order
    from ._switches import Switches

REFUSED_WORD = "#refused"
"""A prompt with this word is refused at once by the content policy."""


def check(order: Order, switches: Switches) -> None:
    """Refuse an order at the first check that it fails."""
    for step in CHECKS:
        step(order, switches)


def _model_exists(order: Order, switches: Switches) -> None:
    name = order.model_name
    if not isinstance(name, str):
        raise bad_value("model_name", name)
    model = MODELS.get(name)
    if model is None or (switches.catalogue == "live" and not model.alive):
        raise _no_such_model(name, switches)


def _no_such_model(name: str, switches: Switches) -> Refusal:
    if switches.withdrawn_code == BAD_VALUE:
        return bad_value("model_name", name)
    return Refusal(NOT_FOUND, f"model_name '{name[:60]}' does not exist")


def _image_is_present(order: Order, _: Switches) -> None:
    if order.get("image") in (None, ""):
        raise Refusal(BAD_VALUE, "image can not be null")


def _pictures_are_readable(order: Order, switches: Switches) -> None:
    for field in ("image", "image_tail"):
        value = order.get(field)
        if value is not None:
            _pictures.check_form(field, value)
            _check_size(value, switches)


def _check_size(text: str, switches: Switches) -> None:
    if looks_like_address(text):
        return
    size = _pictures.opened(text).size
    if switches.small_image == "refused" and _pictures.is_small(size):
        raise Refusal(BAD_VALUE, _pictures.BAD_PIXELS)
    _pictures.check_shape(size)


def _fields_are_in_form(order: Order, switches: Switches) -> None:
    _fields.check_choices(order)
    _fields.check_texts(order, switches)
    _fields.check_scale(order)
    _fields.check_addresses(order)
    _fields.check_masks(order)
    _fields.check_camera(order)
    _fields.check_lists(order)


def _model_can_do_it(order: Order, _: Switches) -> None:
    _capabilities.check_matrix(order)


def _parts_go_together(order: Order, _: Switches) -> None:
    _capabilities.check_exclusions(order)


def _content_is_allowed(order: Order, _: Switches) -> None:
    if REFUSED_WORD in (order.get("prompt") or ""):
        raise Refusal(CONTENT_POLICY, "The content violates the platform policy")


CHECKS: tuple[Callable[[Order, Switches], None], ...] = (
    _model_exists,
    _image_is_present,
    _pictures_are_readable,
    _fields_are_in_form,
    _model_can_do_it,
    _parts_go_together,
    _content_is_allowed,
)

"""A link's host that the provider cannot reach, refused with a sentence."""

from __future__ import annotations

from .._hosts import address_of, is_host_name, is_private_name, is_public
from ..errors import InputError
from ._say import printable


def check_reachable(host: str, field: str) -> None:
    """Refuse a host that only this machine or this network knows.

    Raises:
        InputError: naming the host.
    """
    try:
        address = address_of(host)
    except ValueError as exc:
        raise InputError(
            f"{field} URL: {printable(host)} is no internet address.", field=field
        ) from exc
    if address is None:
        _check_name(host, field)
    elif not is_public(address):
        raise InputError(
            f"{field} URL: {printable(host)} is a private address; the provider "
            "cannot reach it. Pass the file instead.",
            field=field,
        )


def _check_name(host: str, field: str) -> None:
    if not is_host_name(host):
        raise InputError(
            f"{field} URL: {printable(host)} is no host name.", field=field
        )
    if is_private_name(host):
        raise InputError(
            f"{field} URL: {printable(host)} is a name of a private network; the "
            "provider cannot reach it. Pass the file instead.",
            field=field,
        )

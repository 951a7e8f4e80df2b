"""Whether a host in a link can be a public one. Nothing is looked up."""

from __future__ import annotations

import ipaddress
import re
import socket
from typing import Final

from ..errors import InputError
from ._say import printable

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

PRIVATE_SUFFIXES: Final = (
    "localhost",
    "local",
    "localdomain",
    "internal",
    "intranet",
    "lan",
    "home.arpa",
    "test",
    "invalid",
    "onion",
)

NOT_PUBLIC: Final = tuple(
    ipaddress.ip_network(text)
    for text in (
        "100.64.0.0/10",  # carrier-grade NAT
        "192.0.0.0/24",
        "192.88.99.0/24",
        "::/96",  # the next five carry an IPv4 address inside
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "2001::/32",
        "2002::/16",
    )
)
"""Networks that `ipaddress` calls global, or not private, and nobody can reach."""

NUMBER: Final = re.compile(r"\d+|0x[0-9a-f]*", re.IGNORECASE)
LABEL: Final = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?", re.IGNORECASE)


def check_reachable(host: str, field: str) -> None:
    """Refuse a host that only this machine or this network knows.

    Raises:
        InputError: naming the host.
    """
    address = _address(host, field)
    if address is None:
        _check_name(host, field)
    elif not is_public(address):
        raise InputError(
            f"{field} URL: {printable(host)} is a private address; the provider "
            "cannot reach it. Pass the file instead.",
            field=field,
        )


def _address(host: str, field: str) -> Address | None:
    """The address that the host spells, as browsers read it: `127.1` is one too."""
    name = host.rstrip(".")
    try:
        if ":" in host:
            address = ipaddress.IPv6Address(host)
            return address.ipv4_mapped or address
        if NUMBER.fullmatch(name.rpartition(".")[2]):
            return ipaddress.IPv4Address(socket.inet_aton(name))
    except (OSError, ValueError) as exc:
        raise InputError(
            f"{field} URL: {printable(host)} is no internet address.", field=field
        ) from exc
    return None


def is_public(address: Address) -> bool:
    """Whether anybody on the internet could be meant by this address."""
    if address.is_multicast or not address.is_global:
        return False
    return not any(address in network for network in NOT_PUBLIC)


def _check_name(host: str, field: str) -> None:
    name = host.rstrip(".").lower()
    labels = name.split(".")
    if not all(LABEL.fullmatch(label) for label in labels):
        raise InputError(
            f"{field} URL: {printable(host)} is no host name.", field=field
        )
    private = any(name == end or name.endswith("." + end) for end in PRIVATE_SUFFIXES)
    if private or len(labels) == 1:
        raise InputError(
            f"{field} URL: {printable(host)} is a name of a private network; the "
            "provider cannot reach it. Pass the file instead.",
            field=field,
        )

"""Which hosts the rest of the world can reach, told by their text alone.

Pictures, callbacks and results are reached by links, and some of those come from
strangers. What may be fetched or passed on is one question, so it has one answer.
Nothing is looked up here.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from typing import Final

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

NOT_PUBLIC: Final = tuple(
    ipaddress.ip_network(text)
    for text in (
        "192.0.0.0/24",  # protocol assignments
        "192.88.99.0/24",  # the former 6to4 relays
        "::/96",  # the next five carry an IPv4 address inside
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "2001::/32",
        "2002::/16",
    )
)
"""Networks that Python 3.11 calls global although they lead elsewhere."""

PRIVATE_NAMES: Final = (
    *("localhost", "localdomain", "local", "internal", "intranet", "lan"),
    *("home.arpa", "test", "invalid", "onion"),
)
NUMBER: Final = re.compile(r"[0-9]+|0x[0-9a-f]*", re.IGNORECASE)
LABEL: Final = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?", re.IGNORECASE)


def is_public_host(host: str) -> bool:
    """Tell whether a URL's host can be public, in whatever letters it is written."""
    try:
        name = in_ascii(host.strip("[]"))
        address = address_of(name)
    except ValueError:
        return False
    if address is not None:
        return is_public(address)
    return is_host_name(name) and not is_private_name(name)


def is_loopback(host: str) -> bool:
    """Tell whether a URL's host is this machine itself."""
    try:
        address = address_of(host.strip("[]"))
    except ValueError:
        return False
    if address is not None:
        return address.is_loopback
    return f".{host.lower()}".endswith(".localhost")


def in_ascii(host: str) -> str:
    """Return a host as the wire writes it: look-alike letters show themselves there.

    Raises:
        ValueError: It has no such form.
    """
    return host if host.isascii() else host.encode("idna").decode("ascii")


def address_of(host: str) -> Address | None:
    """Return the address that a host spells, as browsers read it: `127.1` is one too.

    Raises:
        ValueError: It ends in a number, as only an address does, and is none.
    """
    name = host.rstrip(".")
    try:
        if ":" in host:
            address = ipaddress.IPv6Address(host)
            return address.ipv4_mapped or address
        if NUMBER.fullmatch(name.rpartition(".")[2]):
            return ipaddress.IPv4Address(socket.inet_aton(name))
    except OSError as error:
        raise ValueError(str(error)) from error
    return None


def is_public(address: Address) -> bool:
    """Tell whether anybody on the internet could be meant by an address."""
    address = getattr(address, "ipv4_mapped", None) or address
    if address.is_multicast or not address.is_global:
        return False
    return not any(address in network for network in NOT_PUBLIC)


def is_host_name(host: str) -> bool:
    """Tell whether a host is made of letters, digits and hyphens, as names are."""
    return all(LABEL.fullmatch(label) for label in host.rstrip(".").split("."))


def is_private_name(host: str) -> bool:
    """Tell whether only this machine or its own network knows a name."""
    name = host.rstrip(".").lower()
    is_local = f".{name}".endswith(tuple(f".{local}" for local in PRIVATE_NAMES))
    return is_local or "." not in name

"""Which hosts the rest of the world can reach."""

from __future__ import annotations

import ipaddress
import socket
import unicodedata

from ._text import text_of

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

NOT_PUBLIC = tuple(
    map(
        ipaddress.ip_network,
        (
            "192.0.0.0/24",  # protocol assignments
            "192.88.99.0/24",  # the former 6to4 relays
            "::/96",  # IPv4 inside IPv6, the oldest form
            "64:ff9b::/96",  # IPv4 inside IPv6 for translators
            "64:ff9b:1::/48",  # the same, for local use
            "2001::/32",  # Teredo
            "2002::/16",  # 6to4
        ),
    )
)
"""Networks that Python 3.11 calls global although they lead elsewhere."""

LOCAL_NAMES = ("localhost", "localdomain", "local", "internal", "lan", "home.arpa")


def is_public_address(text: str) -> bool:
    """Tell whether an IP address is one that the whole internet can reach."""
    given = text_of(text) or ""
    try:
        address: Address = ipaddress.ip_address(given.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    outside = not any(address in network for network in NOT_PUBLIC)
    return address.is_global and not address.is_multicast and outside


def is_public_host(host: str) -> bool:
    """Tell whether a URL's host can be public, without asking the network."""
    given = text_of(host) or ""
    name = unicodedata.normalize("NFKC", given).strip("[]").rstrip(".").lower()
    address = as_address(name)
    if address:
        return is_public_address(address)
    _, dot, last = name.rpartition(".")
    is_local = f".{name}".endswith(tuple(f".{local}" for local in LOCAL_NAMES))
    return bool(dot) and not last.isdigit() and not is_local


def is_loopback(host: str) -> bool:
    """Tell whether a URL's host is this machine itself."""
    address = as_address(host.strip("[]"))
    if not address:
        return host.lower() == "localhost" or host.lower().endswith(".localhost")
    return ipaddress.ip_address(address).is_loopback


def as_address(host: str) -> str | None:
    """Read every spelling of an IP address that resolvers take: 127.1, 0x7f000001."""
    try:
        return str(ipaddress.ip_address(host.partition("%")[0]))
    except ValueError:
        pass
    try:
        return socket.inet_ntoa(socket.inet_aton(host)) if host[:1].isdigit() else None
    except (OSError, UnicodeEncodeError):
        return None

"""Which hosts the rest of the world can reach."""

from __future__ import annotations

import ipaddress

import pytest

from kling_widgets._hosts import is_loopback, is_public, is_public_host

PUBLIC = ("8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8")
PRIVATE = (
    *("10.0.0.1", "100.64.0.1", "127.0.0.1", "169.254.169.254", "192.0.0.8"),
    *("192.88.99.1", "224.0.0.1", "255.255.255.255", "0.0.0.0"),
    *("::", "::1", "::127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1"),
    *("64:ff9b:1::1", "2002:7f00:1::", "2001:0:1::", "fe80::1%eth0", "fc00::1"),
    *("fd00::1", "ff02::1", "ff0e::1"),
)


@pytest.mark.parametrize("address", [*PUBLIC, *PRIVATE])
def test_an_address(address: str) -> None:
    """It is public only if it leads to the internet and nowhere else."""
    host = f"[{address}]" if ":" in address else address

    assert is_public(ipaddress.ip_address(address)) == (address in PUBLIC)
    assert is_public_host(host) == (address in PUBLIC)


@pytest.mark.parametrize(
    "host",
    ["example.com", "a.b.example", "my_bucket.s3.example.com", "e.com.", "bücher.de"],
)
def test_a_public_name(host: str) -> None:
    """A name of the internet, in any letters, may be public."""
    assert is_public_host(host)


@pytest.mark.parametrize(
    "host",
    [
        *("localhost", "LOCALHOST", "printer.local", "x.internal", "nas", "a.lan."),
        *("a.test", "a.invalid", "a.onion", "home.arpa", "router.home.arpa"),
        *("2130706433", "127.1", "0x7f.1", "127.0.0.1.", "①②⑦.⓪.⓪.①", "127。0。0。1"),
        *("", ".", "a..example.com", "-a.example.com", "a%2eb.com", "a,b.c"),
        *("x" * 64 + ".com", "ü" * 70 + ".com", "1.2.3.999", "1.2.3.4.5", "1::2::3"),
    ],
)
def test_a_private_name(host: str) -> None:
    """However an address is spelt; and what is no name at all is not public either."""
    assert not is_public_host(host)


@pytest.mark.parametrize(
    ("host", "is_here"),
    [
        *((here, True) for here in ("localhost", "a.LocalHost", "127.0.0.1", "[::1]")),
        *((there, False) for there in ("10.0.0.1", "localhost.evil.com", "1.2.3.999")),
    ],
)
def test_this_machine(host: str, *, is_here: bool) -> None:
    """Only its own addresses and names, not those of its network."""
    assert is_loopback(host) == is_here

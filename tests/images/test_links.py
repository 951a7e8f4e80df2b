"""A link is checked by its text and passed on; nothing is ever fetched."""

from __future__ import annotations

import pytest

from kling_widgets.errors import InputError
from kling_widgets.images import prepare, prepare_mask, thumbnail
from tests.images._pictures import refusal


@pytest.mark.parametrize(
    "link",
    [
        "https://example.com/cat.png",
        "https://cdn.example.com:8443/a/b.png?Expires=1&Signature=a%2Fb~c#x",
        "https://93.184.215.14/cat.png",
        "https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/cat.png",
        "https://my_bucket.s3.example.com/cat.png",
        "https://example.com.:443/cat.png",
    ],
)
def test_a_public_link_is_passed_on(link: str) -> None:
    """The provider gets the very text."""
    encoded = prepare(link)

    assert encoded.wire == link
    assert (encoded.data, encoded.size, encoded.notes) == (b"", None, ())


def test_a_link_is_trimmed() -> None:
    """A line break that was copied along is no part of it."""
    assert prepare("  HTTPS://Example.com/cat.png\n").url == (
        "https://example.com/cat.png"
    )


def test_an_unencrypted_link_is_noted() -> None:
    """U1: http is passed on, with a word."""
    encoded = prepare("http://example.com/cat.png")

    assert encoded.wire == "http://example.com/cat.png"
    assert encoded.notes == ("the link is not encrypted (http)",)


@pytest.mark.parametrize("scheme", ["ftp", "javascript", "blob", "s3", "gs"])
def test_other_schemes(scheme: str) -> None:
    """U2: only the web's own."""
    assert refusal(f"{scheme}://example.com/cat.png") == (
        f"image URL: scheme '{scheme}' is not allowed (https only)."
    )


def test_a_script() -> None:
    """U2: a scheme without slashes is one too."""
    assert refusal("javascript:alert(1)").startswith("image URL: scheme 'javascript'")


@pytest.mark.parametrize(
    "link", ["https://", "https:///x", "https:cat.png", "https://?"]
)
def test_no_host(link: str) -> None:
    """U3: there is nobody to ask."""
    assert refusal(link) == "image URL: no host in it."


def test_a_password_is_not_repeated() -> None:
    """U4: credentials do not belong in a link, nor in a sentence."""
    sentence = refusal("https://me:CANARY@example.com/x")

    assert sentence == "image URL: must not contain a user name or password."


@pytest.mark.parametrize(
    "link", ["http://127.0.0.1/\\@evil.com/", "http:/\\/127.0.0.1/"]
)
def test_a_backslash(link: str) -> None:
    """U3, U5: browsers and libraries read it in different ways."""
    assert refusal(link).startswith("image URL: contains a backslash at position")


@pytest.mark.parametrize(
    ("char", "name"),
    [
        ("\n", "a line break"),
        (" ", "a space"),
        ("\u3000", "a space"),
        ("\0", "a control character"),
        ("\u202e", "a control character"),
        ("\u200b", "a control character"),
    ],
)
def test_invisible_characters(char: str, name: str) -> None:
    """U6: what cannot be seen is named with its place."""
    assert refusal(f"https://e.com/{char}cat.png") == (
        f"image URL: contains {name} at position 14. "
        "Copy the link again, or write it percent-encoded."
    )


def test_a_link_without_end() -> None:
    """U6: 4096 characters are enough."""
    assert refusal("https://e.com/" + "x" * 4083).startswith(
        "image URL: 4,097 characters, the limit is 4,096."
    )


@pytest.mark.parametrize(
    "host",
    [
        "10.0.0.5",
        "169.254.169.254",
        "100.64.0.1",
        "192.168.1.1:8080",
        "224.0.0.1",
        "0.0.0.0",
        "2130706433",
        "0x7f.1",
        "127.1",
        "127.0.0.1.",
        "①②⑦.⓪.⓪.①",
        "127。0。0。1",
        "[::1]",
        "[::]",
        "[fe80::1]",
        "[fd00::1]",
        "[::127.0.0.1]",
        "[::ffff:127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "[ff02::1]",
    ],
)
def test_a_private_address(host: str) -> None:
    """U7: however it is spelt, the provider cannot reach it."""
    assert refusal(f"https://{host}/a.png").endswith(
        "is a private address; the provider cannot reach it. Pass the file instead."
    )


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST", "printer.local", "x.internal", "nas", "a.lan."]
)
def test_a_private_name(host: str) -> None:
    """U7: so are names that only this network knows."""
    assert "is a name of a private network" in refusal(f"https://{host}/a.png")


@pytest.mark.parametrize(
    "host",
    ["a..example.com", "-a.example.com", "a%2eb.com", "x" * 64 + ".com", "a,b.c"],
)
def test_what_is_no_host_name(host: str) -> None:
    """Letters, digits and hyphens make a name."""
    assert refusal(f"https://{host}/a.png").endswith("is no host name.")


@pytest.mark.parametrize("host", ["1.2.3.999", "example.300", "1.2.3.4.5", "[1::2::3]"])
def test_what_is_no_address(host: str) -> None:
    """A host that ends in a number has to be an address."""
    sentence = refusal(f"https://{host}/a.png")

    assert "is no internet address" in sentence or "not well formed" in sentence


def test_a_foreign_host_shows_its_plain_form() -> None:
    """U8: letters that look alike cannot hide."""
    encoded = prepare("https://\N{CYRILLIC SMALL LETTER A}pple.com/고양이.png")

    assert encoded.wire.startswith("https://xn--pple-43d.com/%EA%B3%A0")
    assert encoded.notes == ("the link's host is xn--pple-43d.com",)


def test_a_foreign_host_that_is_none() -> None:
    """U8: a name that has no plain form."""
    assert "is no host name" in refusal("https://ü" + "ü" * 70 + ".com/")


@pytest.mark.parametrize("port", ["99999", "0", "65536", "8o", "-1"])
def test_a_port_that_does_not_exist(port: str) -> None:
    """U9: ports end at 65535."""
    assert refusal(f"https://example.com:{port}/") == (
        f"image URL: port {port} does not exist."
    )


def test_a_link_shows_no_signature() -> None:
    """A signed link's query is a secret: the repr leaves it out."""
    encoded = prepare("https://example.com/cat.png?Signature=CANARY")

    assert repr(encoded) == "<EncodedImage https://example.com/cat.png>"
    assert "CANARY" not in str(encoded._repr_mimebundle_())


def test_a_mask_may_be_a_link() -> None:
    """The API takes links for masks too."""
    assert prepare_mask("https://example.com/m.png").wire == "https://example.com/m.png"


def test_a_link_has_no_thumbnail() -> None:
    """Showing it would mean fetching it."""
    with pytest.raises(InputError, match="links are not fetched"):
        thumbnail(prepare("https://example.com/cat.png"))

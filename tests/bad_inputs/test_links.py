"""Links that cannot be fetched, or must not be: rows U1 to U13."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import kling_widgets as kling
from kling_widgets.errors import ConfigError
from kling_widgets.widgets._asked import request_of
from tests.bad_inputs._case import Row, check_refused, check_taken, numbered

if TYPE_CHECKING:
    from pathlib import Path

PRIVATE = "the provider cannot reach it. Pass the file instead."
HOSTS = [
    *("10.0.0.5", "localhost", "printer.local", "169.254.169.254", "[::1]"),
    *("2130706433", "127.1", "①②⑦.⓪.⓪.①", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]"),
]


def row(number: str, url: str, says: str) -> Row:
    return Row(number, {"image": url}, says)


REFUSED = [
    row(
        "U2", "ftp://e.com/a.png", "image URL: scheme 'ftp' is not allowed (https only)"
    ),
    row("U2", "javascript:alert(1)", "scheme 'javascript' is not allowed"),
    row("U2", "data:text/html,<b>x", "image: "),
    row("U3", "https://", "image URL: no host in it."),
    row("U3", "https:///x", "image URL: no host in it."),
    row("U3", "http:/\\/127.0.0.1/", "image URL: contains a backslash"),
    row("U4", "https://user:pw@h.com/x", "must not contain a user name or password"),
    row("U5", "http://127.0.0.1\\@evil.com/", "image URL: contains a backslash"),
    row("U6", "https://e.com/a\nb", "contains a line break at position 15"),
    row("U6", "https://e.com/a b", "contains a space at position 15"),
    row("U6", f"https://e.com/{'a' * 4096}", "4,110 characters, the limit is 4,096"),
    *(row("U7", f"https://{host}/a.png", PRIVATE) for host in HOSTS),
    row("U9", "https://e.com:99999/a.png", "image URL: port 99999 does not exist."),
]
TAKEN = [
    row("U1", "http://e.com/a.png", "not encrypted"),
    *(
        Row("U12", {"callback_url": f"https://{host}/"}, "Only a simulator on this")
        for host in HOSTS
    ),
    row("U8", "https://аpple.com/a.png", "xn--pple-43d.com"),  # noqa: RUF001 - the look-alike is the point
]


@numbered(REFUSED)
def test_refused(row: Row, place: Path) -> None:
    """Each with its sentence."""
    check_refused(row, place)


@numbered(TAKEN)
def test_taken(row: Row, place: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Passed to the provider, and never fetched here: no test reaches the web."""
    check_taken(row, place, caplog)


def test_a_password_is_not_repeated(place: Path) -> None:
    """U4: not even in the sentence that refuses it."""
    with pytest.raises(kling.KlingError) as caught:
        kling.generate("https://user:CANARY@h.com/x")

    assert "CANARY" not in str(caught.value)


@pytest.mark.parametrize(
    ("number", "url", "says"),
    [
        (
            "U10",
            "http://e.com",
            "base_url must be https: the key would travel in clear",
        ),
        ("U11", "https://e.com/kling/kling", "base_url must look like https://api.co"),
        ("U11", "https://e.com/?a=b", "base_url must look like https://api.cometapi"),
        ("U11", "https://e.com/#a", "base_url must look like https://api.cometapi.com"),
    ],
)
def test_a_base_url(number: str, url: str, says: str, place: Path) -> None:
    """Refused where it is set; what was set before stays."""
    with pytest.raises(ConfigError) as caught:
        kling.configure(base_url=url)

    assert says in str(caught.value)


def test_a_link_is_not_fetched_for_its_preview() -> None:
    """U13: there is no such option, so nothing can be fetched from anywhere."""
    url = "https://e.com/a.png"

    assert request_of(url, None).image == url

"""A download goes to public addresses, whatever names say of themselves."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import httpx
import pytest

from kling_widgets.errors import DownloadError
from kling_widgets.jobs._save import _Home
from kling_widgets.jobs.download._public_web import PublicWeb, way_to
from kling_widgets.jobs.download._result_link import check_result_link
from kling_widgets.jobs.gateway._turns import Turns

if TYPE_CHECKING:
    from kling_widgets.jobs.download._public_web import Resolve

pytestmark = pytest.mark.anyio

HOME = _Home("https://gateway.example")
LINK = "https://cdn.example/out.mp4?Signature=secret"
PUBLIC = ("93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946")
PRIVATE = [
    "127.0.0.1",
    "10.0.0.5",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "192.0.0.8",
    "192.88.99.1",
    "224.0.0.1",
    "0.0.0.0",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "2002:7f00:1::",
    "2001::1",
    "fe80::1%eth0",
    "fd00::1",
    "ff02::1",
]


def naming(*addresses: str) -> Resolve:
    async def resolve(host: str, port: int) -> tuple[str, ...]:
        return addresses

    return resolve


class Carrier:
    """Carries nothing, and remembers where to."""

    def __init__(self, *unreachable: str) -> None:
        self.unreachable = unreachable
        self.seen: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.seen.append(request)
        if request.url.host in self.unreachable:
            raise httpx.ConnectError("no way")
        return httpx.Response(200)


async def ask(carrier: Carrier, resolve: Resolve, url: str = LINK) -> httpx.Response:
    web = PublicWeb(HOME, resolve=resolve, carrier=httpx.MockTransport(carrier))
    async with httpx.AsyncClient(transport=web) as client:
        return await client.get(url)


@pytest.mark.parametrize("address", PRIVATE)
async def test_a_name_of_a_private_address_is_not_followed(address: str) -> None:
    """One such address among public ones is enough, and nothing is sent."""
    carrier = Carrier()
    with pytest.raises(DownloadError, match="private address"):
        await ask(carrier, naming(PUBLIC[0], address))

    assert carrier.seen == []


async def test_the_connection_goes_to_the_address_that_was_checked() -> None:
    """A second look-up could say something else; the name stays for TLS and Host."""
    carrier = Carrier()
    await ask(carrier, naming(*PUBLIC))
    (sent,) = carrier.seen

    assert PUBLIC[0] == sent.url.host
    assert (
        sent.headers["host"],
        sent.extensions["sni_hostname"],
    ) == ("cdn.example", "cdn.example")


async def test_the_next_address_is_tried() -> None:
    """IPv6 without a way there is common."""
    carrier = Carrier(PUBLIC[0])
    await ask(carrier, naming(*PUBLIC))

    assert list(PUBLIC) == [request.url.host for request in carrier.seen]


async def test_the_gateway_itself_may_be_anywhere() -> None:
    """Its address was given by the user."""
    carrier = Carrier()
    await ask(carrier, naming("10.0.0.5"), "https://gateway.example/out.mp4")

    assert [request.url.host for request in carrier.seen] == ["gateway.example"]


@pytest.mark.parametrize(
    "url",
    [
        "https://10.0.0.5/a.mp4",
        "https://localhost/a.mp4",
        "https://2130706433/a.mp4",
        "https://127.1/a.mp4",
        "https://[::ffff:127.0.0.1]/a.mp4",
        "https://cdn.internal/a.mp4",
        "https://u:p@cdn.example/a.mp4",
        "https://127.0.0.1\\@cdn.example/a.mp4",
        "https:///a.mp4",
        "https://cdn.example:99999/a.mp4",
        "https://[/a.mp4",
        "http://cdn.example/a.mp4",
        f"https://cdn.example/{'a' * 5000}",
        "javascript:alert(1)",
        "",
    ],
)
def test_a_link_is_checked_by_its_text(url: str) -> None:
    """Before any name is looked up."""
    with pytest.raises(DownloadError, match="result link is not"):
        check_result_link(url, HOME)


def test_a_signature_is_not_shown() -> None:
    """An error shows host and path."""
    with pytest.raises(DownloadError) as caught:
        check_result_link(LINK.replace("https", "http"), HOME)

    assert "Signature" not in str(caught.value)


def test_a_redirect_does_not_leave_encryption() -> None:
    """Not even back to a gateway on this machine."""
    home = _Home("http://127.0.0.1:8000")
    check_result_link("http://127.0.0.1:8000/a", home)
    with pytest.raises(DownloadError, match="redirects to what is not"):
        check_result_link("http://127.0.0.1:8000/a", home, came_by=LINK)


def test_a_proxy_is_used_where_one_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """It looks names up itself, so none is looked up here."""
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:3128")
    monkeypatch.setenv("no_proxy", "direct.example")

    assert not isinstance(way_to(LINK, HOME), PublicWeb)
    assert isinstance(way_to("https://direct.example/a", HOME), PublicWeb)


@pytest.mark.parametrize("proxy", ["not a url", "ftp://x", "//x", "gopher://CANARY@x"])
def test_a_proxy_that_is_none_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, proxy: str
) -> None:
    """The environment may have changed since the job was sent; it is tried again."""
    monkeypatch.setenv("https_proxy", proxy)
    monkeypatch.delenv("no_proxy", raising=False)
    with pytest.raises(DownloadError, match="unset HTTPS_PROXY") as refused:
        way_to(LINK, HOME)

    assert "CANARY" not in str(refused.value)
    assert refused.value.__context__ is None


async def test_the_oldest_clip_comes_first() -> None:
    """Its provider deletes it first; whoever gives up leaves the place to others."""
    turns, order = Turns(1), list[int]()
    start = datetime(2026, 11, 1, tzinfo=UTC)

    async def take(day: int) -> None:
        async with turns.turn(start + timedelta(days=day)):
            order.append(day)
            await asyncio.sleep(0)

    tasks = [asyncio.create_task(take(day)) for day in (9, 5, 1, 3)]
    await asyncio.sleep(0)
    tasks[1].cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await take(7)

    assert order == [9, 1, 3, 7]

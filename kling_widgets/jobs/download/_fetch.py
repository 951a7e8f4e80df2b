"""The bytes behind a result link, into a part: in one piece, or in several."""

from __future__ import annotations

import shutil
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TYPE_CHECKING

import httpx

from ...api import Handshake, hushed
from ...errors import DownloadError, NotWritten
from ._file_answer import Whole, check_answer, length_of, range_of
from ._pace import Pace
from ._public_web import way_to
from ._result_link import check_result_link

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from ._part import Part
    from ._result_link import Home

TIMEOUT = httpx.Timeout(connect=10, read=60, write=60, pool=5)
MOST_REDIRECTS = 3
MOST_PIECES = 5
ROOM = 1.2
"""The disk must have this many times the clip's length free."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """One download, as asked for."""

    url: str
    home: Home
    folder: Path
    mono: Callable[[], float]


async def fetch(asked: Fetch, part: Part) -> None:
    """Bring everything behind the link into *part*.

    Where a connection breaks and the file is known to be the same, the rest is
    asked for; else it is for the caller to start over.

    Raises:
        DownloadError: The link or what it gave is no clip; it may be tried again.
    """
    with hushed():
        await _fetch(asked, part)


async def _fetch(asked: Fetch, part: Part) -> None:
    whole: Whole | None = None
    async with _client(asked) as web:
        for _ in range(MOST_PIECES):
            headers = range_of(whole, part.size)
            async with _opened(web, asked, headers) as response:
                known = check_answer(response, whole, part.size)
                broken = await _pour(response, asked, part)
            if not broken:
                return
            if known is None or not part.size:
                raise DownloadError(broken)
            whole = known
    raise DownloadError(broken)


def _client(asked: Fetch) -> httpx.AsyncClient:
    """Return a client that sends nothing of ours: no key, no cookie, no referrer."""
    return httpx.AsyncClient(
        transport=way_to(asked.url, asked.home),
        timeout=TIMEOUT,
        trust_env=False,
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
        # Compressed, some bytes can unfold to gigabytes before they are counted.
        headers={"Accept-Encoding": "identity"},
    )


@asynccontextmanager
async def _opened(
    web: httpx.AsyncClient, asked: Fetch, headers: dict[str, str]
) -> AsyncIterator[httpx.Response]:
    try:
        response = await _followed(web, asked, headers)
    except (httpx.HTTPError, httpx.InvalidURL, ConnectionError) as error:
        reason = type(error).__name__
    else:
        try:
            yield response
        finally:
            await response.aclose()
        return
    raise DownloadError(
        f"The result link cannot be reached ({reason}). It will be tried again."
    )


async def _followed(
    web: httpx.AsyncClient, asked: Fetch, headers: dict[str, str]
) -> httpx.Response:
    """Follow redirects by hand: each place is checked before it is asked."""
    url, came_by = asked.url, ""
    for _ in range(MOST_REDIRECTS + 1):
        check_result_link(url, asked.home, came_by=came_by)
        request = web.build_request(
            "GET", url, headers=headers, extensions={"trace": Handshake()}
        )
        response = await web.send(request, stream=True, follow_redirects=False)
        if not response.has_redirect_location:
            return response
        await response.aclose()
        came_by, url = url, str(response.url.join(response.headers["location"]))
    raise DownloadError(
        f"The result link redirects too often (more than {MOST_REDIRECTS} times)."
    )


async def _pour(response: httpx.Response, asked: Fetch, part: Part) -> str:
    """Write the body, and return how it broke off if it did."""
    if response.status_code == httpx.codes.OK:
        part.restart()
    length = length_of(response)
    part.check_length(length)
    _check_room(length, asked.folder)
    pace = Pace(asked.mono, length)
    end = None if length is None else part.size + length
    try:
        async for chunk in response.aiter_raw():
            pace.saw(len(chunk))
            await part.write(chunk)
    except (httpx.HTTPError, ConnectionError) as error:
        return _broken(type(error).__name__, part.size, end)
    return "" if end in {None, part.size} else _broken("cut short", part.size, end)


def _broken(why: str, size: int, end: int | None) -> str:
    of = f" of {end:,}" if end else ""
    return (
        f"The download broke off ({why}): got {size:,}{of} bytes. "
        "It will be tried again."
    )


def _check_room(length: int | None, folder: Path) -> None:
    free = shutil.disk_usage(folder).free
    if length and length * ROOM > free:
        raise NotWritten(
            f"The clip needs {length / 1e6:,.1f} MB, and {free / 1e6:,.1f} MB are free "
            f"in {str(folder)!r}. Make room there.",
            is_full=True,
        )

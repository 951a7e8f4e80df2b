"""What a file's host answers, and whether the rest of a file is of the same file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx

from ...errors import DownloadError, LinkGone

if TYPE_CHECKING:
    from collections.abc import Mapping

GONE = (403, 404, 410)
NO_VIDEO = ("text/html", "application/json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A file of which a part has come: enough to know it again."""

    etag: str
    length: int
    host: str
    """Where it really came from, after redirects."""


def check_answer(
    response: httpx.Response, whole: Whole | None, have: int
) -> Whole | None:
    """Return what is needed to ask for the rest, should this break off too.

    Raises:
        LinkGone: There is nothing behind the link.
        DownloadError: The answer holds no clip, or not the rest of this one.
    """
    _check_status(response, asked_for_rest=whole is not None)
    _check_kind(response.headers)
    if response.status_code == httpx.codes.OK:
        return _whole(response)
    if whole is None or not _is_rest(response, whole, have):
        raise DownloadError(
            "The file changed while it was fetched. It will be tried again."
        )
    return whole


def range_of(whole: Whole | None, have: int) -> dict[str, str]:
    """Return the headers that ask for what is missing."""
    if whole is None:
        return {}
    return {"Range": f"bytes={have}-", "If-Range": whole.etag}


def length_of(response: httpx.Response) -> int | None:
    """Return how many bytes this answer says it brings."""
    text = response.headers.get("content-length", "")
    return int(text) if re.fullmatch(r"[0-9]{1,15}", text) else None


def _check_status(response: httpx.Response, *, asked_for_rest: bool) -> None:
    status = response.status_code
    if status in GONE:
        raise LinkGone(
            f"The result link answered HTTP {status}. "
            "It may have expired; a fresh one is asked for."
        )
    is_rest = asked_for_rest and status == httpx.codes.PARTIAL_CONTENT
    if status != httpx.codes.OK and not is_rest:
        raise DownloadError(
            f"The result link answered HTTP {status}. It will be tried again."
        )


def _check_kind(headers: Mapping[str, str]) -> None:
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if headers.get("content-encoding", "identity").lower() != "identity":
        raise DownloadError("The result came compressed, which a clip never is.")
    if kind in NO_VIDEO:
        raise DownloadError(f"The link gave {kind}, not a video.")


def _whole(response: httpx.Response) -> Whole | None:
    """Only a strong tag and a length tell that a file is still the same."""
    etag, length = response.headers.get("etag", ""), length_of(response)
    if length is None or not re.fullmatch(r'"[^"]+"', etag):
        return None
    return Whole(etag=etag, length=length, host=response.url.host)


def _is_rest(response: httpx.Response, whole: Whole, have: int) -> bool:
    said = response.headers.get("content-range", "")
    expected = f"bytes {have}-{whole.length - 1}/{whole.length}"
    is_same = response.headers.get("etag", whole.etag) == whole.etag
    return said == expected and is_same and response.url.host == whole.host

"""Bringing a finished clip to this disk: a file under its name is always whole."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import os
import re
import secrets
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

import httpx

from ..clips import check_mp4
from ..errors import DownloadError

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path
    from typing import BinaryIO

CHUNK_BYTES = 1 << 20
MOST_BYTES = 2 << 30
SLUG_BYTES = 40
TIMEOUT = httpx.Timeout(connect=10, read=60, write=60, pool=5)


class Home(Protocol):
    """Where a task came from, as far as fetching its clip goes."""

    @property
    def base_url(self) -> str:
        """A link may lead there, even where that is not the public web."""

    @property
    def files(self) -> httpx.AsyncBaseTransport | None:
        """How files are fetched; the network where there is nothing special."""


@dataclass(frozen=True, slots=True)
class SavedFile:
    """A clip on disk, whole and verified."""

    path: Path
    sha256: str
    size: int


async def download(url: str, home: Home, path: Path) -> SavedFile:
    """Fetch *url* to *path*, never leaving half a file under that name.

    No key travels with it: a result link needs none, and its host is not ours.

    Raises:
        DownloadError: The link or what it gave is no clip; it may be tried again.
    """
    _check_url(url, home)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}.part")
        try:
            digest, size = await _fetch(url, home, part)
            await asyncio.to_thread(check_mp4, part)
            final = _without_overwriting(part, path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        reason = f"{error.strerror or error} in {str(path.parent)!r}"
    else:
        return SavedFile(final, digest, size)
    raise DownloadError(f"The clip could not be saved: {reason}.")


def file_name(created: datetime, prompt: str, job_id: str) -> str:
    """Return a name that people recognise and that is ours alone."""
    words = re.sub(r"\W+", "-", unicodedata.normalize("NFC", prompt)).strip("-_")
    slug = words.encode()[:SLUG_BYTES].decode(errors="ignore").strip("-_").lower()
    parts = ("kw", f"{created:%Y%m%d}", slug, job_id[-6:])
    return "-".join(part for part in parts if part) + ".mp4"


def _check_url(url: str, home: Home) -> None:
    """Refuse what is neither a public web address nor the gateway's own."""
    link, own = urlsplit(url), urlsplit(home.base_url)
    if (link.scheme, link.netloc) == (own.scheme, own.netloc):
        return
    if link.scheme != "https" or not link.hostname or "@" in link.netloc:
        raise DownloadError(
            f"The result link is not a public https address ({_shown(url)}). "
            "The task stays paid for; its link can be asked for again."
        )


def _shown(url: str) -> str:
    """Return host and path: what follows them may be a signature."""
    link = urlsplit(url)
    return f"{link.scheme}://{link.hostname or ''}{link.path}"[:80]


async def _fetch(url: str, home: Home, part: Path) -> tuple[str, int]:
    """Stream the body into *part* and return its SHA-256 and length."""
    try:
        async with (
            httpx.AsyncClient(transport=home.files, timeout=TIMEOUT) as web,
            web.stream("GET", url, headers={"Accept-Encoding": "identity"}) as response,
        ):
            _check_answer(response)
            return await _write(response, part)
    except httpx.HTTPError as error:
        reason = type(error).__name__
    raise DownloadError(f"The download broke off ({reason}). It will be tried again.")


def _check_answer(response: httpx.Response) -> None:
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if response.status_code != httpx.codes.OK:
        raise DownloadError(
            f"The result link answered HTTP {response.status_code}. "
            "It may have expired; a fresh one is asked for."
        )
    if response.headers.get("content-encoding", "identity") != "identity":
        raise DownloadError("The result came compressed, which a clip never is.")
    if kind in {"text/html", "application/json"}:
        raise DownloadError(f"The link gave {kind}, not a video.")


async def _write(response: httpx.Response, part: Path) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with part.open("xb") as file:
        async for chunk in response.aiter_raw(CHUNK_BYTES):
            size += len(chunk)
            if size > MOST_BYTES:
                raise DownloadError("The result is longer than 2 GiB; that is no clip.")
            digest.update(chunk)
            await asyncio.to_thread(file.write, chunk)
        await asyncio.to_thread(_sync, file)
    return digest.hexdigest(), size


def _sync(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _without_overwriting(part: Path, path: Path) -> Path:
    """Give the whole file its name, or the next free one, and make that last."""
    number = 1
    final = path
    while final.exists():
        number += 1
        final = path.with_stem(f"{path.stem} ({number})")
    part.replace(final)
    with contextlib.suppress(OSError, AttributeError):  # no folder fsync on Windows
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    return final

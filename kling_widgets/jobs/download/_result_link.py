"""Whether a link that a provider gave may be followed. The link is not trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol
from urllib.parse import SplitResult, urlsplit

from ..._hosts import is_public_host
from ...errors import DownloadError

if TYPE_CHECKING:
    import httpx

MOST_CHARACTERS = 4_096


class Home(Protocol):
    """Where a task came from, as far as fetching its clip goes."""

    @property
    def base_url(self) -> str:
        """A link may lead there, even where that is not the public web."""

    @property
    def files(self) -> httpx.AsyncBaseTransport | None:
        """How files are fetched; the network where there is nothing special."""


def check_result_link(url: str, home: Home, *, came_by: str = "") -> None:
    """Refuse what is neither a public https address nor the gateway's own.

    Args:
        url: the link.
        home: the gateway.
        came_by: the link that redirected here, if one did.

    Raises:
        DownloadError: naming the host, never what may be a signature.
    """
    link = _split(url)
    is_downgrade = came_by.startswith("https:") and link.scheme != "https"
    if is_home(url, home) and not is_downgrade:
        return
    if not _is_public(link) or len(url) > MOST_CHARACTERS:
        verb = "redirects to what is" if came_by else "is"
        raise DownloadError(
            f"The result link {verb} not a public https address ({_shown(link)}). "
            "The task stays paid for; its link can be asked for again."
        )


def is_home(url: str, home: Home) -> bool:
    """Whether the link leads to the gateway itself."""
    link, own = urlsplit(url), urlsplit(home.base_url)
    return (link.scheme, link.netloc) == (own.scheme, own.netloc)


def _split(url: str) -> SplitResult:
    try:
        link = urlsplit(url)
        _ = link.port, link.hostname
    except ValueError:
        raise DownloadError("The result link is not well formed.") from None
    return link


def _is_public(link: SplitResult) -> bool:
    """Tell by the text alone; what a name stands for is looked up later."""
    if link.scheme != "https" or "@" in link.netloc or "\\" in link.netloc:
        return False
    return is_public_host(link.hostname or "")


def _shown(link: SplitResult) -> str:
    """Return host and path: what follows them may be a signature."""
    return f"{link.scheme}://{link.hostname or ''}{link.path}"[:80]

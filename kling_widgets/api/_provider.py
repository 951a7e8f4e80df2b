"""Who answers: CometAPI, Kling itself, the simulator, or anyone with the same wire."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

import httpx

from .._hosts import is_loopback
from ..errors import ConfigError
from ._text import listing, shown, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

SIMULATOR_HOST = "simulator.kling"
"""A name that exists in this process only, so plain http is safe there."""

HTTPS_PORT = 443

_ENDPOINT = re.compile(r"(?:/kling)?(?:/v1)?(?:/videos(?:/image2video)?)?/*$")
_TWICE = re.compile(r"/(kling|v1|videos)/(?:.*/)?\1(?:/|$)")
_PREFIX = re.compile(r"(?:/[A-Za-z0-9._~-]{1,64}){0,8}")
_LIKE = "base_url must look like https://api.cometapi.com"


def _split(base_url: str) -> SplitResult:
    given = text_of(base_url)
    if given is None:
        raise ConfigError(f"{_LIKE}; got {shown(base_url)}.")
    text = given.strip()
    try:
        url = urlsplit(text)
        _ = url.port, httpx.URL(text).host
    except (ValueError, httpx.InvalidURL):
        raise ConfigError(f"{_LIKE}; this cannot be read.") from None
    problem = _problem(text, url)
    if problem:
        raise ConfigError(problem)
    return url


def _problem(text: str, url: SplitResult) -> str | None:
    if "@" in url.netloc:
        return f"{_LIKE}, without a user name or password."
    if url.scheme not in {"https", "http"} or not url.hostname:
        return f"{_LIKE}; got {shown(text.partition('?')[0])}."
    if "?" in text or "#" in text or re.search(r"[\s\\]", text):
        return f"{_LIKE}, without a query, a fragment or spaces."
    if _TWICE.search(f"{url.path}/"):
        return f"{_LIKE}; the path says the same twice: {shown(url.path)}."
    is_here = is_loopback(url.hostname) or url.hostname == SIMULATOR_HOST
    if url.scheme == "http" and not is_here:
        return "base_url must be https: the key would travel in clear text."
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """A service that speaks Kling's image-to-video wire."""

    name: str
    base_url: str
    """Scheme and host, perhaps with a path in front; no slash at the end."""

    prefix: str = "/kling/v1"
    """What stands between the base URL and `/videos/image2video`."""

    def __post_init__(self) -> None:
        """Refuse an address to which the key would travel in clear text."""
        _split(self.base_url)
        if not text_of(self.name):
            raise ConfigError(f"a provider needs a name, got {shown(self.name)}.")
        prefix = text_of(self.prefix)
        if prefix is None or not _PREFIX.fullmatch(prefix):
            need = "prefix must be a path such as '/kling/v1'"
            raise ConfigError(f"{need}, got {shown(self.prefix)}.")

    @property
    def is_cometapi(self) -> bool:
        """Whether key and price are CometAPI's."""
        return self.name == "cometapi"

    @property
    def is_kling(self) -> bool:
        """Whether key and price are Kling's own."""
        return self.name == "kling"

    @property
    def url(self) -> str:
        """The address that tasks are posted to, and asked for under."""
        return f"{self.base_url}{self.prefix}/videos/image2video"


COMETAPI = Provider(name="cometapi", base_url="https://api.cometapi.com")
KLING_SINGAPORE = Provider(
    name="kling", base_url="https://api-singapore.klingai.com", prefix="/v1"
)
KLING_BEIJING = Provider(
    name="kling", base_url="https://api-beijing.klingai.com", prefix="/v1"
)
SIMULATOR = Provider(name="simulator", base_url=f"http://{SIMULATOR_HOST}")

KNOWN_HOSTS = {
    "api.cometapi.com": COMETAPI,
    "api-singapore.klingai.com": KLING_SINGAPORE,
    "api-beijing.klingai.com": KLING_BEIJING,
    "api.klingai.com": KLING_SINGAPORE,  # the older name of the same service
    SIMULATOR_HOST: SIMULATOR,
}

PROVIDERS: Mapping[str, Provider] = {
    "cometapi": COMETAPI,
    "kling": KLING_SINGAPORE,
    "kling-singapore": KLING_SINGAPORE,
    "kling-beijing": KLING_BEIJING,
    "simulator": Provider(name="simulator", base_url="http://127.0.0.1:8787"),
}
"""By the names that people use; this simulator is the one served on its own port."""


def provider_named(name: str, base_url: str | None = None) -> Provider:
    """Return a provider by its name, perhaps at another address than usual.

    Raises:
        ConfigError: there is no such provider, or the address is somebody else's.
    """
    named = PROVIDERS.get((text_of(name) or "").strip().lower())
    if named is None:
        raise ConfigError(f"provider is {shown(name)}; it can be {listing(PROVIDERS)}.")
    if base_url is None:
        return named
    there = provider_at(base_url)
    if not named.is_kling or there.is_kling:
        return there
    if there.is_cometapi:
        raise ConfigError(
            f"provider is {shown(name)}, but base_url is CometAPI's: leave one out."
        )
    return replace(there, name=named.name, prefix=named.prefix)


def provider_at(base_url: str) -> Provider:
    """Return the provider behind a base URL, mending what is easily mistaken.

    A `/v1`, a `/kling/v1` or the whole endpoint at the end is taken off: CometAPI's
    own OpenAI-style base URL ends in `/v1`, the one for Kling does not.

    Raises:
        ConfigError: the key would travel in clear text, or the URL makes no sense.
    """
    url = _split(base_url)
    known = KNOWN_HOSTS.get(url.hostname or "")
    if known and url.port in {None, HTTPS_PORT}:
        return known
    path = _ENDPOINT.sub("", url.path)
    name = "simulator" if is_loopback(url.hostname or "") else "other"
    return Provider(name=name, base_url=f"{url.scheme}://{url.netloc}{path}")

"""Base URLs: known, mended, or refused with a sentence."""

from __future__ import annotations

from typing import Any

import pytest

from kling_widgets.api import (
    COMETAPI,
    KLING_BEIJING,
    KLING_SINGAPORE,
    SIMULATOR,
    AccessKey,
    KlingClient,
    Provider,
    provider_at,
    provider_named,
)
from kling_widgets.errors import ConfigError


@pytest.mark.parametrize(
    ("base_url", "provider"),
    [
        ("https://api.cometapi.com", COMETAPI),
        ("https://api.cometapi.com/", COMETAPI),
        ("https://api.cometapi.com/v1", COMETAPI),
        ("https://api.cometapi.com/v1/", COMETAPI),
        ("https://api.cometapi.com/kling", COMETAPI),
        ("https://api.cometapi.com/kling/v1", COMETAPI),
        ("https://api.cometapi.com/kling/v1/videos/image2video", COMETAPI),
        (" https://API.cometapi.com ", COMETAPI),
        ("https://api.cometapi.com:443/v1", COMETAPI),
        ("https://api-singapore.klingai.com", KLING_SINGAPORE),
        ("https://api.klingai.com/v1/videos/image2video", KLING_SINGAPORE),
        ("https://api-beijing.klingai.com/v1", KLING_BEIJING),
        ("http://simulator.kling", SIMULATOR),
    ],
)
def test_known_ones(base_url: str, provider: Provider) -> None:
    """A known host is known in every spelling, also with a path too much."""
    assert provider_at(base_url) == provider


@pytest.mark.parametrize(
    ("base_url", "url"),
    [
        ("https://proxy.example", "https://proxy.example/kling/v1"),
        ("https://proxy.example/x/", "https://proxy.example/x/kling/v1"),
        ("https://proxy.example/x/v1", "https://proxy.example/x/kling/v1"),
        ("https://proxy.example:8443", "https://proxy.example:8443/kling/v1"),
        ("http://127.0.0.1:8787", "http://127.0.0.1:8787/kling/v1"),
        ("http://localhost:8787/v1", "http://localhost:8787/kling/v1"),
        ("http://[::1]:8787", "http://[::1]:8787/kling/v1"),
    ],
)
def test_others(base_url: str, url: str) -> None:
    """Anybody else is taken to speak CometAPI's wire."""
    provider = provider_at(base_url)

    assert provider.url == f"{url}/videos/image2video"
    assert not provider.is_cometapi


def test_a_prefix_of_ones_own() -> None:
    """A provider with another path in front is a value of one's own."""
    mine = Provider(name="mine", base_url="https://me.example", prefix="/api/v9")

    assert mine.url == "https://me.example/api/v9/videos/image2video"


def test_a_provider_of_ones_own_is_checked_too() -> None:
    """Not even a hand-made provider gets a key in clear text."""
    with pytest.raises(ConfigError, match="must be https"):
        Provider(name="mine", base_url="http://me.example")


@pytest.mark.parametrize(
    ("base_url", "sentence"),
    [
        ("", "base_url must look like https://api.cometapi.com; got ''."),
        (None, "base_url must look like https://api.cometapi.com; got None."),
        pytest.param(
            10**5000, "; got a whole number of about 5,000 digits.", id="huge"
        ),
        ("https://e.com/\ud800", "this cannot be read"),
        ("https://xn--", "this cannot be read"),
        ("api.cometapi.com", "base_url must look like"),
        ("ftp://api.cometapi.com", "base_url must look like"),
        ("https://", "base_url must look like"),
        ("https://[broken", "base_url must look like"),
        ("https://e.com:99999", "base_url must look like"),
        ("https://e.com/?key=abc", "without a query, a fragment or spaces"),
        ("https://e.com/#x", "without a query, a fragment or spaces"),
        ("https://e.com/a b", "without a query, a fragment or spaces"),
        ("https://e.com\\x", "without a query, a fragment or spaces"),
        ("https://u:CANARY@e.com", "without a user name or password"),
        ("https://e.com/kling/kling", "the path says the same twice: '/kling/kling'"),
        ("https://e.com/kling/v1/kling/v1", "the path says the same twice"),
        ("http://e.com", "must be https: the key would travel in clear text"),
        ("http://10.0.0.5", "must be https: the key would travel in clear text"),
        ("http://api.cometapi.com", "must be https"),
        ("http://simulator.kling.evil.com", "must be https"),
        ("http://localhost.evil.com", "must be https"),
    ],
)
def test_refused(base_url: Any, sentence: str) -> None:
    """What would leak the key, or makes no sense, is refused."""
    with pytest.raises(ConfigError) as caught:
        provider_at(base_url)

    assert sentence in caught.value.message
    assert "CANARY" not in caught.value.message
    assert "abc" not in caught.value.message


@pytest.mark.parametrize(
    ("name", "base_url", "url"),
    [
        ("cometapi", None, COMETAPI.url),
        ("kling", None, KLING_SINGAPORE.url),
        ("kling-beijing", None, KLING_BEIJING.url),
        ("kling", "https://api-beijing.klingai.com/v1", KLING_BEIJING.url),
        ("kling", "http://[::1]:9", "http://[::1]:9/v1/videos/image2video"),
        ("simulator", None, "http://127.0.0.1:8787/kling/v1/videos/image2video"),
        ("cometapi", "https://e.com/v1", "https://e.com/kling/v1/videos/image2video"),
    ],
)
def test_by_name(name: str, base_url: str | None, url: str) -> None:
    """A provider is known by its name, at its usual address or another."""
    client = KlingClient("sk-0123456789", provider=name, base_url=base_url)

    assert client.provider.url == url


@pytest.mark.parametrize(
    "name", ["openai", "", None, pytest.param(10**5000, id="huge")]
)
def test_no_such_name(name: Any) -> None:
    """A name that no provider has is refused with those that there are."""
    with pytest.raises(ConfigError, match="cometapi, kling, kling-singapore"):
        provider_named(name)


@pytest.mark.parametrize("prefix", ["kling", "/a?b", "/a b", None])
def test_a_prefix_that_is_no_path(prefix: Any) -> None:
    """What stands before the endpoint is a path and nothing else."""
    with pytest.raises(ConfigError, match="prefix must be a path such as '/kling/v1'"):
        Provider(name="mine", base_url="https://me.example", prefix=prefix)


def test_a_pair_of_keys_is_for_kling() -> None:
    """An access key leads to Kling itself; CometAPI would not know what to do."""
    pair = AccessKey("A" * 32, "S" * 32)

    assert KlingClient(pair).provider == KLING_SINGAPORE
    with pytest.raises(ConfigError, match="CometAPI takes no access and secret key"):
        KlingClient(pair, provider="cometapi")
    with pytest.raises(ConfigError, match="base_url is CometAPI's"):
        KlingClient(pair, base_url="https://api.cometapi.com/v1")

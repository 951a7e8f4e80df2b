"""The environment's proxies and certificates, where they cannot be used."""

from __future__ import annotations

import pytest

from kling_widgets.api import KlingClient
from kling_widgets.errors import ConfigError

KEY = "sk-test-0123456789"


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("HTTPS_PROXY", "nonsense://u:CANARY@e.com", "correct or unset it"),
        ("ALL_PROXY", "http://u:CANARY@[::1", "holds no address that can be read"),
        ("NO_PROXY", "[::1", "holds no address that can be read"),
        ("SSL_CERT_FILE", "/nowhere/CANARY.pem", "names no certificates"),
    ],
)
def test_an_environment_that_cannot_be_used(
    name: str, value: str, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The variable is named, and its value, which may hold a password, is not shown."""
    monkeypatch.setenv(name, value)

    with pytest.raises(ConfigError) as caught:
        KlingClient(KEY)

    assert name in caught.value.message
    assert sentence in caught.value.message
    assert "CANARY" not in caught.value.message
    assert caught.value.__context__ is None


def test_an_environment_that_is_not_asked() -> None:
    """Without the environment, its mistakes do no harm."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HTTPS_PROXY", "nonsense://e.com")

        assert KlingClient(KEY, trust_env=False).provider.is_cometapi

"""Who answers, with which key and which models: said in code or in the environment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kling_widgets.api import (
    COMETAPI,
    KLING_BEIJING,
    KLING_SINGAPORE,
    AccessKey,
    Provider,
    Secret,
    models,
)
from kling_widgets.errors import ConfigError
from kling_widgets.jobs import configure, settings
from kling_widgets.jobs.gateway._gateway import open_gateway

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAIR = {"KLING_ACCESS_KEY": "A" * 32, "KLING_SECRET_KEY": "S" * 32}


@pytest.fixture(autouse=True)
def _back_to_defaults() -> Iterator[None]:
    yield
    configure(provider=None, api_key=None, base_url=None, catalogue=None)


@pytest.mark.parametrize(
    ("values", "service"),
    [
        ({"provider": "cometapi"}, COMETAPI),
        ({"provider": "kling"}, KLING_SINGAPORE),
        ({"provider": "Kling-Singapore"}, KLING_SINGAPORE),
        ({"provider": "kling-beijing"}, KLING_BEIJING),
        ({"provider": "kling", "base_url": KLING_BEIJING.base_url}, KLING_BEIJING),
        ({"api_key": "sk-0123456789"}, COMETAPI),
        ({"api_key": AccessKey("A" * 32, "S" * 32)}, KLING_SINGAPORE),
        (
            {"provider": "kling", "base_url": "http://127.0.0.1:8787/v1"},
            Provider(name="kling", base_url="http://127.0.0.1:8787", prefix="/v1"),
        ),
    ],
)
def test_who_answers(values: dict[str, Any], service: Provider) -> None:
    """A provider is named, or follows from the kind of key."""
    configure(**values)

    assert settings().service == service
    assert not settings().simulated


@pytest.mark.anyio
async def test_kling_itself_by_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Kling's pair of keys opens Kling itself, and nothing else is needed."""
    monkeypatch.setenv("KLING_WIDGETS_PROVIDER", "kling-beijing")
    monkeypatch.setenv("COMETAPI_KEY", "sk-0123456789")
    monkeypatch.setenv("COMETAPI_BASE_URL", "https://proxy.example")
    for name, value in PAIR.items():
        monkeypatch.setenv(name, value)

    gateway = open_gateway(settings())
    await gateway.aclose()

    assert isinstance(settings().api_key, AccessKey)
    assert (gateway.name, gateway.base_url) == ("kling", KLING_BEIJING.base_url)
    assert not gateway.simulated


def test_cometapi_s_key_stays_at_cometapi(monkeypatch: pytest.MonkeyPatch) -> None:
    """CometAPI's key is never taken for Kling, nor Kling's for CometAPI."""
    monkeypatch.setenv("COMETAPI_KEY", "sk-0123456789")
    configure(provider="kling")

    with pytest.raises(ConfigError, match="no key for Kling itself"):
        open_gateway(settings())
    assert settings().api_key is None


def test_one_key_of_kling_s(monkeypatch: pytest.MonkeyPatch) -> None:
    """Kling's plain API key has a variable of its own."""
    monkeypatch.setenv("KLING_API_KEY", "api-key-kling-0123456789")
    configure(provider="kling")

    assert settings().api_key == Secret("api-key-kling-0123456789")


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"provider": "runway"}, "provider is 'runway'; it can be cometapi, kling"),
        (
            {"provider": "kling", "base_url": "https://api.cometapi.com/v1"},
            "base_url is CometAPI's: leave one out",
        ),
        ({"catalogue": "nowhere.toml"}, "cannot be read"),
        ({"catalogue": {"models": {"x": {"mode": "std"}}}}, "unknown key 'mode'"),
        ({"provider": 10**5000}, "provider is a whole number of about 5,000 dig"),
        ({"base_url": b"https://e.com"}, "base_url is b'https://e.com'; it must be te"),
        ({"home": "a\0b"}, "home is 'a␀b'; it must be the path of a folder."),
        ({"output_dir": 5}, "output_dir is 5; it must be the path of a folder."),
        ({"output_dir": "~nobody-at-all/x"}, "it must be the path of a folder."),
        ({"simulator_speed": 10**400}, "it must be a number above 0."),
        ({"embed": []}, "embed is a list; it can be one of 'auto'"),
        ({"speed": 2}, "There is no setting 'speed'"),
    ],
)
def test_refused(values: dict[str, Any], sentence: str) -> None:
    """What cannot be used changes nothing."""
    before = settings()

    with pytest.raises(ConfigError) as caught:
        configure(**values)

    assert sentence in caught.value.message
    assert settings() == before


def test_half_a_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    """An access key without its secret key is an oversight, and said."""
    monkeypatch.setenv("KLING_ACCESS_KEY", PAIR["KLING_ACCESS_KEY"])

    with pytest.raises(ConfigError, match="go together; one is missing"):
        configure(provider="kling")


def test_models_of_one_s_own(tmp_path: Path) -> None:
    """A catalogue is chosen in code, and given back."""
    file = tmp_path / "mine.toml"
    file.write_text('[models.kling-v9]\nmodes = ["ultra"]\n', "utf-8")

    configure(catalogue=file)
    chosen = [model.name for model in models()]
    configure(catalogue=None)

    assert "kling-v9" in chosen
    assert "kling-v9" not in [model.name for model in models()]

"""What holds for every test: a clean environment and no network."""

from __future__ import annotations

import ipaddress
import os
import socket
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

from kling_widgets.jobs import _settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Chance brings the same examples each day, and others each night: see the Makefile.
hypothesis.settings.register_profile("day", derandomize=True)
if "TEST_SEED" not in os.environ:
    hypothesis.settings.load_profile("day")

OWN_VARIABLES = ("COMETAPI_", "KLING_")


@pytest.fixture
def anyio_backend() -> str:
    """Run `@pytest.mark.anyio` tests on asyncio, the loop that notebooks have."""
    return "asyncio"


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Hide the developer's own key and folders from every test."""
    for name in list(os.environ):
        if name.startswith(OWN_VARIABLES):
            monkeypatch.delenv(name)
    monkeypatch.setenv("KLING_WIDGETS_LANGUAGE", "en")
    monkeypatch.setenv("KLING_WIDGETS_HOME", str(tmp_path / "kling_home"))


@pytest.fixture(autouse=True)
def _clean_settings() -> Iterator[None]:
    """Leave no test the settings of another, which would hide its environment."""
    yield
    left = [n for n, value in _settings._configured.items() if value is not None]
    if left:
        _settings.configure(**dict.fromkeys(left))


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Let no test reach beyond this machine, neither by name nor by address."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", _guarded(socket.socket.connect))
        patch.setattr(socket.socket, "connect_ex", _guarded(socket.socket.connect_ex))
        patch.setattr(socket, "getaddrinfo", _guarded_lookup(socket.getaddrinfo))
        yield


def _guarded(connect: Any) -> Any:
    def guarded(self: socket.socket, address: Any) -> Any:
        if isinstance(address, tuple):
            _refuse_beyond_loopback(address[0])
        return connect(self, address)

    return guarded


def _guarded_lookup(lookup: Any) -> Any:
    def guarded(host: Any, *args: Any, **kwargs: Any) -> Any:
        _refuse_beyond_loopback(host)
        return lookup(host, *args, **kwargs)

    return guarded


def _refuse_beyond_loopback(host: Any) -> None:
    name = host.decode() if isinstance(host, bytes) else host
    if name in {None, "", "localhost"}:
        return
    try:
        local = ipaddress.ip_address(name).is_loopback
    except ValueError:
        local = False
    if not local:
        raise RuntimeError(f"A test tried to reach {name!r}; tests stay on 127.0.0.1.")

"""The gateways that jobs go to: one for each base URL, opened when it is needed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ...api import SIMULATOR, AccessKey
from ...errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable

    from ...api import KlingClient
    from .._settings import Settings
    from ..journal import JobRow
    from ._gateway import Gateway


class Gateways:
    """Opens a job's own gateway, whatever the settings name today.

    A key goes only where it belongs: to the base URL that it is set for, and to one
    that a job was sent to with this very key before.
    """

    def __init__(
        self, settings: Settings, connect: Callable[[Settings], Gateway]
    ) -> None:
        self._settings = settings
        self._connect = connect
        self._open: dict[str, Gateway] = {}
        self._retired: list[KlingClient] = []

    def of_settings(self, salt: str) -> Gateway:
        """Return the gateway for new jobs.

        Raises:
            ConfigError: There is no key, or the base URL cannot be used.
        """
        if self._settings.simulated:
            return self._at(SIMULATOR.base_url, self._settings, salt)
        return self._at(self._settings.base_url, self._settings, salt)

    def of_row(self, row: JobRow, salt: str) -> Gateway:
        """Return the gateway that a job was, or is to be, sent to.

        Raises:
            ConfigError: There is no key for it.
        """
        if row.base_url in self._open:
            return self._open[row.base_url]
        return self._at(row.base_url, self._settings_for(row, salt), salt)

    def renew(self, settings: Settings, salt: str) -> bool:
        """Take the key that the user has set now, under jobs that go on.

        The former client stays open: a request may be on its way with it.

        Returns:
            Whether there is another key than before.
        """
        former = self._settings
        is_known = _service(settings) == _service(former)
        if settings.simulated or settings.api_key is None or is_known:
            return False
        self._settings = replace(
            former,
            provider=settings.provider,
            base_url=settings.base_url,
            api_key=settings.api_key,
        )
        old = self._open.pop(settings.base_url, None)
        if old is not None:
            fresh = self.of_settings(salt)
            self._retired.append(old.client)
            old.client, old.key_fp = fresh.client, fresh.key_fp
            self._open[settings.base_url] = old
        return True

    async def aclose(self) -> None:
        """Close all connections."""
        for gateway in self._open.values():
            await gateway.aclose()
        for client in self._retired:
            await client.aclose()

    def _at(self, base_url: str, settings: Settings, salt: str) -> Gateway:
        if base_url not in self._open:
            gateway = self._connect(settings)
            gateway.key_fp = "" if settings.simulated else _key_fp(settings, salt)
            self._open[base_url] = gateway
        return self._open[base_url]

    def _settings_for(self, row: JobRow, salt: str) -> Settings:
        now = self._settings
        if row.base_url == SIMULATOR.base_url:
            return replace(now, provider="simulator")
        provider = "kling" if row.gateway == "kling" else "cometapi"
        is_set_for = not now.simulated and row.base_url == now.base_url
        if now.api_key and (is_set_for or _key_fp(now, salt) == row.key_fp):
            return replace(now, provider=provider, base_url=row.base_url)
        raise ConfigError(
            f"This job is at {row.base_url}, and there is no key for it here: set it "
            f"with configure(base_url={row.base_url!r}, api_key=…)."
        )


def _service(settings: Settings) -> tuple[object, ...]:
    return settings.provider, settings.base_url, settings.api_key


def _key_fp(settings: Settings, salt: str) -> str:
    """Return what tells the key from others, and nothing about it."""
    key = settings.api_key
    if isinstance(key, AccessKey):
        key = key.access_key
    return key.fingerprint(salt) if key else ""

"""Where requests go: the one place that joins the client and the simulator."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...api import SIMULATOR, KlingClient, estimate
from ...errors import ConfigError
from ._turns import Turns

if TYPE_CHECKING:
    import httpx

    from ...api import ImageToVideoRequest, Price
    from ...simulator import Simulator
    from .._settings import Settings


@dataclass(slots=True, kw_only=True)
class Gateway:
    """An open door to the API, and to the files it links to."""

    client: KlingClient
    """Replaced when the user sets another key, under jobs that go on."""
    files: httpx.AsyncBaseTransport | None = None
    """How result files are fetched; the network where there is nothing special."""
    speed: float = 1.0
    """How much faster than at Kling time passes there."""
    turns: Turns = field(default_factory=Turns)
    """Who downloads from there next."""
    key_fp: str = ""
    """Which key it is opened with; see `Secret.fingerprint`."""

    @property
    def name(self) -> str:
        """The provider: `"cometapi"`, `"simulator"`, and so on."""
        return self.client.provider.name

    @property
    def base_url(self) -> str:
        """Where it is."""
        return self.client.provider.base_url

    @property
    def simulated(self) -> bool:
        """Whether a simulator answers in place of Kling, here or on a port."""
        return self.name == SIMULATOR.name

    def price_of(self, request: ImageToVideoRequest) -> Price | None:
        """Return what a request costs here; nothing where that is free or unknown."""
        if self.simulated:
            return None
        return estimate(request, through_gateway=not self.client.provider.is_kling)

    async def aclose(self) -> None:
        """Close the connections."""
        await self.client.aclose()


def open_gateway(settings: Settings) -> Gateway:
    """Open the gateway that the settings name.

    Raises:
        ConfigError: A real provider is asked for and there is no key.
    """
    return _simulator(settings) if settings.simulated else _live(settings)


def _live(settings: Settings) -> Gateway:
    if settings.api_key is None and settings.service.is_kling:
        raise ConfigError(
            "no key for Kling itself. Set KLING_API_KEY, or KLING_ACCESS_KEY and "
            "KLING_SECRET_KEY, or pass api_key to kling.configure()."
        )
    return Gateway(client=KlingClient(settings.api_key, provider=settings.service))


def _simulator(settings: Settings) -> Gateway:
    import httpx

    from ...simulator import DEMO_KEY, Simulator

    simulator = Simulator(
        settings.home / "simulator",
        speed=settings.simulator_speed,
        base_url=SIMULATOR.base_url,
    )
    _check(simulator)
    transport = httpx.ASGITransport(app=simulator.app)
    return Gateway(
        client=KlingClient(DEMO_KEY, provider=SIMULATOR, transport=transport),
        files=transport,
        speed=settings.simulator_speed,
    )


def _check(simulator: Simulator) -> None:
    from ...simulator import DamagedFileError, UnusableFileError

    try:
        simulator.check()
    except DamagedFileError as error:
        raise ConfigError(
            f"the simulator cannot read its tasks in {str(error.path)!r} "
            f"({error.reason}). Move that file away to begin anew. Nothing was sent."
        ) from None
    except UnusableFileError as error:
        raise ConfigError(
            f"the simulator has no place for its tasks in {str(error.path)!r} "
            f"({error.reason}). Mend that, or name another folder in "
            "KLING_WIDGETS_HOME. Nothing was sent."
        ) from None

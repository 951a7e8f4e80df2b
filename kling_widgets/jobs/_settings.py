"""What the user has set: the environment first, then `configure()`."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from ..api import COMETAPI, Secret, provider_at, read_key
from ..errors import ConfigError

SIMULATOR_SPEED = 25.0
"""How much faster than Kling the built-in simulator lives: a 5 s clip in about 4 s."""
EMBED_BYTES = 8_000_000
"""Up to this size a clip is put into the notebook itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that can be set, resolved."""

    provider: str
    """`"cometapi"`, or `"simulator"` where there is no key."""
    base_url: str
    api_key: Secret | None
    home: Path
    """Where the journal and the simulator keep what they know."""
    output_dir: Path
    """Where clips are saved; relative to the notebook's folder."""
    simulator_speed: float
    embed_limit: int

    @property
    def simulated(self) -> bool:
        """Whether the built-in simulator answers in place of Kling."""
        return self.provider == "simulator"


_configured: dict[str, Any] = {}


def configure(**values: Any) -> None:
    """Change settings for this kernel.

    Args:
        **values: Any of `api_key`, `provider` (`"cometapi"` or `"simulator"`),
            `base_url`, `home`, `output_dir`, `simulator_speed`, `embed_limit`.
            `None` returns a setting to its default.

    Raises:
        ConfigError: A name is unknown or a value cannot be used. Nothing changes.
    """
    global _configured  # noqa: PLW0603 - the one place where settings are kept
    known = {field.name for field in fields(Settings)}
    unknown = sorted(set(values) - known)
    if unknown:
        raise ConfigError(
            f"There is no setting {unknown[0]!r}. There are: {', '.join(sorted(known))}."
        )
    if values.get("api_key") is not None:
        values["api_key"] = read_key(values["api_key"])
    _resolve({**_configured, **values})
    _configured = {**_configured, **values}


def settings() -> Settings:
    """Return the settings as they are now."""
    return _resolve(_configured)


def _resolve(given: dict[str, Any]) -> Settings:
    key = given.get("api_key") or _key_from_environment()
    provider = _choice(given, "provider", "KLING_WIDGETS_PROVIDER")
    provider = provider or ("cometapi" if key else "simulator")
    if provider not in {"cometapi", "simulator"}:
        raise ConfigError(
            f"provider is {provider!r}; it can be 'cometapi' or 'simulator'."
        )
    base_url = _choice(given, "base_url", "COMETAPI_BASE_URL") or COMETAPI.base_url
    return Settings(
        provider=provider,
        base_url=provider_at(base_url).base_url,
        api_key=key,
        home=_home(given),
        output_dir=Path(
            _choice(given, "output_dir", "KLING_WIDGETS_OUTPUT") or "kling_clips"
        ).expanduser(),
        simulator_speed=_positive(
            "simulator_speed",
            _choice(given, "simulator_speed", "KLING_WIDGETS_SIMULATOR_SPEED"),
            SIMULATOR_SPEED,
        ),
        embed_limit=int(
            _positive("embed_limit", given.get("embed_limit"), EMBED_BYTES)
        ),
    )


def _choice(given: dict[str, Any], name: str, variable: str) -> Any:
    value = given.get(name)
    return value if value is not None else os.environ.get(variable) or None


def _key_from_environment() -> Secret | None:
    value = os.environ.get("COMETAPI_KEY", "").strip()
    return read_key(value) if value else None


def _home(given: dict[str, Any]) -> Path:
    home = _choice(given, "home", "KLING_WIDGETS_HOME")
    if home:
        return Path(home).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path("kling_widgets", appauthor=False)


def _positive(name: str, value: Any, default: float) -> float:
    if value is None:
        return default
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = 0.0
    if not 0 < number < float("inf"):
        raise ConfigError(f"{name} is {value!r}; it must be a number above 0.")
    return number

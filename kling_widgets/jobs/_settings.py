"""What the user has set: the environment first, then `configure()`."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .._language import Language, check_language, use_language, usual_language
from ..api import (
    COMETAPI,
    AccessKey,
    Catalogue,
    Provider,
    Secret,
    load_catalogue,
    provider_named,
    read_key,
    shown,
    text_of,
    use_catalogue,
)
from ..clips import EMBED_BYTES, Embed, check_embed, use_embed
from ..errors import ConfigError
from ._named_folder import from_first_here, from_here, named_folder
from ._typed_key import warn_if_typed

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDERS = ("home", "output_dir")
TEXTS = ("provider", "base_url")

SIMULATOR_SPEED = 25.0
"""How much faster than Kling the built-in simulator lives: a 5 s clip in about 4 s."""
SLOWEST = 1e-6
"""No clip would ever be done at less."""
KLING_PAIR = ("KLING_ACCESS_KEY", "KLING_SECRET_KEY")
"""Environment variables for the provider "kling"; or one KLING_API_KEY."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that can be set, resolved."""

    provider: str
    """`"cometapi"`, `"kling"`, …; `"simulator"` where there is no key."""
    base_url: str
    api_key: Secret | AccessKey | None
    catalogue: Catalogue | None
    """Models that were chosen here; None: ours, or the environment's file."""
    home: Path
    """Where the journal and the simulator keep what they know."""
    output_dir: Path
    """Where clips are saved; relative to the notebook's folder."""
    simulator_speed: float
    # How clips are shown changes nothing about how they are made.
    embed: Embed = field(default="auto", compare=False)
    """Where a notebook keeps clips: see `kling_widgets.clips.Embed`."""
    embed_limit: int = field(default=EMBED_BYTES, compare=False)
    """How many bytes of video one output may hold with `embed="auto"`."""
    language: Language = field(default="en", compare=False)
    """What the panel speaks; the environment's language unless it was chosen."""

    @property
    def simulated(self) -> bool:
        """Whether the built-in simulator answers in place of Kling."""
        return self.provider == "simulator"

    @property
    def folder(self) -> Path:
        """Where clips are saved as long as Python stays where it is.

        Raises:
            ConfigError: Python is in a folder that is gone.
        """
        return from_here("output_dir", self.output_dir)

    @property
    def service(self) -> Provider:
        """Who answers where nothing is simulated."""
        return provider_named(self.provider, self.base_url)


_configured: dict[str, Any] = {}
_listeners: list[Callable[[], None]] = []


def configure(**values: Any) -> None:
    """Change settings for this kernel.

    Args:
        **values: Any of `api_key`, `provider` (`"cometapi"`, `"kling"`,
            `"kling-beijing"` or `"simulator"`), `base_url`, `catalogue` (a TOML or
            JSON file, or a mapping, with what differs from ours), `home`,
            `output_dir`, `simulator_speed`, `embed` (`"auto"`: clips are kept inside
            the notebook up to `embed_limit` bytes an output; `"always"`, `"link"` to
            the file, or `"poster"` alone), `embed_limit`, `language` (`"en"` or `"ko"`:
            what panels and cards speak that are shown from now on).
            `None` returns a setting to its default.

    Raises:
        ConfigError: A name is unknown or a value cannot be used. Nothing changes.
    """
    global _configured  # noqa: PLW0603 - the one place where settings are kept
    known = {setting.name for setting in fields(Settings)}
    unknown = sorted(set(values) - known)
    if unknown:
        raise ConfigError(
            f"There is no setting {shown(unknown[0])}. There are: {', '.join(sorted(known))}."
        )
    values = {name: _read(name, value) for name, value in values.items()}
    chosen = _resolve({**_configured, **values})
    _configured = {**_configured, **values}
    use_catalogue(chosen.catalogue)
    use_embed(chosen.embed, chosen.embed_limit)
    use_language(_configured.get("language"))
    for listener in tuple(_listeners):
        listener()


def when_configured(listener: Callable[[], None]) -> Callable[[], None]:
    """Call *listener* each time that `configure` has changed something.

    Returns what ends that, however often it is called.
    """
    _listeners.append(listener)

    def end() -> None:
        if listener in _listeners:
            _listeners.remove(listener)

    return end


def settings() -> Settings:
    """Return the settings as they are now."""
    return _resolve(_configured)


def _read(name: str, value: Any) -> Any:
    """Return a value in its checked form."""
    if name == "catalogue" and value is not None:
        return load_catalogue(value)
    if name == "api_key" and value is not None and not isinstance(value, AccessKey):
        key = read_key(value)
        warn_if_typed(key)
        return key
    if name == "language" and value is not None:
        return check_language(value)
    if name in TEXTS and value is not None:
        return _text(name, value)
    if name in FOLDERS and value is not None:
        folder = named_folder(name, value)
        return from_here(name, folder) if name == "home" else folder
    return value


def _text(name: str, value: object) -> str:
    text = text_of(value)
    if text is None:
        raise ConfigError(f"{name} is {shown(value)}; it must be text.")
    return text


def _resolve(given: dict[str, Any]) -> Settings:
    provider = str(_choice(given, "provider", "KLING_WIDGETS_PROVIDER") or "")
    provider = provider.strip().lower() or _usual_provider(given.get("api_key"))
    is_kling = provider_named(provider).is_kling
    base_url = given.get("base_url") if is_kling else _gateway_address(given)
    return Settings(
        provider=provider,
        base_url=provider_named(provider, base_url).base_url,
        api_key=given.get("api_key") or (_kling_key() if is_kling else _gateway_key()),
        catalogue=given.get("catalogue"),
        home=_home(given),
        output_dir=given.get("output_dir") or _usual_output(),
        simulator_speed=_speed(given),
        embed=check_embed("auto" if given.get("embed") is None else given["embed"]),
        embed_limit=int(
            _positive("embed_limit", given.get("embed_limit"), EMBED_BYTES)
        ),
        language=given.get("language") or usual_language(),
    )


def _choice(given: dict[str, Any], name: str, variable: str) -> Any:
    value = given.get(name)
    return value if value is not None else os.environ.get(variable) or None


def _usual_provider(key: Secret | AccessKey | None) -> str:
    if isinstance(key, AccessKey):
        return "kling"
    return "cometapi" if key or _gateway_key() else "simulator"


def _gateway_address(given: dict[str, Any]) -> str:
    chosen = _choice(given, "base_url", "COMETAPI_BASE_URL")
    return str(chosen or COMETAPI.base_url)


def _gateway_key() -> Secret | None:
    value = os.environ.get("COMETAPI_KEY", "").strip()
    return read_key(value) if value else None


def _kling_key() -> Secret | AccessKey | None:
    """Return Kling's own key; CometAPI's is never sent there."""
    pair = [os.environ.get(name, "").strip() for name in KLING_PAIR]
    if all(pair):
        return AccessKey(*pair)
    if any(pair):
        raise ConfigError(f"{' and '.join(KLING_PAIR)} go together; one is missing.")
    value = os.environ.get("KLING_API_KEY", "").strip()
    return read_key(value) if value else None


def _home(given: dict[str, Any]) -> Path:
    if given.get("home"):
        return Path(given["home"])
    variable = "KLING_WIDGETS_HOME"
    if text := os.environ.get(variable):
        return from_first_here(variable, text)
    from platformdirs import user_data_path

    return user_data_path("kling_widgets", appauthor=False)


def _usual_output() -> Path:
    variable = "KLING_WIDGETS_OUTPUT"
    return named_folder(variable, os.environ.get(variable) or "kling_clips")


def _speed(given: dict[str, Any]) -> float:
    chosen = _choice(given, "simulator_speed", "KLING_WIDGETS_SIMULATOR_SPEED")
    speed = _positive("simulator_speed", chosen, SIMULATOR_SPEED)
    if speed < SLOWEST:
        raise ConfigError(
            f"simulator_speed is {shown(chosen)}; it must be at least {SLOWEST:g}."
        )
    return speed


def _positive(name: str, value: Any, default: float) -> float:
    if value is None:
        return default
    try:
        number = float(text_of(value) or value)
    except (OverflowError, TypeError, ValueError):
        number = 0.0
    if not 0 < number < float("inf"):
        raise ConfigError(f"{name} is {shown(value)}; it must be a number above 0.")
    return number

"""The operating system's own place for keys, where it is safe to use."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from ..errors import ConfigError

SERVICE, NAME = "kling_widgets", "cometapi"
UNSAFE = ("keyring.backends.fail", "keyring.backends.null", "keyrings.alt")
"""They keep nothing, or keep it for everybody to read."""


def kept_key() -> str | None:
    """Return the key that was kept, if there is a safe place and it has one."""
    if not find_spec("keyring"):
        return None
    keyring = import_module("keyring")
    if not _is_safe(keyring.get_keyring()):
        return None
    found = _asked(keyring.get_password, SERVICE, NAME)
    return str(found) if found else None


def keep_key(text: str) -> str:
    """Keep the key, and return what keeps it.

    Raises:
        ConfigError: There is no safe place.
    """
    if not find_spec("keyring"):
        raise ConfigError(
            "The key cannot be kept: the package keyring is missing. "
            "Install kling-widgets[keyring], or set COMETAPI_KEY."
        )
    keyring = import_module("keyring")
    backend = keyring.get_keyring()
    if not _is_safe(backend):
        raise ConfigError(
            f"The key is not kept: {_name(backend)} is no safe place. "
            "Set COMETAPI_KEY, or log in again in the next session."
        )
    _asked(keyring.set_password, SERVICE, NAME, text)
    return _name(backend)


def _asked(act: Any, *words: str) -> Any:
    """Ask the keyring; a locked one must not show what it was given."""
    try:
        return act(*words)
    except Exception as error:  # noqa: BLE001 - each keyring has errors of its own
        kind = type(error).__name__
    raise ConfigError(f"The keyring of this machine does not answer ({kind}).")


def _is_safe(backend: Any) -> bool:
    """A chain is as safe as the least safe of its links."""
    links = getattr(backend, "backends", None) or [backend]
    return not any(type(link).__module__.startswith(UNSAFE) for link in links)


def _name(backend: Any) -> str:
    return f"{type(backend).__module__}.{type(backend).__name__}"

"""Asking for a key: not shown, not in the notebook, not in the history."""

from __future__ import annotations

import getpass
import warnings
from dataclasses import dataclass

from ..api import read_key
from ..errors import ConfigError
from ._keyring import keep_key, kept_key
from ._settings import configure

QUESTION = "CometAPI key (it is not shown): "


@dataclass(frozen=True, slots=True)
class LoggedIn:
    """How a login ended."""

    kept_in: str = ""
    found: bool = False

    def __repr__(self) -> str:
        if self.found:
            return "Logged in with the key that this machine keeps for you."
        if self.kept_in:
            return f"Logged in. The key is kept in {self.kept_in}."
        return "Logged in for as long as this kernel runs. The key is stored nowhere."


def login(*, keep: bool = False, again: bool = False) -> LoggedIn:
    """Ask for a CometAPI key and use it in this kernel.

    What is typed is not shown, and goes neither into the notebook nor into
    IPython's history. A key that was kept before is used without asking.

    Args:
        keep: Keep the key in this machine's keyring (Keychain, Credential
            Locker, Secret Service), which needs `kling-widgets[keyring]`.
        again: Ask although a key is kept.

    Raises:
        ConfigError: What was typed is no key, or nobody can be asked here.
    """
    kept = None if again else kept_key()
    if kept is not None:
        configure(api_key=read_key(kept, gateway=True))
        return LoggedIn(found=True)
    key = read_key(_asked(), gateway=True)
    kept_in = keep_key(key.reveal()) if keep else ""
    configure(api_key=key)
    return LoggedIn(kept_in)


def _asked() -> str:
    """Ask without showing what is typed, or not at all."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", getpass.GetPassWarning)
            return getpass.getpass(QUESTION)
    except (EOFError, OSError, RuntimeError, getpass.GetPassWarning) as error:
        kind = type(error).__name__
    raise ConfigError(
        f"Nobody can be asked for a key here ({kind}). "
        "Set COMETAPI_KEY before the kernel starts."
    )

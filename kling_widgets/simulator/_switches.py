"""The switches: where sources about the real API disagree, either can be played."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Literal

from ._signing import is_secret

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Profile = Literal["comet", "kling", "wrapped"]
"""Whose manners: CometAPI's, Kling's own, or a gateway's that wraps every answer."""

CHOICES: Mapping[str, tuple[Any, ...]] = {
    "catalogue": ("all", "live"),
    "withdrawn_code": (1201, 1203),
    "small_image": ("refused", "failed"),
    "masks": ("ratio", "resolution"),
    "callbacks": ("changes", "end"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Switches:
    """What this simulated account may do, and which reading of the docs holds."""

    catalogue: Literal["all", "live"] = "all"
    """All models, or only those that are alive since 2026-09-15."""
    withdrawn_code: Literal[1201, 1203] = 1203
    """The code for a model that does not exist, or no more: nobody knows which."""
    prompt_limit: int = 2500
    """Characters; CometAPI's page says 500."""
    negative_prompt_limit: int = 2500
    """Characters; CometAPI's page says 200."""
    small_image: Literal["refused", "failed"] = "refused"
    """A picture under 300 px is refused at once, or its task fails later."""
    masks: Literal["ratio", "resolution"] = "ratio"
    """Masks must have the picture's aspect ratio (Kling) or its size (CometAPI)."""
    unique_external_ids: bool = True
    """A repeated `external_task_id` is refused."""
    lookup: bool | None = None
    """Tasks can be asked for by `external_task_id`; None is as the profile has it."""
    lookup_delay: float = 0.0
    """Seconds for which a new task is not found by `external_task_id` yet."""
    list_route: bool | None = None
    """Tasks can be listed; None is as the profile has it."""
    echo: bool = True
    """Answers repeat the `external_task_id` in `task_info`."""
    concurrency: int = 20
    """Tasks of one account that may be under way at once."""
    balance: Decimal | None = None
    """Kling units of one account; None is endless."""
    callbacks: Literal["changes", "end"] = "changes"
    """Callbacks at each change (Kling), or when the task completes (CometAPI)."""
    callback_hosts: frozenset[str] = frozenset()
    """Hosts besides this machine that callbacks may go to."""
    webhook_secrets: tuple[str, ...] = field(default=(), repr=False)
    """Secrets (`whsec_…`) that callbacks are signed with; two during a change."""
    access_keys: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Kling's access keys and their secret keys; empty takes any signature."""

    def __post_init__(self) -> None:
        for name, choices in CHOICES.items():
            value = getattr(self, name)
            if value not in choices:
                listed = " or ".join(map(repr, choices))
                raise ValueError(f"{name} is {value!r}: choose {listed}.")
        if self.balance is not None and not Decimal(self.balance).is_finite():
            raise ValueError(f"balance is {self.balance}: give a number of units.")
        for secret in self.webhook_secrets:
            if not is_secret(secret):
                raise ValueError(
                    "A webhook secret is no base64 after `whsec_`: copy it whole."
                )


def read(pairs: Iterable[str]) -> Switches:
    """Read switches as they are typed on a command line: `balance=10`."""
    values = {}
    for pair in pairs:
        name, separator, text = pair.partition("=")
        if not separator or name not in _READERS:
            known = ", ".join(sorted(_READERS))
            raise ValueError(f"{pair!r} is no switch: write NAME=VALUE with {known}.")
        try:
            values[name] = _READERS[name](text)
        except (ValueError, InvalidOperation) as exc:
            raise ValueError(f"{name} cannot be {text!r}.") from exc
    return Switches(**values)


def _yes_or_no(text: str) -> bool:
    if text not in {"on", "off"}:
        raise ValueError(text)
    return text == "on"


def _many(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split(",")))


def _pairs(text: str) -> dict[str, str]:
    return dict(pair.split(":", 1) for pair in _many(text))


_READERS: Mapping[str, Callable[[str], Any]] = {
    "access_keys": _pairs,
    "balance": Decimal,
    "callback_hosts": lambda text: frozenset(_many(text)),
    "callbacks": str,
    "catalogue": str,
    "concurrency": int,
    "echo": _yes_or_no,
    "list_route": _yes_or_no,
    "lookup": _yes_or_no,
    "lookup_delay": float,
    "masks": str,
    "negative_prompt_limit": int,
    "prompt_limit": int,
    "small_image": str,
    "unique_external_ids": _yes_or_no,
    "webhook_secrets": _many,
    "withdrawn_code": int,
}

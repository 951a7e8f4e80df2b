"""The provider behind the app: everything but HTTP."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from . import _auth
from ._checks import check
from ._envelope import MANNERS, Manners, Report
from ._faults import Script
from ._files import RETENTION_SECONDS, Files
from ._late import failure
from ._ledger import Ledger
from ._order import Order
from ._refusal import UNREADABLE_BODY, Refusal
from ._store import Store
from ._task import Draft, Task

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ._life import Moment
    from ._switches import Profile, Switches


SLOWEST = 1e-6
"""Times real time: a clip then takes three years, and its end is still a date."""


class Provider:
    """Takes orders, keeps tasks, and says how they stand."""

    def __init__(
        self,
        home: Path,
        *,
        speed: float,
        base_url: str,
        profile: Profile,
        api_key: str | None,
        clock: Callable[[], float],
        switches: Switches,
    ) -> None:
        if not speed >= SLOWEST:
            raise ValueError(
                f"speed is {speed}: it must be above 0, at least {SLOWEST:g}, as in "
                "speed=25"
            )
        if profile not in MANNERS:
            raise ValueError(
                f"profile is {profile!r}: choose from {', '.join(MANNERS)}"
            )
        self.base_url = base_url.rstrip("/")
        self.switches = switches
        self.store = Store(home / "simulator.sqlite3")
        self.files = Files(home)
        self.script = Script()
        self.ledger = Ledger(self.store, self.now_ms)
        self.profile = profile
        self._speed = speed
        self._api_key = api_key
        self._clock = clock

    def now_ms(self) -> int:
        """Return the simulator's time in Unix milliseconds."""
        return int(self._clock() * 1000)

    def manners(self, *, own_path: bool) -> Manners:
        """Return how to answer on Kling's own path, or on the gateway's."""
        return MANNERS["kling" if own_path else self.profile]

    def account(self, authorization: str | None, manners: Manners) -> str:
        """Return whose account a request is for, or refuse it."""
        return _auth.account(
            _auth.bearer(authorization),
            api_key=self._api_key,
            access_keys=self.switches.access_keys,
            takes_any_token=manners.takes_any_token,
            now=self._clock(),
        )

    def create(
        self, raw: bytes, *, account: str, manners: Manners, reason: str = ""
    ) -> Task:
        """Make a task of a request's body, or refuse it.

        With a reason the task will fail, whatever the request.
        """
        try:
            order = Order(read_body(raw))
            return self._accepted(order, raw, account, manners, reason)
        except Refusal as refusal:
            self.note_post(raw, f"HTTP {refusal.status}, code {refusal.code}")
            raise

    def note_post(self, raw: bytes, answer: str) -> None:
        """Put a create that made nothing into the ledger."""
        self.store.record_post(
            at_ms=self.now_ms(), external_task_id=external_id(raw), answer=answer
        )

    def _accepted(
        self, order: Order, raw: bytes, account: str, manners: Manners, reason: str
    ) -> Task:
        check(order, self.switches)
        draft = Draft(
            account=account,
            model_name=order.model_name,
            mode=order.mode,
            duration=order.duration,
            prompt=order.get("prompt") or "",
            units=order.units,
            reason=reason or failure(order, self.switches),
            request=self.files.keep_request(raw),
            external_task_id=order.get("external_task_id"),
            callback_url=order.get("callback_url"),
            watermark=order.wants_watermark,
        )
        return self.store.create(
            draft,
            now_ms=self.now_ms(),
            speed=self._speed,
            switches=self.switches,
            make_id=manners.task_id,
        )

    def find(self, key: str, *, account: str, manners: Manners) -> Task | None:
        """Return an account's task by its id, or by the caller's own where allowed."""
        task = self.store.by_id(account, key)
        allowed = self.switches.lookup
        if task is None and (
            manners.finds_by_external_id if allowed is None else allowed
        ):
            task = self._by_external_id(account, key)
        return task

    def _by_external_id(self, account: str, key: str) -> Task | None:
        """Return an account's task by the caller's own id, unless it is too new."""
        task = self.store.by_external_id(account, key)
        oldest = self.now_ms() - self.switches.lookup_delay * 1000
        return task if task and task.life.created_ms <= oldest else None

    def lists(self, manners: Manners) -> bool:
        """Tell whether tasks can be listed."""
        allowed = self.switches.list_route
        return manners.lists if allowed is None else allowed

    def report(self, task: Task, moment: Moment | None = None) -> Report:
        """Return what is told of a task, now or at another moment."""
        return Report(
            task=task,
            moment=moment or task.moment(self.now_ms()),
            clip_url=f"{self.base_url}/files/{task.task_id}.mp4",
            echo=self.switches.echo,
        )

    def has_expired(self, task: Task) -> bool:
        """Tell whether a result is older than results are kept."""
        return self.now_ms() - task.life.over_ms > RETENTION_SECONDS * 1000


def read_body(raw: bytes) -> dict[str, Any]:
    """Return the JSON object in a request's body, or refuse it."""
    try:
        body = json.loads(raw, parse_constant=_no_constant)
        json.dumps(body, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as exc:
        raise Refusal(UNREADABLE_BODY, "request body is not valid JSON") from exc
    if not isinstance(body, dict):
        raise Refusal(UNREADABLE_BODY, "request body must be a JSON object")
    return body


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def external_id(raw: bytes) -> str | None:
    """Return the caller's own id in a body, if it can be read at all."""
    try:
        value = read_body(raw).get("external_task_id")
    except Refusal:
        return None
    return value if isinstance(value, str) else None

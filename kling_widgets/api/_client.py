"""The client: a task made, a task asked for. Each call is one exchange."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Self

from ..errors import NOTHING_SENT, ConfigError, InputError, ProviderError
from ._auth import KeyAuth, SignedAuth
from ._classify import classify
from ._fields import is_id
from ._key import AccessKey, read_key
from ._number import number
from ._provider import Provider, provider_named
from ._query import read_query, task_of
from ._request import ImageToVideoRequest
from ._text import plain, shown
from ._timeouts import Timeouts
from ._wire import Wire

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    import httpx

    from ._answer import Answer
    from ._classify import Verdict
    from ._secret import Secret
    from ._task import Task

MAX_PAGE = 1_000
MAX_PAGE_SIZE = 500
"""Limits of the list (Kling's documentation, 2026-03)."""


class KlingClient:
    """Talks to one provider with one key.

    Args:
        api_key: CometAPI's key (or Kling's), or Kling's pair as `AccessKey`.
        base_url: where the provider is, if not at its usual address.
        provider: `"cometapi"`, `"kling"` (or `"kling-beijing"`), `"simulator"`, or a
            `Provider` of your own; Kling itself where the key is an `AccessKey`.
        transport: what carries the requests instead of the network.
        timeouts: how long to wait.
        trust_env: whether proxies from the environment are used.

    Raises:
        ConfigError: the key or the base URL cannot be right.
    """

    def __init__(
        self,
        api_key: str | Secret | AccessKey | None,
        *,
        base_url: str | None = None,
        provider: Provider | str | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
        timeouts: Timeouts | None = None,
        trust_env: bool = True,
    ) -> None:
        self.provider = _provider(api_key, provider, base_url)
        _check(timeouts=timeouts, transport=transport, trust_env=trust_env)
        self._wire = Wire(
            _auth(api_key, self.provider),
            timeouts=timeouts or Timeouts(),
            transport=transport,
            trust_env=trust_env,
        )

    def __repr__(self) -> str:
        return f"KlingClient({self.provider.base_url!r})"

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close all connections. The client cannot be used again."""
        await self._wire.aclose()

    async def create(
        self,
        request: ImageToVideoRequest,
        *,
        on_reply: Callable[[bytes], None] | None = None,
    ) -> Task:
        """Submit a request, once. It costs money as soon as a task exists.

        Args:
            request: what to make.
            on_reply: is given the answer's bytes before anything else is done with
                them, so that they can be kept; the key is never in them.

        Raises:
            Rejected: refused; nothing was created.
            Busy: no place or too fast; nothing was created, try later.
            NotSent: nothing left this machine.
            AmbiguousSubmit: the task may exist: look before sending again.
        """
        self._check_open()
        verdict = await self._submit(request, on_reply)
        return verdict.result()

    async def get(self, task_id: str) -> Task:
        """Ask how a task stands. Asking is free.

        Args:
            task_id: the provider's id; where the provider can, also your own
                `external_task_id`. The answer may carry another id than was asked
                for: gateways have ids of their own.

        Raises:
            TaskNotFound: the id is not known there, or not yet.
            Unavailable: no usable answer; ask again.
            Rejected: the key or the account may not ask.
        """
        if not is_id(task_id):
            allowed = "allowed: A-Z a-z 0-9 _ -, at most 64 characters"
            text = f"task_id: {shown(task_id)}; {allowed}."
            raise InputError(text, field="task_id")
        answer = await self._ask(f"{self.provider.url}/{plain(task_id)}")
        return task_of(answer)

    async def recent(self, *, page: int = 1, size: int = 30) -> tuple[Task, ...]:
        """List tasks, page by page. Kling documents it, CometAPI does not.

        Raises:
            Unavailable: no usable answer, or no such list there.
            Rejected: the key or the account may not ask.
        """
        number, count = _up_to(MAX_PAGE, page), _up_to(MAX_PAGE_SIZE, size)
        if number is None or count is None:
            limits = f"page 1 to {MAX_PAGE}, size 1 to {MAX_PAGE_SIZE}"
            got = f"got page {shown(page)}, size {shown(size)}"
            raise InputError(f"{got}; allowed {limits}.")
        query = f"?pageNum={number}&pageSize={count}"
        answer = await self._ask(f"{self.provider.url}{query}")
        return answer.tasks

    async def _submit(
        self,
        request: ImageToVideoRequest,
        on_reply: Callable[[bytes], None] | None,
    ) -> Verdict:
        # Apart from where an error is raised, as `_query` is: a traceback keeps each
        # frame's variables, and those of the exchange may hold the key.
        if not isinstance(request, ImageToVideoRequest):
            need = "need an ImageToVideoRequest"
            raise InputError(f"{need}, got {shown(request)}. {NOTHING_SENT}")
        text = json.dumps(request.to_json(), ensure_ascii=False, separators=(",", ":"))
        reply = await self._wire.post(
            self.provider.url, text.encode(), on_reply=on_reply
        )
        return classify(
            sent=reply.sent,
            exc=reply.exc,
            status=reply.status,
            headers=reply.headers,
            raw=reply.raw,
            external_task_id=request.external_task_id,
        )

    async def _ask(self, url: str) -> Answer:
        self._check_open()
        result = await self._query(url)
        if isinstance(result, ProviderError):
            raise result
        return result

    async def _query(self, url: str) -> Answer | ProviderError:
        reply = await self._wire.get(url)
        return read_query(
            sent=reply.sent,
            exc=reply.exc,
            status=reply.status,
            headers=reply.headers,
            raw=reply.raw,
        )

    def _check_open(self) -> None:
        if self._wire.is_closed:
            raise ConfigError("the client is closed; make a new one. Nothing was sent.")


def _check(*, timeouts: object, transport: object, trust_env: object) -> None:
    import httpx

    kinds = (
        ("timeouts", timeouts, Timeouts | None, "Timeouts(…)"),
        ("transport", transport, httpx.AsyncBaseTransport | None, "one of httpx's own"),
        ("trust_env", trust_env, bool, "True or False"),
    )
    for name, value, kind, need in kinds:
        if not isinstance(value, kind):
            raise ConfigError(f"{name}: need {need}, got {shown(value)}.")


def _up_to(limit: int, value: object) -> int | None:
    found = number(value)
    return found if isinstance(found, int) and 1 <= found <= limit else None


def _provider(
    api_key: object, provider: Provider | str | None, base_url: str | None
) -> Provider:
    if isinstance(provider, Provider):
        return provider
    usual = "kling" if isinstance(api_key, AccessKey) else "cometapi"
    return provider_named(usual if provider is None else provider, base_url)


def _auth(
    api_key: str | Secret | AccessKey | None, provider: Provider
) -> KeyAuth | SignedAuth:
    if isinstance(api_key, AccessKey):
        if provider.is_cometapi:
            raise ConfigError(
                "CometAPI takes no access and secret key; its keys start with 'sk-'. "
                "For Kling itself say provider='kling'."
            )
        return SignedAuth(api_key)
    return KeyAuth(read_key(api_key, gateway=provider.is_cometapi))

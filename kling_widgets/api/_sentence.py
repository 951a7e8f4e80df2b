"""A refusal told to a person: cause, the provider's words, what to do, the money."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..errors import AmbiguousSubmit, InputRejected, PolicyRejected
from ._fields import READERS
from ._retry_after import retry_after
from ._text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..errors import ProviderError
    from ._answer import Answer
    from ._codes import Meaning

MAX_QUOTE = 300
REQUEST_ID_HEADERS = ("x-request-id", "request-id", "x-oneapi-request-id")

TEXT_FIELDS = {
    "sound on": "sound",
    "base64 format": "image",
    "image pixel": "image",
}
"""Words in real refusals (2025, 2026) that stand for a field."""

ALIASES = {"model": "model_name"}

_WITH = re.compile(r"supported with ([a-z_]+)")
_WORD = re.compile(r"[a-z_]+")


def provider_error(
    meaning: Meaning,
    answer: Answer | None,
    status: int | None,
    headers: Mapping[str, str],
    *,
    about_money: bool = True,
) -> ProviderError:
    """Build the typed error for one refusal."""
    message = answer.message if answer else ""
    request_id = (answer.request_id if answer else None) or _request_id(headers)
    code = answer.code if answer else None
    sentence = _sentence(meaning, message, list(_numbers(status, code, request_id)))
    money = _money(meaning.error) if about_money else ""
    return meaning.error(
        f"{sentence}{money}",
        code=code,
        http_status=status,
        request_id=request_id,
        field=meaning.field or _field(meaning, message),
        retry_after=retry_after(headers),
    )


def field_in(message: str) -> str | None:
    """Return the parameter that a provider's message is about, if it names one."""
    text = message.lower()
    for words, field in TEXT_FIELDS.items():
        if words in text:
            return field
    words_in_order = [*_WITH.findall(text), *_WORD.findall(text)]
    names = (ALIASES.get(word, word) for word in words_in_order)
    return next((name for name in names if name in READERS), None)


def _sentence(meaning: Meaning, message: str, numbers: list[str]) -> str:
    cause = meaning.cause[:1].upper() + meaning.cause[1:]
    known = f" ({', '.join(numbers)})" if numbers else ""
    quote = f" It says: '{clean(message, MAX_QUOTE)}'." if message else ""
    return f"{cause}{known}.{quote} {meaning.advice}"


def _field(meaning: Meaning, message: str) -> str | None:
    is_about_input = issubclass(meaning.error, InputRejected | PolicyRejected)
    return field_in(message) if is_about_input else None


def _numbers(
    status: int | None, code: int | str | None, request_id: str | None
) -> Iterator[str]:
    if status is not None:
        yield f"HTTP {status}"
    if code:
        yield f"code {code}"
    if request_id:
        yield f"request {request_id}"


def _money(error: type[ProviderError]) -> str:
    if issubclass(error, AmbiguousSubmit):
        return " The task may exist and may be charged."
    return " Nothing was created, nothing was charged."


def _request_id(headers: Mapping[str, str]) -> str | None:
    found = (clean(headers.get(name), 100) for name in REQUEST_ID_HEADERS)
    return next(filter(None, found), None)

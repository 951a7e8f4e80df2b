"""What each code of an answer means, and what a person can do about it.

The numbers are Kling's error table (2026-03, unchanged in 2026-09), the words are
CometAPI's error page (2026-03) and the gateway family that it resembles (2026).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..errors import (
    AccountRejected,
    AlreadySubmitted,
    AmbiguousSubmit,
    AuthRejected,
    Busy,
    InputRejected,
    PolicyRejected,
    ProviderError,
    Rejected,
)
from ._page import page_title, redirect_target

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ._answer import Answer

BAD_REQUEST = 400
SERVER_ERROR = 500
KEEPS_METHOD = frozenset({307, 308})
"""Redirects that would send the whole request again, elsewhere."""


class Meaning(NamedTuple):
    """One kind of refusal."""

    row: str
    """Its row in the table of outcomes, see `classify`."""

    error: type[ProviderError]
    cause: str
    advice: str
    field: str | None = None
    """The parameter it belongs to, where the text names no other."""


_CHECK = "Read the provider's words and mend the request."
_CLOCK = "If this goes on, check this computer's clock, or the gateway's status page."
_LATER = "Try again later."
LOOK = "Look the task up by its id before sending again."

KLING: Mapping[int, Meaning] = {
    1000: Meaning("6", AuthRejected, "the key was not accepted", "Check the key."),
    1001: Meaning("6", AuthRejected, "no key arrived", "Set the key."),
    1002: Meaning("6", AuthRejected, "the key is not valid", "Check the key."),
    1003: Meaning("6", AuthRejected, "the token is not valid yet", _CLOCK),
    1004: Meaning("6", AuthRejected, "the token has expired", _CLOCK),
    1100: Meaning(
        "7",
        AccountRejected,
        "something is wrong with the account",
        "Look at the account's page.",
    ),
    1101: Meaning("7", AccountRejected, "the account is in arrears", "Pay the bill."),
    1102: Meaning(
        "7",
        AccountRejected,
        "the balance or resource pack is used up or expired",
        "Top up the account.",
    ),
    1103: Meaning(
        "6",
        AuthRejected,
        "the account may not use this model or API",
        "Choose another model, or ask for access.",
    ),
    1200: Meaning("8", InputRejected, "the request is not valid", _CHECK),
    1201: Meaning("8", InputRejected, "a parameter is not valid", _CHECK),
    1202: Meaning(
        "8", InputRejected, "the address or method is wrong", "Check the base URL."
    ),
    1203: Meaning(
        "8",
        InputRejected,
        "the model or resource does not exist",
        "Choose another model.",
        "model_name",
    ),
    1300: Meaning(
        "8",
        PolicyRejected,
        "the platform's policy forbids it",
        "Change the picture or the prompt.",
    ),
    1301: Meaning(
        "8",
        PolicyRejected,
        "the content check refused it",
        "Change the picture or the prompt.",
    ),
    1302: Meaning("10", Busy, "too many requests at once", _LATER),
    1303: Meaning(
        "10",
        Busy,
        "all places for running tasks are taken",
        "It can be sent when one of them is done.",
    ),
    1304: Meaning(
        "11",
        AccountRejected,
        "this internet address is not on the account's list",
        "Ask the account's owner to add it.",
    ),
    5000: Meaning("12", AmbiguousSubmit, "an internal error", LOOK),
    5001: Meaning("12", AmbiguousSubmit, "the service is in maintenance", LOOK),
    5002: Meaning("12", AmbiguousSubmit, "an internal timeout", LOOK),
}
"""Kling's codes. Code 0 is success; HTTP status and code do not always agree."""

_NO_CREDIT = Meaning(
    "7",
    AccountRejected,
    "the gateway account has no credit left",
    "Top up the account.",
)
_NO_CHANNEL = Meaning(
    "8",
    InputRejected,
    "the gateway does not offer this model",
    "Choose another model.",
    "model_name",
)

GATEWAY: Mapping[str, Meaning] = {
    "insufficient_quota": _NO_CREDIT,
    "insufficient_user_quota": _NO_CREDIT,
    "invalid_request": Meaning(
        "8", InputRejected, "the gateway finds the request not valid", _CHECK
    ),
    "model_not_found": _NO_CHANNEL,
}
"""Words that mean the same whatever the HTTP status."""

TEXTS: Mapping[str, Meaning] = {
    "already exists": Meaning(
        "9",
        AlreadySubmitted,
        "the external_task_id is taken: an earlier submit did arrive",
        "Look that task up by this id.",
        "external_task_id",
    ),
    "account balance not enough": KLING[1102],
    "no available channel": _NO_CHANNEL,
    "parallel task over resource pack limit": KLING[1303],
}
"""Sentences seen in the wild (2025, 2026), in lower case: they outrank the code."""

STATUS: Mapping[int, Meaning] = {
    400: Meaning("8", InputRejected, "the request was refused", _CHECK),
    401: Meaning("13", AuthRejected, "the key was not accepted", "Check the key."),
    402: _NO_CREDIT,
    403: Meaning(
        "6", AuthRejected, "the key may not do this", "Check key and account."
    ),
    404: Meaning(
        "8", Rejected, "there is nothing at this address", "Check the base URL."
    ),
    405: Meaning(
        "13", Rejected, "the gateway refused the method", "Check the base URL."
    ),
    413: Meaning(
        "13", InputRejected, "the request is too big", "Use a smaller picture.", "image"
    ),
    414: Meaning("13", Rejected, "the address is too long", "Check the base URL."),
    415: Meaning(
        "13", Rejected, "the gateway takes no JSON here", "Check the base URL."
    ),
    422: Meaning("8", InputRejected, "the request was refused", _CHECK),
    429: Meaning("10", Busy, "too many requests at once", _LATER),
    431: Meaning("13", Rejected, "the gateway refused the headers", "Check the key."),
}
"""A status whose envelope names no code that is known."""

UNCERTAIN = frozenset({408, 409, 425, 499})
"""A status that does not tell whether the request was carried out."""

EDGE_STATUS = frozenset({401, 405, 413, 414, 415, 429, 431})
"""Refusals of the gateway's edge: certain even without a readable envelope."""


def meaning_of(answer: Answer, status: int) -> Meaning:
    """Find what a readable refusal means: by its text, its code, its status."""
    by_text = answer.code not in KLING or answer.code in (1200, 1201)
    for text, meaning in TEXTS.items():
        if by_text and text in answer.message.lower():
            return meaning
    if answer.code in KLING:
        return KLING[int(answer.code)]
    word = str(answer.code).lower()
    return GATEWAY.get(word) or STATUS.get(status) or _unknown(answer, status)


def meaning_of_page(status: int, raw: bytes, problem: str) -> Meaning:
    """Find what an answer means that is no readable envelope."""
    if status in EDGE_STATUS:
        return STATUS[status]
    title = page_title(raw)
    kind = f"a web page ({title})" if title else f"nothing readable: {problem}"
    row = _row_of(status)
    hint = " It was most likely not accepted." if row == "14" else ""
    cause = f"the gateway answered with {kind}"
    return Meaning(row, AmbiguousSubmit, cause, f"{LOOK}{hint}")


def meaning_of_contradiction(status: int) -> Meaning:
    """Find what a success means that comes with a status of its own mind."""
    cause = "the gateway's status and its words contradict each other"
    return Meaning(_row_of(status), AmbiguousSubmit, cause, LOOK)


def meaning_of_redirect(status: int, headers: Mapping[str, str] | None) -> Meaning:
    """Find what a redirect means. None is followed: the key would go along."""
    target = redirect_target(headers or {})
    cause = f"the gateway points to another address{target}"
    advice = "Check the base URL; CometAPI redirects when its path is wrong."
    if status in KEEPS_METHOD:
        return Meaning("15", Rejected, cause, advice)
    return Meaning("16", AmbiguousSubmit, cause, f"{LOOK} {advice}")


def _unknown(answer: Answer, status: int) -> Meaning:
    row = "12" if _is_uncertain(status) else "17"
    code = f"code {answer.code}" if answer.code else "no code"
    cause = f"the gateway refused with {code}, which is not documented"
    return Meaning(row, AmbiguousSubmit, cause, LOOK)


def _row_of(status: int) -> str:
    return "5" if status < BAD_REQUEST else "12" if _is_uncertain(status) else "14"


def _is_uncertain(status: int) -> bool:
    return status in UNCERTAIN or status >= SERVER_ERROR

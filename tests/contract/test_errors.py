"""Every refusal: played by the simulator, and told by us as one typed error."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from kling_widgets.api import ImageToVideoRequest, Task, classify
from kling_widgets.errors import (
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
from tests.contract._shop import V2_6, meant
from tests.contract._table import Table
from tests.simulator._caller import IMAGE_URL, OWN_CREATE
from tests.simulator._pictures import picture

if TYPE_CHECKING:
    from tests.contract._shop import Shop
    from tests.contract._table import Check, Row

CODES, TEXTS, GATEWAY = Table("5.1"), Table("5.2"), Table("5.3")
REQUEST = ImageToVideoRequest(IMAGE_URL, external_task_id="run-1")
NO = "not sent again: "
KLING: list[tuple[str, int, type[ProviderError], str]] = [
    ("1000", 401, AuthRejected, f"{NO}the key is refused"),
    ("1001", 401, AuthRejected, f"{NO}no key arrived"),
    ("1002", 401, AuthRejected, f"{NO}the key is not valid"),
    ("1003", 401, AuthRejected, f"{NO}the token's time has not come"),
    ("1004", 401, AuthRejected, f"{NO}the token has expired"),
    ("1100", 429, AccountRejected, f"{NO}429, and still permanent"),
    ("1101", 429, AccountRejected, f"{NO}429, and still permanent"),
    ("1102", 429, AccountRejected, f"{NO}429, and still permanent"),
    ("1103", 403, AuthRejected, f"{NO}the account may not"),
    ("1200", 400, InputRejected, f"{NO}the request is wrong"),
    ("1201", 400, InputRejected, f"{NO}the text names the field"),
    ("1202", 404, InputRejected, f"{NO}the method is wrong"),
    ("1203", 404, InputRejected, f"{NO}there is no such model"),
    ("1300", 400, PolicyRejected, f"{NO}picture or prompt must change"),
    ("1301", 400, PolicyRejected, f"{NO}picture or prompt must change"),
    ("1302", 429, Busy, "sent again after a pause: nothing was created"),
    ("1303", 429, Busy, "sent again after a pause: nothing was created"),
    ("1304", 429, AccountRejected, f"{NO}429, and still permanent"),
    ("5000", 500, AmbiguousSubmit, "looked up: a task may exist"),
    ("5001", 503, AmbiguousSubmit, "looked up: a task may exist"),
    ("5002", 504, AmbiguousSubmit, "looked up: a task may exist"),
]


def code_check(code: str, status: int, kind: type[ProviderError]) -> Check:
    def check(shop: Shop) -> None:
        shop.simulator.script(code, message="why")
        answer = shop.ask("POST", OWN_CREATE, json={"image": IMAGE_URL})
        body = answer.json()
        assert (answer.status_code, body["code"]) == (status, int(code))
        assert "data" not in body
        for played in ({"name": code}, {"name": "hidden_code", "code": int(code)}):
            shop.simulator.script(**played, message="why")
            with pytest.raises(ProviderError) as caught:
                shop.ours(lambda client: client.create(REQUEST))
            assert type(caught.value) is kind
            assert caught.value.charged is (None if kind is AmbiguousSubmit else False)
        error = meant(status, answer.content)
        assert (error.code, error.request_id) == (int(code), body["request_id"])
        assert not shop.simulator.ledger.charges

    return check


@CODES.row("0", "a task")
def _(shop: Shop) -> None:
    assert isinstance(shop.ours(lambda client: client.create(REQUEST)), Task)


for _code, _status, _kind, _does in KLING:
    CODES.row(_code, _does)(code_check(_code, _status, _kind))


def text_check(
    fields: dict[str, Any], text: str, field: str | None, **switches: Any
) -> Check:
    """Prove that a mistake gets its text, and that we know the field by it."""

    def check(shop: Shop) -> None:
        shop.switch(**switches)
        answer = shop.ask("POST", OWN_CREATE, json={"image": IMAGE_URL, **fields})
        assert answer.json()["message"] == text
        error = meant(answer.status_code, answer.content)
        assert text in error.message
        assert error.field == field

    return check


TURBO = {"model_name": "kling-v2-5-turbo", "image_tail": IMAGE_URL}
PLAYED = "played word for word; the error is at its field"
TEXTS.row("unsupported tail combo", PLAYED)(
    text_check(
        TURBO,
        "model/mode/duration(kling-v2-5-turbo/std/5) is not supported with image_tail",
        "image_tail",
    )
)
TEXTS.row("sound in std", PLAYED)(
    text_check(
        {**V2_6, "mode": "std", "sound": "on"},
        "model/mode(kling-v2-6/std) is not supported with sound on",
        "sound",
    )
)
TEXTS.row("missing image", PLAYED)(
    text_check({"image": None}, "image can not be null", "image")
)
TEXTS.row("data: prefix, broken base64", PLAYED)(
    text_check(
        {"image": f"data:image/png;base64,{picture()}"},
        "File is not in a valid base64 format",
        "image",
    )
)
TEXTS.row("duration", PLAYED)(
    text_check({"duration": "99"}, "duration value '99' is invalid", "duration")
)


@TEXTS.row("image under 300 px", "refused at once, or failed late, by a switch")
def _(shop: Shop) -> None:
    small = {"image": picture(200, 200)}
    text_check(small, "Image pixel is invalid", "image")(shop)
    shop.switch(small_image="failed")
    assert shop.finished(**small)["task_status_msg"] == "Image pixel is invalid"


@TEXTS.row("duplicate external_task_id", "proof that the first one arrived")
def _(shop: Shop) -> None:
    shop.ours(lambda client: client.create(REQUEST))
    with pytest.raises(AlreadySubmitted) as caught:
        shop.ours(lambda client: client.create(REQUEST))
    assert caught.value.field == "external_task_id"


@TEXTS.row("too many tasks", "as Kling's 1303; a place is free when a task is over")
def _(shop: Shop) -> None:
    shop.switch(concurrency=1)
    shop.made()
    full = (429, 1303, "parallel task over resource pack limit")
    assert shop.create() == full
    with pytest.raises(Busy):
        shop.ours(lambda client: client.create(REQUEST))
    shop.clock.now += 2_000
    assert shop.create()[1] == 0


@TEXTS.row("no credit", "as Kling's 1102, once the balance is used up")
def _(shop: Shop) -> None:
    shop.switch(balance=1)
    shop.made()
    assert shop.create() == (429, 1102, "Account balance not enough")
    with pytest.raises(AccountRejected):
        shop.ours(lambda client: client.create(REQUEST))


@TEXTS.row("moderation, async", "the task fails, HTTP stays 200")
def _(shop: Shop) -> None:
    data = shop.finished(prompt="#blocked")
    assert data["task_status_msg"] == "Failure to pass the risk control system"


def gateway(message: str, code: str = "") -> bytes:
    error = {"message": message, "type": "comet_api_error", "param": "", "code": code}
    return json.dumps({"error": error}).encode()


@GATEWAY.row("400", "the request is refused, not sent again")
def _(shop: Shop) -> None:
    assert type(meant(400, gateway("bad"))) is InputRejected


@GATEWAY.row("401", "the key is refused; CometAPI's request id is found in the text")
def _(shop: Shop) -> None:
    headers = {"Authorization": "Bearer nothing"}
    answer = shop.ask("POST", "/kling/v1/videos/image2video", headers=headers)
    assert answer.json()["error"]["type"] == "comet_api_error"
    error = meant(401, answer.content)
    assert type(error) is AuthRejected
    assert error.request_id
    assert error.request_id in answer.text


@GATEWAY.row("403", "the key may not; an empty quota is told apart")
def _(shop: Shop) -> None:
    assert type(meant(403, gateway("no"))) is AuthRejected
    empty = gateway("no", "insufficient_user_quota")
    assert type(meant(403, empty)) is AccountRejected


@GATEWAY.row("301 / HTML body", "never followed; points at the base URL")
def _(shop: Shop) -> None:
    shop.simulator.script("redirect")
    with pytest.raises(AmbiguousSubmit, match="Check the base URL"):
        shop.ours(lambda client: client.create(REQUEST))
    page = shop.ask("GET", "/kling/v2/videos/image2video/1")
    assert "html" in page.headers["content-type"]
    assert "web page" in str(meant(page.status_code, page.content))


@GATEWAY.row("429", "sent again after a pause, or after Retry-After")
def _(shop: Shop) -> None:
    error = meant(429, gateway("slow down"), **{"retry-after": "7"})
    assert type(error) is Busy
    assert error.retry_after == 7


@GATEWAY.row('500 with error.code == "invalid_request"', "the request, not the server")
def _(shop: Shop) -> None:
    shop.simulator.script("invalid_request")
    with pytest.raises(InputRejected):
        shop.ours(lambda client: client.create(REQUEST))


@GATEWAY.row("500/503/504/524", "looked up, never sent again; the request id is kept")
def _(shop: Shop) -> None:
    for status in (500, 503, 504, 524):
        raw = gateway("oops (request id: 2026abc)")
        error = meant(status, raw)
        assert type(error) is AmbiguousSubmit
        assert error.request_id == "2026abc"
    shop.simulator.script("timeout_page", made=True)
    with pytest.raises(AmbiguousSubmit):
        shop.ours(lambda client: client.create(REQUEST))
    assert shop.ours(lambda client: client.get("run-1")).external_task_id == "run-1"


@GATEWAY.row("503 model_not_found", "no such model here: not sent again")
def _(shop: Shop) -> None:
    shop.simulator.script("model_not_found")
    with pytest.raises(Rejected) as caught:
        shop.ours(lambda client: client.create(REQUEST))
    assert caught.value.field == "model_name"


@pytest.mark.parametrize("row", CODES.cases())
def test_a_code(row: Row, shop: Shop) -> None:
    """Each of Kling's codes is the typed error that its row asks for."""
    row.check(shop)


@pytest.mark.parametrize("row", TEXTS.cases())
def test_a_text(row: Row, shop: Shop) -> None:
    """Each known sentence is said by the simulator, and understood by us."""
    row.check(shop)


@pytest.mark.parametrize("row", GATEWAY.cases())
def test_the_gateway(row: Row, shop: Shop) -> None:
    """Each of the gateway's errors is told for what it is."""
    row.check(shop)


@pytest.mark.parametrize("inner", [code for code, *_ in KLING])
def test_a_code_inside_a_text(inner: str) -> None:
    """A gateway that carries Kling's JSON as text means the same."""
    told = json.dumps({"code": int(inner), "message": "why", "request_id": "r-1"})
    raw = json.dumps({"code": "fail_to_fetch_task", "message": told, "data": None})

    verdict = classify(sent=True, status=500, raw=raw.encode())

    assert isinstance(verdict.outcome, ProviderError)
    assert verdict.outcome.code == int(inner)

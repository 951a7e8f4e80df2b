"""Keys: mended where that is safe, refused unseen, and never shown."""

from __future__ import annotations

import base64
import copy
import hashlib
import hmac
import json
import logging
import pickle
import pprint
import traceback
from typing import Any

import httpx
import pytest

from kling_widgets.api import (
    KLING_SINGAPORE,
    AccessKey,
    ImageToVideoRequest,
    KlingClient,
    Secret,
    read_key,
)
from kling_widgets.api._auth import SignedAuth
from kling_widgets.errors import ConfigError, KlingError

CANARY = "sk-CANARY-5e1f0a2b"
REQUEST = ImageToVideoRequest("https://example.com/in.jpg")


@pytest.mark.parametrize(
    "given",
    [
        f"{CANARY}\n",
        f"  {CANARY}\t",
        f'"{CANARY}"',
        f"'{CANARY}' ",
        f"Bearer {CANARY}",
        f"Authorization: Bearer {CANARY}",
        f'"Bearer {CANARY}"',
    ],
)
def test_mended(given: str, caplog: pytest.LogCaptureFixture) -> None:
    """Spaces, quotes and Bearer around a key are removed, with a word about it."""
    caplog.set_level(logging.DEBUG)

    assert read_key(given) == Secret(CANARY)
    assert "removed" in caplog.text
    assert CANARY not in caplog.text


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (None, "no key. Set COMETAPI_KEY"),
        ("", "no key. Set COMETAPI_KEY"),
        (" \n", "no key. Set COMETAPI_KEY"),
        (f"\u201c{CANARY}\u201d", "not plain ASCII (position 1)"),
        (f"{CANARY}\u200b", "not plain ASCII (position 19)"),
        ("sk-CАNARY-5e1f", "not plain ASCII (position 5)"),  # noqa: RUF001
        ("sk-CANARY 5e1f", "a space or control character (position 10)"),
        ("sk-CANARY\n5e1f", "a space or control character (position 10)"),
        ("sk-...", "looks like a placeholder"),
        ("sk-CANARY...", "looks like a placeholder"),
        ("sk-\u2026", "looks like a placeholder"),
        ("YOUR_KEY", "looks like a placeholder"),
        ("<token>", "looks like a placeholder"),
        ("sk-xxxxxxxx", "looks like a placeholder"),
        ("$COMETAPI_KEY", "looks like a placeholder"),
        ("COMETAPI_KEY", "looks like a placeholder"),
    ],
)
def test_refused(given: str | None, sentence: str) -> None:
    """What cannot be a key is refused, and the sentence does not show it."""
    with pytest.raises(ConfigError) as caught:
        read_key(given)

    assert sentence in caught.value.message
    assert "CANARY" not in caught.value.message
    assert caught.value.__context__ is None


@pytest.mark.parametrize("given", ["A1b2" * 8, f"{'A1b2' * 8}:{'c3D4' * 8}"])
def test_klings_own_keys_at_cometapi(given: str) -> None:
    """CometAPI takes none of Kling's own keys; Kling itself does."""
    with pytest.raises(ConfigError, match="looks like a Kling access key"):
        KlingClient(given)

    assert "Kling" in repr(KlingClient("A1b2" * 8, provider=KLING_SINGAPORE))


@pytest.mark.parametrize(
    "show",
    [
        repr,
        str,
        format,
        pprint.pformat,
        lambda value: f"{value} {value!r}",
        lambda value: "%s %r" % (value, value),  # noqa: UP031 - it is what people write
        lambda value: repr([copy.copy(value)]),
        lambda value: json.dumps(value, default=repr),
    ],
)
@pytest.mark.parametrize(
    "holder",
    [Secret(CANARY), AccessKey(CANARY, CANARY), KlingClient(CANARY)],
    ids=["secret", "pair", "client"],
)
def test_nothing_shows_it(show: Any, holder: Any) -> None:
    """No way of writing a value down writes the key down."""
    assert "CANARY" not in show(holder)


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_nothing_pickles_it(protocol: int) -> None:
    """A key cannot get into a file by way of pickle."""
    for holder in (Secret(CANARY), AccessKey(CANARY, CANARY), KlingClient(CANARY)):
        with pytest.raises(TypeError):
            pickle.dumps(holder, protocol)


def test_a_secret_has_no_inside() -> None:
    """`vars` and iteration do not open it."""
    secret = Secret(CANARY)

    assert not hasattr(secret, "__dict__")
    assert not hasattr(secret, "__iter__")
    assert secret != CANARY
    assert secret == Secret(CANARY)
    assert len({secret, Secret(CANARY)}) == 1


def test_a_copied_secret_stays_hidden() -> None:
    """Copies are the secret itself; padding hides it too."""
    pair = AccessKey(CANARY, CANARY)

    assert copy.deepcopy(pair) == pair
    assert f"{pair.access_key:>15}" == "  Secret('***')"


def test_fingerprints() -> None:
    """A fingerprint tells keys apart within one journal only."""
    one, other = Secret(CANARY), Secret("sk-other")

    assert one.fingerprint("a") == Secret(CANARY).fingerprint("a")
    assert one.fingerprint("a") != one.fingerprint("b")
    assert one.fingerprint("a") != other.fingerprint("a")
    assert len(one.fingerprint("a")) == 8


def shows_the_key(error: BaseException) -> bool:
    texts = [repr(error), str(error), repr(error.args), repr(vars(error))]
    told = traceback.TracebackException.from_exception(error, capture_locals=True)
    chain = [error.__cause__, error.__context__]
    return CANARY in "\n".join([*texts, *told.format(), *map(repr, chain)])


def test_the_search_finds_a_leak() -> None:
    """The search below does find a key that a careless error holds."""
    assert shows_the_key(ValueError(f"Illegal header value {CANARY}"))


def echo(request: httpx.Request) -> httpx.Response:
    key = request.headers["authorization"]
    body = {"code": 1201, "message": f"you sent {key}", "request_id": key}
    return httpx.Response(400, json=body, headers={"x-request-id": key})


def explode(request: httpx.Request) -> httpx.Response:
    key = request.headers["authorization"]
    raise httpx.LocalProtocolError(f"Illegal header value {key!r}", request=request)


def unreachable(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("refused", request=request)


@pytest.mark.anyio
@pytest.mark.parametrize("answer", [echo, explode, unreachable])
@pytest.mark.parametrize("call", ["create", "get"])
async def test_no_error_shows_it(
    answer: Any, call: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither an error nor its traceback, locals included, nor a log holds the key."""
    caplog.set_level(logging.DEBUG)
    client = KlingClient(CANARY, transport=httpx.MockTransport(answer))

    async with client:
        with pytest.raises(KlingError) as caught:
            await (client.create(REQUEST) if call == "create" else client.get("t-1"))

    assert not shows_the_key(caught.value)
    assert CANARY not in caplog.text
    assert caught.value.__context__ is None
    frames = [frame for frame, _ in traceback.walk_tb(caught.value.__traceback__)]
    kept = [value for frame in frames[1:] for value in frame.f_locals.values()]
    assert not any(type(value).__module__.startswith("httpx") for value in kept)
    others = [value for value in kept if value is not caught.value]
    assert not any(isinstance(value, Exception) for value in others)


def parts_of(token: str) -> tuple[dict[str, Any], dict[str, Any], bytes, bytes]:
    head, claims, signature = token.split(".")
    decoded = [
        base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
        for part in (head, claims, signature)
    ]
    signed = f"{head}.{claims}".encode()
    return json.loads(decoded[0]), json.loads(decoded[1]), decoded[2], signed


def token_of(auth: SignedAuth) -> str:
    request = httpx.Request("GET", "https://e.com")
    next(auth.auth_flow(request))
    return request.headers["authorization"].removeprefix("Bearer ")


def test_a_signed_token() -> None:
    """Kling's pair of keys signs a token as Kling documents it (HS256)."""
    auth = SignedAuth(AccessKey("ak-123456", "sk-654321"), clock=lambda: 1_000_000.5)

    head, claims, signature, signed = parts_of(token_of(auth))

    assert head == {"alg": "HS256", "typ": "JWT"}
    assert claims == {"iss": "ak-123456", "exp": 1_001_800, "nbf": 999_995}
    assert signature == hmac.new(b"sk-654321", signed, hashlib.sha256).digest()


def test_a_token_is_renewed_before_it_expires() -> None:
    """One token serves many requests, and is replaced five minutes early."""
    now = [1_000_000.0]
    auth = SignedAuth(AccessKey("ak-123456", "sk-654321"), clock=lambda: now[0])
    tokens = []

    for moment in (0, 1_499, 1_501, 1_502, -90_000):
        now[0] = 1_000_000.0 + moment
        tokens.append(token_of(auth))

    first, same, renewed, kept, after_the_clock_was_set_back = tokens
    assert first == same
    assert renewed != first
    assert kept == renewed
    assert after_the_clock_was_set_back != renewed


@pytest.mark.anyio
async def test_kling_direct() -> None:
    """With a pair of keys, Kling itself is asked at its own path, token and all."""
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(400, text=request.headers["authorization"])

    client = KlingClient(
        AccessKey("ak-123456", "sk-654321"),
        provider=KLING_SINGAPORE,
        transport=httpx.MockTransport(answer),
    )
    kept: list[bytes] = []
    async with client:
        with pytest.raises(KlingError):
            await client.create(REQUEST, on_reply=kept.append)

    assert str(seen[0].url) == (
        "https://api-singapore.klingai.com/v1/videos/image2video"
    )
    assert parts_of(seen[0].headers["authorization"][7:])[1]["iss"] == "ak-123456"
    assert kept == [b"Bearer ***"]
    assert "eyJ" not in repr(vars(client._wire._auth))

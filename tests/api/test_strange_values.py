"""Whatever is passed to the wire, only our own errors come out, each a sentence."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from hypothesis import given as any_of, settings as checks, strategies as st

from kling_widgets import api
from kling_widgets.api import ImageToVideoRequest, KlingClient, load_catalogue
from kling_widgets.api._catalogue_file import MODEL_READERS, TOP_READERS
from kling_widgets.api._fields import READERS
from kling_widgets.errors import KlingError
from kling_widgets.jobs import configure, settings
from tests.api._strange import STRANGE, URL, VALUES, Passed

if TYPE_CHECKING:
    from collections.abc import Callable

EXAMPLES = 600
KEY = "sk-0123456789"
MAX_SENTENCE = 1_000
BESIDE: dict[str, dict[str, Any]] = {
    "image_tail": {"mode": "pro"},
    "cfg_scale": {"model_name": "kling-v1"},
    "dynamic_masks": {"model_name": "kling-v1"},
    "static_mask": {"model_name": "kling-v1"},
    "camera_control": {"model_name": "kling-v1-5", "mode": "pro"},
    "sound": {"mode": "pro"},
    "voice_list": {"mode": "pro", "sound": "on"},
    "element_list": {"model_name": "kling-v3"},
    "multi_prompt": {
        "model_name": "kling-v3",
        "multi_shot": True,
        "shot_type": "customize",
    },
}
"""What else a parameter needs, so that the request gets as far as the wire."""


def no_answer(request: httpx.Request) -> httpx.Response:
    request.read().decode()
    return httpx.Response(404, json={"code": 1203, "message": "no such task"})


def client(**given: Any) -> KlingClient:
    return KlingClient(KEY, transport=httpx.MockTransport(no_answer), **given)


def ask(method: str, *args: Any, **given: Any) -> object:
    return asyncio.run(getattr(client(), method)(*args, **given))


def request_with(name: str) -> Callable[[Any], object]:
    def make(value: Any) -> object:
        given = {"image": URL, **BESIDE.get(name, {}), name: value}
        api.check(given)
        api.estimate(given)
        request = ImageToVideoRequest(**given)
        api.estimate(request)
        return json.dumps(request.to_json(), ensure_ascii=False).encode(), request

    return make


def catalogue_with(source: Any) -> object:
    """Read a catalogue and show and use everything that it says."""
    api.use_catalogue(load_catalogue(source))
    try:
        asked = {"image": URL, "image_tail": URL, "sound": "on", "duration": "7"}
        for known in api.models():
            api.check({**asked, "model_name": known.name, "mode": "pro"})
            api.estimate({**asked, "model_name": known.name})
        shown = f"{api.models()!r}{api.models()._repr_html_()}"
    finally:
        api.use_catalogue(None)
    return shown.encode()


def catalogue_of(key: str) -> Callable[[Any], object]:
    return lambda value: catalogue_with({key: value})


def model_of(key: str) -> Callable[[Any], object]:
    return lambda value: catalogue_with({"models": {"kling-v9": {key: value}}})


def hash_of(value: Any) -> int | None:
    try:
        return hash(value) or 1
    except TypeError:
        return None


def setting(name: str) -> Callable[[Any], object]:
    def configured(value: Any) -> object:
        try:
            configure(**{name: value})
            return settings()
        finally:
            configure(**dict.fromkeys(SETTINGS))

    return configured


SETTINGS = (
    *("api_key", "provider", "base_url", "catalogue", "home", "output_dir"),
    *("simulator_speed", "embed", "embed_limit"),
)
SIGNED = {"webhook-id": "1", "webhook-timestamp": "5", "webhook-signature": "v1,x"}
SECRET = "whsec_dGVzdHNlY3JldHRlc3RzZWNyZXR0ZXN0c2VjcmV0MTI="
DOORS: dict[str, Callable[[Any], object]] = {
    **{f"request: {name}": request_with(name) for name in READERS},
    **{f"configure: {name}": setting(name) for name in SETTINGS},
    **{f"catalogue: {key}": catalogue_of(key) for key in ("models", *TOP_READERS)},
    **{f"catalogue: a model's {key}": model_of(key) for key in MODEL_READERS},
    "check": api.check,
    "check: name": lambda value: api.check({value: 1} if hash_of(value) else {}),
    "estimate": api.estimate,
    "load_catalogue": load_catalogue,
    "use_catalogue": api.use_catalogue,
    "model": api.model,
    "Shot": lambda value: api.Shot(prompt=value, duration=value),
    "DynamicMask": lambda value: api.DynamicMask(mask=value, trajectories=value),
    "CameraControl": lambda value: api.CameraControl(type=value, zoom=value),
    "flip: points": lambda value: api.flip(value, 300),
    "flip: height": lambda value: api.flip([(1, 2)], value),
    "Provider": lambda value: api.Provider(name=value, base_url=value, prefix=value),
    "Provider: prefix": lambda value: api.Provider(
        name="x", base_url="https://e.com", prefix=value
    ),
    "provider_at": api.provider_at,
    "provider_named": api.provider_named,
    "provider_named: base_url": lambda value: api.provider_named("kling", value),
    "read_key": api.read_key,
    "AccessKey": lambda value: api.AccessKey(value, value),
    "Secret": lambda value: api.Secret(value).fingerprint("salt"),
    "Timeouts": lambda value: api.Timeouts(read=value),
    "KlingClient": KlingClient,
    "KlingClient: provider": lambda value: client(provider=value),
    "KlingClient: base_url": lambda value: client(base_url=value),
    "KlingClient: timeouts": lambda value: client(timeouts=value),
    "KlingClient: trust_env": lambda value: client(trust_env=value),
    "KlingClient: transport": lambda value: KlingClient(KEY, transport=value),
    "create": lambda value: ask("create", value),
    "get": lambda value: ask("get", value),
    "recent: page": lambda value: ask("recent", page=value),
    "recent: size": lambda value: ask("recent", size=value),
    "read_callback": api.read_callback,
    "is_authentic: body": lambda value: api.is_authentic(value, SIGNED, SECRET, now=5),
    "is_authentic: headers": lambda value: api.is_authentic(b"", value, SECRET),
    "is_authentic: id": lambda value: api.is_authentic(
        b"", {**SIGNED, "webhook-id": value}, SECRET, now=5
    ),
    "is_authentic: timestamp": lambda value: api.is_authentic(
        b"", {**SIGNED, "webhook-timestamp": value}, SECRET
    ),
    "is_authentic: signature": lambda value: api.is_authentic(
        b"", {**SIGNED, "webhook-signature": value}, SECRET, now=5
    ),
    "is_authentic: secret": lambda value: api.is_authentic(b"", SIGNED, value, now=5),
    "clean": api.clean,
    "is_id": api.is_id,
    "in_dollars": api.in_dollars,
}


@pytest.mark.parametrize("door", DOORS)
def test_a_strange_value(door: str) -> None:
    """What cannot be used is refused in one short sentence that any screen can show."""
    for value in STRANGE:
        knock(door, value)


@checks(max_examples=EXAMPLES, deadline=None)
@any_of(st.sampled_from([*DOORS]), VALUES)
def test_strange_values_together(door: str, given: Passed) -> None:
    """The same holds for values inside of values, in the shapes that parameters have."""
    knock(door, given.value)


def knock(door: str, value: Any) -> None:
    """Pass a value, and see that our own error comes out, or a result to work with."""
    result, refusal = None, None
    try:
        result = DOORS[door](value)
    except KlingError as error:
        refusal = error.message
    repr(result).encode()

    if refusal is not None:
        assert refusal.encode().decode() == refusal
        assert len(refusal.splitlines()) == 1
        assert 10 < len(refusal) < MAX_SENTENCE

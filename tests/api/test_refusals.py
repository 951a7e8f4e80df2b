"""What a request refuses, each with a sentence and before anything is sent."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np
import pandas as pd
import pytest

from kling_widgets.api import ImageToVideoRequest
from kling_widgets.errors import InputError

URL = "https://example.com/in.jpg"


def refusal(image: Any = URL, **fields: Any) -> InputError:
    with pytest.raises(InputError) as caught:
        ImageToVideoRequest(image, **fields)
    return caught.value


@pytest.mark.parametrize(
    ("image", "sentence"),
    [
        (None, "image: nothing given."),
        ("", "image: nothing given."),
        (b"\x89PNG", "image: need text, got bytes."),
        (np.array([1, 2]), "image: need text, got ndarray."),
        (pd.Series([1, 2]), "image: need text, got Series."),
        ("https://e.com/\ud800", "image: the URL contains a broken character at posi"),
        ("cat.png", "image: 'cat.png' is neither a URL nor base64 text."),
        ("#" * 5000, "image: text of 5,000 characters is not base64."),
        ("R0lGODlhAQABAAAAACw=", "image: no PNG or JPEG (it starts with 'GIF89a"),
        ("ftp://e.com/a.png", "image: the URL has the scheme 'ftp'; only https"),
        ("https://", "image: the URL names no host."),
        ("https:///x", "image: the URL names no host."),
        ("https://u:pw@e.com/x", "image: the URL must not contain a user name"),
        ("http://127.0.0.1\\@evil.com/", "image: the URL contains a backslash at"),
        ("https://e.com/a b", "image: the URL contains a space at position 16."),
        ("https://e.com/a\nb", "image: the URL contains a line break at position 16."),
        ("https://e.com/\u200b", "image: the URL contains an invisible character"),
        ("https://e.com/" + "a" * 4096, "image: the URL has 4,110 characters"),
        ("https://e.com:99999/", "image: the URL 'https://e.com:99999/' cannot"),
        ("https://e.com:0/", "image: the URL has port 0"),
        ("file:///etc/passwd", "image: the URL has the scheme 'file'"),
        ("javascript:alert(1)", "image: the URL has the scheme 'javascript'"),
        ("data:text/html,<b>", "image: 'data:text/html,<b>' is neither"),
    ],
)
def test_pictures_that_are_none(image: Any, sentence: str) -> None:
    """What is no picture is refused, with what to pass instead."""
    error = refusal(image)

    assert error.message.startswith(sentence)
    assert error.field == "image"
    assert error.message.endswith("Nothing was sent, nothing was charged.")


@pytest.mark.parametrize(
    "host",
    [
        "10.0.0.5",
        "localhost",
        "printer.local",
        "169.254.169.254",
        "[::1]",
        "2130706433",
        "127.1",
        "①②⑦.⓪.⓪.①",
        "[::ffff:127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "[::127.0.0.1]",
        "100.64.0.1",
        "224.0.0.1",
        "intranet",
    ],
)
def test_private_addresses(host: str) -> None:
    """An address that the provider cannot reach is refused, however it is spelt."""
    error = refusal(f"https://{host}/a.png")

    assert "is a private address; the provider cannot reach it." in error.message


def test_a_public_address() -> None:
    """A public host or address passes as it is."""
    for url in ("https://8.8.8.8/a.png", "https://bücher.example/a.png?x=1"):
        assert ImageToVideoRequest(url).image == url


def test_a_big_picture() -> None:
    """More than 10 MB is refused before it is sent."""
    data = b"\xff\xd8\xff" + bytes(11_300_000)

    error = refusal(base64.b64encode(data).decode())

    assert error.message.startswith("image: 11.3 MB, the limit is 10 MB.")


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("prompt", 5, "prompt: need text, got int."),
        ("prompt", "x" * 2501, "prompt: 2,501 characters, at most 2,500."),
        ("prompt", "ab\ud800", "prompt: contains a broken character at position 3;"),
        ("negative_prompt", "x" * 2501, "negative_prompt: 2,501 characters, at most"),
        ("duration", 7, "duration: '7' - kling-v2-6 allows 5 or 10."),
        ("duration", "05", "duration: '05' is no whole number of seconds; say '5'."),
        ("duration", "5s", "duration: '5s' is no whole number"),
        ("duration", 0, "duration: 0 is no whole number"),
        ("duration", -5, "duration: -5 is no whole number"),
        ("duration", True, "duration: True is no whole number"),
        ("duration", None, "duration: None is no whole number"),
        ("duration", "\u0665", "duration: '\u0665' is no whole number"),
        ("duration", 5.5, "duration: 5.5 is no whole number"),
        ("duration", 10**400, "duration: a whole number of about 400 digits is no"),
        ("duration", np.array([5, 10]), "duration: array([ 5, 10]) is no whole number"),
        ("model_name", 10**400, "model_name: need a name such as"),
        ("mode", "hd", "mode: 'hd' - kling-v2-6 allows std or pro."),
        ("mode", 5, "mode: need a name such as 'kling-v2-6' or 'pro', got 5."),
        ("model_name", "", "model_name: need a name such as"),
        ("cfg_scale", 1.01, "cfg_scale: 1.01, allowed 0 to 1."),
        ("cfg_scale", -0.1, "cfg_scale: -0.1, allowed 0 to 1."),
        ("cfg_scale", "0.5", "cfg_scale: need a number from 0 to 1, got '0.5'."),
        ("cfg_scale", float("nan"), "cfg_scale: need a number from 0 to 1, got nan."),
        ("cfg_scale", 10**400, "cfg_scale: need a number from 0 to 1, got a whole num"),
        ("cfg_scale", True, "cfg_scale: need a number from 0 to 1, got True."),
        ("external_task_id", "a/../b", "external_task_id: 'a/../b'; allowed: A-Z"),
        ("external_task_id", "x" * 65, "external_task_id: 'xxx"),
        ("callback_url", 5, "callback_url: need a URL, got int."),
        ("callback_url", "ftp://e.com", "callback_url: the URL has the scheme 'ftp'"),
        ("sound", "loud", "sound: 'loud', allowed 'on' or 'off'."),
        ("sound", {}, "sound: {}, allowed 'on' or 'off'."),
        ("shot_type", np.array(["a", "b"]), "shot_type: array(['a', 'b'], dtype="),
        ("shot_type", "wild", "shot_type: 'wild', allowed customize or intelligence."),
        ("multi_shot", "yes", "multi_shot: need True or False, got 'yes'."),
        ("watermark_info", {}, "watermark_info: need True or False, got None."),
        ("voice_list", "v1", "voice_list: need a list, got 'v1'."),
        ("voice_list", ["a", "b", "c"], "voice_list: 3 given, at most 2."),
        ("voice_list", [None], 'voice_list: need {"voice_id": …} or the id alone'),
        ("element_list", [10**5000], 'element_list: need {"element_id": …} or the id'),
        ("element_list", ["a\ud800"], "element_list: contains a broken character at "),
        ("element_list", ["x" * 257], 'element_list: need {"element_id": …} or the id'),
        ("element_list", list("abcd"), "element_list: 4 given, at most 3."),
    ],
)
def test_values_that_cannot_be_sent(field: str, value: Any, sentence: str) -> None:
    """Each parameter is refused at its own limit, with the value seen."""
    error = refusal(**{field: value})

    assert error.message.startswith(sentence)
    assert error.field == field


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("promt", "unknown parameter 'promt'. Did you mean 'prompt'?"),
        ("image_url", "unknown parameter 'image_url'. Did you mean 'image'?"),
        ("model", "unknown parameter 'model'. Did you mean 'model_name'?"),
        ("end_frame", "unknown parameter 'end_frame'. Did you mean 'image_tail'?"),
        ("seed", "unknown parameter 'seed'. Kling's image-to-video has none."),
        ("zzz", "unknown parameter 'zzz'."),
    ],
)
def test_unknown_parameters(name: str, sentence: str) -> None:
    """A typo is refused: the provider would ignore it without a word."""
    assert refusal(**{name: "x"}).message == sentence

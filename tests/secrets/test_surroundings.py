"""A key among other people's tools: open file modes, test reports, proxies."""

from __future__ import annotations

import logging
import os
import stat
import subprocess
import sys
import traceback
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

import kling_widgets as kling
from kling_widgets.api import KlingClient
from kling_widgets.errors import KlingError
from kling_widgets.jobs._save import _Home
from kling_widgets.jobs.download._public_web import way_to
from tests._leaks import guises
from tests.api._loopback import REQUEST, answering, response, serving
from tests.secrets.conftest import CANARY

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Iterator
    from pathlib import Path

    from tests.bad_inputs._provider import Provider

FAILING = f"""
import faulthandler
from kling_widgets.api import AccessKey, KlingClient, Secret
from kling_widgets.jobs import configure, settings

def make(key):
    return KlingClient(key), Secret(key), AccessKey(key, key)

def test_fails():
    client, secret, pair = make("{CANARY[:9]}" + "{CANARY[9:]}")
    configure(api_key=secret)
    now = settings()
    with open("stacks", "w") as stacks:
        faulthandler.dump_traceback(stacks)
    assert client is None
"""
"""The key stands in two pieces, so that its own source does not hold it."""


@contextmanager
def careless_umask() -> Iterator[None]:
    before = os.umask(0)
    try:
        yield
    finally:
        os.umask(before)


def test_the_journal_is_for_its_user_alone(place: Path, live: Provider) -> None:
    """Whatever the user's umask is: folders 0700, journal and locks 0600."""
    with careless_umask():
        kling.generate("https://e.com/a.png").wait(60)
    home = place / "home"
    kept = [home, *home.glob("journal*"), home / "locks", *(home / "locks").iterdir()]
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in kept}

    assert len(modes) >= 4
    assert {0o700, 0o600} == set(modes.values())


def test_a_failing_test_shows_no_key(tmp_path: Path) -> None:
    """Not with every local variable printed, nor with the stacks of all threads."""
    (tmp_path / "test_theirs.py").write_text(FAILING)
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-l", "-p", "no:cacheprovider", "-q"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    stacks = (tmp_path / "stacks").read_bytes()
    told = run.stdout + run.stderr + stacks

    assert b"assert client is None" in told
    assert b"secret     = Secret('***')" in told
    assert b"test_theirs.py" in stacks
    assert not any(guise in told for guise in guises(CANARY))


async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    play = answering(response(b"", "407 Proxy Authentication Required"))
    await play(reader, writer)


@pytest.mark.anyio
@pytest.mark.parametrize("is_there", [True, False])
async def test_a_proxys_password_is_not_told(
    *,
    is_there: bool,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Neither by one that refuses nor by one that is not there."""
    caplog.set_level(logging.DEBUG)
    async with serving(refuse) as proxy:
        port = proxy.port if is_there else 9
        monkeypatch.setenv("HTTPS_PROXY", f"http://me:{CANARY}@127.0.0.1:{port}")
        async with KlingClient("sk-test", base_url="https://nowhere.invalid") as client:
            with pytest.raises(KlingError) as caught:
                await client.create(REQUEST)
        async with way_to("https://e.com/a.mp4", _Home("https://e.com")) as way:
            shown = repr(way)
    error = traceback.TracebackException.from_exception(
        caught.value, capture_locals=True
    )
    records = [f"{record.__dict__!r}" for record in caplog.records]
    told = "\n".join([*error.format(), *records, shown]).encode()

    assert caught.value.charged is False
    assert not any(guise in told for guise in guises(CANARY))

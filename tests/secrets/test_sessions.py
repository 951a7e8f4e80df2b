"""What a session shows and leaves behind: no key, no signature, no picture."""

from __future__ import annotations

import base64
import copy
import dataclasses
import json
import logging
import pickle
import pprint
import sqlite3
import traceback
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any

import httpx
import ipywidgets
import pytest
from ipywidgets import embed
from rich.pretty import pretty_repr

import kling_widgets as kling
from kling_widgets.api import KlingClient
from kling_widgets.errors import KlingError
from kling_widgets.jobs import settings
from kling_widgets.jobs._default import runner
from kling_widgets.jobs.download._download import download
from tests._leaks import files_with, guises
from tests.images._pictures import noise
from tests.jobs._host import hosting, whole
from tests.jobs._scripted import HOST, PATIENCE, finished
from tests.secrets.conftest import CANARY, SIGNATURE
from tests.widgets._panel import widgets_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.bad_inputs._provider import Provider
    from tests.secrets.conftest import Session

SHOWING = {
    "repr": repr,
    "str": str,
    "format": lambda value: f"{value}",
    "percent": lambda value: "%s %r" % (value, value),  # noqa: UP031 - people write it
    "vars": lambda value: repr(getattr(value, "__dict__", "")),
    "pprint": pprint.pformat,
    "rich": lambda value: pretty_repr(value, max_depth=9),
    "json": lambda value: json.dumps(value, default=repr),
    "dataclass": lambda value: (
        repr(dataclasses.asdict(value))
        if dataclasses.is_dataclass(value) and not isinstance(value, type)
        else ""
    ),
}


def holds(text: str, *secrets: str) -> bool:
    data = text.encode("utf-8", "replace")
    return any(guise in data for secret in secrets for guise in guises(secret))


def as_log(records: list[logging.LogRecord]) -> str:
    """Everything of the records: also what no handler has written."""
    return "\n".join(
        f"{record.getMessage()} {record.args!r} {record.exc_info!r} {record.__dict__!r}"
        for record in records
    )


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """Whatever anybody logs from now on."""
    caplog.set_level(logging.DEBUG)
    return caplog


@pytest.mark.parametrize("show", SHOWING.values(), ids=SHOWING)
def test_nothing_shows_the_key(show: Callable[[Any], str], session: Session) -> None:
    """No way of writing a value down, for whatever a user may hold."""
    held = [
        *(settings(), runner(), session.job, session.job.snapshot, kling.jobs()),
        *(kling.doctor(), kling.budget(), kling.Studio(), KlingClient(CANARY)),
        session.job.clip,
    ]

    assert not any(holds(show(value), CANARY) for value in held)


def test_nothing_pickles_the_key(session: Session) -> None:
    """Copies hide it as well; what cannot be pickled raises."""
    for value in (settings(), runner(), session.job, KlingClient(CANARY)):
        with suppress(TypeError, AttributeError, KlingError):
            assert CANARY.encode() not in pickle.dumps(value)
    assert CANARY not in repr(copy.deepcopy(settings()))


def test_a_log_holds_nothing(log: pytest.LogCaptureFixture, session: Session) -> None:
    """At its loudest: neither key nor signature nor picture, of libraries neither."""
    records = log.get_records("setup")
    told = as_log(records)
    piece = session.picture[2_000:2_060]

    assert "HTTP 200" in told
    assert not holds(told, CANARY)
    assert SIGNATURE not in told
    assert piece not in told
    assert not any(
        record.name.startswith(("httpx", "httpcore")) for record in log.records
    )


@pytest.mark.anyio
async def test_a_download_from_a_port_logs_no_link(
    log: pytest.LogCaptureFixture, mp4: bytes, tmp_path: Path
) -> None:
    """On a real connection httpcore would log even the answer's headers."""
    leads_on = whole(b"", f"Location: /b.mp4?{SIGNATURE}", status="302 Found")
    async with hosting(leads_on, whole(mp4)) as host:
        await download(f"{host.link}?{SIGNATURE}", host, tmp_path / "clip.mp4")

    assert SIGNATURE in host.requests[1]
    assert SIGNATURE not in as_log(log.records)


@pytest.mark.anyio
async def test_others_log_as_before(
    log: pytest.LogCaptureFixture, session: Session
) -> None:
    """What else is done with httpx in this process is logged, and a leak found so."""
    answer = httpx.MockTransport(lambda _: httpx.Response(200))
    async with httpx.AsyncClient(transport=answer) as theirs:
        await theirs.get(f"https://e.com/?{SIGNATURE}")

    assert SIGNATURE in as_log(log.records)


def test_the_journal_holds_no_key_and_no_picture(session: Session) -> None:
    """In no guise, in no file beside it."""
    raw = base64.b64decode(session.picture)[2_000:2_060]
    kept = b"".join(p.read_bytes() for p in session.home.glob("journal*"))

    assert files_with(CANARY, session.place) == []
    assert session.picture[2_000:2_060].encode() not in kept
    assert raw not in kept


def test_a_signed_link_goes_once_the_clip_is_saved(place: Path, live: Provider) -> None:
    """Until then the journal has it: it may be the last handle to a paid clip."""
    before: list[int] = []

    def look() -> httpx.Response:
        before.append(len(files_with(SIGNATURE, place / "home")))
        return live._healthy("download")

    live.answers["poll"] = [lambda: finished(f"{HOST}/a.mp4?{SIGNATURE}")]
    live.answers["download"] = [look]
    kling.generate("https://e.com/a.png").wait(60)
    with closing(sqlite3.connect(place / "home" / "journal.sqlite3")) as db:
        kept = db.execute("SELECT url FROM job").fetchall()

    assert before[0] > 0
    assert kept == [(None,)]
    assert files_with(SIGNATURE, place) == []


@pytest.fixture
def panel(session: Session) -> Iterator[kling.Studio]:
    """A panel that has shown the session's job to its end."""
    studio = kling.Studio(image=noise((320, 320)), prompt="zoom in", runner=runner())
    studio.generate().wait(PATIENCE)
    yield studio
    for widget in widgets_in(studio):
        widget.close()


def test_no_widget_sends_a_secret(session: Session, panel: kling.Studio) -> None:
    """Neither the state of any widget, nor what an exported page keeps of it."""
    states = [
        widget.get_state() for widget in ipywidgets.widgets.widget._instances.values()
    ]
    told = f"{states!r}{json.dumps(embed.embed_data(panel), default=repr)}"

    assert len(states) > 10
    assert not holds(told, CANARY)
    assert SIGNATURE not in told
    assert session.picture[2_000:2_060] not in told


def test_a_shown_clip_comes_from_disk(session: Session) -> None:
    """Its host is nowhere in what a notebook keeps: that link leaks, and expires."""
    shown = repr(session.job.clip._repr_mimebundle_())  # type: ignore[union-attr]

    assert "<video" in shown
    assert "gateway.example" not in shown


def echo() -> httpx.Response:
    body = {"code": 1002, "message": f"your key {CANARY} is wrong"}
    return httpx.Response(401, json=body, headers={"x-request-id": CANARY})


def test_an_error_holds_no_key(
    live: Provider, log: pytest.LogCaptureFixture, place: Path
) -> None:
    """Not in its words, its frames' variables, or what lies behind it."""
    live.answers["create"] = [echo]
    job = kling.generate("https://e.com/a.png")
    with pytest.raises(KlingError) as caught:
        job.wait(60)
    error = caught.value
    told = traceback.TracebackException.from_exception(error, capture_locals=True)
    texts = [*told.format(), repr(error.args), repr(vars(error)), repr(job.snapshot)]

    assert "***" in str(error)
    assert not holds("\n".join(texts), CANARY)
    assert not holds(as_log(log.records), CANARY)
    assert error.__cause__ is None
    assert error.__context__ is None
    assert files_with(CANARY, place) == []

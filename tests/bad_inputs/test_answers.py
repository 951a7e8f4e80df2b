"""Answers that are none, to a submit and to a question: rows R1 to R21."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

import httpx
import pytest

import kling_widgets as kling
from kling_widgets.errors import NOTHING_SENT, AmbiguousSubmit, KlingError, Rejected
from tests.bad_inputs._case import numbered
from tests.images._pictures import drawing
from tests.jobs._scripted import HOST, PATIENCE, Body
from tests.jobs.conftest import KEY

if TYPE_CHECKING:
    from pathlib import Path

    from kling_widgets.jobs import Job
    from tests.bad_inputs._provider import Provider

GOOD = drawing((320, 320))
HOSTILE = "<b>no</b> \x1b]8;;http://e.com\x07link\u202e $\\href{x}{y}$ "
CLEAN = "<b>no</b> link $\\href{x}{y}$"


@dataclass(frozen=True)
class Answered:
    """One row: what the provider answers first, and what is made of it."""

    number: str
    answer: Any
    says: str = ""
    ends: str = "unknown"
    names: list[str] = field(default_factory=list)


def raw(body: bytes, status: int = 200, **headers: str) -> dict[str, Any]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return {"status_code": status, "content": body, "headers": named}


def page(status: int) -> dict[str, Any]:
    return {"status_code": status, "html": "<html><title>Bad gateway</title>"}


def task(**data: Any) -> dict[str, Any]:
    body = {"task_id": "t-1", "task_status": "submitted", **data}
    return raw(json.dumps({"code": 0, "data": body}).encode())


def refused(message: str) -> dict[str, Any]:
    body = {"code": 1201, "message": message}
    return raw(json.dumps(body).encode(), 400)


def endless() -> httpx.Response:
    return httpx.Response(200, stream=Body(b" " * (2 << 20)))


def videos(*urls: Any) -> dict[str, Any]:
    found = [{"id": "1", "url": url} for url in urls]
    return task(task_status="succeed", task_result={"videos": found})


NO_JSON = "is not complete JSON"
NO_TASK = "accepted something and named no task"
NO_CODE = "its code is neither a number nor a word"
NO_LINK = "Kling says the clip is done but gives no link to it."
NO_ADDRESS = "The result link is not a public https address ("
KINDS: dict[str, type[KlingError]] = {
    "unknown": AmbiguousSubmit,
    "rejected": Rejected,
}
SAVED = partial(Answered, ends="saved")

CREATED = [
    Answered("R1", page(200), "answered with a web page ('Bad gateway') (HTTP 200)"),
    Answered("R1", page(502), "answered with a web page ('Bad gateway') (HTTP 502)"),
    Answered("R2", raw(b""), "nothing readable: it is empty (HTTP 200)"),
    Answered("R2", raw(b"", 204), "nothing readable: it is empty (HTTP 204)"),
    Answered("R3", raw(b"[]"), "it is a list, not an object"),
    Answered("R3", raw(b"null"), "it is a single value, not an object"),
    Answered("R3", raw(b'"ok"'), "it is a single value, not an object"),
    Answered("R3", raw(b"1"), "it is a single value, not an object"),
    Answered("R4", raw(b'{"code":0,"data":{'), NO_JSON),
    Answered("R4", raw(b'{"code":0}x'), NO_JSON),
    SAVED("R4", raw(b"\xef\xbb\xbf" + task()["content"])),
    Answered("R5", raw(b'{"code":NaN}'), "it contains NaN, which is no number"),
    Answered("R5", raw(b'{"code":' + b"9" * 5_000 + b"}"), NO_JSON),
    Answered("R5", raw(b"[" * 100_000), "it is nested too deeply"),
    Answered("R6", raw(b'{"code":0,"code":1303}'), "it says the same key twice"),
    Answered("R7", raw(b'{"message":"x"}'), "an object of unknown shape"),
    SAVED("R7", raw(b'{"code":"0","data":{"task_id":"1","task_status":"x"}}')),
    Answered("R7", raw(b'{"code":true,"data":{"task_id":"1"}}'), NO_CODE),
    Answered("R7", raw(b'{"code":null}'), NO_CODE),
    Answered("R8", raw(b'{"code":0,"data":[]}'), NO_TASK),
    Answered("R8", raw(b'{"code":0,"data":null}'), NO_TASK),
    *(Answered("R9", task(task_id=bad), NO_TASK) for bad in (0, "", 12.5, "../../x")),
    Answered("R9", task(task_id="x" * 10_000), NO_TASK),
    SAVED("R9", task(task_id=5)),
    Answered(
        "R10",
        task(task_info={"external_task_id": "kw-another"}),
        "answered with somebody else's task",
    ),
    Answered("R15", refused(HOSTILE), f"It says: '{CLEAN}'", "rejected"),
    Answered("R15", refused("no " * 300_000), f"{'no ' * 99}", "rejected"),
    Answered("R16", refused(f"not {KEY}"), "It says: 'not ***'", "rejected"),
    Answered("R16", refused("QUJD" * 75_000), "'<base64, 300 kB>'", "rejected"),
    Answered("R19", endless, "An answer of more than 1 MiB was refused."),
    SAVED("R21", {**task(), "headers": {"Set-Cookie": "a=b; Path=/"}}),
]
ASKED = [
    SAVED("R1", page(502), "answered with a web page ('Bad gateway') (HTTP 502)"),
    SAVED("R2", raw(b""), "nothing readable: it is empty"),
    SAVED("R3", raw(b"[]"), "it is a list, not an object"),
    SAVED("R5", raw(b"[" * 100_000), "it is nested too deeply"),
    SAVED("R8", raw(b'{"code":0,"data":null}'), "answer names no task"),
    *(SAVED("R11", task(task_status=good)) for good in ("Processing", "queued")),
    SAVED("R11", task(task_status="dancing"), "Kling says 'dancing'; still waiting."),
    *(
        SAVED("R11", task(task_status=bad), "Kling says nothing of its status")
        for bad in (4, None)
    ),
    *(SAVED("R12", videos(*bad), NO_LINK) for bad in ((), (None,), (5,))),
    SAVED("R12", task(task_status="succeed", task_result={"videos": {}}), NO_LINK),
    SAVED("R13", videos(f"{HOST}/a.mp4", f"{HOST}/b.mp4"), names=["-1.mp4", "-2.mp4"]),
    SAVED("R14", videos("javascript:alert(1)"), NO_ADDRESS),
    SAVED("R14", videos("http://e.com/a.mp4"), f"{NO_ADDRESS}http://e.com/a.mp4)"),
    SAVED("R14", videos("//e.com/a.mp4"), NO_ADDRESS),
    SAVED("R14", videos("https://10.0.0.5/a.mp4"), f"{NO_ADDRESS}https://10.0.0.5/a"),
    SAVED("R14", videos(f"https://e.com/{'a' * 5000}"), NO_LINK),
    Answered(
        "R15", task(task_status="failed", task_status_msg=HOSTILE), CLEAN, "failed"
    ),
    *(
        SAVED("R17", task(task_status="processing", created_at=at))
        for at in (0, 1_700_000_000, 253_402_300_800_000, -5, "soon")
    ),
    SAVED("R19", endless, "An answer of more than 1 MiB was refused."),
]


def ended(row: Answered, provider: Provider) -> tuple[Job, str]:
    """Make a clip, whatever comes of it, and return all that was said meanwhile."""
    notes: list[str] = []
    provider.heard.clear()
    job = kling.generate(GOOD, "zoom in")
    job.subscribe(lambda snapshot: notes.append(snapshot.note))
    provider.heard.set()
    with suppress(KlingError):
        job.wait(PATIENCE)
    if error := job.error:
        notes.append(str(error))
        assert type(error).__module__ == KlingError.__module__
        assert (error.__context__, error.__cause__) == (None, None)

    assert job.status == row.ends
    assert len(provider.posts) == 1
    return job, " ".join(notes)


@numbered(CREATED)
def test_an_answer_to_a_submit(row: Answered, provider: Provider) -> None:
    """It is told for what it is, and nothing is sent a second time."""
    provider.answers["create"] = [row.answer]
    job, said = ended(row, provider)

    assert row.says in said
    assert NOTHING_SENT not in said
    assert KEY not in said
    assert isinstance(job.error, KINDS.get(row.ends, type(None)))


@numbered(ASKED)
def test_an_answer_to_a_question(row: Answered, provider: Provider) -> None:
    """It is asked again, for as long as it takes, and the clip comes."""
    provider.answers["poll"] = [row.answer]
    job, said = ended(row, provider)

    assert row.says in said
    assert NOTHING_SENT not in said
    if job.clip:
        folder = job.clip.path.parent
        assert len(list(folder.glob("*.mp4"))) == max(len(row.names), 1)
        assert all(list(folder.glob(f"*{name}")) for name in row.names)


@pytest.mark.parametrize(
    ("said", "units"), [("2.5", "2.5"), (2.5, "2.5"), ("free", None), (None, None)]
)
def test_what_it_cost(
    said: Any, units: str | None, provider: Provider, place: Path
) -> None:
    """R18: a number, or not known."""
    done = json.loads(videos(f"{HOST}/a.mp4")["content"])["data"]
    provider.answers["poll"] = [task(**{**done, "final_unit_deduction": said})]
    ended(SAVED("R18", None), provider)
    with closing(sqlite3.connect(place / "home" / "journal.sqlite3")) as db:
        kept = db.execute("SELECT units FROM job").fetchall()

    assert kept == [(units,)]


@pytest.mark.parametrize("wait", ["-1", "inf", "nan", "121", "9" * 99, "Zun, 29 Sep"])
def test_how_long_to_wait(wait: str, provider: Provider) -> None:
    """R20: nothing was created, so the same is sent again, with the same id."""
    provider.answers["create"] = [raw(b"", 429, Retry_After=wait)]
    job = kling.generate(GOOD)
    job.wait(PATIENCE)

    assert [job.id] * 2 == [sent["external_task_id"] for sent in provider.posts]


def test_a_cookie_is_not_kept(provider: Provider) -> None:
    """R21: nothing of it goes back."""
    cookie = {"Set-Cookie": "a=b; Path=/"}
    provider.answers["create"] = [{**task(), "headers": cookie}]
    ended(SAVED("R21", None), provider)

    assert not any("cookie" in request.headers for request in provider.requests)

"""Links that give no clip, or not the whole of it: rows D1 to D9."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import httpx

import kling_widgets as kling
from kling_widgets.errors import NOTHING_SENT
from tests.bad_inputs._case import numbered
from tests.images._pictures import drawing
from tests.jobs._scripted import HOST, PATIENCE, Body

if TYPE_CHECKING:
    from tests.bad_inputs._provider import Provider

PNG = b"\x89PNG\r\n\x1a\n" * 99
EMPTY_MP4 = b"\x00\x00\x00\x10ftypisom\x00\x00\x00\x00"
ELSEWHERE = "../../.ssh/authorized_keys"
Make = Callable[[bytes], httpx.Response]


class Row(NamedTuple):
    """What the link gives first, how often, and what is said of it."""

    number: str
    make: Make
    says: str = ""
    times: int = 1


def status(code: int) -> Make:
    return lambda _: httpx.Response(code)


def leads_to(url: str) -> Make:
    return lambda _: httpx.Response(301, headers={"location": url})


def body(
    change: Callable[[bytes], bytes] = bytes, *, longer: int | None = None, **more: str
) -> Make:
    headers = {name.replace("_", "-"): value for name, value in more.items()}

    def make(mp4: bytes) -> httpx.Response:
        if longer is not None:
            headers["content-length"] = str(len(mp4) + longer)
        return httpx.Response(200, headers=headers, stream=Body(change(mp4)))

    return make


def instead(of_it: bytes) -> Make:
    return body(lambda _: of_it)


ROWS = [
    Row("D1", status(403), "answered HTTP 403. It may have expired; a fresh one is"),
    Row("D1", status(404), "answered HTTP 404. It may have expired; a fresh one is"),
    Row("D1", status(410), "answered HTTP 410. It may have expired; a fresh one is"),
    Row("D2", body(longer=5), "The download broke off (cut short): got "),
    Row("D2", body(longer=-5), "The download broke off (cut short): got "),
    Row("D3", body(Content_Type="text/html"), "gave text/html, not a video."),
    Row("D4", body(lambda mp4: mp4[:-300]), "The video is cut short (needs "),
    Row("D5", instead(PNG), "There is no video in the file (missing ftyp)."),
    Row("D5", instead(EMPTY_MP4), "There is no video in the file (missing moov)."),
    Row("D6", body(Content_Disposition=f"attachment; filename={ELSEWHERE}")),
    Row("D7", body(Content_Encoding="gzip"), "came compressed, which a clip never is"),
    Row("D7", body(Content_Encoding="gzip, gzip"), "came compressed, which a clip"),
    Row("D7", body(Content_Encoding="br"), "came compressed, which a clip never is"),
    Row("D8", status(206), "answered HTTP 206. It will be tried again."),
    Row("D9", leads_to("http://e.com/a.mp4"), "redirects to what is not a public"),
    Row("D9", leads_to("https://127.0.0.1/a.mp4"), "redirects to what is not a public"),
    Row("D9", leads_to(f"{HOST}/a.mp4"), "redirects too often (more than 3 times)", 4),
]


@numbered(ROWS)
def test_a_result(row: Row, provider: Provider, mp4: bytes) -> None:
    """It is said what is wrong with it, it is fetched again, and it is paid once."""
    provider.answers["download"] = [lambda: row.make(mp4)] * row.times
    notes: list[str] = []
    provider.heard.clear()
    job = kling.generate(drawing((320, 320)))
    job.subscribe(lambda snapshot: notes.append(snapshot.note))
    provider.heard.set()
    clip = job.wait(PATIENCE)

    assert row.says in " ".join(notes)
    assert NOTHING_SENT not in " ".join(notes)
    assert clip.path.name.startswith("kw-")
    assert [clip.path] == list(clip.path.parent.glob("*.mp4"))
    assert len(provider.posts) == 1
    asked = 2 if row.says else 1
    assert provider.calls.count("poll") == asked

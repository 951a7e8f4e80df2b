"""A download, against a host that speaks bytes: what has the clip's name is whole."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest

from kling_widgets.errors import DownloadError, LinkGone
from kling_widgets.jobs.download._download import download
from tests.jobs._host import ETAG, Steps, chunked, head, hosting, whole

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.anyio


def box_edges(movie: bytes) -> list[int]:
    """Where a top box begins or ends, and one byte around it."""
    places, at = {0, 1, 7, 8, 15, 16, len(movie) - 1}, 0
    while at < len(movie):
        at += int.from_bytes(movie[at : at + 4], "big")
        places |= {at - 1, at, at + 1}
    evenly = set(range(0, len(movie), len(movie) // 25))
    return sorted(place for place in places | evenly if 0 <= place < len(movie))


def with_length(body: bytes, cut: int) -> bytes:
    return whole(body)[: len(whole(body)) - len(body) + cut]


def in_chunks(body: bytes, cut: int) -> bytes:
    return chunked(body)[: len(head("200 OK", "Transfer-Encoding: chunked")) + cut]


def until_closed(body: bytes, cut: int) -> bytes:
    return head() + body[:cut]


@pytest.mark.parametrize("framing", [with_length, in_chunks, until_closed])
async def test_a_cut_is_never_taken_for_a_clip(
    framing: Callable[[bytes, int], bytes], mp4: bytes, tmp_path: Path
) -> None:
    """Cut at every edge of every box and between, nothing stays in the folder."""
    cuts = box_edges(mp4)
    async with hosting(b"") as host:
        for cut in cuts:
            host.answers = [framing(mp4, cut)]
            with pytest.raises(DownloadError):
                await download(host.link, host, tmp_path / "clip.mp4")

    assert len(cuts) == len(host.requests)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "framing", [whole, chunked, lambda body: head() + body], ids=["length", "chunk", ""]
)
async def test_a_whole_clip_is_kept(
    framing: Callable[[bytes], bytes], mp4: bytes, tmp_path: Path
) -> None:
    """However its end is told."""
    async with hosting(framing(mp4)) as host:
        saved = await download(host.link, host, tmp_path / "clip.mp4")

    assert (mp4, len(mp4)) == (saved.path.read_bytes(), saved.size)
    assert [saved.path] == list(tmp_path.iterdir())


async def test_nothing_has_the_name_before_it_is_whole(
    mp4: bytes, tmp_path: Path
) -> None:
    """Whoever looks meanwhile finds a hidden part, and a kill leaves nothing else."""
    seen: list[str] = []

    def look(part: Path) -> None:
        seen.extend(path.name for path in tmp_path.iterdir())
        assert part.read_bytes() == mp4

    async with hosting(whole(mp4)) as host:
        await download(host.link, host, tmp_path / "clip.mp4", finish=look)

    assert [seen[0][:9], *seen[0].split(".")[-1:], *seen[1:]] == [".clip.mp4", "part"]


async def test_nothing_of_ours_goes_to_the_host(mp4: bytes, tmp_path: Path) -> None:
    """No key, no cookie, no referrer, also after a redirect that sets a cookie."""
    leads_on = ["Location: /other.mp4", "Set-Cookie: a=b; Path=/"]
    async with hosting(whole(b"", *leads_on, status="302 Found"), whole(mp4)) as host:
        await download(host.link, host, tmp_path / "clip.mp4")
    names = [
        {line.partition(":")[0].lower() for line in request.splitlines()[1:] if line}
        for request in host.requests
    ]

    allowed = {"host", "accept", "accept-encoding", "connection", "user-agent"}
    assert len(names) == 2
    assert set.union(*names) == allowed
    assert all("accept-encoding: identity" in each.lower() for each in host.requests)


class Refused(NamedTuple):
    answer: bytes
    reason: str


@pytest.mark.parametrize(
    "case",
    [
        Refused(whole(b"", "Location: http://127.0.0.1:9/a", status="302 Found"), "1"),
        Refused(whole(b"", "Location: https://10.0.0.5/a", status="302 F"), "10.0.0.5"),
        Refused(
            whole(b"", "Location: file:///etc/passwd", status="302 F"), "not a pub"
        ),
        Refused(whole(b"", "Location: /again", status="301 Moved"), "too often"),
        Refused(whole(b"x", "Content-Encoding: gzip"), "compressed"),
        Refused(whole(b"x", "Content-Encoding: gzip, gzip"), "compressed"),
        Refused(whole(b"x", "Content-Encoding: br"), "compressed"),
        Refused(whole(b"x", "Content-Type: text/html; charset=x"), "not a video"),
        Refused(whole(b"x", status="206 Partial Content"), "HTTP 206"),
        Refused(whole(b"x", status="500 Oops"), "HTTP 500"),
        Refused(whole(b"x" * 10)[:-5], "got 5 of 10 bytes"),
        Refused(head("200 OK", "Content-Length: 30000000"), "got 0 of"),
        Refused(head("200 OK", "Content-Length: 10000000000") + b"x", "than 2 GiB"),
        Refused(b"\x00\x01\x02\r\n\r\n", "cannot be reached"),
        Refused(b"", "cannot be reached"),
    ],
)
async def test_what_is_no_clip_is_refused(case: Refused, tmp_path: Path) -> None:
    """Each with its sentence, and nothing stays in the folder."""
    async with hosting(case.answer) as host:
        with pytest.raises(DownloadError, match=case.reason):
            await download(host.link, host, tmp_path / "clip.mp4")

    assert list(tmp_path.iterdir()) == []
    assert len(host.requests) <= 4


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 nonsense"])
async def test_a_link_is_a_secret(answer: bytes, tmp_path: Path) -> None:
    """Who has it has the clip: neither the message nor its cause shows it."""
    async with hosting(answer) as host:
        with pytest.raises(DownloadError) as caught:
            await download(f"{host.link}?sig=CANARY", host, tmp_path / "clip.mp4")

    assert "CANARY" not in caught.value.message
    assert (caught.value.__cause__, caught.value.__context__) == (None, None)


@pytest.mark.parametrize("status", [403, 404, 410])
async def test_a_dead_link_is_told_apart(status: int, tmp_path: Path) -> None:
    """A fresh one can help there."""
    async with hosting(whole(b"", status=f"{status} No")) as host:
        with pytest.raises(LinkGone, match=f"HTTP {status}"):
            await download(host.link, host, tmp_path / "clip.mp4")


def rest(mp4: bytes, start: int, *, etag: str = ETAG, total: int = 0) -> bytes:
    said = f"Content-Range: bytes {start}-{len(mp4) - 1}/{total or len(mp4)}"
    return whole(mp4[start:], said, etag, status="206 Partial Content")


async def test_the_rest_is_asked_for(mp4: bytes, tmp_path: Path) -> None:
    """A connection that breaks, twice, costs only what had not come."""
    first = whole(mp4, ETAG)
    half, more = len(mp4) // 2, len(mp4) // 2 + 100
    answers = [first[: len(first) - len(mp4) + half], rest(mp4, half), rest(mp4, more)]
    answers[1] = answers[1][: len(answers[1]) - (len(mp4) - more)]
    async with hosting(*answers) as host:
        saved = await download(host.link, host, tmp_path / "clip.mp4")
    lines = [line for each in host.requests for line in each.splitlines()]

    assert mp4 == saved.path.read_bytes()
    assert [f"Range: bytes={half}-", f"Range: bytes={more}-"] == [
        line for line in lines if line.startswith("Range:")
    ]
    assert lines.count('If-Range: "one"') == 2


async def test_a_whole_answer_to_a_range_starts_over(
    mp4: bytes, tmp_path: Path
) -> None:
    """A host that knows no ranges, or has another file now, sends all of it."""
    first = whole(b"z" * 5000, ETAG)[:-10]
    async with hosting(first, whole(mp4, 'ETag: "two"')) as host:
        saved = await download(host.link, host, tmp_path / "clip.mp4")

    assert mp4 == saved.path.read_bytes()


@pytest.mark.parametrize(
    "wrong",
    [
        {"etag": 'ETag: "two"'},
        {"total": 999},
        {"start": 3},
    ],
)
async def test_the_rest_of_another_file_is_not_joined(
    wrong: dict[str, str | int], mp4: bytes, tmp_path: Path
) -> None:
    """Another tag, another length or another place: nothing is kept."""
    half = len(mp4) // 2
    second = rest(mp4, **{"start": half, **wrong})  # type: ignore[arg-type]
    first = whole(mp4, ETAG)
    async with hosting(first[: len(first) - len(mp4) + half], second) as host:
        with pytest.raises(DownloadError, match="changed while"):
            await download(host.link, host, tmp_path / "clip.mp4")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("tag", ["X: y", 'ETag: W/"one"', "ETag: one"])
async def test_without_a_strong_tag_no_rest_is_asked_for(
    tag: str, mp4: bytes, tmp_path: Path
) -> None:
    """The file might be another one by now."""
    async with hosting(whole(mp4, tag)[:-100]) as host:
        with pytest.raises(DownloadError, match="broke off"):
            await download(host.link, host, tmp_path / "clip.mp4")

    assert len(host.requests) == 1


async def test_a_file_that_is_the_clip_already_is_it(
    mp4: bytes, tmp_path: Path
) -> None:
    """A process that died after naming the file leaves no second one behind."""
    (tmp_path / "clip.mp4").write_bytes(mp4)
    async with hosting(whole(mp4)) as host:
        saved = await download(host.link, host, tmp_path / "clip.mp4")

    assert tmp_path / "clip.mp4" == saved.path
    assert [saved.path] == list(tmp_path.iterdir())


@pytest.fixture
def dead() -> int:
    """The number of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


async def test_parts_of_dead_processes_go(
    dead: int, mp4: bytes, tmp_path: Path
) -> None:
    """Those of this clip alone; what a living process writes stays."""
    stale = tmp_path / f".clip.mp4.{dead}.0a1b2c3d.part"
    alive = tmp_path / f".clip.mp4.{os.getpid()}.0a1b2c3d.part"
    other = tmp_path / f".other.mp4.{dead}.0a1b2c3d.part"
    tagged = tmp_path / f".{stale.name}.{dead}.0a1b2c3d.part"
    recipe = tmp_path / f".clip.mp4.json.{dead}.0a1b2c3d.part"
    for path in (stale, alive, other, tagged, recipe):
        path.touch()
    async with hosting(whole(mp4)) as host:
        await download(host.link, host, tmp_path / "clip.mp4")

    assert {alive.name, other.name, "clip.mp4"} == {p.name for p in tmp_path.iterdir()}


async def test_a_full_disk_is_seen_before_it_is_full(
    mp4: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clip's length is known, and so is what is free."""
    usage = shutil.disk_usage(tmp_path)._replace(free=len(mp4))
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    async with hosting(whole(mp4)) as host:
        with pytest.raises(DownloadError, match=r"MB are free in .*Make room there"):
            await download(host.link, host, tmp_path / "clip.mp4")


async def test_a_disk_that_fills_up_is_a_sentence(mp4: bytes, tmp_path: Path) -> None:
    """The provider keeps the clip, and the folder is named."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    async with hosting(whole(mp4)) as host:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
        try:
            with pytest.raises(DownloadError, match="could not be saved: File too"):
                await download(host.link, host, tmp_path / "clip.mp4")
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert list(tmp_path.iterdir()) == []


async def test_a_drip_is_not_waited_for(tmp_path: Path, mp4: bytes) -> None:
    """Bytes that come, but hardly: below 1 KiB a second over a minute."""
    async with hosting(whole(mp4)) as host:
        with pytest.raises(DownloadError, match="only drips"):
            await download(host.link, host, tmp_path / "clip.mp4", mono=Steps(61))

    assert list(tmp_path.iterdir()) == []

"""Bringing a clip home."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import httpx
import pytest

from kling_widgets.api import KlingClient
from kling_widgets.errors import DownloadError
from kling_widgets.jobs.download._download import download
from kling_widgets.jobs.gateway._gateway import Gateway
from tests.clips._content import decoded
from tests.jobs._scripted import (
    COMETAPI,
    HOST,
    PATIENCE,
    Body,
    Scripted,
    answer,
    finished,
)
from tests.jobs.conftest import KEY

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from kling_widgets.api import ImageToVideoRequest
    from kling_widgets.jobs import JobSnapshot
    from tests.jobs._scripted import Against


@pytest.fixture
async def clip_link(mp4: bytes) -> AsyncIterator[Gateway]:
    """A gateway whose every link gives a clip."""
    answer = httpx.MockTransport(lambda _: httpx.Response(200, stream=Body(mp4)))
    async with KlingClient(KEY, provider=COMETAPI, transport=answer) as client:
        yield Gateway(client=client, files=answer)


def test_a_cut_download_is_fetched_again(
    against: Against, request_: ImageToVideoRequest, mp4: bytes
) -> None:
    """Half a file never gets the clip's name."""
    gateway = Scripted([answer()], [finished()], mp4[: len(mp4) // 2])
    job = against(gateway).submit(request_)

    def mend(snapshot: JobSnapshot) -> None:
        if snapshot.held_until:  # it has failed, and says when it goes on
            gateway.file = mp4

    job.subscribe(mend)
    clip = job.wait(PATIENCE)

    original = clip.path.with_name("as-it-came")
    original.write_bytes(mp4)
    assert decoded(clip.path) == decoded(original)
    assert [clip.path] == list(clip.path.parent.glob("*.mp4"))


def test_the_key_does_not_travel_to_the_file_host(
    against: Against, request_: ImageToVideoRequest, mp4: bytes
) -> None:
    """A result link needs no key, and its host is not ours."""
    gateway = Scripted([answer()], [finished("https://cdn.example/out.mp4")], mp4)
    against(gateway).submit(request_).wait(PATIENCE)

    assert "authorization" not in gateway.file_requests[0].headers


def test_a_link_that_is_no_public_address_is_not_fetched(
    against: Against, request_: ImageToVideoRequest, mp4: bytes
) -> None:
    """The job says so and asks for another link."""
    evil = finished("file:///etc/passwd.mp4")
    gateway = Scripted([answer()], [evil, finished()], mp4)
    job = against(gateway).submit(request_)
    job.wait(PATIENCE)

    assert [sent.url.host for sent in gateway.file_requests] == ["gateway.example"]


@pytest.mark.anyio
async def test_an_existing_file_is_not_overwritten(
    clip_link: Gateway, mp4: bytes, tmp_path: Path
) -> None:
    """A file that has the name already stays what it was."""
    path = tmp_path / "clip.mp4"
    path.write_bytes(b"mine")
    saved = await download(f"{HOST}/out.mp4", clip_link, path)

    assert path.read_bytes() == b"mine"
    assert (tmp_path / "clip (2).mp4", mp4) == (saved.path, saved.path.read_bytes())


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://cdn.example/a.mp4", "not a public https address"),
        ("https://user:word@cdn.example/a.mp4", "not a public https address"),
        ("javascript:alert(1)", "not a public https address"),
        ("//cdn.example/a.mp4", "not a public https address"),
    ],
)
async def test_a_link_is_checked_before_it_is_followed(
    clip_link: Gateway, url: str, reason: str, tmp_path: Path
) -> None:
    """Only https, or the gateway's own address, is fetched."""
    with pytest.raises(DownloadError, match=reason):
        await download(url, clip_link, tmp_path / "clip.mp4")


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("response", "reason"),
    [
        (httpx.Response(403), "HTTP 403"),
        (
            httpx.Response(302, headers={"location": "https://x.example"}),
            "redirects too often",
        ),
        (httpx.Response(200, html="<p>Sign in</p>"), "gave text/html"),
        (httpx.Response(200, json={"code": 0}), "gave application/json"),
        (
            httpx.Response(
                200, headers={"content-encoding": "gzip"}, stream=Body(b"\x1f\x8b")
            ),
            "compressed",
        ),
        (httpx.Response(200, stream=Body(b"\x89PNG\r\n" * 40)), "video"),
    ],
)
async def test_what_is_no_clip_is_not_kept(
    clip_link: Gateway, response: httpx.Response, reason: str, tmp_path: Path
) -> None:
    """Nothing stays in the folder, not even a part."""
    gateway = replace(clip_link, files=httpx.MockTransport(lambda _: response))
    with pytest.raises(DownloadError, match=reason):
        await download(f"{HOST}/out.mp4", gateway, tmp_path / "clip.mp4")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.anyio
async def test_a_folder_that_cannot_be_made_is_a_sentence(
    clip_link: Gateway, tmp_path: Path
) -> None:
    """The clip stays at the provider, and the folder is named."""
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(
        DownloadError, match=r"could not be saved: .* is a file, not a folder"
    ):
        await download(f"{HOST}/out.mp4", clip_link, tmp_path / "file" / "clip.mp4")


def test_every_clip_of_a_task_is_saved(
    against: Against, request_: ImageToVideoRequest, mp4: bytes
) -> None:
    """Two clips get a number each."""
    videos = [{"id": n, "url": f"{HOST}/{n}.mp4"} for n in "ab"]
    two = answer("succeed", task_result={"videos": videos})
    clip = against(Scripted([answer()], [two], mp4)).submit(request_).wait(PATIENCE)
    names = sorted(path.name for path in clip.path.parent.glob("*.mp4"))

    assert clip.path.name == names[0]
    assert [name[-6:] for name in names] == ["-1.mp4", "-2.mp4"]


def test_a_clip_that_the_provider_deleted_is_given_up(
    against: Against, request_: ImageToVideoRequest
) -> None:
    """After 30 days of a dead link the job ends, and says what was paid."""
    job = against(without_a_clip()).submit(request_)
    with pytest.raises(DownloadError, match="deletes results after 30 days"):
        job.wait(PATIENCE)

    assert job.status == "lost_result"


def without_a_clip() -> Scripted:
    """A task whose link answers 404; a mended answer leads to a clip."""

    class Gone(Scripted):
        def __call__(self, request: httpx.Request) -> httpx.Response:
            is_link = request.url.path.endswith(".bin")
            return httpx.Response(404) if is_link else super().__call__(request)

    return Gone([answer()], [finished(f"{HOST}/out.bin")])


def test_a_lost_clip_can_be_looked_for_again(
    against: Against, request_: ImageToVideoRequest, mp4: bytes
) -> None:
    """Gateways come back: a look on demand saves what is there after all."""
    gateway = without_a_clip()
    job = against(gateway).submit(request_)
    with pytest.raises(DownloadError):
        job.wait(PATIENCE)
    gateway.gets, gateway.file = [finished()], mp4
    job.look_now()

    assert job.wait(PATIENCE).path.exists()
    assert (job.status, len(gateway.sent)) == ("saved", 1)

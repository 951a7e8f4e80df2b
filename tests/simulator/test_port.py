"""The simulator on a real port: who reaches it, how it starts and ends."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import httpx
import pytest

from kling_widgets.simulator.__main__ import _listen, main
from tests.simulator._hook import Hook
from tests.simulator._served import served, started

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CREATE = "/kling/v1/videos/image2video"
HEADERS = {"Authorization": "Bearer sk-simulator"}


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("home"), "--speed", "400") as url:
        yield url


def port_of(url: str) -> int:
    return int(url.rpartition(":")[2])


def test_callbacks_come_by_themselves(url: str) -> None:
    """A server sends callbacks without being asked to."""
    with Hook() as hook:
        order = {"image": "https://example.com/a.jpg", "callback_url": hook.url}
        httpx.post(f"{url}{CREATE}", json=order, headers=HEADERS)
        hook.wait_until(2)

    statuses = [delivery.body["task_status"] for delivery in hook.deliveries]
    assert statuses == ["processing", "succeed"]


def test_a_lost_answer_on_a_port(url: str) -> None:
    """A scripted loss breaks the connection after the task was made."""
    order = {"image": "https://example.com/a.jpg", "external_task_id": "lost-1"}
    httpx.post(f"{url}/simulator/faults", json={"name": "lost", "task": "lost-1"})

    with pytest.raises(httpx.RemoteProtocolError):
        httpx.post(f"{url}{CREATE}", json=order, headers=HEADERS)

    assert httpx.get(f"{url}{CREATE}/lost-1", headers=HEADERS).status_code == 200


def test_silence_on_a_port(url: str) -> None:
    """A scripted silence lasts until the client has had enough."""
    order = {"image": "https://example.com/a.jpg", "external_task_id": "silent-1"}
    httpx.post(f"{url}/simulator/faults", json={"name": "silent", "task": "silent-1"})

    with pytest.raises(httpx.ReadTimeout):
        httpx.post(f"{url}{CREATE}", json=order, headers=HEADERS, timeout=0.5)

    assert httpx.get(f"{url}{CREATE}/silent-1", headers=HEADERS).status_code == 200


def test_only_this_machine_hears_it(url: str) -> None:
    """The port is open on the loopback address and on no other."""
    with socket.socket() as other, pytest.raises(ConnectionRefusedError):
        other.connect(("127.0.0.2", port_of(url)))


def test_answers_are_not_held_back() -> None:
    """The port names its protocol, else asyncio leaves Nagle's delay on."""
    with _listen(0) as listener:
        assert listener.proto == socket.IPPROTO_TCP


def test_a_client_hangs_up(tmp_path: Path) -> None:
    """A client that breaks off in its body leaves no task and no traceback."""
    head = f"POST {CREATE} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n"
    head += "Authorization: Bearer sk-simulator\r\n\r\n{"
    with started(tmp_path, stderr=subprocess.PIPE) as (process, url):
        with socket.create_connection(("127.0.0.1", port_of(url))) as client:
            client.sendall(head.encode())
            assert httpx.get(url).status_code == 200
        ledger = httpx.get(f"{url}/simulator/ledger").json()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)

    assert errors == ""
    assert ledger["posts"] == []


def test_another_name_is_not_served(url: str) -> None:
    """A page that has its own name point here gets nothing."""
    answer = httpx.get(url, headers={"Host": "evil.example"})

    assert answer.status_code == 421


def test_it_ends_on_interrupt(tmp_path: Path) -> None:
    """Ctrl+C ends the server without a traceback."""
    with started(tmp_path, stderr=subprocess.PIPE) as (process, url):
        assert httpx.get(url).status_code == 200
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)

    assert errors == ""


def test_a_port_that_is_taken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A port that somebody else has is named, with what to do."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        status = main(["--port", str(port), "--home", str(tmp_path)])

    assert status == 1
    assert f"Port {port} cannot be had" in capsys.readouterr().err


def test_a_home_that_cannot_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A home that is no folder is named, with what to do."""
    home = tmp_path / "file"
    home.touch()

    assert main(["--port", "0", "--home", str(home)]) == 1
    assert f"{home} cannot be the home" in capsys.readouterr().err


def test_tasks_that_cannot_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The file is named, with what to do; and it stays as it is."""
    file = tmp_path / "simulator.sqlite3"
    file.write_bytes(b"no database " * 100)

    assert main(["--port", "0", "--home", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert f"{str(file)!r} cannot be read (file is not a database)" in said
    assert "Move that file away to begin anew" in said
    assert file.read_bytes() == b"no database " * 100


def test_without_uvicorn(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Without uvicorn a sentence tells what to install."""
    monkeypatch.setitem(sys.modules, "uvicorn", None)

    status = main(["--home", str(tmp_path)])

    assert status == 1
    assert "pip install 'kling-widgets[simulator]'" in capsys.readouterr().err


@pytest.mark.parametrize(
    "option",
    [
        ("--port", "70000"),
        ("--speed", "0"),
        ("--profile", "openai"),
        ("--set", "colour=red"),
    ],
)
def test_options_that_cannot_be(
    option: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """An option that cannot be is refused before anything starts."""
    with pytest.raises(SystemExit):
        main(option)

    assert option[0] in capsys.readouterr().err

"""`python -m kling_widgets.simulator`: the simulator on a port of this machine."""

from __future__ import annotations

import argparse
import contextlib
import os
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from platformdirs import user_data_path

from ._auth import DEMO_KEY
from ._damage import DamagedFileError
from ._provider import SLOWEST
from ._simulator import Simulator
from ._strikes import AnswerLost
from ._switches import Profile, read

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence
    from types import ModuleType

    from starlette.types import ASGIApp, Receive, Scope, Send

LOOPBACK = "127.0.0.1"
DEFAULT_PORT, DEFAULT_SPEED = 8787, 20.0

GREETING = """\
A simulated Kling listens on {url}, {speed:g} times as fast as the real one.
It costs nothing and its clips are animatics. Tasks are kept in {home}.
Open {url} in a browser to watch. {url}/openapi.json describes the API.

  curl --request POST --url {url}/kling/v1/videos/image2video \\
    --header 'Authorization: Bearer {key}' --header 'Content-Type: application/json' \\
    --data '{{"image": "https://example.com/cat.jpg", "prompt": "zoom in"}}'

  curl {url}/kling/v1/videos/image2video/TASK_ID --header 'Authorization: Bearer {key}'

End it with Ctrl+C.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until interrupted. Only this machine can reach it."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        options.switches = read(options.switches)
    except ValueError as exc:
        parser.error(f"--set: {exc}")
    try:
        import uvicorn
    except ImportError:
        sys.stderr.write(
            "The simulator on a port needs uvicorn: "
            "pip install 'kling-widgets[simulator]'\n"
        )
        return 1
    try:
        options.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as exc:
        sys.stderr.write(
            f"{options.home} cannot be the home of tasks ({exc.strerror}): "
            "choose another folder with --home.\n"
        )
        return 1
    try:
        listener = _listen(options.port)
    except OSError as exc:
        sys.stderr.write(
            f"Port {options.port} cannot be had ({exc.strerror}): "
            "choose another with --port, or --port 0 for any that is free.\n"
        )
        return 1
    with listener, contextlib.suppress(KeyboardInterrupt):
        try:
            _serve(uvicorn, listener, options)
        except DamagedFileError as exc:
            sys.stderr.write(f"{exc} --home names one.\n")
            return 1
    return 0


def _listen(port: int) -> socket.socket:
    """Open the port, on this machine alone.

    The protocol is named because asyncio turns off Nagle's delay, some 40 ms for each
    answer, only where it sees the name.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform != "win32":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((LOOPBACK, port))
        listener.listen()
    except BaseException:
        listener.close()
        raise
    return listener


def _serve(uvicorn: ModuleType, listener: socket.socket, options: Namespace) -> None:
    url = f"http://{LOOPBACK}:{listener.getsockname()[1]}"
    simulator = Simulator(
        options.home,
        speed=options.speed,
        base_url=url,
        profile=options.profile,
        api_key=options.api_key,
        switches=options.switches,
    )
    simulator.check()
    key = DEMO_KEY if options.api_key is None else "YOUR_KEY"
    sys.stdout.write(
        GREETING.format(url=url, speed=options.speed, home=options.home, key=key)
    )
    sys.stdout.flush()
    config = uvicorn.Config(_quietly(simulator.app), log_level="warning")
    uvicorn.Server(config).run(sockets=[listener])


def _quietly(app: ASGIApp) -> ASGIApp:
    """Let an answer that is lost on purpose end its connection, and nothing more."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        with contextlib.suppress(AnswerLost):
            await app(scope, receive, send)

    return wrapped


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m kling_widgets.simulator",
        description="Run a simulated Kling API on this machine.",
    )
    add = parser.add_argument
    add("--port", type=_port, default=DEFAULT_PORT, help="0 takes any that is free")
    add("--speed", type=_speed, default=DEFAULT_SPEED, help="times real time")
    add("--profile", choices=get_args(Profile), default="comet", help="whose manners")
    add("--api-key", help="take only this key")
    add("--set", dest="switches", action="append", default=[], metavar="NAME=VALUE")
    add("--home", type=Path, default=_default_home(), help="where tasks are kept")
    return parser


def _default_home() -> Path:
    """Return where notebooks keep theirs, so that their tasks are seen here, too."""
    home = os.environ.get("KLING_WIDGETS_HOME")
    if home:
        return Path(home).expanduser() / "simulator"
    return user_data_path("kling_widgets", appauthor=False) / "simulator"


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port < 1 << 16:
        raise ValueError
    return port


def _speed(text: str) -> float:
    speed = float(text)
    if not speed >= SLOWEST:
        raise ValueError
    return speed


if __name__ == "__main__":
    sys.exit(main())

"""A real Jupyter server of its own, started and ended by the test."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from tests._jupyter import environment

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

START_SECONDS = 60
STOP_SECONDS = 20
TOKEN = "only-for-this-test"
QUIET_SETTINGS = {
    "@jupyterlab/apputils-extension/notification.jupyterlab-settings": {
        "fetchNews": "false",
        "checkForUpdates": False,
    },
}
"""No question about news over the first screen, and no request to the outside."""

KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}
"""Named in each notebook, so that no front end asks which kernel to take."""


@dataclass(frozen=True, slots=True)
class Application:
    """A Jupyter front end: how to start it, and where it shows a notebook."""

    name: str
    module: str
    notebook_path: str
    settings: tuple[str, ...] = ()


LAB = Application("lab", "jupyterlab", "lab/tree/")
NOTEBOOK = Application("notebook", "notebook", "notebooks/")
READER = Application(
    "reader",
    LAB.module,
    LAB.notebook_path,
    (
        "--KernelSpecManager.ensure_native_kernel=False",
        "--KernelSpecManager.allowed_kernelspecs=none-of-them",
    ),
)
"""JupyterLab where notebooks are only read: there is no kernel at all."""


class JupyterServer:
    """A running `jupyter lab` or `jupyter notebook` with folders all its own."""

    def __init__(self, application: Application, folder: Path, **env: str) -> None:
        self.application = application
        self.root = folder / "work"
        self.root.mkdir(parents=True, exist_ok=True)
        self.home = folder / "home"
        self._env = environment(self.home) | {"JUPYTER_TOKEN": TOKEN} | env
        _write_settings(self.home)
        self.port = _free_port()
        self._log = folder / f"server-{self.port}.log"

    @property
    def url(self) -> str:
        """Where the server listens, with a slash at the end."""
        return f"http://127.0.0.1:{self.port}/"

    def notebook_url(self, name: str, application: Application | None = None) -> str:
        """The address that opens a notebook in this front end, or in another one."""
        path = (application or self.application).notebook_path
        return f"{self.url}{path}{name}?token={TOKEN}"

    def __enter__(self) -> Self:
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                self._command(),
                cwd=self.root,
                env=self._env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            self._await_answer()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()

    def write_notebook(self, name: str, *sources: str) -> None:
        """Lay a notebook with these code cells into the folder the server shows."""
        notebook = new_notebook(cells=[new_code_cell(source) for source in sources])
        notebook.metadata["kernelspec"] = KERNEL
        nbformat.write(notebook, self.root / name)

    def request(self, path: str, method: str = "GET") -> Any:
        """What the server's own API answers, e.g. to `api/sessions`."""
        request = urllib.request.Request(
            self.url + path, method=method, headers={"Authorization": f"token {TOKEN}"}
        )
        with urllib.request.urlopen(request, timeout=10) as response:
            body = response.read()
        return json.loads(body) if body else None

    def shut_kernels_down(self) -> None:
        """End every kernel, as a person does who closes the laptop for good."""
        for session in self.request("api/sessions"):
            self.request(f"api/sessions/{session['id']}", method="DELETE")

    def restart_kernels(self) -> None:
        """Restart every kernel, as its users do when nothing else helps."""
        for session in self.request("api/sessions"):
            self.request(f"api/kernels/{session['kernel']['id']}/restart", "POST")

    @property
    def log(self) -> str:
        """Everything the server and its kernels printed."""
        return self._log.read_text("utf-8", errors="replace")

    def _command(self) -> list[str]:
        return [
            *(sys.executable, "-m", self.application.module),
            "--no-browser",
            "--allow-root",
            "--ServerApp.ip=127.0.0.1",
            f"--ServerApp.port={self.port}",
            "--ServerApp.port_retries=0",
            f"--ServerApp.root_dir={self.root}",
            "--ServerApp.terminals_enabled=False",
            *self.application.settings,
        ]

    def _await_answer(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if time.monotonic() > deadline:
                raise TimeoutError(f"No answer in {START_SECONDS} s:\n{self.log}")
            if self._ended_within(seconds=0.1):
                raise RuntimeError(f"{self.application.name} ended:\n{self.log}")

    def _answers(self) -> bool:
        try:
            self.request("api/status")
        except OSError:
            return False
        return True

    def _ended_within(self, *, seconds: float) -> bool:
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def _stop(self) -> None:
        self._process.send_signal(signal.SIGTERM)
        if not self._ended_within(seconds=STOP_SECONDS):
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()


def _write_settings(home: Path) -> None:
    for name, settings in QUIET_SETTINGS.items():
        path = home / "config" / "lab" / "user-settings" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(settings), "utf-8")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port

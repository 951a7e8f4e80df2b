"""A notebook served by Voilà: a page for people who are to see no code."""

from __future__ import annotations

import socket
import sys
from typing import TYPE_CHECKING

from tests.browser._server import Application, JupyterServer

if TYPE_CHECKING:
    from pathlib import Path

VOILA = Application("voila", "voila", "")


class VoilaServer(JupyterServer):
    """A running `voila notebook.ipynb`; each page that opens gets a kernel."""

    def __init__(self, folder: Path, notebook: str) -> None:
        super().__init__(VOILA, folder)
        self._notebook = notebook

    def _command(self) -> list[str]:
        return [
            *(sys.executable, "-m", "voila", self._notebook),
            "--no-browser",
            f"--port={self.port}",
            "--Voila.ip=127.0.0.1",
        ]

    def _answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

"""Which browser is driven, and how it is kept to this machine."""

from __future__ import annotations

import shutil

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # the page reaches this machine and nothing else
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
NAMES = ("chromium", "chromium-browser", "google-chrome")


def find_chromium() -> str:
    """The path of the system's own Chromium."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    raise FileNotFoundError("Chromium is missing: `make test` installs it.")

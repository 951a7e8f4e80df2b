"""Which browser is driven, and how it is kept to this machine."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserType

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


@contextmanager
def own_chromium() -> Iterator[Browser]:
    """The system's own Chromium, without a window."""
    with sync_playwright() as playwright, launched(playwright.chromium) as browser:
        yield browser


@contextmanager
def launched(kind: BrowserType, *more: str) -> Iterator[Browser]:
    """The same with more arguments, where Playwright runs already."""
    browser = kind.launch(executable_path=_found(), args=[*ARGUMENTS, *more])
    yield browser
    browser.close()


def _found() -> str:
    for name in NAMES:
        if path := shutil.which(name):
            return path
    raise FileNotFoundError("Chromium is missing: `make test` installs it.")

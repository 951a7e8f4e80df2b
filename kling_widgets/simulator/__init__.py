"""A fake Kling behind HTTP: an ASGI app that answers as the real one is known to.

It shares nothing with the client, so that each can catch the other's mistakes.
"""

from __future__ import annotations

from ._auth import DEMO_KEY
from ._damage import DamagedFileError, UnusableFileError
from ._faults import FAULTS
from ._ledger import Charge, Ledger, Post
from ._simulator import Simulator
from ._switches import Switches

__all__ = [
    "DEMO_KEY",
    "FAULTS",
    "Charge",
    "DamagedFileError",
    "Ledger",
    "Post",
    "Simulator",
    "Switches",
    "UnusableFileError",
]

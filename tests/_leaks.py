"""Finding a secret in whatever was written, in whatever guise."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING
from urllib.parse import quote, quote_plus

if TYPE_CHECKING:
    from pathlib import Path


def guises(secret: str) -> set[bytes]:
    """The secret as it may lie in a file: bare, quoted, or in base64 or hex."""
    plain = secret.encode()
    return {
        plain,
        plain.hex().encode(),
        quote(secret, safe="").encode(),
        quote_plus(secret).encode(),
        secret.encode("utf-16-le"),
        *_in_base64(plain),
    }


def _in_base64(plain: bytes) -> set[bytes]:
    """The characters that stay the same wherever in a longer text it stands."""
    found = set()
    for before in range(3):
        encoded = base64.b64encode(bytes(before) + plain)
        first = -(-before * 8 // 6)
        found.add(encoded[first : (before + len(plain)) * 8 // 6])
    return found | {each.replace(b"+", b"-").replace(b"/", b"_") for each in found}


def files_with(secret: str, folder: Path) -> list[str]:
    """The files below a folder, and the names of any, that hold the secret."""
    searched = guises(secret)
    held = []
    for path in sorted(folder.rglob("*")):
        content = path.read_bytes() if path.is_file() else b""
        name = str(path.relative_to(folder))
        if any(guise in content or guise in name.encode() for guise in searched):
            held.append(name)
    return held

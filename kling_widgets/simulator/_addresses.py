"""What the simulator takes for a web address."""

from __future__ import annotations

import re

ADDRESS = r"https?://[A-Za-z0-9._-]+(:[0-9]{1,5})?([/?#][^\x00-\x20\x7f]*)?"
_address = re.compile(ADDRESS)


def is_address(value: object) -> bool:
    """Tell whether a value is an address that could be fetched, or posted to."""
    return isinstance(value, str) and _address.fullmatch(value) is not None


def looks_like_address(text: str) -> bool:
    """Tell whether a text means to be an address, rather than base64."""
    return text.lower().startswith(("http://", "https://"))

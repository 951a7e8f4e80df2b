"""How what is said is written, wherever it is said."""

from __future__ import annotations

import re
from typing import Final

WORD: Final = re.compile(r"[a-z]+(?=[\s,;:.]|$)")
"""What may begin with a capital; a name such as kling-v2-6 may not."""
TIMES: Final = "\N{MULTIPLICATION SIGN}"


def without_name(sentence: str, field: str) -> str:
    """Return *sentence* as it reads right below the field it names."""
    rest = sentence.removeprefix(f"{field}: ")
    return rest[:1].upper() + rest[1:] if WORD.match(rest) else rest

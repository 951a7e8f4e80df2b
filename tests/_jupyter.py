"""An environment for Jupyter's programs in which nothing is the developer's own."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

PASSED_ON = ("PATH", "LANG", "LC_ALL", "TMPDIR", "PYTHONPATH")


def environment(home: Path) -> dict[str, str]:
    """Variables for a process that keeps all it writes below `home`."""
    passed_on = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    return passed_on | {
        "HOME": str(home),
        "IPYTHONDIR": str(home / "ipython"),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "KLING_WIDGETS_HOME": str(home / "kling"),
        "KLING_WIDGETS_LANGUAGE": "en",
    }

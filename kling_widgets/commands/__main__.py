"""`python -m kling_widgets.commands`: the same as `kling-widgets`."""

from __future__ import annotations

import sys

from ._main import main

if __name__ == "__main__":
    sys.exit(main())

"""Lay a small venv over .venv in which only ipykernel is another version.

Usage: `.venv/bin/python scripts/kernel_venv.py 6.31` makes .venvs/ipykernel-6.31.
Everything else comes from the environment that runs this script.
"""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
from importlib.metadata import distributions
from pathlib import Path

FOLDER = Path(__file__).parent.parent / ".venvs"
LENT = "import site; site.addsitedir({!r})\n"
HIDDEN = (
    """raise ModuleNotFoundError("This ipykernel comes without it.", name=__name__)\n"""
)


def main() -> None:
    """Make the venv named on the command line, anew."""
    version = sys.argv[1]
    place = FOLDER / f"ipykernel-{version}"
    venv.create(place, clear=True, symlinks=True)
    install(place / "bin" / "python", f"ipykernel=={version}.*")
    (packages,) = place.glob("lib/python*/site-packages")
    (packages / "lent.pth").write_text(LENT.format(sysconfig.get_path("purelib")))
    hide_patch(packages)


def install(python: Path, requirement: str) -> None:
    """Install one package and nothing that it asks for."""
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    subprocess.run([*pip, "--no-deps", requirement], check=True)


def hide_patch(packages: Path) -> None:
    """Hide nest_asyncio2 where this ipykernel would not have brought it."""
    (kernel,) = distributions(name="ipykernel", path=[str(packages)])
    if not any(need.startswith("nest-asyncio2") for need in kernel.requires or []):
        (packages / "nest_asyncio2.py").write_text(HIDDEN)


if __name__ == "__main__":
    main()

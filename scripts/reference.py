"""Write a page for each public name, for mkdocstrings to fill from its docstring.

Usage: `python -m scripts.reference` writes docs/reference. `make docs` does.
"""

from __future__ import annotations

import inspect
import shutil
from pathlib import Path
from typing import Final

import kling_widgets

FOLDER: Final = Path(__file__).parents[1] / "docs" / "reference"
PAGE: Final = "---\ntitle: {name}\n---\n\n::: {where}\n"
INDEX: Final = """\
# Every name

All of them come with `import kling_widgets as kling`.

| name | what it is |
| --- | --- |
{rows}
"""
NO_DOCSTRING: Final = {"__version__": "The version, as text."}
"""What is said of names that are plain values."""


def main() -> None:
    """Write all pages anew."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    for file, text in pages().items():
        (FOLDER / file).write_text(text, "utf-8")


def pages() -> dict[str, str]:
    """Return the text of each page by the name of its file."""
    names = kling_widgets.__all__
    rows = "\n".join(_row(name) for name in names)
    return {"index.md": INDEX.format(rows=rows)} | {
        file_of(name): _page(name) for name in names
    }


def file_of(name: str) -> str:
    """Return the file of a name's page."""
    return f"{name.strip('_')}.md"


def _row(name: str) -> str:
    return f"| [`{name}`]({file_of(name)}) | {_summary(name)} |"


def _summary(name: str) -> str:
    if name in NO_DOCSTRING:
        return NO_DOCSTRING[name]
    text = inspect.getdoc(getattr(kling_widgets, name)) or ""
    return text.partition("\n")[0].replace("|", "\\|")


def _page(name: str) -> str:
    if name in NO_DOCSTRING:
        return f"# {name}\n\n{NO_DOCSTRING[name]}\n"
    value = getattr(kling_widgets, name)
    return PAGE.format(name=name, where=f"{value.__module__}.{value.__qualname__}")


if __name__ == "__main__":
    main()

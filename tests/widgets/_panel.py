"""A panel as a person meets it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kling_widgets.widgets import Studio


def click(studio: Studio) -> None:
    """Press Generate."""
    studio._frame.button.click()


def summary(studio: Studio) -> str:
    """What is said above the button."""
    return str(studio._frame.summary.value)


def widgets_in(parent: Any) -> Iterator[Any]:
    """A widget and everything inside it."""
    yield parent
    for child in getattr(parent, "children", ()):
        yield from widgets_in(child)

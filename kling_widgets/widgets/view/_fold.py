"""A part of the panel that is folded away until somebody wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ipywidgets import ToggleButton

if TYPE_CHECKING:
    from ipywidgets import DOMWidget


class Fold:
    """A button that shows a part of the panel, and hides it again.

    Args:
        title: What the part is called.
        part: What is shown below the button.
    """

    def __init__(self, title: str, part: DOMWidget) -> None:
        self.part = part
        self.button = ToggleButton(description=title)
        self.button.add_class("kling-fold")
        self.button.observe(self._on_fold, names=["value"])
        self._on_fold()

    def unfold(self) -> None:
        """Open it, where something in it needs a look."""
        self.button.value = True

    def _on_fold(self, _change: Any = None) -> None:
        button = self.button
        button.tooltip = f"{'Hide' if button.value else 'Show'} {button.description}"
        self.part.layout.display = None if button.value else "none"

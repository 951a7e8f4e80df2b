"""A sentence with a button: something that the panel can do, if you like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ipywidgets import Button, HBox, Layout

from ..view import Line

if TYPE_CHECKING:
    from collections.abc import Callable


class Offer(HBox):
    """A line that takes no room until something is offered."""

    def __init__(self) -> None:
        self._line = Line()
        self._button = Button()
        self._act: Callable[[], object] | None = None
        super().__init__(
            (self._line, self._button), layout=Layout(display="none", flex_flow="wrap")
        )
        self.add_class("kling-offer")
        self._button.on_click(self._on_click)

    @property
    def text(self) -> str:
        """What is offered, as it stands on the page."""
        return str(self._line.value)

    def make(self, text: str, label: str, act: Callable[[], object]) -> None:
        """Offer something."""
        self._act = act
        self._line.say(text)
        self._button.description = label
        self._button.disabled = False
        self.layout.display = None

    def withdraw(self) -> None:
        """Offer it no more."""
        self._act = None
        self._line.say("")
        self.layout.display = "none"

    def _on_click(self, _button: Any) -> None:
        act, self._act = self._act, None  # once: a double click is one click
        if act is not None:
            self._button.disabled = True
            self.withdraw()
            act()

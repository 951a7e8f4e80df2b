"""The panel as a cell to run, and the button that shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ipywidgets import Button, VBox

from ...errors import KlingError
from ...jobs import settings
from ..view import Line
from ._code import code_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SHOW: Final = "Show the code"
HIDE: Final = "Hide the code"


class CodeView(VBox):
    """The panel in Python, made anew at each click.

    Args:
        wire: Gives the request as it would be sent, or raises why it cannot be.
    """

    def __init__(self, wire: Callable[[], Mapping[str, Any]]) -> None:
        self._wire = wire
        self.button = Button(
            description=SHOW, tooltip="What the panel says, as a cell to run"
        )
        self.page = Line()
        super().__init__([self.page])
        self.add_class("kling-stack")
        self.button.on_click(lambda _button: self._toggle())

    @property
    def is_open(self) -> bool:
        """Whether there is something to read."""
        return bool(self.button.description == HIDE)

    def hide(self) -> None:
        """Take the code away: the panel says something else now."""
        self.page.say("")
        self.button.description = SHOW

    def _toggle(self) -> None:
        if self.is_open:
            self.hide()
        else:
            self._write()
            self.button.description = HIDE

    def _write(self) -> None:
        try:
            code = code_of(self._wire(), settings().output_dir)
        except KlingError as error:
            self.page.complain(error.message)
        else:
            self.page.quote(code)

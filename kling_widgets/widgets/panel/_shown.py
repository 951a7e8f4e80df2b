"""What the page shows when a button that pays is pressed.

It comes just before the click, and holds what Jupyter may not have sent yet: see
`shown.js`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from ..view import View, is_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ipywidgets import DOMWidget

MAX_TEXT: Final = 100_000
"""Far more than any field may hold, which its own rule says better."""


class Shown(View):
    """Hears what the fields of its panel show at each click that pays.

    Args:
        take: Takes the text of each field, by the API's name of its parameter.
    """

    script_name: ClassVar[str] = "shown.js"
    style_names: ClassVar[tuple[str, ...]] = ()
    message_kinds: ClassVar[frozenset[str]] = frozenset({"shown"})

    def __init__(self, take: Callable[[Mapping[str, str]], object]) -> None:
        self._take = take
        super().__init__()
        self.layout.display = "none"

    @staticmethod
    def at(*paying: DOMWidget) -> None:
        """Have it told at clicks on these buttons, and on those inside of these."""
        for widget in paying:
            widget.add_class("kling-pays")

    def _on_shown(self, message: Mapping[str, Any], _buffers: Sequence[Any]) -> None:
        fields = message.get("fields")
        if isinstance(fields, dict):
            is_told = {n: text for n, text in fields.items() if is_text(text, MAX_TEXT)}
            self._take(is_told)

"""What picker, brush, cards and gallery have in common: no page is believed unchecked."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, ClassVar

import anywidget
import traitlets

from ..._language import language, script_patterns
from ._assets import script, style
from ._speak import in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

logger = logging.getLogger("kling_widgets")


class View(anywidget.AnyWidget):
    """A widget whose state only Python writes; the page sends messages instead.

    A subclass names its files and has one method `_on_<kind>(content, buffers)`
    for each kind of message. Anything else that the page sends is ignored.
    """

    script_name: ClassVar[str]
    style_names: ClassVar[tuple[str, ...]]
    message_kinds: ClassVar[frozenset[str]]
    said: ClassVar[frozenset[str]] = frozenset()
    """The traits, and the keys in them, whose words the reader sees."""
    tables: ClassVar[tuple[str, ...]] = ()
    """What the script says besides what all scripts do."""

    words = traitlets.Tuple().tag(sync=True)
    """What the script says, in the reader's language: patterns and words. Written by
    Python; empty in English."""
    lang = traitlets.Unicode().tag(sync=True)
    """Which language that is, for screen readers and fonts. Written by Python."""
    _esm = traitlets.Unicode().tag(sync=True)
    _css = traitlets.Unicode().tag(sync=True)

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.on_msg(self._dispatch)

    @traitlets.default("_esm")
    def _default_esm(self) -> str:
        return script(self.script_name)

    @traitlets.default("_css")
    def _default_css(self) -> str:
        return style(*self.style_names)

    @traitlets.default("words")
    def _default_words(self) -> tuple[tuple[str, str], ...]:
        return script_patterns(*self.tables)

    @traitlets.default("lang")
    def _default_lang(self) -> str:
        return language()

    def get_state(self, key: Any = None, drop_defaults: Any = False) -> Any:  # noqa: FBT002 - as the base class has it
        """Tell the page what it shows in the reader's language."""
        state = super().get_state(key=key, drop_defaults=drop_defaults)
        return {name: in_words(value, name, self.said) for name, value in state.items()}

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"

    def set_state(self, _state: Mapping[str, Any]) -> None:
        """Take no state from the page: it has none to give."""
        logger.debug("%s: ignored state from the page", type(self).__name__)

    def _dispatch(self, _view: object, content: Any, buffers: Sequence[Any]) -> None:
        kind = content.get("kind") if isinstance(content, dict) else None
        if not isinstance(kind, str) or kind not in self.message_kinds:
            return
        handle: Callable[[dict[str, Any], Sequence[Any]], None]
        handle = getattr(self, f"_on_{kind}")
        try:
            handle(content, buffers)
        except Exception:
            # The edge: nobody above could do more than print it into a cell.
            logger.exception("%s: message %r failed", type(self).__name__, kind)

"""The panel's words as the reader is told them, wherever ordinary widgets hold them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ..._language import language, told

if TYPE_CHECKING:
    from collections.abc import Collection

    from ipywidgets import DOMWidget

WORDS: Final = ("description", "placeholder", "tooltip")
"""The traits of ipywidgets' controls that hold words."""


def speak(widget: DOMWidget) -> None:
    """Let *widget* and all in it say what they say in the reader's language."""
    if language() == "en":
        return
    for name in filter(widget.has_trait, WORDS):
        _say(widget, name)
        widget.observe(lambda change: _say(change["owner"], change["name"]), [name])
    for child in getattr(widget, "children", ()):
        speak(child)


def in_words(value: Any, name: str, said: Collection[str]) -> Any:
    """Return a trait's value as the page gets it: the words in it told."""
    if isinstance(value, str):
        return told(value) if name in said else value
    if isinstance(value, dict):
        return {key: in_words(each, key, said) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [in_words(each, name, said) for each in value]
    return value


def _say(widget: Any, name: str) -> None:
    text = getattr(widget, name)
    if text:
        setattr(widget, name, told(text))

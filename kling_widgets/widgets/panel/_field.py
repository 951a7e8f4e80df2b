"""The fields of the panel: a standard control each, with a line for words below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ipywidgets

from ...errors import InputError
from ..view import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Field(ipywidgets.VBox):
    """A control with its line.

    The line holds an error if there is one, else why the field is switched off,
    else a hint.

    Args:
        name: The API's name of the parameter.
        control: The ipywidgets control that holds the value.
    """

    def __init__(self, name: str, control: Any) -> None:
        self.name = name
        self.control = control
        self._line = Line()
        self._reason = ""
        self._hint = ""
        super().__init__((control, self._line))
        self.add_class("kling-field")
        self.add_class(f"kling-of-{name}")

    @property
    def value(self) -> Any:
        """What the field holds; None if that is nothing."""
        return self.control.value

    def read(self, text: str) -> Any:
        """Return the value that stands on the page as this text."""
        raise NotImplementedError

    def take(self, text: str) -> bool:
        """Hold what the page shows; say whether the field can."""
        value = self.read(text)
        if value is not None:
            self.control.value = value
        return value is not None

    @property
    def disabled(self) -> bool:
        """Whether the value does not apply now, and is not sent."""
        return bool(self._reason)

    def on_change(self, callback: Callable[[], None]) -> None:
        """Call *callback* after every change of the value."""
        self.control.observe(lambda _change: callback(), names=["value"])

    @property
    def is_faulty(self) -> bool:
        """Whether an error is shown."""
        return self._line.is_error

    def disable(self, reason: str) -> None:
        """Switch the field off and say why; an empty reason switches it on."""
        if reason != self._reason:  # else an error would make room for a moment
            self._reason = reason
            self.control.disabled = bool(reason)
            self._line.say(self._reason or self._hint)

    def hint(self, text: str) -> None:
        """Say something helpful, which takes an error back."""
        self._hint = text
        self._line.say(self._reason or self._hint)

    def complain(self, sentence: str) -> None:
        """Say what is wrong with the value."""
        self._line.complain(sentence)

    def ask_for_focus(self) -> None:
        """Put the keyboard here."""
        self.control.focus()


class TextField(Field):
    """Words. What is only spaces is nothing."""

    @property
    def value(self) -> str | None:
        """The text without the spaces around it."""
        return self.read(self.control.value)

    def read(self, text: str) -> str | None:
        """Return the text without the spaces around it."""
        return text.strip() or None

    def take(self, text: str) -> bool:  # noqa: ARG002 - any will do
        """Take any text, which is on its way anyhow.

        Written here, it would come back to the page, over what is being typed.
        """
        return True

    def fill(self, value: Any) -> None:
        """Put a text in; None empties the field."""
        if not isinstance(value, str | None):
            kind = type(value).__name__
            raise InputError(f"{self.name}: need text, got {kind}.", field=self.name)
        self.control.value = value or ""


class ChoiceField(Field):
    """One of several values; which ones may change."""

    def offer(self, options: Sequence[tuple[str, str]], *, default: str | None) -> None:
        """Offer other values; the chosen one stays if it is among them."""
        chosen = self.control.value
        values = [value for _, value in options]
        if list(self.control.options) != list(options):
            self.control.options = options
            self.control.value = chosen if chosen in values else default

    def read(self, text: str) -> str | None:
        """Return the value that stands on the page as this text, if it is offered."""
        return dict(self.control.options).get(text)

    def fill(self, value: Any) -> None:
        """Choose one of the values that are offered."""
        wanted = str(value).lower()
        offered = [option for _, option in self.control.options]
        if wanted not in offered:
            choice = ", ".join(offered) or "nothing, for this model"
            message = f"{self.name}: {value!r} cannot be chosen here; choose {choice}."
            raise InputError(message, field=self.name)
        self.control.value = wanted


class OpenChoiceField(ChoiceField):
    """A choice that code may add to, where that was asked for."""

    is_open = False

    def fill(self, value: Any) -> None:
        """Choose a value, offering it first if it is not there and may be."""
        name = str(value).strip().lower()
        if self.is_open and name not in [option for _, option in self.control.options]:
            self.control.options = (*self.control.options, (f"{name} (unknown)", name))
        super().fill(name)


class NumberField(Field):
    """A number between two others."""

    def read(self, text: str) -> float | None:
        """Return the number that this text is, if it is one within the limits."""
        try:
            number = float(text)
        except ValueError:
            return None
        return number if self.control.min <= number <= self.control.max else None

    def fill(self, value: Any) -> None:
        """Put a number in that is within the limits."""
        low, high = self.control.min, self.control.max
        if isinstance(value, bool) or not isinstance(value, int | float):
            kind = type(value).__name__
            raise InputError(
                f"{self.name}: need a number, got {kind}.", field=self.name
            )
        if not low <= value <= high:
            message = f"{self.name}: {value:g}, allowed {low:g} to {high:g}."
            raise InputError(message, field=self.name)
        self.control.value = float(value)

"""Parameters as attributes, so that code can fill what a hand can fill."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection

    from ._form import Form


class Parameter:
    """An attribute that is the field of the same name.

    Reading gives None for an empty field; writing raises `InputError` for what
    the field cannot hold.
    """

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, panel: Any, owner: type | None = None) -> Any:
        return self if panel is None else _form(panel).by_name[self._name].value

    def __set__(self, panel: Any, value: Any) -> None:
        _form(panel).by_name[self._name].fill(value)


def parameter_names(panel: type) -> list[str]:
    """Return the names that the panel has a field for."""
    return [name for name, value in vars(panel).items() if isinstance(value, Parameter)]


def check_names(panel: type, given: Collection[str]) -> None:
    """Refuse a name that no parameter has: it would be ignored in silence."""
    known = parameter_names(panel)
    for name in given:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            meant = f" Did you mean {near[0]!r}?" if near else ""
            raise TypeError(f"{panel.__name__} takes no {name!r}.{meant}")


def _form(panel: Any) -> Form:
    form: Form = panel._form  # noqa: SLF001 - the descriptor is part of the panel
    return form

"""What is wrong with a request, and what would make it right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from ..errors import NOTHING_SENT, InputError

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One rule that a request breaks, or comes close to breaking."""

    field: str
    """The API's name of the parameter that it belongs to."""

    rule: str
    """The rule's short name, the same in every version."""

    sentence: str
    """What is wrong, the value seen, the limit, and what to do."""

    suggestion: Mapping[str, Any] | None = None
    """Changes that keep the rule, as {field: value}; None leaves a field out."""

    severity: Literal["error", "warning"] = "error"

    @property
    def is_error(self) -> bool:
        """Whether the request cannot be sent as it is."""
        return self.severity == "error"

    def mend(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """Return the fields with the suggestion applied."""
        changed = {**fields, **(self.suggestion or {})}
        return {name: value for name, value in changed.items() if value is not None}

    def as_error(self) -> InputError:
        """Return the exception that says the same."""
        return InputError(
            f"{self.sentence} {NOTHING_SENT}",
            field=self.field,
            suggestion=self.suggestion,
        )

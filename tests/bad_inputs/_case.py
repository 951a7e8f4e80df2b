"""A bad input, and what becomes of it at the user's own door."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import pytest

import kling_widgets as kling
from kling_widgets.errors import InputError, KlingError
from kling_widgets.images import prepare, prepare_mask
from kling_widgets.simulator import Simulator
from kling_widgets.widgets._asked import request_of
from tests.images._pictures import drawing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

GOOD = drawing((1280, 720))
Given = Callable[["Path"], Any]


@dataclass(frozen=True)
class Row:
    """One row of the catalogue: its number, what is given, and what is said of it."""

    number: str
    given: dict[str, Any] | Given
    says: str

    def fields(self, place: Path) -> dict[str, Any]:
        given = self.given(place) if callable(self.given) else self.given
        given = given if isinstance(given, dict) else {"image": given}
        return {"image": GOOD, **given}


def check_refused(row: Row, place: Path) -> None:
    """It is our own error with its sentence; nothing is sent, nothing charged."""
    with pytest.raises(InputError) as caught:
        kling.generate(**row.fields(place))

    assert row.says in str(caught.value)
    assert type(caught.value).__module__ == KlingError.__module__
    assert caught.value.charged is False
    check_nothing_sent(place)


def check_nothing_sent(place: Path) -> None:
    ledger = Simulator(place / "home" / "simulator").ledger
    assert kling.jobs() == ()
    assert ledger.posts == ()
    assert ledger.charges == ()


def check_taken(row: Row, place: Path, log: pytest.LogCaptureFixture) -> None:
    """It can be sent, and what was changed or is doubtful is said."""
    fields = row.fields(place)
    request = request_of(**{"prompt": "zoom in", **fields})
    said = [*prepare(fields["image"]).notes, *request.warnings, log.text]
    for mask in [fields.get("static_mask"), *fields.get("dynamic_masks", ())]:
        paint = mask["mask"] if isinstance(mask, dict) else mask
        said += prepare_mask(paint, size=GOOD.size).notes if paint is not None else []

    assert row.says in " ".join(said)


class Numbered(Protocol):
    """A row of the catalogue, whatever else it says."""

    @property
    def number(self) -> str: ...


def numbered(rows: Sequence[Numbered]) -> pytest.MarkDecorator:
    """Parametrise with a row each, named by its number."""
    return pytest.mark.parametrize("row", rows, ids=[row.number for row in rows])

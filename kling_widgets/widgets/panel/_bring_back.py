"""What a job asked for, back in the fields, to be changed and sent as a new one."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, Final

from ...api import ImageToVideoRequest
from ...errors import InputError
from ...jobs import runner as default_runner

if TYPE_CHECKING:
    from collections.abc import Collection

    from ...jobs import Job
    from ._form import Form

BACK: Final = "It is back in the panel, and nothing was sent. Change it, then Generate."
NO_PICTURE: Final = "Its picture is not kept: choose it again."
OWN_ID: Final = "external_task_id"
"""Kling takes each id once, so the new one gets another."""


def bring_back(job: Job, form: Form) -> str:
    """Fill the form with what *job* asked for, and return what is to be said.

    A form that asks for the same still is left alone, with what is painted in it.

    Raises:
        InputError: A field cannot hold its value.
    """
    if job.request is None:
        return NO_PICTURE
    asked = replace(job.request, external_task_id=None)
    if _asked_for(form) == asked:
        form.fill({OWN_ID: None})
        return BACK
    given = _given_in(asked)
    form.fill_anew({name: given[name] for name in given.keys() & form.by_name})
    return " ".join(filter(None, (BACK, _left_behind(given, form.by_name))))


def asked_of(job: Job | str, names: Collection[str]) -> tuple[dict[str, Any], str]:
    """Return what a job asked for under those names, and a sentence on the rest.

    Raises:
        InputError: There is no job of that id.
    """
    live = default_runner().job(job) if isinstance(job, str) else job
    if live.request is not None:
        given = _given_in(live.request)
    else:
        given = default_runner().shelf.request(live.id)
    values = {name: given[name] for name in names if name in given}
    sentences = ("" if "image" in values else NO_PICTURE, _left_behind(given, names))
    return values, " ".join(filter(None, sentences))


def _given_in(request: ImageToVideoRequest) -> dict[str, Any]:
    """Return what a request asks for, by the API's names."""
    values = {each.name: getattr(request, each.name) for each in fields(request)}
    del values["warnings"], values[OWN_ID]
    return {name: value for name, value in values.items() if value}


def _left_behind(given: Collection[str], known: Collection[str]) -> str:
    """Return a sentence on what the panel cannot be filled with."""
    names = sorted(set(given) - set(known) - {"allow_unknown_model"})
    return f"Not brought along: {', '.join(names)}." if names else ""


def _asked_for(form: Form) -> ImageToVideoRequest | None:
    try:
        request = ImageToVideoRequest(**form.values())
    except InputError:
        return None
    return replace(request, external_task_id=None)

"""What comes from pages and provider: neither obeyed, nor shown as more than text."""

from __future__ import annotations

import io
import logging
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from ipywidgets import embed

from kling_widgets.jobs import JobList, JobState
from kling_widgets.jobs._diagnosis import Diagnosis, Line
from kling_widgets.widgets import Studio
from kling_widgets.widgets.view._assets import STATIC
from kling_widgets.widgets.view._view import View
from tests._payloads import payloads
from tests.widgets._page import Page
from tests.widgets._panel import widgets_in
from tests.widgets.conftest import ScriptedRunner, png, snapshot

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = payloads()
HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner)
    ),
    max_leaves=6,
)
FIELDS = st.sampled_from(
    ["id", "page", "upload", "name", "size", "offset", "text", "epoch", "start", "on"]
)


class Tags(HTMLParser):
    """Counts the elements of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, _attrs: Any) -> None:
        self.seen.append(tag)


def tags(page: str) -> list[str]:
    found = Tags()
    found.feed(page)
    return found.seen


def shown(text: str) -> list[Any]:
    """Whatever shows jobs and reports, with a text from outside in it."""
    words = dict.fromkeys(("prompt", "error", "note", "price", "model_name"), text)
    job = snapshot(JobState.FAILED, **words)
    return [JobList([job]), Diagnosis((Line("name", text),)), job]


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_a_text_adds_no_element(text: str) -> None:
    """HTML of jobs and of reports has as many elements as with a harmless text."""
    pages = [value._repr_html_() for value in shown(text)[:2]]
    harmless = [value._repr_html_() for value in shown("harmless")[:2]]

    assert [tags(page) for page in harmless] == [tags(page) for page in pages]
    assert not any(HIDDEN.search(page) for page in pages)


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_a_printed_text_moves_no_terminal(text: str) -> None:
    """Neither escape sequences nor turned directions are left in what is printed."""
    printed = "".join(f"{value}{value!r}" for value in shown(text))

    assert not HIDDEN.search(printed)


@pytest.mark.parametrize("text", TEXTS[:10], ids=range(10))
def test_an_exported_page_has_no_more_scripts(
    text: str, runner: ScriptedRunner
) -> None:
    """A text that would end the page's own script does not."""

    def exported(prompt: str) -> list[str]:
        studio = Studio(runner=runner, prompt=prompt)
        file = io.StringIO()
        embed.embed_minimal_html(file, [studio], state=embed.dependency_state([studio]))
        return tags(file.getvalue())

    assert exported("harmless") == exported(text)


def views(runner: ScriptedRunner) -> list[View]:
    studio = Studio(runner=runner, image=png(), prompt="zoom in")
    studio.generate()
    runner.tell(JobState.PROCESSING)
    return [each for each in widgets_in(studio) if isinstance(each, View)]


@pytest.fixture
def panel(runner: ScriptedRunner) -> list[View]:
    """All views of a panel with a job under way."""
    return views(runner)


def test_forged_state_changes_nothing(runner: ScriptedRunner) -> None:
    """A page cannot say that a job is saved, or what it cost."""
    for view in views(runner):
        before = view.get_state()
        forged = dict.fromkeys([*before, "state", "task_id", "price", "path"], "saved")
        Page(view).forge(**forged)

        assert before == view.get_state()
    assert len(runner.requests) == 1


@settings(
    max_examples=200,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.data())
def test_senseless_messages_do_nothing(
    caplog: pytest.LogCaptureFixture,
    runner: ScriptedRunner,
    panel: list[View],
    data: st.DataObject,
) -> None:
    """To no view: none fails in the log, and no job is sent."""
    for view in panel:
        kind = data.draw(st.sampled_from(sorted(view.message_kinds) or ["none"]))
        content = data.draw(st.dictionaries(FIELDS, JUNK, max_size=4))
        buffers = data.draw(st.lists(st.binary(max_size=30), max_size=2))
        Page(view).send({**content, "kind": kind}, *buffers)

    assert [
        record for record in caplog.records if record.levelno >= logging.ERROR
    ] == []
    assert len(runner.requests) == 1


@pytest.mark.parametrize(
    "path", sorted(STATIC.glob("*.js")), ids=lambda path: path.name
)
def test_names_on_the_page_are_our_own(path: Path) -> None:
    """An element's id is made by `unique`, and none has a name: nothing is clobbered."""
    text = path.read_text("utf-8")
    ids = re.findall(r"element\([^)]*?\bid: (\w+)", text)
    lines = re.findall(r"const (.*?) = .*\bunique\(\)", text)
    made = [name for line in lines for name in re.findall(r"\w+", line)]

    assert set(ids) - set(made) - {"unique"} == set()
    assert not re.search(r"element\([^)]*?\bname:", text)
    assert not re.search(r"\.(?:id|name) = (?!unique\(\))", text)

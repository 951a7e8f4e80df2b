"""Text from outside stays text, wherever a widget shows it."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ipywidgets
import pytest

from kling_widgets import widgets
from kling_widgets.clips import Clip
from kling_widgets.jobs import JobState
from kling_widgets.widgets import Studio
from kling_widgets.widgets.cards._state import settled
from kling_widgets.widgets.picker._offered import Offered
from kling_widgets.widgets.view._html import esc, render
from tests._payloads import payloads
from tests.widgets._panel import click, widgets_in
from tests.widgets.conftest import png, snapshot

if TYPE_CHECKING:
    from tests.widgets.conftest import ScriptedRunner

SOURCES = sorted(Path(widgets.__file__).parent.rglob("*.py"))
PAYLOADS = payloads()
OURS = re.compile(
    r"</?(?:p|b)>|<p class=\"kling-(?:small|error)\"(?: role=\"alert\")?>"
)
"""The only tags that our templates have."""
TYPESET = re.compile(r"\$|\\\(|\\\[")
"""What a front end would hand to its LaTeX typesetter."""


def told_everything(payload: str, runner: ScriptedRunner) -> Studio:
    """A panel in which a hostile text has gone wherever text can go."""
    studio = Studio(runner=runner, prompt=payload[:2000], callback_url=payload[:500])
    click(studio)
    studio._form.image._offer(Offered(png(), f"{payload[:200]}.png"))
    studio.callback_url = None
    studio.generate()
    field: dict[str, Any] = {"error": f"prompt: {payload}", "error_field": "prompt"}
    runner.tell(JobState.PROCESSING, status_text=payload, note=payload)
    runner.tell(JobState.SAVED, clip=Clip(f"kling_clips/{payload[:200]}.mp4"))
    runner.tell(JobState.REJECTED, model_name=payload, price=payload, **field)
    studio._frame.summary.complain(payload)
    return studio


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_no_widget_holds_it_as_markup(payload: str, runner: ScriptedRunner) -> None:
    """HTML widgets have our tags only, and no label or description has any of it."""
    studio = told_everything(payload, runner)

    assert not set(studio._form.image.summary) & set("\u202e\x1b\x07")
    for widget in widgets_in(studio):
        if isinstance(widget, ipywidgets.HTML) and "kling-line" in widget._dom_classes:
            assert "<" not in OURS.sub("", widget.value)
            assert "\x1b" not in widget.value
            assert "\u202e" not in widget.value
        assert not isinstance(widget, ipywidgets.Label | ipywidgets.HTMLMath)
        for trait in ("description", "placeholder", "tooltip"):
            text = getattr(widget, trait, None) or ""
            assert not TYPESET.search(text)
            assert payload not in text
        assert not getattr(widget, "description_allow_html", False)


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_plain_output_holds_it_as_text(payload: str) -> None:
    """What stays of a card in the cell has our tags only."""
    words = dict.fromkeys(("prompt", "error", "note", "price", "model_name"), payload)

    html = settled(snapshot(JobState.FAILED, **words))["text/html"]

    assert "<" not in re.sub(
        r'</?(?:div|b)>|<div class="mathjax_ignore tex2jax_ignore"'
        r' lang="en"(?: role="status")? style="[^"<]*">',
        "",
        html,
    )
    assert html.count("<div") == html.count("mathjax_ignore tex2jax_ignore")


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_escaped_text_has_nothing_left_of_html(payload: str) -> None:
    """What comes out of `esc` can stand in a text and in an attribute."""
    escaped = esc(payload)

    assert not set(escaped) & set("<>\"'\x1b\x07\u202e")
    assert len(escaped) < 20_000


def test_a_template_takes_words_as_text() -> None:
    """Only the template's own markup is markup."""
    assert render("<b>$word</b>", word="<i>") == "<b>&lt;i&gt;</b>"


def calls(name: str) -> list[tuple[str, ast.Call]]:
    return [
        (path.name, node)
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and _called(node) == name
    ]


def _called(node: ast.Call) -> Any:
    return getattr(node.func, "id", getattr(node.func, "attr", None))


def test_html_comes_from_templates_only() -> None:
    """`HTML(...)` gets our own style sheet; a value gets what `render` or `picture_tag` made."""
    html = [(file, ast.unparse(node)) for file, node in calls("HTML")]
    values = [
        (path.name, ast.unparse(node.value))
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "self.value"
    ]

    assert html == [
        ("_frame.py", "HTML(style_tag('studio.css'), layout=Layout(display='none'))")
    ]
    assert sorted(values) == [
        ("_line.py", "html"),
        ("_thumbnail.py", "picture_tag(jpeg, told(self._words)) if jpeg else ''"),
    ]


def test_every_template_is_a_constant() -> None:
    """The first argument of `render` is a name in capitals."""
    templates = {ast.unparse(node.args[0]) for _, node in calls("render") if node.args}

    assert templates - {"request.to_json()", "wire"} == {
        "HINT",
        "ERROR",
        "HEADED",
        "STAGE",
        "LINE",
    }


@pytest.mark.parametrize(
    "name", ["Label", "HTMLMath", "Output", "Markdown", "Latex", "jslink", "print"]
)
def test_what_would_interpret_text_is_not_used(name: str) -> None:
    """No widget typesets, captures or prints what comes from outside."""
    assert calls(name) == []

"""The panel in Korean: every word that it shows, and none that it was given."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kling_widgets.api import clean
from kling_widgets.clips import Clip
from kling_widgets.clips._player import player_script
from kling_widgets.jobs import JobState, configure
from kling_widgets.widgets import Studio
from kling_widgets.widgets.cards._state import settled
from kling_widgets.widgets.view._view import View
from kling_widgets.widgets.view._wording import TIMES
from tests.widgets._gallery import HOSTILE
from tests.widgets._panel import click, summary, widgets_in
from tests.widgets.conftest import png

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kling_widgets.widgets.picker._picker import Picker
    from tests.widgets._gallery import GalleryTester
    from tests.widgets._page import Page
    from tests.widgets.conftest import ScriptedRunner

ENGLISH = re.compile(r"[A-Za-z]{3,} (?:[A-Za-z']{2,} )*[A-Za-z']{2,}")
"""Two English words or more."""
PROMPT = "Saved to nowhere at all"


@pytest.fixture(autouse=True)
def _korean() -> Iterator[None]:
    configure(language="ko")
    yield
    configure(language=None)


def shown_by(studio: Studio) -> Iterator[str]:
    """Every text that the page gets, as it gets it."""
    for widget in widgets_in(studio):
        state = widget.get_state()
        if isinstance(widget, View):
            state = {key: value for key, value in state.items() if key in widget.said}
        names = ("value", "description", "placeholder", "tooltip", *_said(widget))
        yield from _texts({name: state.get(name) for name in names})


def _said(widget: Any) -> frozenset[str]:
    return widget.said if isinstance(widget, View) else frozenset()


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str) and "<style" not in value:
        yield html.unescape(re.sub(r"<[^>]*>", "", value))
        yield from re.findall(r' (?:alt|title|aria-label)="([^"]*)"', value)
    elif isinstance(value, dict):
        yield from (text for each in value.values() for text in _texts(each))
    elif isinstance(value, list | tuple):
        yield from (text for each in value for text in _texts(each))


@pytest.mark.parametrize("model_name", ["kling-v2-6", "kling-v1-6", "kling-v1"])
@pytest.mark.parametrize("picture", [png(400, 300), None])
def test_no_english_is_left(
    model_name: str, picture: bytes | None, runner: ScriptedRunner
) -> None:
    """Neither in a panel that is in order nor in one that complains."""
    studio = Studio(runner=runner, model_name=model_name, image=picture)
    if picture is None:
        click(studio)

    left = [text for text in shown_by(studio) if ENGLISH.search(text)]

    assert left == []


def test_words_that_come_later(runner: ScriptedRunner) -> None:
    """A complaint is in Korean, and the page is told; the code has it in English."""
    studio = Studio(runner=runner)

    click(studio)

    assert "아무것도 보내지 않았습니다. 항목 1개를 확인하세요." in summary(studio)
    assert studio._form.image.error == "Choose a picture first."
    assert studio._form.image.get_state()["error"] == "먼저 이미지를 선택하세요."


def test_what_never_left(runner: ScriptedRunner) -> None:
    """Why it waits is told to its end: that nothing was sent is what counts."""
    studio = Studio(runner=runner, image=png(400, 300), prompt=PROMPT)
    click(studio)
    cause = "The gateway could not be reached (no route). Nothing was sent, nothing was"
    runner.tell(JobState.PREPARED, held="offline", cause=f"{cause} charged.")

    (card,) = studio._screen.cards.get_state()["cards"]

    assert card["hint"] == (
        "게이트웨이에 연결할 수 없습니다 (no route). 보낸 것도 청구된 것도 없습니다."
    )


def test_a_card(runner: ScriptedRunner) -> None:
    """What a job says of itself is told; the prompt stays as it was typed."""
    studio = Studio(runner=runner, image=png(400, 300), prompt=PROMPT)
    click(studio)
    runner.tell(JobState.REJECTED, error="The key is not valid. Check the key.")

    (card,) = studio._screen.cards.get_state()["cards"]

    assert (card["stage"], card["prompt"]) == ("거절됨", PROMPT)
    assert card["error"] == "키가 유효하지 않습니다. 키를 확인하세요."


def test_what_stays_of_a_card(runner: ScriptedRunner) -> None:
    """The card that a saved notebook keeps is in Korean throughout, and says so."""
    studio = Studio(runner=runner, image=png(400, 300), prompt=PROMPT)
    click(studio)
    runner.tell(JobState.SAVED, clip=Clip("a.mp4"), elapsed=3.2)
    (job,) = studio.jobs

    page = settled(job.snapshot)["text/html"]

    assert "에 저장됨 (3초)" in page
    assert page.count('lang="ko"') == page.count("<div")


def test_the_player_of_a_saved_clip() -> None:
    """The bar below a clip in a saved notebook speaks Korean, too."""
    assert '"한 프레임 뒤로 (,)"' in player_script()
    assert '"Speed"' not in player_script()


def test_the_gallery(gallery_page: GalleryTester) -> None:
    """States, facts and answers are told; a prompt stays as it was typed."""
    gallery_page.find()
    newest, failed = gallery_page.rows(0, 2)

    assert (newest["stage"], failed["stage"]) == ("저장됨", "실패")
    assert failed["prompt"] == clean(HOSTILE)
    assert newest["facts"].endswith("5초 · 약 $0.21 (1.50유닛, 2026-09 가격표 기준)")
    states = gallery_page.gallery.view.get_state()["states"]
    assert [one["label"] for one in states][:2] == ["진행 중", "저장됨"]

    gallery_page.ask("reuse", id="kw-3")
    assert gallery_page.said == "설정을 패널에 채웠습니다. 아무것도 보내지 않았습니다."
    gallery_page.ask("star", id="nobody")
    assert gallery_page.said == "이 작업은 더 이상 기록에 없습니다."


def test_an_exported_page(gallery_page: GalleryTester) -> None:
    """What is handed on speaks the language that was spoken when it was made."""
    gallery_page.ask("export", ids=["kw-11"])
    gallery_page.gallery.view._exports.join()

    (page,) = Path.cwd().glob("*/index.html")
    text = page.read_text("utf-8")
    assert '<html lang="ko">' in text
    assert "<title>클립 1개</title>" in text
    words = re.sub(r"(?s)<style>.*?</style>|<[^>]*>", "", text)
    assert ENGLISH.findall(words) == ["the cat yawns"]  # the prompt


def test_a_clip_whose_file_went() -> None:
    """The output that a notebook keeps says so in the reader's language."""
    html = Clip(Path("gone.mp4"))._repr_mimebundle_()["text/html"]

    assert "옮기거나 삭제했나요?" in html


def test_what_is_offered_in_korean_is_done(picker: Picker, page: Page) -> None:
    """A button's label is Korean; what its click sends is what Python offered."""
    page.choose(png(200, 150))
    [offer] = picker.get_state("mends")["mends"]

    page.send({"kind": "mend", "way": offer["way"]})

    [note] = picker.get_state("notes")["notes"]
    assert offer["label"] == f"400{TIMES}300으로 확대"
    assert note == f"200{TIMES}150에서 400{TIMES}300으로 확대했습니다"
    assert picker.value is not None
    assert picker.value.size == (400, 300)

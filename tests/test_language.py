"""The reader's language: every sentence has its words, and they reach the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest

import kling_widgets as kling
from kling_widgets._language import (
    GALLERY,
    SCRIPTS,
    SLOT,
    VARIABLES,
    table as table_of,
    told,
    usual_language,
)
from kling_widgets.errors import ConfigError
from tests._said import PACKAGE, in_python, in_script, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Set as AbstractSet
    from pathlib import Path

KOREAN = table_of("ko")
HOW: Final = """
Each text above is a sentence of the source without its line in kling_widgets/korean,
or a line there without its sentence. Mend the table; what no panel ever shows is named
in ELSEWHERE (a module) or NOT_SAID (a text)."""
PUT_TOGETHER = "together"
"""How sentences are joined, which stands nowhere in the code as one text."""
ELSEWHERE: Final = {
    "api": """_auth _callback _camera _catalogue _catalogue_file _client _http
        _model_table _page _picture _price _provider _retry_after _secret _shot
        _text _timeouts _trajectory _wire""",
    "clips": """_clip _embed _info _inputs _join _join_copy _join_encode
        _notebook_text _picture_track _player _pictures _poster _path _recipe
        _recipe_file _saved_clip _shape _slim _sound_track _strip _tags _write""",
    "images": "_arrays _encoded _levels _masks",
    "jobs": """_default _diagnosis _doctor _job _job_list _job_query _journal_health
        _keyring _login _loop _save _settings _typed_key _waiting drive/_decision
        journal/_connection journal/_schema money/_purse seats/_seats""",
    "widgets": """_asked_paint brush/_area brush/_areas brush/_brush brush/_path
        brush/_words panel/_code panel/_parameter view/_assets""",
}
"""Modules whose words no page shows: code gets them, a terminal or a prompt."""
NO_WORDS: Final = re.compile(
    r"<|SELECT|INSERT|UPDATE|BEGIN|PRAGMA|kling-|px|prefers-|rgb\(|^[a-z-]+:[a-z]|^ and $"
)
HANGUL: Final = re.compile("[\uac00-\ud7a3]")
KEYS: Final = {"Backspace", "Delete", "Enter", "Escape"}
NOT_SAID: Final = {
    # what a provider's message is searched for
    *("account balance not enough", "already exists", "no available channel"),
    *("parallel task over resource pack limit", "sound on", "base64 format"),
    *("image pixel", "supported with ([a-z_]+)", "not found", "not exist"),
    *("no such task", "La"),
    # what the journal keeps of a step
    *("also saved", "by hand", "by the user", "file deleted"),
    # what an answer's text is searched for
    r"request id:?\s*([A-Za-z0-9_-]{6,100})",
    # a header
    *("Range", "bytes {0}-{1}/{2}"),
    # names, and a time of day
    *("{0} UTC", "SHA-256 {0}…", "kling_widgets {0}"),
}


@pytest.fixture
def korean() -> Iterator[None]:
    """Speak Korean for the length of a test."""
    kling.configure(language="ko")
    yield
    kling.configure(language=None)


def shown() -> dict[Path, set[str]]:
    """What the page may show, by the file that says it."""
    said = {path: sentences(in_python(path)) for path in modules()}
    return {path: {t for t in texts if is_said(t)} for path, texts in said.items()}


def is_said(text: str) -> bool:
    return text not in NOT_SAID | KEYS and not NO_WORDS.search(text)


def modules() -> Iterator[Path]:
    for package, others in ELSEWHERE.items():
        folder = PACKAGE / package
        for path in sorted(folder.rglob("_[a-z]*.py")):
            name = path.relative_to(folder).with_suffix("").as_posix()
            if name not in others.split():
                yield path


def scripts() -> tuple[Path, ...]:
    static = (PACKAGE / "widgets" / "static").glob("*.js")
    return (*sorted(static), PACKAGE / "clips" / "player.js")


def tables(path: Path) -> tuple[str, ...]:
    """The tables that a script is given: the gallery has one of its own besides."""
    return (SCRIPTS, GALLERY) if path.stem.startswith("gallery") else (SCRIPTS,)


def words() -> AbstractSet[str]:
    return {
        english
        for name, part in KOREAN.items()
        if name not in {SCRIPTS, GALLERY}
        for english in part
    }


def test_every_sentence_has_its_korean() -> None:
    """What a module says on the page stands in a table, as the source has it."""
    missing = {path.stem: said - words() for path, said in shown().items()}

    assert {stem: said for stem, said in missing.items() if said} == {}, HOW


def test_every_word_of_a_script_has_its_korean() -> None:
    """The same for what the scripts say by themselves."""
    missing = {
        path.name: set(filter(is_said, sentences(in_script(path))))
        - {english for name in tables(path) for english in KOREAN[name]}
        for path in scripts()
    }

    assert {name: said for name, said in missing.items() if said} == {}, HOW


def test_no_korean_is_left_of_what_is_gone() -> None:
    """A sentence that was changed in the source leaves nothing in the tables."""
    packages = [PACKAGE / package for package in ELSEWHERE]
    said = {
        t for each in packages for path in each.rglob("*.py") for t in in_python(path)
    }
    in_page = {text for path in scripts() for text in in_script(path)}

    assert words() - KOREAN[PUT_TOGETHER].keys() - said == set(), HOW
    assert KOREAN[SCRIPTS].keys() - in_page == set()
    assert KOREAN[GALLERY].keys() - in_page == set()


def test_what_is_put_in_is_put_in() -> None:
    """Both languages have the same places, and none of them twice."""
    for part in KOREAN.values():
        for english, korean in part.items():
            assert sorted(SLOT.findall(english)) == sorted(SLOT.findall(korean))


def test_korean_is_korean() -> None:
    """Each translation has Hangul in it, unless the English has no word either."""
    same = {
        english
        for part in KOREAN.values()
        for english, korean in part.items()
        if not HANGUL.search(korean)
    }

    assert {text for text in same if re.search("[a-z]{3}", text)} == set()


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, "en"),
        ({"LANG": "ko_KR.UTF-8"}, "ko"),
        ({"LANG": "ko_KR.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "C", "KLING_WIDGETS_LANGUAGE": "ko"}, "ko"),
        ({"LANG": "kok_IN"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
    ],
)
def test_the_environment_chooses(
    variables: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Our own variable first, then the system's."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert usual_language() == expected


def test_configure_chooses(korean: None) -> None:
    """What was chosen holds, whatever the environment says."""
    assert told("Saved") == "저장됨"

    kling.configure(language="en")

    assert told("Saved") == "Saved"


def test_a_language_that_is_not_spoken() -> None:
    """An unknown language is a sentence, and nothing changes."""
    with pytest.raises(ConfigError, match="language is 'fr'; it can be 'en' or 'ko'"):
        kling.configure(language="fr")


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        ("Saved to clips/a.mp4", "clips/a.mp4에 저장됨"),
        (
            "kling-v2-6 · std · 5 s · simulator, free",
            "kling-v2-6 · std · 5초 · 시뮬레이터, 무료",
        ),
        (
            "std · about $0.20 (1.5 units, list of 2026-09)",
            "std · 약 $0.20 (1.5유닛, 2026-09 가격표 기준)",
        ),
        (
            "The gateway could not be reached ([Errno 113] No route to host). Check it.",
            "게이트웨이에 연결할 수 없습니다 ([Errno 113] No route to host). Check it.",
        ),
        (
            "Another kernel (process 7) drives this job; here you see it as it goes on.",
            "다른 커널 (프로세스 7)에서 이 작업을 진행합니다. 진행되는 대로 여기에 표시됩니다.",
        ),
        (
            "image: no file at 'cat.png'. The current folder is '/home/a'.",
            "image: 'cat.png' 파일을 찾을 수 없습니다. 현재 폴더는 '/home/a'입니다.",
        ),
        ("No file at 'cat.png'.", "'cat.png' 파일을 찾을 수 없습니다."),
        (
            (
                "The key is not valid (HTTP 401, code 1002). It says: 'no'. Check the key. "
                "Nothing was created, nothing was charged."
            ),
            (
                "키가 유효하지 않습니다 (HTTP 401, 코드 1002). 제공업체의 설명: 'no'. "
                "키를 확인하세요. 만들어진 것도 청구된 것도 없습니다."
            ),
        ),
        (
            "'a.png' has 12 pixels; at most 9 are opened. Save the picture smaller.",
            "'a.png'은(는) 12 pixels입니다. 최대 9까지 엽니다. 이미지를 더 작게 저장하세요.",
        ),
        (
            "mode: '4k', allowed std or pro.",
            "모드: '4k'입니다. 쓸 수 있는 것: std 또는 pro.",
        ),
        (
            "kling-v2-6 has no sound. It is there with kling-v2-6 (pro) or kling-v3.",
            "kling-v2-6에는 소리가 없습니다. kling-v2-6 (pro) 또는 kling-v3에는 있습니다.",
        ),
        (
            (
                "'kling-v9' is not known (as of 2026-09). Choose a or b, or say "
                "allow_unknown_model=True."
            ),
            (
                "'kling-v9'은(는) 알려지지 않은 모델입니다 (2026-09 기준). a 또는 b 중에서 고르거나 "
                "allow_unknown_model=True를 지정하세요."
            ),
        ),
        ("2,600 characters, at most 2,500.", "2,600자입니다. 최대 2,500자입니다."),
        (
            "'7' - kling-v2-6 allows 5 or 10.",
            "'7'입니다. kling-v2-6에서 쓸 수 있는 값: 5 또는 10.",
        ),
        ("padded from 9 to 7", "여백을 넣어 9에서 7로 맞추었습니다"),
        ("It did fail or break.", "It did fail or break."),
        ("HTTP 400, code 1301, request a-1", "HTTP 400, 코드 1301, 요청 a-1"),
        ("Set the duration to 10", "길이를 10으로 바꾸기"),
        ("Whatever else somebody says.", "Whatever else somebody says."),
    ],
)
def test_told(english: str, expected: str, korean: None) -> None:
    """A sentence is found whole, in parts, and at its field; others stay."""
    assert told(english) == expected

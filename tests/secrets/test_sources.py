"""What no source, page or lesson of ours may hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("kling_widgets", "tests", "docs", "notebooks", "benchmarks", "scripts")
TEXTS = {".py", ".js", ".css", ".md", ".ipynb", ".toml", ".sql", ".sh", ".json", ".yml"}
PACKAGE = sorted((ROOT / "kling_widgets").rglob("*.py"))
SECRETS = [
    r"sk-(?!CANARY)(?=[A-Za-z0-9]*[0-9])(?=[A-Za-z0-9]*[A-Za-z])[A-Za-z0-9]{24,}",
    r"eyJ[\w-]{20,}\.eyJ[\w-]{20,}\.[\w-]{20,}",
    r"(?:Signature|X-Amz-Signature|AWSAccessKeyId)=(?!CANARY)[\w%+/-]{20,}",
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----\n",
]
KEY_IN_CODE = re.compile(r"api_key\s*=\s*[\"']sk-")
NEVER = [
    "subprocess",
    "os.system",
    "popen",
    "Password",
    "jslink",
    "basicConfig",
    "eval(",
]
"""What would hand a key on, keep it in a notebook, or run what it is given."""


def texts() -> list[Path]:
    below = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*")]
    found = [*ROOT.glob("*"), *below]
    return [path for path in found if path.suffix in TEXTS and path.is_file()]


def found(pattern: str, path: Path) -> bool:
    return re.search(pattern, path.read_text("utf-8")) is not None


@pytest.mark.parametrize("pattern", SECRETS)
def test_no_file_holds_what_looks_like_a_secret(pattern: str) -> None:
    """No real key, token, signed link or private key has slipped in."""
    files = texts()

    assert len(files) > 400
    assert [str(path) for path in files if found(pattern, path)] == []


@pytest.mark.parametrize(
    ("pattern", "secret"),
    [
        (SECRETS[0], "sk-" + "a1B2c3D4" * 4),
        (SECRETS[1], ".".join(["eyJhbGciOiJIUzI1NiJ9abcd"] * 2 + ["x" * 40])),
        (SECRETS[2], "https://e.com/a.mp4?Signature=" + "a%2B" * 9),
        (SECRETS[3], "-----BEGIN PRIVATE KEY" + "-----\nMII"),
    ],
)
def test_a_secret_would_be_found(pattern: str, secret: str) -> None:
    """Each pattern finds what it is for."""
    assert re.search(pattern, secret)


def test_nobody_is_taught_to_type_a_key_into_a_cell() -> None:
    """Readme, docs and lessons show `kling.login()` and the environment only."""
    shown = [path for path in texts() if path.suffix in {".md", ".ipynb"}]

    assert len(shown) > 5
    assert [path for path in shown if KEY_IN_CODE.search(path.read_text())] == []


@pytest.mark.parametrize("word", NEVER)
def test_the_package_does_without(word: str) -> None:
    """No process is started, no password widget made, no logging set up."""
    users = [path.name for path in PACKAGE if f"{word}" in path.read_text("utf-8")]

    assert users == []

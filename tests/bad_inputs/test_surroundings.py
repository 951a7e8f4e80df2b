"""Folders, keys, a journal and a limit in the way: rows O, K and J, and P23."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING

import pytest

import kling_widgets as kling
from kling_widgets.errors import NOTHING_SENT, ConfigError, InputError, JournalError
from kling_widgets.jobs._typed_key import _told
from kling_widgets.jobs.download._download import file_name
from kling_widgets.jobs.download._part import give_name
from kling_widgets.jobs.journal import _connection
from kling_widgets.jobs.money import _budget
from tests.bad_inputs._case import GOOD, check_nothing_sent
from tests.jobs._scripted import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

KEY = "sk-0123456789abcdef"
NAMES = ["../../x", "/etc/passwd", "CON", "a.mp4.", "x" * 300, "\N{CAT FACE}" * 99]
PAIR = f"{'A1b2' * 8}:{'c3D4' * 8}"
NOBODY = 65_534


@pytest.fixture(autouse=True)
def _as_before(place: Path) -> Iterator[None]:
    yield
    _budget._given.clear()
    kling.configure(output_dir=None, api_key=None, provider="simulator")


def read_only(folder: Path) -> Path:
    """A folder that even root cannot write in."""
    if os.geteuid() == 0:
        return Path("/proc/sys")
    folder.mkdir()
    folder.chmod(0o500)
    return folder


def in_the_way(folder: Path) -> Path:
    folder.write_text("a file")
    return folder


def test_a_missing_folder_is_made(place: Path) -> None:
    """O1: where its parent exists."""
    kling.configure(output_dir="new")
    clip = kling.generate(GOOD, NAMES[0]).wait(PATIENCE)

    assert clip.path.resolve().parent == place / "new"


@pytest.mark.parametrize(
    ("number", "make", "says"),
    [
        ("O1", lambda folder: folder / "b", "output_dir: no folder '"),
        ("O1", in_the_way, "is a file, not a folder"),
        ("O2", read_only, "output_dir: cannot write to '"),
    ],
)
def test_a_folder_that_cannot_be_used(
    number: str, make: Callable[[Path], Path], says: str, place: Path
) -> None:
    """Refused before anything is sent."""
    kling.configure(output_dir=make(place / "a"))
    with pytest.raises(ConfigError) as caught:
        kling.generate(GOOD)

    assert says in str(caught.value)
    assert NOTHING_SENT in str(caught.value)
    assert caught.value.charged is False
    check_nothing_sent(place)


def test_a_nearly_full_disk(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """O3: said before sending, and sent."""
    usage = shutil.disk_usage(place)._replace(free=150_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    kling.configure(simulator_speed=1.0)  # so slow that nothing else is said yet
    job = kling.generate(GOOD)
    note = job.snapshot.note
    job.stop_watching()

    assert "Only 150 MB are free" in note
    assert [seen.id for seen in kling.jobs()] == [job.id]


@pytest.mark.parametrize("prompt", NAMES, ids=range(len(NAMES)))
def test_a_name_stays_in_its_folder(prompt: str, tmp_path: Path) -> None:
    """O4: whatever the prompt is."""
    name = file_name(datetime.now(UTC), prompt, "kw-0000abcdef")
    path = (tmp_path / name).resolve()

    assert path.is_relative_to(tmp_path)
    assert path.name == name
    assert re.fullmatch(r"kw-.*[^.]\.mp4", name)
    assert len(name.encode()) <= 255


def test_an_existing_file_stays(tmp_path: Path) -> None:
    """O5: the clip gets the next free name."""
    (tmp_path / "clip.mp4").write_bytes(b"mine")
    (tmp_path / "part").write_bytes(b"clip")
    final = give_name(tmp_path / "part", tmp_path / "clip.mp4", "0")

    assert final == tmp_path / "clip (2).mp4"
    assert (tmp_path / "clip.mp4").read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("number", "key", "says"),
    [
        ("K1", "", "no key. Set COMETAPI_KEY"),
        ("K3", "sk-\u201cCANARY\u201d", "not plain ASCII (position 4)"),
        ("K3", "sk-CANARY\u200b", "not plain ASCII (position 10)"),
        ("K3", "sk-\u0430CANARY", "not plain ASCII (position 4)"),
        ("K4", "sk-CANARY...", "the key looks like a placeholder"),
        ("K4", "YOUR_KEY", "the key looks like a placeholder"),
        ("K4", "<token>", "the key looks like a placeholder"),
        ("K5", "A1b2" * 8, "CometAPI keys start with 'sk-'"),
        ("K5", PAIR, "CometAPI keys start with 'sk-'"),
    ],
)
def test_a_key_that_is_none(
    number: str, key: str, says: str, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Refused unseen, wherever it was set."""
    kling.configure(provider="cometapi")
    monkeypatch.setenv("COMETAPI_KEY", key)
    with pytest.raises(ConfigError) as caught:
        kling.generate(GOOD)
    told = f"{caught.value}{caught.value!r}"
    monkeypatch.delenv("COMETAPI_KEY")
    kling.configure(provider="simulator")

    assert says in told
    assert not key or key not in told
    assert "CANARY" not in told
    assert caught.value.__context__ is None
    check_nothing_sent(place)


@pytest.mark.parametrize("around", ["{}\n", " {} ", '"{}"', "'{}'", "Bearer {}"])
def test_a_key_with_something_around_it(
    around: str, place: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """K2: mended, with a word that does not show it."""
    kling.configure(api_key=around.format(KEY))

    assert "around it: removed" in caplog.text
    assert KEY not in caplog.text


def test_a_key_in_a_cell(
    place: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """K6: its cell is named, once, and the key is not shown."""
    cells = ["", "import kling_widgets", f"configure(api_key={KEY!r})"]
    notebook = ModuleType("IPython")
    notebook.get_ipython = lambda: SimpleNamespace(user_ns={"In": cells})  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "IPython", notebook)
    _told.clear()
    for _ in range(2):
        kling.configure(api_key=KEY)

    assert [record.args for record in caplog.records] == [(2,)]
    assert "seems to be typed in cell 2" in caplog.text
    assert KEY not in caplog.text


def test_a_job_beyond_the_limit(place: Path) -> None:
    """P23: the sums are named, and nothing is sent."""
    kling.configure(provider="cometapi", api_key=KEY)
    kling.budget(0)
    with pytest.raises(InputError) as caught:
        kling.generate(GOOD)
    kling.configure(provider="simulator", api_key=None)

    assert "would pass your limit of $0.00 (spent or maybe spent: $0" in str(
        caught.value
    )
    check_nothing_sent(place)


def for_all(home: Path) -> None:
    home.mkdir()
    home.chmod(0o777)


def for_a_group(home: Path) -> None:
    home.mkdir()
    home.chmod(0o770)


def link(home: Path) -> None:
    (home.parent / "elsewhere").mkdir(mode=0o700)
    home.symlink_to("elsewhere")


def linked_journal(home: Path) -> None:
    home.mkdir(mode=0o700)
    (home / "journal.sqlite3").symlink_to(home.parent / "elsewhere.sqlite3")


def of_another(home: Path) -> None:
    home.mkdir(mode=0o700)
    os.chown(home, NOBODY, NOBODY)


def newer(home: Path) -> None:
    home.mkdir(mode=0o700)
    with closing(sqlite3.connect(home / "journal.sqlite3")) as db:
        db.execute("PRAGMA user_version = 99")


def damaged(home: Path) -> None:
    home.mkdir(mode=0o700)
    (home / "journal.sqlite3").write_bytes(b"no database" * 1000)


only_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")


@pytest.mark.parametrize(
    ("number", "spoil", "says"),
    [
        ("J1", for_all, "can be written by others (drwxrwxrwx)"),
        ("J1", for_a_group, "can be written by others (drwxrwx---)"),
        ("J1", link, "is a symbolic link"),
        ("J1", linked_journal, "symbolic links"),
        pytest.param("J1", of_another, "belongs to another user", marks=only_root),
        ("J2", newer, "written by a newer version"),
        ("J2", damaged, "cannot be used (file is not a database)"),
    ],
)
def test_a_journal_that_cannot_be_trusted(
    number: str, spoil: Callable[[Path], None], says: str, place: Path
) -> None:
    """Nothing is sent that could not be remembered."""
    spoil(place / "home")
    with pytest.raises(JournalError) as caught:
        kling.generate(GOOD)

    assert says in str(caught.value)
    assert "KLING_WIDGETS_HOME" in str(caught.value)
    assert caught.value.charged is False
    assert not (place / "elsewhere.sqlite3").exists()


def test_a_journal_in_another_mode_is_switched_back(place: Path) -> None:
    """J2: write-ahead logging does not work on network file systems."""
    (place / "home").mkdir(mode=0o700)
    with closing(sqlite3.connect(place / "home" / "journal.sqlite3")) as db:
        db.execute("PRAGMA journal_mode = WAL")
    kling.jobs()
    with closing(sqlite3.connect(place / "home" / "journal.sqlite3")) as db:
        (mode,) = db.execute("PRAGMA journal_mode").fetchone()

    assert mode == "delete"


def test_a_journal_that_is_locked(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """J2: by another program, for longer than is waited."""
    (place / "home").mkdir(mode=0o700)
    monkeypatch.setattr(_connection, "BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(place / "home" / "journal.sqlite3")) as db:
        db.execute("BEGIN EXCLUSIVE")
        with pytest.raises(JournalError, match="database is locked"):
            kling.generate(GOOD)
        db.rollback()

    check_nothing_sent(place)

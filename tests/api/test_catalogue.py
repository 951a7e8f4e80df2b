"""What each model can do, row by row, and a catalogue of one's own."""

from __future__ import annotations

import json
import os
from datetime import date
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

from kling_widgets.api import (
    ImageToVideoRequest,
    catalogue,
    check,
    estimate,
    live_models,
    load_catalogue,
    model,
    models,
    use_catalogue,
)
from kling_widgets.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BOTH = ("5", "10")
LONG = tuple(str(seconds) for seconds in range(3, 16))
GONE = date(2026, 9, 15)
TWO = ("std", "pro")

# model, modes, durations, where the tail, the brush, the camera, cfg_scale and sound
# work ("-": nowhere), withdrawn
ROWS: list[tuple[Any, ...]] = [
    ("kling-v1", TWO, BOTH, "std/5 pro/5", "std/5 pro/5", "-", True, "-", GONE),
    ("kling-v1-5", TWO, BOTH, "pro/5 pro/10", "pro/5", "pro/5", True, "-", GONE),
    ("kling-v1-6", TWO, BOTH, "pro/5 pro/10", "-", "-", True, "-", GONE),
    ("kling-v2-master", (), BOTH, "-", "-", "-", False, "-", GONE),
    ("kling-v2-1", TWO, BOTH, "pro/5 pro/10", "-", "-", False, "-", GONE),
    ("kling-v2-1-master", (), BOTH, "-", "-", "-", False, "-", GONE),
    ("kling-v2-5-turbo", TWO, BOTH, "pro/5 pro/10", "-", "-", False, "-", None),
    ("kling-v2-6", TWO, BOTH, "pro/5 pro/10", "-", "-", False, "pro/5 pro/10", None),
    (
        "kling-v3",
        (*TWO, "4k"),
        LONG,
        " ".join(f"{m}/{d}" for m, d in product(TWO, LONG)),
        "-",
        "-",
        False,
        " ".join(f"{m}/{d}" for m, d in product((*TWO, "4k"), LONG)),
        None,
    ),
]


def test_no_model_is_missing() -> None:
    """The table below names every model, and the catalogue no other."""
    assert {row[0] for row in ROWS} == {known.name for known in models()}


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_a_model(row: tuple[Any, ...]) -> None:
    """Each model has just the features that Kling's capability map gives it."""
    name, modes, durations, tail, brush, camera, cfg_scale, sound, withdrawn = row
    known = model(name)
    assert known is not None

    def places(feature: str) -> str:
        found = [
            f"{mode}/{duration}"
            for mode, duration in known.combinations()
            if known.supports(feature, mode=mode, duration=duration)
        ]
        return " ".join(found) or "-"

    assert (known.modes, known.durations) == (modes, durations)
    assert places("image_tail") == tail
    assert places("motion_brush") == brush
    assert places("camera_control") == camera
    assert known.supports("cfg_scale") == cfg_scale
    assert places("sound") == sound
    assert known.withdrawn == withdrawn
    assert known.is_live == (withdrawn is None)
    assert (known.as_of, known.source != "") == (date(2026, 9, 20), True)


def test_a_table_for_people() -> None:
    """In a notebook the models are a table with prices, sources and dates."""
    html = models()._repr_html_()

    assert ">kling-v2-6</td>" in html
    assert ">std $0.20<br>pro $0.33<br>" in html
    assert "read 2026-09-20" in html
    assert ">2026-09-20</td></tr>" in html
    assert "withdrawn<br>2026-09-15" in html
    assert "mathjax_ignore" in html


def test_a_table_for_a_terminal() -> None:
    """As text the models fit into a terminal's line, with prices and source."""
    head, first, *lines, source = repr(live_models()).splitlines()

    assert head.startswith("model")
    assert first.startswith("kling-v2-6")
    assert "std $0.20" in first
    assert max(map(len, [head, first, *lines])) <= 100
    assert "read 2026-09-20" in source


NEW = {
    "models": {
        "kling-v9": {
            "modes": ["ultra"],
            "durations": ["20"],
            "features": {"image_tail": ["ultra/20"]},
            "units_per_second": {"ultra": "2.5"},
            "source": "a letter",
            "as_of": "2027-01-01",
        },
        "kling-v1": {"withdrawn": False},
    }
}


@pytest.fixture
def _own_catalogue() -> Iterator[None]:
    use_catalogue(load_catalogue(NEW))
    yield
    use_catalogue(None)


@pytest.mark.usefixtures("_own_catalogue")
def test_a_catalogue_of_ones_own() -> None:
    """A new model is known with all it can do, and a known one is changed in part."""
    request = ImageToVideoRequest(
        "https://e.com/a.png",
        model_name="kling-v9",
        duration="20",
        image_tail="https://e.com/b.png",
    )
    v1 = model("kling-v1")

    assert request.to_json()["mode"] == "ultra"
    assert request.warnings == ()
    assert estimate(request, through_gateway=False).dollars == Decimal("7.00")  # type: ignore[union-attr]
    assert v1 is not None
    assert (v1.withdrawn, v1.modes) == (None, TWO)
    assert "kling-v9" in {known.name for known in live_models()}


def test_the_builtin_catalogue_comes_back() -> None:
    """Without a catalogue of one's own, the built-in one is in use."""
    assert catalogue() == load_catalogue()
    assert any(f.rule == "model-known" for f in check({"model_name": "kling-v9"}))


@pytest.mark.parametrize("suffix", [".toml", ".json"])
def test_a_catalogue_from_a_file(suffix: str, tmp_path: Path) -> None:
    """The same may stand in a TOML or a JSON file."""
    toml = '[models.kling-v9]\nmodes = ["ultra"]\nwithdrawn = 2027-01-01\n'
    as_json = json.dumps(
        {"models": {"kling-v9": {"modes": ["ultra"], "withdrawn": "2027-01-01"}}}
    )
    path = tmp_path / f"own{suffix}"
    path.write_text(toml if suffix == ".toml" else as_json, "utf-8")

    known = load_catalogue(path).model("kling-v9")

    assert known is not None
    assert (known.modes, known.withdrawn) == (("ultra",), date(2027, 1, 1))


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ({"modells": {}}, "catalogue: unknown key 'modells'; known: as_of"),
        ({"models": []}, "catalogue: models: need a table, got []."),
        ({"models": {"a b": {}}}, "catalogue: 'a b' cannot be a model's name."),
        ({"models": {5: {}}}, "catalogue: 5 cannot be a model's name."),
        ({"models": {"x": 5}}, "catalogue: models.x: need a table, got 5."),
        ({"models": {"x": {"y": 1}}}, "catalogue: models.x: unknown key 'y'; known"),
        ({"models": {"x": {"modes": "std"}}}, "models.x.modes: need a list of words"),
        ({"models": {"x": {"durations": [5]}}}, "models.x.durations: need a list"),
        (
            {"models": {"x": {"durations": []}}},
            "models.x.durations: need a list of who",
        ),
        ({"models": {"x": {"durations": ["a"]}}}, "models.x.durations: need a list of"),
        (
            {"models": {"x": {"output": "\ud800"}}},
            "models.x.output: need text, got '?'",
        ),
        ({"models": {"x": {"features": ["y"]}}}, "models.x.features: need a table"),
        ({"models": {"x": {"features": {"y": "z"}}}}, "x.features: need a table"),
        ({"models": {"x": {"withdrawn": "soon"}}}, "x.withdrawn: need a day such as"),
        ({"models": {"x": {"output": 5}}}, "models.x.output: need text, got 5."),
        (
            {"models": {"x": {"units_per_second": {"std": "NaN"}}}},
            "models.x.units_per_second: need a table of prices",
        ),
        (None, "catalogue: need the path of a TOML or JSON file, or a mapping; got N"),
        (5, "catalogue: need the path of a TOML or JSON file, or a mapping; got 5."),
        ("~nobody-at-all/a.toml", "catalogue '~nobody-at-all/a.toml' cannot be read: "),
        ({"unit_dollars": 10**400}, 'catalogue.unit_dollars: need a price such as "0.'),
        ({"unit_dollars": "1e999"}, "at most 1,000,000, got '1e999'."),
        (
            {"unit_dollars": "free"},
            'catalogue.unit_dollars: need a price such as "0.14"',
        ),
    ],
)
def test_a_catalogue_that_makes_no_sense(source: Any, sentence: str) -> None:
    """What no catalogue can hold is refused, with the place and what it needs."""
    with pytest.raises(ConfigError) as caught:
        load_catalogue(source)

    assert sentence in caught.value.message


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.toml", "x ="), ("a.json", "{"), ("b.json", "[" * 100_000), ("c.json", "[]")],
)
def test_a_file_that_cannot_be_read(name: str, content: str, tmp_path: Path) -> None:
    """A broken file is named, and so is one that is not there."""
    path = tmp_path / name
    path.write_text(content, "utf-8")

    for source in (path, tmp_path / "missing.toml"):
        with pytest.raises(ConfigError, match=r"^catalogue '.*' cannot be read: "):
            load_catalogue(source)


def test_only_a_catalogue_can_be_used() -> None:
    """What `load_catalogue` did not make is refused at once, not at the next request."""
    with pytest.raises(ConfigError, match="need what load_catalogue returns, got 'x'"):
        use_catalogue("x")  # type: ignore[arg-type]
    assert catalogue() == load_catalogue()


def test_a_catalogue_in_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that the environment names is laid over ours, and read anew if changed."""
    file = tmp_path / "mine.toml"
    file.write_text("[models.kling-v9]\n", "utf-8")
    monkeypatch.setenv("KLING_WIDGETS_CATALOGUE", str(file))
    first = model("kling-v9")
    file.write_text('[models.kling-v10]\nmodes = ["pro"]\n', "utf-8")
    os.utime(file, (1, 1))

    assert first is not None
    assert model("kling-v10") is not None
    assert model("kling-v2-6") is not None


def test_a_missing_catalogue_in_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A file that is not there is an error, not silence."""
    monkeypatch.setenv("KLING_WIDGETS_CATALOGUE", "nowhere.toml")

    with pytest.raises(ConfigError, match=r"nowhere\.toml' cannot be read"):
        models()

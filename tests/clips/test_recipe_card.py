"""A recipe as a person reads it."""

from __future__ import annotations

import re

import pytest

from kling_widgets._language import use_language
from kling_widgets.clips._recipe_card import recipe_card
from tests.clips._recipes import LINK, SIGNED, group, picture, recipe, wire
from tests.clips._tags import Tags

PAYLOADS = [
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "</td></table><script>alert(1)</script>",
    "$\\href{javascript:alert(1)}{x}$",
    "{rows}{0.__class__}",
    "&lt;script&gt;",
]


def words(page: str) -> str:
    return re.sub(r"<[^>]*>", "|", page)


def test_the_card_says_how_the_clip_was_made() -> None:
    """Model, words, pictures, ids, times and prices, one to a row."""
    made = recipe(wire(dynamic_masks=[group()]))

    text = recipe_card(made)["text/plain"]

    names = [line.split("  ")[0] for line in text.splitlines()]
    assert names == [
        *("Made by", "dynamic_masks", "prompt", "image", "dynamic_masks[0].mask"),
        *("Task", "Job", "Asked for", "Estimate", "Charged", "Version", "Seed"),
    ]
    assert "kling-v2-6 · pro · 5 s · cometapi" in text
    assert "2026-03-01 10:22 UTC, done 164 s later" in text
    assert "1.5 units, $0.20, price list of 2026-03-01" in text


def test_it_says_plainly_that_there_is_no_seed() -> None:
    """In HTML and in text alike."""
    card = recipe_card(recipe())

    assert all("The API has no seed" in shown for shown in card.values())


def test_a_recipe_shows_itself_as_its_card() -> None:
    """A cell that ends on `clip.recipe` shows the table."""
    made = recipe()

    assert made._repr_mimebundle_(include=None) == recipe_card(made)


def test_unknown_things_take_no_row() -> None:
    """A clip that was never billed has no empty lines on its card."""
    made = recipe(cost=None, estimate=None, finished_at=None, task_id=None)

    text = recipe_card(made)["text/plain"]

    assert not {"Charged", "Estimate", "Task"} & {
        line.split("  ")[0] for line in text.splitlines()
    }
    assert "2026-03-01 10:22 UTC" in text.splitlines()[4]


def test_the_simulator_charges_nothing() -> None:
    """Its units are counted as Kling's, and are no bill."""
    card = recipe_card(recipe(provider="simulator"))["text/plain"]

    assert re.search(r"^Charged +Nothing: the simulator is free\.$", card, re.MULTILINE)


@pytest.mark.parametrize(
    ("image", "told"),
    [
        (picture(), "PNG, 1 kB, SHA-256 "),
        (LINK, f"{LINK}, SHA-256 "),
        (SIGNED, f"{LINK} (what followed was not kept), SHA-256 "),
    ],
)
def test_a_picture_is_told_by_kind_and_fingerprint(image: str, told: str) -> None:
    """A file by its size, a link by its address."""
    assert told in recipe_card(recipe(wire(image=image)))["text/plain"]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_foreign_recipe_is_never_markup(payload: str) -> None:
    """Whatever it says in any place, it adds no tag, and reads as itself."""
    plain = recipe(wire(prompt="x"), provider="x", task_id="x", version="x")
    hostile = recipe(
        wire(prompt=payload), provider=payload, task_id=payload, version=payload
    )

    page = recipe_card(hostile)["text/html"]

    assert [t for t, _ in Tags(page).found] == [
        t for t, _ in Tags(recipe_card(plain)["text/html"]).found
    ]
    assert Tags(page).found[0][1]["class"] == (
        "kling-recipe mathjax_ignore tex2jax_ignore"
    )


def test_the_card_is_words_on_lines() -> None:
    """Nothing invisible and no line break gets into a row."""
    made = recipe(wire(prompt="one\ntwo\x1b[2J\u202e"))

    lines = recipe_card(made)["text/plain"].splitlines()

    assert "prompt     one two[2J" in lines


def test_the_card_in_korean() -> None:
    """Its own words are told, the request's are not, and the text's columns stand."""
    made = recipe(wire(prompt="Seed", dynamic_masks=[group()]))
    use_language("ko")
    try:
        card = recipe_card(made)
    finally:
        use_language(None)

    text = card["text/plain"]
    assert "kling-v2-6 · pro · 5초 · cometapi" in text
    assert "1.5유닛, $0.20, 2026-03-01 가격표 기준" in text
    assert "2026-03-01 10:22 UTC, 164초 뒤 완성" in text
    assert re.search("^prompt +Seed$", text, re.MULTILINE)
    assert not re.search("Made by|Charged|Version|no seed", card["text/html"])
    # "만든 모델" takes 9 columns, "dynamic_masks[0].mask" 21.
    assert text.startswith(f"만든 모델{' ' * (21 - 9)}  kling")

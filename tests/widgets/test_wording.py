"""How a sentence reads right below the field that it names."""

from __future__ import annotations

import pytest

from kling_widgets.widgets.view import without_name


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("mode: need text, got 7.", "Need text, got 7."),
        ("mode: empty; Kling then chooses.", "Empty; Kling then chooses."),
        ("mode: kling-v1-5 is withdrawn.", "kling-v1-5 is withdrawn."),
        ("mode: 'cat.png' is a folder.", "'cat.png' is a folder."),
        ("other: no such thing.", "Other: no such thing."),
    ],
)
def test_only_a_word_begins_with_a_capital(sentence: str, expected: str) -> None:
    """A model's name stays as it is typed."""
    assert without_name(sentence, "mode") == expected

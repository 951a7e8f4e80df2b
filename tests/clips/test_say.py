"""Words for people."""

from __future__ import annotations

import pytest

from kling_widgets.clips._say import byte_words, in_html, on_one_line


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1_000, "1 kB"),
        (56_789, "57 kB"),
        (999_700, "1.0 MB"),
        (1_234_567, "1.2 MB"),
        (123_456_789, "123.5 MB"),
        (2_500_000_000, "2.5 GB"),
    ],
)
def test_bytes_are_said_in_a_person_s_unit(count: int, words: str) -> None:
    """Never a thousand of one unit where there is the next."""
    assert byte_words(count) == words


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\nb\r\n\tc", "a b c"),
        ("\x1b]8;;http://x\x07link", "]8;;http://xlink"),
        ("safe\u202egpj.exe", "safegpj.exe"),
        ("\u2028broken\ud800", "broken"),
        ("family \U0001f468\u200d\U0001f469", "family \U0001f468\u200d\U0001f469"),
    ],
)
def test_a_line_holds_nothing_invisible(text: str, line: str) -> None:
    """Controls, directions and line breaks go, emoji stay whole."""
    assert on_one_line(text) == line


def test_markup_becomes_text() -> None:
    """Every sign with a meaning in HTML is escaped, quotes too."""
    assert in_html('<b a="\'">&') == "&lt;b a=&quot;&#x27;&quot;&gt;&amp;"

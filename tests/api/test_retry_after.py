"""How long the provider asks to wait, in every form that is seen."""

from __future__ import annotations

from email.utils import parsedate_to_datetime

import pytest

from kling_widgets.api._retry_after import retry_after

NOW = parsedate_to_datetime("Fri, 29 Sep 2023 16:26:37 GMT").timestamp()


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("20", 20),
        ("0.5", None),
        ("1_000", None),
        ("+5", None),
        ("1e3", None),
        ("0x10", None),
        ("\uff15", None),
        ("\u0665", None),
        ("9" * 5000, None),
        (" 7 ", 7),
        ("60", 60),
        ("121", 121),
        ("86400", 86400),
        ("86401", None),
        ("0", None),
        ("-0", None),
        ("-10", None),
        ("inf", None),
        ("-inf", None),
        ("nan", None),
        ("1e400", None),
        ("99999999999999999999999999999999999", None),
        ("", None),
        ("soon", None),
        ("1 2", None),
        ("Fri, 29 Sep 2023 16:26:57 GMT", 20),
        ("Fri, 29 Sep 2023 16:27:37 GMT", 60),
        ("Fri, 29 Sep 2023 16:28:38 GMT", 121),
        ("Fri, 29 Sep 2023 16:26:37 GMT", None),
        ("Fri, 29 Sep 2023 16:26:27 GMT", None),
        ("Sat, 30 Sep 2023 16:26:38 GMT", None),
        ("Zun, 29 Sep 2023 16:26:57 GMT", 20),
        ("Friday, 29-Sep-23 16:26:57 GMT", 20),
        ("Fri Sep 29 16:26:57 2023", 20),
        ("Fri, 29 Sep 2023 16:26:57 -0000", None),
        ("Fri, \uff12\uff19 Sep 2023 16:26:57 GMT", None),
        ("29 Xep 2023 16:26:57 GMT", None),
        ("Fri, 29 Sep 100000 16:26:57 GMT", None),
        ("Fri, 29 Sep 0001 16:26:57 -2359", None),
        ("Fri, 29 Sep 2023 25:61:61 GMT", None),
    ],
)
def test_the_header(text: str, seconds: float | None) -> None:
    """Seconds and dates are read as RFC 9110 has them; anything else is ignored."""
    assert retry_after({"retry-after": text}, now=NOW) == seconds


def test_milliseconds_are_finer() -> None:
    """`retry-after-ms` is read first."""
    headers = {"retry-after-ms": "1500", "retry-after": "20"}

    assert retry_after(headers) == 1.5


def test_broken_milliseconds() -> None:
    """Where the finer header is no number, the other one counts."""
    headers = {"retry-after-ms": "soon", "retry-after": "20"}

    assert retry_after(headers) == 20


def test_a_date_counts_from_the_answers_own() -> None:
    """Our clock may be a day off: the answer's `Date` is what counts."""
    headers = {
        "date": "Fri, 29 Sep 2023 16:26:37 GMT",
        "retry-after": "Fri, 29 Sep 2023 16:26:57 GMT",
    }

    assert retry_after(headers, now=NOW + 86400) == 20


def test_an_old_date_is_measured_by_the_clock() -> None:
    """Without a `Date`, this computer's clock is used."""
    assert retry_after({"retry-after": "Fri, 29 Sep 2023 16:26:57 GMT"}) is None


def test_no_header() -> None:
    """Where nothing asks to wait, nothing is made up."""
    assert retry_after({}) is None

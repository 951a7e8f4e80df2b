"""The documentation's pages: one for each public name."""

from __future__ import annotations

import re
from pathlib import Path

import kling_widgets
from scripts.reference import file_of, pages

DOCS = Path(__file__).parents[1] / "docs"


def test_every_name_has_a_page() -> None:
    """Each name of the package has a page, and a row with what it is."""
    written = pages()

    rows = dict(re.findall(r"\| \[`(\w+)`\]\(\S+\) \| (.*) \|", written["index.md"]))

    assert sorted(rows) == sorted(kling_widgets.__all__)
    assert all(summary.strip() for summary in rows.values())
    assert {file_of(name) for name in rows} == written.keys() - {"index.md"}


def test_a_page_is_generated_from_the_docstring() -> None:
    """A page names the object that it is filled from, nothing is written twice."""
    written = pages()

    assert "::: kling_widgets.widgets._studio.Studio" in written["Studio.md"]
    assert "::: kling_widgets.jobs._job_list.jobs" in written["jobs.md"]


def test_written_pages_lead_to_pages() -> None:
    """Each link between the pages has something at its other end."""
    there = {f"reference/{name}" for name in pages()}
    links = {
        link
        for page in DOCS.glob("*.md")
        for link in re.findall(r"\]\(([^)#:]+\.md)\)", page.read_text("utf-8"))
    }

    missing = {link for link in links - there if not (DOCS / link).exists()}

    assert links & there
    assert missing == set()

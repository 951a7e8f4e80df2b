"""The documentation's pages: one for each public name."""

from __future__ import annotations

import re
from importlib.metadata import version
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

    assert "::: kling_widgets.widgets.panel._studio.Studio" in written["Studio.md"]
    assert "::: kling_widgets.jobs._job_list.jobs" in written["jobs.md"]


def test_the_versions_are_those_that_are_asked_for() -> None:
    """What the page says it works from is what an installation asks for."""
    text = (DOCS.parent / "pyproject.toml").read_text("utf-8")
    asked = dict(re.findall(r'"([A-Za-z0-9]+)>=([0-9.]+)"', text))

    told = versions()

    assert {name: told[name][0] for name in ("JupyterLab", "Notebook", "Pillow")} == {
        "JupyterLab": asked["jupyterlab"],
        "Notebook": asked["notebook"],
        "Pillow": asked["Pillow"],
    }


def test_the_advised_versions_are_those_that_are_tested() -> None:
    """What runs these tests is never older than what users are advised to have."""
    told = {name: (advised, version(name)) for name, (_, advised) in versions().items()}

    old = {name for name, (advised, here) in told.items() if key(here) < key(advised)}

    assert told.keys() == {"JupyterLab", "Notebook", "Pillow", "h11"}
    assert old == set()


def versions() -> dict[str, tuple[str, str]]:
    """Each package of the page with the version it works from and the advised one."""
    page = (DOCS / "versions.md").read_text("utf-8")
    rows = re.findall(r"^\| (\w+) \| (\S+) \| ([0-9.]+) \|", page, re.MULTILINE)
    return {name: (needed, advised) for name, needed, advised in rows}


def key(number: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", number)[:3]))


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

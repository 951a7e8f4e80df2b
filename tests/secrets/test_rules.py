"""The rules for secrets and hostile text, and the test that holds each of them."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
SESSIONS, SOURCES = "secrets/test_sessions.py", "secrets/test_sources.py"
AROUND, KEYS = "secrets/test_surroundings.py", "api/test_key.py"
HOSTILE, STRANGERS = "widgets/test_hostile_text.py", "widgets/test_strangers.py"

RULES = {
    "S1 no password widget": (SOURCES, "test_the_package_does_without"),
    "S2 nothing shows it": (SESSIONS, "test_nothing_shows_the_key"),
    "S2 nothing pickles it": (KEYS, "test_nothing_pickles_it"),
    "S3 no trait holds it": (SESSIONS, "test_no_widget_sends_a_secret"),
    "S4 a notebook is clean": ("test_canary.py", "test_a_notebook_holds_no_key"),
    "S5 errors hold nothing": (SESSIONS, "test_an_error_holds_no_key"),
    "S5 nor do their frames": (KEYS, "test_no_error_shows_it"),
    "S6 checked before use": (KEYS, "test_refused"),
    "S7 logs hold nothing": (SESSIONS, "test_a_log_holds_nothing"),
    "S7 libraries neither": (SESSIONS, "test_a_download_from_a_port_logs_no_link"),
    "S8 no picture in them": (SESSIONS, "test_a_log_holds_nothing"),
    "S9 the journal": (SESSIONS, "test_the_journal_holds_no_key_and_no_picture"),
    "S9 its signed links": (
        SESSIONS,
        "test_a_signed_link_goes_once_the_clip_is_saved",
    ),
    "S10 lessons": (SOURCES, "test_nobody_is_taught_to_type_a_key_into_a_cell"),
    "S10 a typed key": ("bad_inputs/test_surroundings.py", "test_a_key_in_a_cell"),
    "S11 no subprocess": (SOURCES, "test_the_package_does_without"),
    "S12 keyring": ("jobs/test_login.py", "test_an_unsafe_place_keeps_nothing"),
    "S13 the file's host": (
        "jobs/test_download.py",
        "test_nothing_of_ours_goes_to_the_host",
    ),
    "S14 redirects": ("api/test_transport.py", "test_redirects_are_not_followed"),
    "S15 the doctor": (
        "jobs/test_doctor.py",
        "test_it_says_that_there_is_a_key_and_no_more",
    ),
    "S16 the simulator": (
        "simulator/test_port.py",
        "test_only_this_machine_hears_it",
    ),
    "S17 the repository": (SOURCES, "test_no_file_holds_what_looks_like_a_secret"),
    "S18 only the pixels": (
        "bad_inputs/test_pictures.py",
        "test_only_the_pixels_of_the_first_frame_are_sent",
    ),
    "S19 file modes": (AROUND, "test_the_journal_is_for_its_user_alone"),
    "S20 test reports": (AROUND, "test_a_failing_test_shows_no_key"),
    "S21 proxies": (AROUND, "test_a_proxys_password_is_not_told"),
    "S22 no secret in messages": (SESSIONS, "test_no_widget_sends_a_secret"),
    "X1 templates": (HOSTILE, "test_html_comes_from_templates_only"),
    "X1 that are constants": (HOSTILE, "test_every_template_is_a_constant"),
    "X2 plain text only": (HOSTILE, "test_no_widget_holds_it_as_markup"),
    "X3 no HTML in labels": (HOSTILE, "test_what_would_interpret_text_is_not_used"),
    "X4 scripts": ("widgets/test_assets.py", "test_scripts_put_text_in_as_text"),
    "X5 addresses": ("browser/test_hostile_text.py", "test_all_texts_by_every_way"),
    "X6 clips from disk": (SESSIONS, "test_a_shown_clip_comes_from_disk"),
    "X7 file names": ("browser/_hostile.py", "file_name"),
    "X8 errors": (HOSTILE, "test_no_widget_holds_it_as_markup"),
    "X9 what shows itself": (STRANGERS, "test_a_text_adds_no_element"),
    "X9 a card that stays": (HOSTILE, "test_plain_output_holds_it_as_text"),
    "X10 printed text": (STRANGERS, "test_a_printed_text_moves_no_terminal"),
    "X11 no formula": (
        "browser/test_hostile_text.py",
        "test_a_few_texts_by_every_way",
    ),
    "X12 exported pages": (STRANGERS, "test_an_exported_page_has_no_more_scripts"),
    "X13 restored state": (STRANGERS, "test_forged_state_changes_nothing"),
    "X14 messages": (STRANGERS, "test_senseless_messages_do_nothing"),
    "X15 forged state": (STRANGERS, "test_forged_state_changes_nothing"),
    "X16 names on the page": (STRANGERS, "test_names_on_the_page_are_our_own"),
}
"""Every rule but X17, which is advice about versions and no behaviour of ours."""
NUMBERS = {*(f"S{n}" for n in range(1, 23)), *(f"X{n}" for n in range(1, 17))}


@cache
def functions(path: Path) -> set[str]:
    """What a file defines."""
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {node.name for node in nodes if isinstance(node, kinds)}


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_has_its_test(rule: str) -> None:
    """It is where the list says."""
    file, name = RULES[rule]

    assert name in functions(TESTS / file)


def test_no_rule_is_left_out() -> None:
    """By their numbers."""
    assert {rule.split()[0] for rule in RULES} == NUMBERS

"""The terminal views, against golden files; `pytest --rewrite` writes them anew."""

import re

import pytest
from rich.cells import cell_len
from rich.console import Console

from secondsource.cli.checked_terminal import show_check
from secondsource.cli.terminal import show_brief, show_group
from tests.cli.build_accounts import brief_answer, check_answer, group_answer, parted_answer
from tests.conftest import Golden
from tests.export.hostile import hostile


def console(width: int, *, colour: bool = False) -> Console:
    return Console(width=width, force_terminal=colour, highlight=False, legacy_windows=False)


@pytest.mark.parametrize("width", [100, 80, 40])
def test_a_brief_reads_well_in_a_terminal(golden: Golden, width: int) -> None:
    golden(f"brief-{width}.txt", show_brief(brief_answer(), console(width)))


@pytest.mark.parametrize("width", [80, 40])
def test_a_checked_draft_reads_well_in_a_terminal(golden: Golden, width: int) -> None:
    golden(f"check-{width}.txt", show_check(check_answer(), console(width)))


@pytest.mark.parametrize("width", [80, 40])
def test_a_sentence_in_parts_reads_well_in_a_terminal(golden: Golden, width: int) -> None:
    golden(f"parts-{width}.txt", show_check(parted_answer(), console(width)))


def test_groups_read_well_in_a_terminal(golden: Golden) -> None:
    golden("group.txt", show_group(group_answer(), console(80)))


@pytest.mark.parametrize("width", [20, 40, 80, 100])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    brief, check = (
        show_brief(brief_answer(), console(width)),
        show_check(check_answer(), console(width)),
    )
    assert all(cell_len(line) <= width for line in f"{brief}\n{check}".splitlines())


def test_without_a_terminal_there_is_no_colour() -> None:
    assert "\x1b" not in show_brief(brief_answer(), console(80))


def test_on_a_terminal_there_is_colour() -> None:
    assert "\x1b[" in show_brief(brief_answer(), console(80, colour=True))


def test_verdicts_are_told_in_words_too() -> None:
    text = show_check(check_answer(), console(80))
    assert all(word in text for word in ("Supported", "Contradicted (number)", "Not found"))


def test_a_report_cannot_steer_the_terminal() -> None:
    text = show_brief(hostile(), console(80))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)

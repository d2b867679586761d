"""Words in a picture never take up more room than they have, and run the way they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.web.pictures.lettering import (
    drawable,
    lettering,
    lines_of,
    runs_leftward,
    shortened,
    width,
)

START = lettering("", (0, 20), room=1, size=13)


def test_words_that_fit_are_drawn_whole() -> None:
    assert shortened("Barge hits bridge", 200, 12) == "Barge hits bridge"


def test_words_that_do_not_fit_end_with_an_ellipsis() -> None:
    cut = shortened("Barge hits the bridge over the Ansel", 100, 12)
    assert cut.endswith("…")
    assert "Barge hits the bridge".startswith(cut[:-1])


@given(st.text(), st.floats(25, 500), st.floats(8, 20))
def test_no_words_are_wider_than_their_room(text: str, room: float, size: float) -> None:
    assert width(shortened(text, room, size), size) <= room


@given(st.text())
def test_wider_type_takes_more_room(text: str) -> None:
    assert width(text, 10) <= width(text, 20)


@given(st.text(min_size=1), st.integers(1, 3))
def test_words_on_some_lines_fit_each_of_them(text: str, most: int) -> None:
    lines = lines_of(START, text, room=200, most=most)
    assert 1 <= len(lines) <= most
    # A single word longer than a line is cut, too.
    assert all(line.width <= 200 for line in lines)


def test_no_word_is_lost_between_two_lines() -> None:
    lines = lines_of(START, "A barge struck the bridge at night", room=160, most=2)
    assert " ".join(line.text for line in lines) == "A barge struck the bridge at night"


@pytest.mark.parametrize("text", ["جسر تولفان", "גשר", "… גשר Tolvane", "12 גשר"])
def test_words_of_a_script_written_to_the_left_run_leftward(text: str) -> None:
    assert runs_leftward(text)


@pytest.mark.parametrize("text", ["Tolvane", "12", "", "Tolvane גשר"])
def test_other_words_run_to_the_right(text: str) -> None:
    assert not runs_leftward(text)


def test_words_that_run_leftward_begin_at_their_right_end() -> None:
    leftward = lettering("גשר", (10, 20), room=100, size=12)
    assert (leftward.anchor, leftward.left) == ("end", 10)


def test_a_letter_with_a_tower_of_marks_keeps_a_few() -> None:
    assert drawable("e" + "\u0301" * 60) == "e" + "\u0301" * 3


def test_a_character_as_wide_as_a_line_is_known_to_be() -> None:
    assert width("\ufdfd", 10) > 100

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.stages.annotate.number_words import find_numerals


def read(text: str) -> list[tuple[str, float, float]]:
    found = find_numerals(text, 0, len(text))
    return [(text[n.start : n.end], n.low, n.high) for n in found]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1,200", 1200),
        ("4300", 4300),
        ("1 250 000", 1_250_000),
        ("2.1 billion", 2.1e9),
        ("1.8billion", 1.8e9),
        ("35 lakh", 3.5e6),
        ("1,00,000", 100_000),
        ("seven and a half", 7.5),
        ("one and a half million", 1.5e6),
        ("two million and a half", 2.5e6),
        ("3 1/2", 3.5),
        ("7½", 7.5),
        ("two thousand and five", 2005),
        ("two hundred and thirty-eight thousand", 238_000),
        ("fifteen hundred", 1500),
        ("a hundred", 100),
        ("half a million", 500_000),
        ("half a dozen", 6),
        ("two dozen", 24),
        ("a couple of hundred", 200),
        ("ninety-nine", 99),
    ],
)
def test_a_figure_is_read_whole(written: str, value: float) -> None:
    assert read(f"It was {written}, they said.") == [(written, value, value)]


def test_words_that_form_no_one_number_are_two() -> None:
    assert [value for _, value, _ in read("two three")] == [2, 3]
    assert [value for _, value, _ in read("five and six")] == [5, 6]


def test_vague_numbers_are_spans() -> None:
    assert read("dozens of boats") == [("dozens", 24, 99)]
    assert read("tens of thousands marched") == [("tens of thousands", 20_000, 99_999)]


def test_a_word_that_only_holds_a_number_word_is_none() -> None:
    assert read("the tent of someone often lone") == []


@given(st.integers(0, 10**12))
def test_digits_with_commas_mean_what_they_say(value: int) -> None:
    written = f"{value:,}"
    assert read(written) == [(written, value, value)]


@given(st.text(max_size=60))
def test_any_text_is_read_without_overlap(text: str) -> None:
    ends = [0]
    for numeral in find_numerals(text, 0, len(text)):
        assert ends[-1] <= numeral.start < numeral.end <= len(text)
        ends.append(numeral.end)

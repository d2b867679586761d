"""Quotation marks of every kind, told from apostrophes and from marks without a partner."""

import pytest

from secondsource.stages.annotate.quotation_marks import quotations


def between(text: str) -> list[str]:
    return [one.inner.within(text) for one in quotations(text)]


@pytest.mark.parametrize(
    "pair", ["“”", "„“", "„”", "””", '""', "«»", "»«", "‹›", "‘’", "''", "‚‘", "`'", ("``", "''")]
)
def test_every_pair_of_marks_is_read(pair: tuple[str, str]) -> None:
    text = f"She said: {pair[0]}We leave at dawn{pair[1]}."
    assert between(text) == ["We leave at dawn"]


@pytest.mark.parametrize("mark", ["'", "’"])
def test_an_apostrophe_is_no_mark(mark: str) -> None:
    assert (
        between(f"The miners{mark} union didn{mark}t strike in the {mark}90s, it{mark}s said.")
        == []
    )


def test_a_plural_possessive_does_not_close_a_single_quotation() -> None:
    text = "‘The miners’ lamps were out,’ he said. ‘All of them.’"
    assert between(text) == ["The miners’ lamps were out,", "All of them."]


def test_a_quotation_within_a_quotation_is_part_of_it() -> None:
    text = "“He told me ‘never again’ and left,” she said."
    assert between(text) == ["He told me ‘never again’ and left,"]


def test_single_marks_may_hold_double_ones() -> None:
    assert between("‘He told me “never” and left,’ she said.") == ["He told me “never” and left,"]


def test_a_paragraph_that_reopens_a_quotation_is_known_as_such() -> None:
    text = "“The pump failed.\n\n“Then the dyke went,” she said."
    first, second = quotations(text)
    assert first.inner.within(text) == "The pump failed."
    assert (first.reopened, second.reopened) == (False, True)


def test_a_mark_left_open_in_mid_sentence_opens_nothing() -> None:
    assert between('The plank was 6" long and the "best" they had.') == ["best"]


def test_a_lost_closing_mark_does_not_turn_the_marks_after_it_round() -> None:
    text = 'He wrote "the end of it. Later he said "No."\n\n"Yes," she said.'
    assert between(text) == ["No.", "Yes,"]


def test_typewritten_pairs_of_apostrophes_are_double_marks() -> None:
    assert between("''That's all,'' he said. ''Go.''") == ["That's all,", "Go."]


def test_marks_around_nothing_are_no_quotation() -> None:
    assert between('He wrote "" and "…".') == []


def test_many_marks_without_partners_are_read_in_linear_time() -> None:
    assert between(" 'a" * 20_000 + " “b" * 20_000) == []


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n\r\n", "\n \n"])
def test_paragraphs_may_be_parted_by_one_line_break_or_two(gap: str) -> None:
    text = f'"The pump failed.{gap}"Then the dyke went," she said.'
    first, second = quotations(text)
    assert first.inner.within(text) == "The pump failed."
    assert second.reopened

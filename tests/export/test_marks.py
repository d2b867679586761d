"""Cutting a text at its passages: nothing lost, every passage whole."""

from hypothesis import given
from hypothesis import strategies as st

from secondsource.export.marks import marks
from secondsource.records.evidence import Span


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, dict[Span, str]]:
    text = draw(st.text(min_size=1, max_size=30))
    ends = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(ends, ends), max_size=8))
    spans = dict.fromkeys(Span(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1])
    return text, {span: f"p{n}" for n, span in enumerate(spans)}


@given(marked_texts())
def test_the_cut_text_is_the_text(case: tuple[str, dict[Span, str]]) -> None:
    text, ids = case
    assert "".join(mark.text for mark in marks(text, ids)) == text


@given(marked_texts())
def test_the_marks_of_a_passage_are_the_passage(case: tuple[str, dict[Span, str]]) -> None:
    text, ids = case
    cut = marks(text, ids)
    for span, id_ in ids.items():
        assert "".join(mark.text for mark in cut if id_ in mark.ids) == span.within(text)


@given(marked_texts())
def test_a_passage_starts_once_and_at_its_first_mark(case: tuple[str, dict[Span, str]]) -> None:
    cut = marks(*case)
    for id_ in case[1].values():
        starting = [mark for mark in cut if id_ in mark.starts]
        assert starting == [next(mark for mark in cut if id_ in mark.ids)]


def test_a_text_without_passages_is_one_mark() -> None:
    assert [mark.text for mark in marks("Rain fell.", {})] == ["Rain fell."]


def test_an_empty_text_has_no_marks() -> None:
    assert marks("", {}) == ()

"""What counts as a change of a report, and what does not."""

import time

from secondsource.records.brief import Figure
from secondsource.records.evidence import Passage, Span
from secondsource.records.report import Report
from secondsource.stages.follow.revision import Draft, Revision, revise

TEXT = (
    "Dr. Mirel Tann closed the bridge on Monday. Some 40 lorries were turned back.\n\n"
    "Share this page\n\n"
    "The river had risen by two metres. Nobody was hurt."
)
STATED = (
    "Dr. Mirel Tann closed the bridge on Monday",
    "Some 40 lorries were turned back",
    "The river had risen by two metres",
    "Nobody was hurt",
)


def draft(text: str, *stated: str, figures: tuple[tuple[str, float], ...] = ()) -> Draft:
    """A version in which the words given state something."""
    report = Report.from_text(text, outlet="The Post")
    spans = tuple(Span(text.index(one), text.index(one) + len(one)) for one in stated)
    found = []
    for words, value in figures:
        at = text.index(words)
        passage = Passage(report.id, at, at + len(words))
        found.append(Figure(passage, value, value, "", "lorry"))
    return Draft(report, spans, tuple(found))


def change(was: str, now: str) -> Revision:
    """What differs when `now` stands in the text where `was` stood."""
    later = tuple(one.replace(was, now) for one in STATED)
    text = TEXT.replace(was, now)
    return revise(draft(TEXT, *STATED), draft(text, *(one for one in later if one in text)))


def test_the_same_text_has_no_revision() -> None:
    assert not change("bridge", "bridge")


def test_other_quotation_marks_and_spaces_change_nothing() -> None:
    old = draft('She said "go".  It\'s over for us.', 'She said "go"', "It's over for us")
    text = "She said \u201cgo\u201d. It\u2019s over for us."
    new = draft(text, "She said \u201cgo\u201d", "It\u2019s over for us")
    assert not revise(old, new)


def test_statements_in_another_order_change_nothing() -> None:
    old = draft("It rained all day. The bridge fell.", "It rained all day", "The bridge fell")
    new = draft("The bridge fell. It rained all day.", "It rained all day", "The bridge fell")
    assert not revise(old, new)


def test_what_states_nothing_changes_nothing() -> None:
    assert not change("Share this page", "Read our newsletter for more stories")


def test_a_reworded_statement_is_shown_whole_with_its_title_uncut() -> None:
    revision = change("on Monday", "on Tuesday")
    ((was, now),) = revision.reworded
    assert TEXT[was.start : was.end] == "Dr. Mirel Tann closed the bridge on Monday."
    assert now.report_id != was.report_id
    assert not (revision.gone or revision.new)


def test_a_statement_with_no_counterpart_is_gone() -> None:
    revision = change(" Nobody was hurt.", "")
    assert [TEXT[p.start : p.end] for p in revision.gone] == ["Nobody was hurt."]
    assert not (revision.reworded or revision.new)


def test_a_sentence_that_is_told_twice_and_then_once_is_gone_once() -> None:
    old = draft("It rained. The bridge fell. It rained.", "It rained", "The bridge fell")
    old = Draft(old.report, (*old.claims, Span(28, 37)), ())  # type: ignore[misc]
    new = draft("It rained. The bridge fell.", "It rained", "The bridge fell")
    assert len(revise(old, new).gone) == 1


def test_a_figure_is_paired_with_the_one_of_its_measure() -> None:
    text = TEXT.replace("Some 40 lorries", "Some 60 lorries")
    was = draft(TEXT, *STATED, figures=(("40 lorries", 40),))
    now = draft(text, *(s.replace("40", "60") for s in STATED), figures=(("60 lorries", 60),))
    ((one, other),) = revise(was, now).figures
    assert (one.low, other.low) == (40, 60)


def test_a_title_that_differs_in_more_than_typography_is_a_change() -> None:
    old = Draft(Report.from_text("It rained.", title="Rain, \u2018at last\u2019"), (), ())
    same = Draft(Report.from_text("It rained.", title="Rain, 'at last'"), (), ())
    other = Draft(Report.from_text("It rained.", title="Rain at last, and hail"), (), ())
    assert not revise(old, same)
    assert revise(old, other).title == ("Rain, \u2018at last\u2019", "Rain at last, and hail")


def test_a_live_page_of_a_thousand_new_sentences_is_compared_in_a_moment() -> None:
    sentences = [
        f"At minute {n} the crew of boat {n * 7} was seen off the coast." for n in range(2000)
    ]
    old, new = "\n".join(sentences[:1000]), "\n".join(sentences[1000:])
    began = time.process_time()
    revision = revise(draft(old, *sentences[:1000]), draft(new, *sentences[1000:]))
    assert revision
    assert time.process_time() - began < 5

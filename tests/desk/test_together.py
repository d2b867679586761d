"""The order of work: reports in, stories, briefs and findings out; nothing lost on the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import secondsource
from secondsource.abilities import Parser
from secondsource.desk import Desk, reading
from secondsource.errors import BadInput
from secondsource.models.lexical_entailer import LexicalEntailer
from secondsource.models.onnx_encoder import OnnxEncoder
from secondsource.records.evidence import Maker
from secondsource.records.finding import Verdict
from secondsource.records.parse import Parse, Segmented
from secondsource.records.report import Report
from secondsource.records.story import Kind, Relation
from tests.build import encoder, parser, report

CRASH = (
    "A freight train left the rails near Ostrel on Tuesday morning. The crash derailed 14 wagons "
    "and closed the line to the coast. The driver of the train was unhurt, the railway said."
)
AGAIN = (
    "Trains to the coast stand still. The crash near Ostrel derailed 19 wagons of a freight train "
    "on Tuesday morning, and the railway has ordered a crane to clear the line."
)
FERN = (
    "Botanists in Belmora have sequenced the genome of a fern with an unusual number of "
    "chromosomes. The fern grows on two islands only."
)
WRITTEN = datetime(2025, 10, 17, 8, 0, tzinfo=UTC)


@dataclass
class Counting:
    """A parser that counts the texts it parses; those with a star it fails on."""

    real: Parser
    texts: int = 0

    @property
    def maker(self) -> Maker:
        return self.real.maker

    def parse(self, texts: Sequence[Segmented]) -> list[Parse]:
        if any("*" in one.text for one in texts):
            raise RuntimeError("stars")
        self.texts += len(texts)
        return self.real.parse(texts)


@dataclass
class Loaded:
    """Models that are loaded already."""

    parser: Counting
    encoder: OnnxEncoder
    entailer: LexicalEntailer


def models() -> Loaded:
    return Loaded(Counting(parser()), encoder(), LexicalEntailer())


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk(models(), lambda: WRITTEN)


def test_a_brief_tells_each_story_the_one_with_most_reports_first(desk: Desk) -> None:
    answer = desk.brief([report(FERN), report(CRASH), report(AGAIN, outlet="The Herald")])
    assert [len(account.reports) for account in answer.stories] == [2, 1]
    assert answer.set_aside == ()


def test_files_are_opened_and_those_that_are_missing_set_aside(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "crash.txt").write_text(CRASH)
    reports, aside = desk.open([tmp_path / "crash.txt", tmp_path / "nothing.txt"])
    assert [one.text.strip() for one in reports] == [CRASH]
    assert len(aside) == 1
    assert "nothing.txt" in aside[0].input


def test_a_brief_is_dated_by_the_clock_of_the_desk(desk: Desk) -> None:
    (account,) = desk.brief([report(CRASH)]).stories
    assert account.brief.written == WRITTEN


def test_a_brief_shows_the_conflict_between_its_reports(desk: Desk) -> None:
    (account,) = desk.brief([report(CRASH), report(AGAIN, outlet="The Herald")]).stories
    conflicts = [p for p in account.alignment.points if p.relation is Relation.CONFLICT]
    assert [point.kind for point in conflicts] == [Kind.NUMBER]


def test_no_reports_make_no_stories_and_support_nothing(desk: Desk) -> None:
    assert desk.group([]).stories == ()
    assert desk.brief([]).stories == ()
    (finding,) = desk.check("The crash derailed 14 wagons.", against=[]).findings
    assert finding.verdict is Verdict.NOT_FOUND


def test_a_draft_without_a_sentence_has_no_findings(desk: Desk) -> None:
    answer = desk.check("", against=[report(CRASH)])
    assert answer.findings == ()
    assert [one.text for one in answer.reports] == [CRASH]


def test_the_same_report_given_twice_counts_once(desk: Desk) -> None:
    answer = desk.group([report(CRASH), report(CRASH)])
    assert len(answer.reports) == 1
    assert [len(story.report_ids) for story in answer.stories] == [1]


def test_a_check_names_the_reports_and_their_origins(desk: Desk) -> None:
    reports = [report(CRASH), report(AGAIN, outlet="The Herald"), report(FERN)]
    answer = desk.check("The crash derailed 14 wagons.", against=reports)
    assert {one.id for one in answer.reports} == {one.id for one in reports}
    named = [i for origin in answer.origins for i in origin.report_ids]
    assert sorted(named) == sorted(one.id for one in reports)


def test_a_draft_is_read_as_if_written_after_the_last_report(desk: Desk) -> None:
    dated = report(CRASH)
    undated = report(CRASH, published=None)
    draft = "The train left the rails on Tuesday morning near Ostrel."
    for one in (dated, undated):
        (finding,) = desk.check(draft, against=[one]).findings
        assert finding.verdict is Verdict.SUPPORTED


def test_a_report_is_read_once_however_often_it_is_asked_about() -> None:
    own = models()
    desk = Desk(own, lambda: WRITTEN)
    desk.brief([report(CRASH)])
    first = own.parser.texts
    desk.brief([report(CRASH)])
    assert own.parser.texts == first == 1


def test_a_report_kept_answers_under_the_name_it_was_given_last(desk: Desk) -> None:
    desk.brief([report(CRASH, ref="monday.txt")])
    (account,) = desk.brief([report(CRASH, ref="copy.txt")]).stories
    assert [one.ref for one in account.reports] == ["copy.txt"]


def test_a_desk_forgets_the_reports_asked_about_longest_ago(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reading, "REPORTS_KEPT", 1)
    own = models()
    desk = Desk(own, lambda: WRITTEN)
    for text in (CRASH, FERN, FERN, CRASH):
        desk.brief([report(text)])
    assert own.parser.texts == 3


def test_a_report_that_cannot_be_read_is_set_aside_and_the_rest_is_told(desk: Desk) -> None:
    answer = desk.brief([report("* " + FERN, ref="fern.txt"), report(CRASH)])
    assert [one.input for one in answer.set_aside] == ["fern.txt"]
    assert [[one.text for one in account.reports] for account in answer.stories] == [[CRASH]]


def test_a_check_goes_on_without_the_reports_that_cannot_be_read(desk: Desk) -> None:
    reports = [report("* " + FERN, ref="fern.txt"), report(CRASH)]
    answer = desk.check("The crash derailed 14 wagons.", against=reports)
    assert [one.input for one in answer.set_aside] == ["fern.txt"]
    assert [finding.verdict for finding in answer.findings] == [Verdict.SUPPORTED]


def test_who_waits_is_told_how_many_reports_are_read(desk: Desk) -> None:
    told: list[tuple[str, int, int]] = []
    reports = [report(f"Storm {k} hit Arlen.", outlet=f"Outlet {k}") for k in range(20)]
    desk.brief(reports, progress=lambda *step: told.append(step))
    assert told == [("Reading reports", done, 20) for done in (0, 16, 20)]


def test_who_waits_is_told_how_many_sentences_are_checked(desk: Desk) -> None:
    told: list[tuple[str, int, int]] = []
    draft = "The crash derailed 14 wagons. The driver was unhurt."
    desk.check(draft, against=[report(CRASH)], progress=lambda *step: told.append(step))
    assert told[-1] == ("Checking sentences", 2, 2)


def test_sixty_tiny_reports_are_all_told(desk: Desk) -> None:
    places = ["Arlen", "Belmora", "Tarvik", "Ostrel", "Larnstad", "Norhaven"]
    reports = [
        report(f"The storm hit {place}. {k} roofs were torn off houses.", outlet=f"Outlet {k}")
        for k in range(10)
        for place in places
    ]
    answer = desk.brief(reports)
    told = [one.id for account in answer.stories for one in account.reports]
    assert sorted(told) == sorted(one.id for one in reports)


def test_reports_without_dates_make_a_story(desk: Desk) -> None:
    undated = [report(CRASH, published=None), report(AGAIN, outlet="The Herald", published=None)]
    (account,) = desk.brief(undated).stories
    assert (account.story.first, account.story.last) == (None, None)
    assert len(account.reports) == 2


def test_a_desk_reads_reports_made_without_any_other_detail(desk: Desk) -> None:
    (account,) = desk.brief([secondsource.Report.from_text(CRASH)]).stories
    assert account.alignment.claims


TEXTS = st.lists(st.text(min_size=1, max_size=80).filter(str.strip), max_size=3)


@settings(max_examples=15, deadline=None)
@given(TEXTS, st.text(max_size=60))
def test_any_texts_are_told_in_full_and_their_passages_lie_inside_them(
    desk: Desk, texts: list[str], draft: str
) -> None:
    reports = [Report.from_text(t.replace("*", "+"), outlet=str(k)) for k, t in enumerate(texts)]
    answer = desk.brief(reports)
    assert answer.set_aside == ()
    told = {one.id: one.text for account in answer.stories for one in account.reports}
    assert told == {one.id: one.text for one in reports}
    for account in answer.stories:
        cited = [passage for line in account.brief.lines for passage in line.cites]
        cited += [claim.said_in for claim in account.alignment.claims]
        assert all(0 <= p.start < p.end <= len(told[p.report_id]) for p in cited)
    for finding in desk.check(draft.replace("*", "+"), against=reports).findings:
        assert 0 <= finding.start < finding.end <= len(draft)


@pytest.mark.parametrize("text", ["", " \n\t "])
def test_a_report_without_text_is_set_aside_and_the_rest_is_told(text: str) -> None:
    desk = secondsource.open_desk()
    answer = desk.brief([report(CRASH), report(text, ref="blank")])
    assert [one.input for one in answer.set_aside] == ["blank"]
    assert [len(account.reports) for account in answer.stories] == [1]
    assert [one.input for one in desk.check(CRASH, against=[report(text, ref="b")]).set_aside] == [
        "b"
    ]


@pytest.mark.parametrize("when", ["0001-01-01T00:00:00+05:00", "9999-12-31T23:59:59-05:00"])
def test_a_report_from_either_end_of_the_calendar_is_read(desk: Desk, when: str) -> None:
    old = Report.from_text("Rain fell on Arlen last week and ten years ago.", published=when)
    answer = desk.check("Rain fell on Arlen.", against=[old, report(CRASH)])
    assert answer.set_aside == ()
    assert answer.findings[0].verdict is Verdict.SUPPORTED


def test_half_a_surrogate_pair_in_a_draft_is_no_obstacle(desk: Desk) -> None:
    draft = "\ud83c The crash near Ostrel derailed 14 wagons."
    (finding,) = desk.check(draft, against=[report(CRASH)]).findings[-1:]
    assert finding.verdict is Verdict.SUPPORTED
    assert finding.end == len(draft)


@pytest.mark.parametrize("draft", [None, b"Rain fell.", 3])
def test_a_draft_that_is_no_string_is_refused(desk: Desk, draft: object) -> None:
    with pytest.raises(BadInput, match="draft: must be a string"):
        desk.check(draft, against=[report(CRASH)])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("reports", "wrong"),
    [
        (None, "reports: must be a list of reports, not NoneType"),
        ("crash.txt", "reports: must be a list of reports, not str"),
        (report(CRASH), "reports: must be a list of reports, not Report"),
        ([report(CRASH), {"text": AGAIN}], "report 2: must be a Report, not dict"),
    ],
    ids=["none", "a path", "one report", "JSON"],
)
def test_what_is_no_list_of_reports_is_refused(desk: Desk, reports: Any, wrong: str) -> None:
    for ask in (desk.group, desk.brief, lambda some: desk.check("Rain fell.", against=some)):
        with pytest.raises(BadInput, match=wrong):
            ask(reports)

"""Quotations of a draft: verbatim, by the same speaker, or named for what they are."""

import pytest

from secondsource.records.finding import Verdict
from secondsource.records.layers import AnnotatedReport
from secondsource.records.story import Kind
from tests.build import annotated
from tests.stages.check.checking import check, words

HARBOUR = (
    "The ferry Sula ran aground off Tarnes on Monday night with 61 people on board. “We heard the "
    "keel scrape, and nobody on the bridge said a word to us,” said Marta Oyen, a passenger. “It "
    "was,” Captain Nils Brekke told the court, “the longest night of my life.” “We lost 14 crates "
    "of salmon,” said Lars Vik, who runs the fish market. Vik called the salvage plan a waste of "
    "public money. The harbour master, Tone Rud, said that the lighthouse had been dark for three "
    "weeks and that nobody had told the crews. She spoke of “sloppy seamanship”."
)


@pytest.fixture(scope="module")
def harbour() -> AnnotatedReport:
    return annotated(HARBOUR, outlet="Tarnes Tidende")


@pytest.mark.parametrize(
    "sentence",
    [
        "“We heard the keel scrape, and nobody on the bridge said a word to us,” said Marta Oyen.",
        'Marta Oyen said: "we heard the keel scrape, and nobody on the bridge said a word to us."',
        "“We heard the keel scrape … nobody on the bridge said a word to us,” said Marta Oyen.",
        "“[The passengers] heard the keel scrape, and nobody on the bridge said a word to us,” "
        "said Marta Oyen.",
        "“It was the longest night of my life,” said Nils Brekke.",
    ],
    ids=["as printed", "other marks and case", "cut", "brackets", "words around the cue joined"],
)
def test_words_said_by_the_same_person_are_supported(
    sentence: str, harbour: AnnotatedReport
) -> None:
    (finding,) = check(sentence, harbour)
    assert finding.verdict is Verdict.SUPPORTED


def test_words_credited_to_somebody_else_are_contradicted(harbour: AnnotatedReport) -> None:
    (finding,) = check("“We lost 14 crates of salmon,” said Captain Nils Brekke.", harbour)
    assert (finding.verdict, finding.kind) == (Verdict.CONTRADICTED, Kind.ATTRIBUTION)
    assert "Lars Vik" in finding.note


def test_words_credited_to_the_holder_of_an_office_that_another_holds_are_contradicted(
    harbour: AnnotatedReport,
) -> None:
    (finding,) = check("“We lost 14 crates of salmon,” said the captain.", harbour)
    assert finding.kind is Kind.ATTRIBUTION


def test_a_word_changed_is_a_misquotation_and_the_real_words_are_shown(
    harbour: AnnotatedReport,
) -> None:
    sentence = "“We heard the hull scrape, and nobody on the bridge said a word to us,” said Oyen."
    (finding,) = check(sentence, harbour)
    assert finding.verdict is Verdict.NOT_FOUND
    assert finding.evidence == ()
    assert "misquoted: “keel” has become “hull”" in finding.note
    assert "heard the keel scrape" in words(finding.nearest, harbour)[0]


def test_a_figure_changed_inside_a_quotation_is_contradicted(harbour: AnnotatedReport) -> None:
    (finding,) = check("“We lost 40 crates of salmon,” said Lars Vik.", harbour)
    assert (finding.verdict, finding.kind) == (Verdict.CONTRADICTED, Kind.NUMBER)


def test_a_denial_left_out_of_a_quotation_is_contradicted() -> None:
    report = annotated("“We will not raise the fares before the summer,” said Ida Holm.")
    (finding,) = check("“We will raise the fares before the summer,” said Ida Holm.", report)
    assert (finding.verdict, finding.kind) == (Verdict.CONTRADICTED, Kind.OUTCOME)


@pytest.mark.parametrize(
    "sentence",
    [
        "Lars Vik called it “a waste of public money”.",
        "“The lighthouse had been dark for three weeks,” said Tone Rud.",
    ],
    ids=["plain words", "indirect speech"],
)
def test_words_that_a_report_has_outside_quotation_marks_are_named_as_such(
    sentence: str, harbour: AnnotatedReport
) -> None:
    (finding,) = check(sentence, harbour)
    assert finding.verdict is Verdict.NOT_FOUND
    assert "not in quotation marks" in finding.note
    assert finding.nearest


def test_a_paraphrase_in_quotation_marks_is_named_as_such(harbour: AnnotatedReport) -> None:
    sentence = "“For three weeks the lighthouse was dark, and no crews were told,” said Tone Rud."
    (finding,) = check(sentence, harbour)
    assert finding.verdict is Verdict.NOT_FOUND
    assert "paraphrase in quotation marks" in finding.note


def test_a_phrase_at_arms_length_that_the_reports_have_is_no_quote_nobody_said(
    harbour: AnnotatedReport,
) -> None:
    (finding,) = check("Tone Rud spoke of “sloppy seamanship” off Tarnes on Monday.", harbour)
    assert finding.verdict is Verdict.SUPPORTED


def test_words_that_two_reports_credit_to_two_people_are_contested(
    harbour: AnnotatedReport,
) -> None:
    other = annotated("“We lost 14 crates of salmon,” said Ivar Moe.", outlet="Fjord Radio")
    (finding,) = check("“We lost 14 crates of salmon,” said Lars Vik.", harbour, other)
    assert finding.verdict is Verdict.SUPPORTED
    assert finding.contested
    assert "Fjord Radio credits them to Ivar Moe" in finding.note
    assert words(finding.against, harbour, other) == ["We lost 14 crates of salmon,” said Ivar Moe"]


def test_the_claim_beside_a_quotation_is_weighed_on_its_own(harbour: AnnotatedReport) -> None:
    sentence = (
        "“We lost 14 crates of salmon,” said Lars Vik, and the ferry ran aground with 90 people "
        "on board."
    )
    (finding,) = check(sentence, harbour)
    assert (finding.verdict, finding.kind) == (Verdict.CONTRADICTED, Kind.NUMBER)
    assert finding.parts[0].verdict is Verdict.SUPPORTED

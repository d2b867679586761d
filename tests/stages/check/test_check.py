"""A draft against reports: what they say of each sentence, and on which characters that rests."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondsource.models.lexical_entailer import LexicalEntailer
from secondsource.records.finding import Finding, Verdict
from secondsource.records.layers import AnnotatedReport
from secondsource.records.story import Kind
from secondsource.stages.check import DraftCheck
from tests.build import aligned, annotated, encoder

CRASH = (
    "A freight train left the rails near Ostrel on Tuesday morning. The crash derailed 14 wagons "
    "and closed the line to the coast. Transport Minister Ana Korvin visited the site. “The track "
    "was inspected only last month and no fault was found,” said Boris Lenk, who heads the "
    "railway. A crane from Tarvik will lift the wagons."
)
INSPECTORS = (
    "Inspectors crawled under the wreck with lamps. The crash near Ostrel derailed 19 wagons on "
    "Tuesday, they wrote in a first paper."
)


@pytest.fixture(scope="module")
def reports() -> list[AnnotatedReport]:
    return [annotated(CRASH, outlet="Ostrel Courier")]


def check(draft: str, reports: list[AnnotatedReport]) -> list[Finding]:
    """The findings on a draft, one a sentence."""
    alignments = [aligned(*reports)]
    entailer = LexicalEntailer()
    return list(DraftCheck(annotated(draft), reports, encoder()).findings(alignments, entailer))


def words(finding: Finding, reports: list[AnnotatedReport]) -> list[str]:
    """The characters that a finding rests on."""
    texts = {one.report.id: one.report.text for one in reports}
    return [passage.span.within(texts[passage.report_id]) for passage in finding.evidence]


@pytest.mark.parametrize(
    ("sentence", "evidence"),
    [
        ("The crash derailed 14 wagons.", "derailed 14 wagons"),
        ("The crash derailed fourteen wagons.", "derailed 14 wagons"),
        ("Transport Minister Ana Korvin visited the site.", "Ana Korvin"),
        ("“The track was inspected only last month and no fault was found,” said Boris Lenk.",
         "The track was inspected"),
        ("The freight train left the rails near Ostrel on 14 October.", "left the rails"),
    ],
    ids=["verbatim", "in words", "office", "quote", "date"],
)  # fmt: skip
def test_what_a_report_says_is_supported_by_its_characters(
    sentence: str, evidence: str, reports: list[AnnotatedReport]
) -> None:
    (finding,) = check(sentence, reports)
    assert finding.verdict is Verdict.SUPPORTED
    assert finding.kind is None
    assert not finding.contested
    assert any(evidence in passage for passage in words(finding, reports))


@pytest.mark.parametrize(
    ("sentence", "kind", "evidence"),
    [
        ("The crash derailed 30 wagons.", Kind.NUMBER, "14 wagons"),
        ("A freight train left the rails near Ostrel on Friday morning.", Kind.DATE, "Tuesday"),
        ("A freight train left the rails near Larnstad on Tuesday morning.", Kind.PLACE, "Ostrel"),
        ("Finance Minister Ana Korvin visited the site.", Kind.ROLE, "Transport Minister"),
        ("Former Transport Minister Ana Korvin visited the site.", Kind.ROLE, "Ana Korvin"),
        ("“The track was inspected only last month and no fault was found,” said Ana Korvin.",
         Kind.ATTRIBUTION, "Boris Lenk"),
        ("The crash did not close the line to the coast.", Kind.OUTCOME, "closed the line"),
        ("A crane from Tarvik has lifted the wagons.", Kind.STATUS, "will lift the wagons"),
        ("The passenger train left the rails near Ostrel on Tuesday morning.", Kind.OBJECT,
         "freight train"),
    ],
)  # fmt: skip
def test_what_a_report_says_otherwise_is_contradicted_by_its_characters(
    sentence: str, kind: Kind, evidence: str, reports: list[AnnotatedReport]
) -> None:
    (finding,) = check(sentence, reports)
    assert finding.verdict is Verdict.CONTRADICTED
    assert finding.kind is kind
    assert finding.note
    assert any(evidence in passage for passage in words(finding, reports))


@pytest.mark.parametrize(
    "sentence",
    [
        "The ministry bought a submarine from Japan.",
        "“We will close every station in the country by the weekend,” said Boris Lenk.",
        "Related sources: Source 1, Source 2.",
    ],
    ids=["another matter", "invented quote", "sources without a name"],
)
def test_what_no_report_says_is_not_found_and_has_no_evidence(
    sentence: str, reports: list[AnnotatedReport]
) -> None:
    (finding,) = check(sentence, reports)
    assert finding.verdict is Verdict.NOT_FOUND
    assert finding.kind is None
    assert finding.evidence == ()
    assert finding.note


def test_an_invented_quote_is_shown_the_words_that_come_nearest(
    reports: list[AnnotatedReport],
) -> None:
    (finding,) = check("“The track was inspected last year and was faulty,” said Lenk.", reports)
    assert finding.verdict is Verdict.NOT_FOUND
    assert "no fault was found" in finding.note


def test_what_one_report_says_and_another_disputes_is_contested() -> None:
    both = [annotated(CRASH, outlet="Ostrel Courier"), annotated(INSPECTORS, outlet="Rail Watch")]
    (finding,) = check("The crash near Ostrel derailed 19 wagons on Tuesday.", both)
    assert finding.verdict is Verdict.SUPPORTED
    assert finding.contested


def test_a_disputed_figure_does_not_make_other_sentences_contested() -> None:
    both = [annotated(CRASH, outlet="Ostrel Courier"), annotated(INSPECTORS, outlet="Rail Watch")]
    (finding,) = check("Transport Minister Ana Korvin visited the site.", both)
    assert not finding.contested


def test_there_is_one_finding_a_sentence_in_order_over_its_exact_characters(
    reports: list[AnnotatedReport],
) -> None:
    draft = "The crash derailed 14 wagons.  The crash derailed 30 wagons.\n\nMars is red."
    findings = check(draft, reports)
    assert [draft[f.start : f.end] for f in findings] == [
        "The crash derailed 14 wagons.",
        "The crash derailed 30 wagons.",
        "Mars is red.",
    ]
    assert [f.verdict for f in findings] == [
        Verdict.SUPPORTED,
        Verdict.CONTRADICTED,
        Verdict.NOT_FOUND,
    ]


def test_a_draft_without_a_sentence_has_no_findings(reports: list[AnnotatedReport]) -> None:
    assert check("", reports) == []
    assert check(" \n\n ", reports) == []


def test_against_no_reports_nothing_is_found() -> None:
    (finding,) = check("The crash derailed 14 wagons.", [])
    assert finding.verdict is Verdict.NOT_FOUND
    assert finding.evidence == ()


def test_an_empty_report_says_nothing() -> None:
    (finding,) = check("The crash derailed 14 wagons.", [annotated("")])
    assert finding.verdict is Verdict.NOT_FOUND


def test_a_sentence_of_all_is_contradicted_by_an_exception() -> None:
    vote = [annotated("The council met on Monday. Nine of the council's 12 members voted for the "
                      "harbour plan, and three voted against it.")]  # fmt: skip
    (finding,) = check("All members of the council voted for the harbour plan.", vote)
    assert finding.verdict is Verdict.CONTRADICTED


MARKET = (
    "The army of Varnia received four anti-aircraft missiles from Norway on Monday. The general "
    "praised the deal, which cost 40 million euros. Eva Lund designed the winning bridge for the "
    "harbour. The blast at the bakery happened at 9 a.m. on Monday. Mayor Anna Brandt opened the "
    "session, and Treasurer Ivo Roth read the accounts."
)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The army of Varnia received four long-range missiles from Norway on Monday.",
         Kind.OBJECT),
        ("Nora Dahl designed the winning bridge for the harbour.", Kind.PERSON),
        ("The deal, praised by the general, cost 70 million euros.", Kind.NUMBER),
        ("It was at 4 p.m. on Monday that the bakery blast happened.", Kind.DATE),
        ("Treasurer Anna Brandt opened the session.", Kind.ROLE),
    ],
)  # fmt: skip
def test_a_slip_in_one_detail_is_contradicted_by_its_kind(sentence: str, kind: Kind) -> None:
    (finding,) = check(sentence, [annotated(MARKET)])
    assert (finding.verdict, finding.kind) == (Verdict.CONTRADICTED, kind)
    assert finding.evidence


def test_a_kind_of_thing_that_any_report_names_is_not_objected_to() -> None:
    more = annotated("Its long-range missiles are old, the army of Varnia says.", outlet="The Post")
    sentence = "The army of Varnia received four long-range missiles from Norway on Monday."
    (finding,) = check(sentence, [annotated(MARKET), more])
    assert finding.kind is not Kind.OBJECT


WORDS = st.sampled_from(
    ["Ana Korvin", "“", "”", "she", "said", "14", "wagons", "not", "on Monday", ". ", ",", "all",
     "in Tarvik", "\n\n", "visited", "derailed", "the site", "will", "minister", "é", "🚂"]
)  # fmt: skip


@settings(max_examples=20, deadline=None)
@given(draft=st.lists(WORDS, max_size=30).map(" ".join) | st.text(max_size=60))
def test_any_draft_gets_findings_whose_spans_and_evidence_hold(
    draft: str, reports: list[AnnotatedReport]
) -> None:
    at = 0
    for finding in check(draft, reports):
        assert at <= finding.start < finding.end <= len(draft)
        at = finding.end
        assert all(passage.strip() for passage in words(finding, reports))
        assert (finding.verdict is Verdict.NOT_FOUND) == (finding.evidence == ())
        assert (finding.verdict is Verdict.CONTRADICTED) == (finding.kind is not None)

"""A sentence with several claims: each is weighed, and the worst is the sentence's verdict."""

import pytest

from secondsource.records.finding import Finding, Verdict
from secondsource.records.layers import AnnotatedReport
from secondsource.records.story import Kind
from tests.build import annotated
from tests.stages.check.checking import check, heard, words

MILL = (
    "A fire destroyed the paper mill at Varnes on Sunday evening. The mill, which employs 140 "
    "people, had been closed for repairs since May. Fire chief Greta Lohm said the flames "
    "spread from a drying hall. Two firefighters were treated for smoke. The council will meet "
    "on Thursday."
)
OWNER = (
    "Holger Brandt bought the Varnes paper mill in 2019. Its owner was on holiday when the fire "
    "broke out. He flew home on Monday and promised to rebuild it."
)


@pytest.fixture(scope="module")
def mill() -> AnnotatedReport:
    return annotated(MILL, outlet="Varnes Post")


@pytest.fixture(scope="module")
def owner() -> AnnotatedReport:
    return annotated(OWNER, outlet="Kanal Nord")


def parts(draft: str, finding: Finding) -> dict[str, Verdict]:
    """The verdict on each part, by its characters."""
    return {draft[part.start : part.end]: part.verdict for part in finding.parts}


def test_the_wrong_half_of_a_sentence_is_told_from_the_right_one(mill: AnnotatedReport) -> None:
    draft = "The fire destroyed the paper mill on Sunday, and nine firefighters were treated."
    (finding,) = check(draft, mill)
    assert (finding.verdict, finding.kind) == (Verdict.CONTRADICTED, Kind.NUMBER)
    right, wrong = finding.parts
    assert (right.verdict, wrong.verdict) == (Verdict.SUPPORTED, Verdict.CONTRADICTED)
    assert draft[wrong.start : wrong.end] == "nine firefighters were treated"
    assert words(finding.evidence, mill) == words(wrong.evidence, mill)


def test_a_relative_clause_is_a_part_inside_that_of_its_sentence(mill: AnnotatedReport) -> None:
    draft = "The mill, which employs 90 people, had been closed for repairs since May."
    (finding,) = check(draft, mill)
    assert finding.verdict is Verdict.CONTRADICTED
    assert parts(draft, finding)["which employs 90 people"] is Verdict.CONTRADICTED


def test_an_invented_claim_beside_a_true_one_is_not_found(mill: AnnotatedReport) -> None:
    draft = (
        "The fire destroyed the paper mill at Varnes on Sunday, and the insurance company has "
        "offered tenants a discount on new furniture."
    )
    (finding,) = check(draft, mill)
    assert finding.verdict is Verdict.NOT_FOUND
    assert finding.evidence == ()
    assert [part.verdict for part in finding.parts] == [Verdict.SUPPORTED, Verdict.NOT_FOUND]
    assert finding.parts[0].evidence


def test_a_sentence_in_one_piece_is_its_own_part(mill: AnnotatedReport) -> None:
    draft = "Two firefighters were treated for smoke."
    (finding,) = check(draft, mill)
    assert parts(draft, finding) == {draft: Verdict.SUPPORTED}
    assert finding.parts[0].evidence == finding.evidence


def test_a_sentence_merged_from_two_reports_rests_on_both(
    mill: AnnotatedReport, owner: AnnotatedReport
) -> None:
    draft = "Fire destroyed the Varnes paper mill on Sunday, and its owner flew home on Monday."
    (finding,) = check(draft, mill, owner)
    assert finding.verdict is Verdict.SUPPORTED
    assert {passage.report_id for passage in finding.evidence} == {
        mill.report.id,
        owner.report.id,
    }


def test_a_claim_spread_over_neighbouring_sentences_rests_on_both(owner: AnnotatedReport) -> None:
    draft = "Holger Brandt, the owner of the Varnes paper mill, was on holiday when it broke out."
    (finding,) = check(draft, owner)
    assert finding.verdict is Verdict.SUPPORTED
    evidence = " ".join(words(finding.evidence, owner))
    assert "Holger Brandt bought" in evidence
    assert "on holiday" in evidence


def test_the_passage_with_the_claims_figure_is_the_first_evidence() -> None:
    report = annotated(
        "The storm cut the power in the towns on the coast. In the towns on the coast 6,000 homes "
        "had been without power since the storm, the grid said in a long statement on its site."
    )
    (finding,) = check("The storm cut the power of 6,000 homes in towns on the coast.", report)
    assert finding.verdict is Verdict.SUPPORTED
    assert "6,000 homes" in words(finding.evidence, report)[0]


def test_parts_are_in_text_order_inside_their_sentence(mill: AnnotatedReport) -> None:
    draft = "Greta Lohm, who is 90, said the fire spread, and the council, she added, will meet."
    for finding in check(draft, mill):
        starts = [part.start for part in finding.parts]
        assert starts == sorted(starts)
        assert all(finding.start <= p.start < p.end <= finding.end for p in finding.parts)


@pytest.mark.parametrize(
    ("sentence", "missing"),
    [
        ("The fire destroyed the mill in 1987.", "“1987”"),
        ("The mill at Varnes is to get 30 million kroner from the state.", "“30 million kroner”"),
        ("Minister Alma Quist visited the mill at Varnes.", "“Alma Quist”"),
        ("Angry pensioners picketed a bakery.", "“Angry”, “pensioners” or “picketed”"),
    ],
    ids=["time", "figure", "name", "words"],
)
def test_what_is_not_found_is_told_by_what_is_missing_and_what_is_nearest(
    sentence: str, missing: str, mill: AnnotatedReport
) -> None:
    (finding,) = check(sentence, mill)
    assert finding.verdict is Verdict.NOT_FOUND
    assert missing in finding.note
    assert finding.nearest
    assert words(finding.nearest, mill)[0] in finding.note


def test_progress_is_told_in_sentences(mill: AnnotatedReport) -> None:
    assert heard("The fire destroyed the mill. The council will meet on Thursday.", mill) == [
        (2, 2)
    ]

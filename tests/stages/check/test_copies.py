"""A claim that a report has word for word is said, unless the rest of the sentence turns it."""

import pytest

from secondsource.records.evidence import Passage
from secondsource.records.finding import Verdict
from secondsource.stages.check.copies import copied
from secondsource.stages.check.pool import Candidate
from secondsource.stages.check.shelf import Hit
from tests.build import annotated
from tests.stages.check.checking import check, words

REPORT = annotated(
    "The mill on the Orla, which makes 1,200 tonnes of paper a year, will close in May, its owners "
    "told the 340 workers at a meeting on Monday. The union denied that the workers had asked for "
    "more money. If the river rises again the bridge will be closed to all traffic.",
)


@pytest.mark.parametrize(
    "draft",
    [
        "Its owners told the 340 workers at a meeting on Monday.",
        "The mill on the Orla, which makes 1,200 tonnes of paper, will close in May, its owners "
        "told the 340 workers.",
    ],
    ids=["a run", "a few words left out"],
)
def test_a_claim_taken_over_from_a_report_is_supported_by_its_sentence(draft: str) -> None:
    (finding,) = check(draft, REPORT)
    assert finding.verdict is Verdict.SUPPORTED
    assert "340 workers" in " ".join(words(finding.evidence, REPORT))


@pytest.mark.parametrize(
    ("asked", "passage", "said"),
    [
        ("The bridge will be closed.", "The bridge will be closed, the mayor said.", True),
        ("The 6-year-old was found.", "The 6 - year - old was found on Monday .", True),
        ("The workers had asked for money.", "She denied the workers had asked for money.", False),
        ("The bridge will be closed.", "If it rains, the bridge will be closed.", False),
        ("The bridge will be closed.", "The bridge won't, or will, be closed.", False),
        ("The bridge.", "The bridge stands.", False),
        (
            "The council of Orla voted for the plan on Monday.",
            "The council of Orla voted unanimously for the plan on Monday.",
            True,
        ),
        (
            "The council of Orla voted for the plan on Monday.",
            "The council of Orla never voted for the plan on Monday.",
            False,
        ),
        ("The mayor has now resigned.", "The mayor of Orla's driver has now resigned.", False),
    ],
    ids=[
        "the run goes on",
        "marks apart",
        "denied",
        "on a condition",
        "turned by a contraction",
        "too short",
        "a word left out",
        "a denial left out",
        "too much left out",
    ],
)
def test_words_are_copied_if_nothing_in_their_sentence_turns_them(
    asked: str, passage: str, said: bool
) -> None:
    candidate = Candidate(Passage("r", 0, len(passage)), passage, Hit(0, 1.0, 1.0, 1.0))
    assert (copied(asked, [candidate]) is candidate) == said

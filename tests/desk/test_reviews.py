"""A draft is kept with the job that checks it, and with what editors make of the findings."""

from datetime import UTC, datetime

import pytest

from secondsource.codec.reviews import findings_to_bytes
from secondsource.desk.running import RunningDesk
from secondsource.errors import BadInput, NotFound
from secondsource.records.evidence import Maker, Passage
from secondsource.records.finding import CheckAnswer, Finding, Part, Verdict
from secondsource.records.job import JobKind, JobState, Pasted, Upload
from secondsource.records.review import Against, Remark, RemarkState, Review
from secondsource.records.story import Kind, Origin
from secondsource.records.summary import StoryFilter
from secondsource.store.reviews import put_answer
from tests.build import report
from tests.desk.conftest import START, Hand

DRAFT = "\nThe ferry Anneke ran aground.\nNobody was hurt.\n"
TEXT = Pasted("The ferry Anneke ran aground off Sarnmouth.", "Ferry", "Courier", None, START)
AGAINST = Against(pasted=(TEXT,), uploads=(Upload("a.pdf", b"%PDF\0\xff"),))
TOLD = report(
    "The ferry Anneke ran aground. Nine people were hurt, ÅÉ 北京 😀.", byline="M. Oosting"
)
PASSAGE = Passage(TOLD.id, 30, 54)


def finding(verdict: Verdict = Verdict.CONTRADICTED) -> Finding:
    part = Part(0, 9, verdict, Kind.NUMBER, True, (PASSAGE,), (PASSAGE,), (), "why")
    return Finding(
        start=0,
        end=16,
        verdict=verdict,
        kind=Kind.NUMBER,
        contested=False,
        evidence=(PASSAGE,),
        note="nine, not nobody",
        maker=Maker("check", "1"),
        parts=(part,),
    )


def answer(*findings: Finding) -> CheckAnswer:
    origin = Origin("o1", (TOLD.id,), ("",), Maker("m", "1"))
    return CheckAnswer(DRAFT, findings or (finding(), finding()), (TOLD,), (origin,), ())


def put(desk: RunningDesk, title: str = "", user_id: str = "ann") -> Review:
    return desk.reviews.put(title, DRAFT, AGAINST, user_id=user_id)


def checked(desk: RunningDesk, clock: Hand) -> Review:
    review = put(desk)
    with desk.store.database.writing() as connection:
        put_answer(connection, review.id, findings_to_bytes(answer()), at=clock.now())
    return desk.reviews.get(review.id)


def test_a_review_is_kept_as_it_was_given_and_a_job_checks_it(desk: RunningDesk) -> None:
    review = put(desk, "The ferry, second edition")
    assert (review.title, review.draft) == ("The ferry, second edition", DRAFT)
    assert (review.against, review.answer, review.remarks) == (AGAINST, None, ())
    assert review.created == review.changed == START
    assert review.job_id is not None
    job = desk.jobs.get(review.job_id)
    assert (job.kind, job.about, job.state) == (JobKind.CHECK, review.id, JobState.WAITING)


def test_a_long_first_line_is_cut_between_two_words(desk: RunningDesk) -> None:
    draft = "# The ferry " + "and its passengers " * 40
    title = desk.reviews.put("", draft, AGAINST, user_id="ann").title
    assert title.startswith("The ferry and its passengers")
    assert title.endswith(("passengers …", "and …", "its …"))
    assert len(title) <= 80


def test_a_draft_that_would_keep_others_waiting_is_refused(desk: RunningDesk) -> None:
    with pytest.raises(BadInput, match="split it"):
        desk.reviews.put("", "The ferry ran aground. " * 10_000, AGAINST, user_id="ann")


def test_a_review_without_a_title_is_called_by_its_first_line(desk: RunningDesk) -> None:
    assert put(desk, " \n").title == "The ferry Anneke ran aground."


@pytest.mark.parametrize(
    ("draft", "against"),
    [
        (" \n", AGAINST),
        ("A draft.", Against()),
        ("A draft \ud800.", AGAINST),
        ("A draft.", Against(addresses=("/etc/passwd",))),
        ("A draft.", Against(addresses=("file:///etc/passwd",))),
        ("A draft.", Against(pasted=(Pasted(" "),))),
    ],
)
def test_what_can_never_be_checked_is_refused_and_not_kept(
    desk: RunningDesk, draft: str, against: Against
) -> None:
    with pytest.raises(BadInput):
        desk.reviews.put("", draft, against, user_id="")
    assert desk.reviews.list() == ((), None)
    assert desk.jobs.list() == ((), None)


def test_a_draft_is_checked_against_stories_that_there_are(desk: RunningDesk) -> None:
    with pytest.raises(NotFound):
        desk.reviews.put("", DRAFT, Against(story_ids=("ffff",)), user_id="")
    desk.store.add_reports([TOLD], at=START)
    desk.round()
    ((story,), _) = desk.stories()
    review = desk.reviews.put("", DRAFT, Against((story.id[:6], story.id)), user_id="")
    assert review.against == Against((story.id,))


def test_the_findings_come_back_as_they_were_made(desk: RunningDesk, clock: Hand) -> None:
    review = checked(desk, clock)
    assert review.answer == answer()


def test_findings_in_the_form_of_another_version_are_none(desk: RunningDesk, clock: Hand) -> None:
    review = put(desk)
    with desk.store.database.writing() as connection:
        put_answer(connection, review.id, b"0 of another make", at=clock.now())
    assert desk.reviews.get(review.id).answer is None


def test_a_remark_says_who_made_it_and_when(desk: RunningDesk, clock: Hand) -> None:
    review = checked(desk, clock)
    clock.forward(hours=1)
    told = desk.reviews.remark(review.id, 1, RemarkState.ACCEPTED, " Mend it. ", user_id="ben")
    assert told.remarks == (Remark(1, RemarkState.ACCEPTED, "Mend it.", "ben", clock.now()),)
    assert told.changed == clock.now()


def test_a_later_remark_on_a_finding_replaces_the_one_before(
    desk: RunningDesk, clock: Hand
) -> None:
    review = checked(desk, clock)
    desk.reviews.remark(review.id, 1, RemarkState.ACCEPTED, "", user_id="ben")
    desk.reviews.remark(review.id, 0, RemarkState.OPEN, "", user_id="ben")
    clock.forward(hours=1)
    told = desk.reviews.remark(review.id, 1, RemarkState.DISMISSED, "Fine.", user_id="ann")
    assert [(one.finding, one.state, one.user_id) for one in told.remarks] == [
        (0, RemarkState.OPEN, "ben"),
        (1, RemarkState.DISMISSED, "ann"),
    ]


@pytest.mark.parametrize("number", [-1, 2, 10**30])
def test_a_remark_on_a_finding_that_there_is_not_is_refused(
    desk: RunningDesk, clock: Hand, number: int
) -> None:
    review = checked(desk, clock)
    with pytest.raises(BadInput, match="findings 0 to 1"):
        desk.reviews.remark(review.id, number, RemarkState.OPEN, "", user_id="")


def test_a_remark_before_there_are_findings_is_refused(desk: RunningDesk) -> None:
    with pytest.raises(BadInput, match="no findings yet"):
        desk.reviews.remark(put(desk).id, 0, RemarkState.OPEN, "", user_id="")


def test_reviews_are_listed_the_newest_first_and_by_person(desk: RunningDesk, clock: Hand) -> None:
    first = checked(desk, clock)
    second, third = put(desk, user_id="ben"), put(desk)
    page, cursor = desk.reviews.list(limit=2)
    assert [(one.id, one.checked) for one in page] == [(third.id, False), (second.id, False)]
    rest, end = desk.reviews.list(after=cursor, limit=2)
    assert [(one.id, one.checked, one.title) for one in rest] == [(first.id, True, first.title)]
    assert end is None
    assert [one.id for one in desk.reviews.list(user_id="ben")[0]] == [second.id]


def test_a_review_that_is_removed_is_checked_no_further(desk: RunningDesk) -> None:
    review = put(desk)
    desk.reviews.remove(review.id)
    for ask in (desk.reviews.get, desk.reviews.remove):
        with pytest.raises(NotFound, match="no review"):
            ask(review.id)
    assert review.job_id is not None
    assert desk.jobs.get(review.job_id).state is JobState.CANCELLED


def test_a_review_is_removed_with_its_remarks(desk: RunningDesk, clock: Hand) -> None:
    review = checked(desk, clock)
    desk.reviews.remark(review.id, 0, RemarkState.ACCEPTED, "", user_id="")
    desk.reviews.remove(review.id)
    assert desk.reviews.list() == ((), None)


@pytest.mark.parametrize("name", ["", " \n", "x" * 101])
def test_a_view_needs_a_name(desk: RunningDesk, name: str) -> None:
    with pytest.raises(BadInput, match="name"):
        desk.views.put(name, StoryFilter(), user_id="ann")


def test_a_view_that_cannot_be_stored_is_refused(desk: RunningDesk) -> None:
    with pytest.raises(BadInput, match="cannot be stored"):
        desk.views.put("Ferries", StoryFilter(text="\ud800"), user_id="ann")


def test_a_view_is_saved_listed_and_removed(desk: RunningDesk) -> None:
    view = desk.views.put("  Ferries \n at sea ", StoryFilter(text="ferry"), user_id="ann")
    assert view.name == "Ferries at sea"
    assert desk.views.list("ann") == (view,)
    desk.views.remove(view.id, "ann")
    assert desk.views.list("ann") == ()


def test_a_time_of_a_finding_keeps_its_zone(desk: RunningDesk, clock: Hand) -> None:
    """The texts of a check are those of its reports, wherever these were kept."""
    when = datetime.fromisoformat("2025-10-16T12:00:00.000001+05:30")
    told = report("It ran aground.", published=when, fetched=datetime(2025, 1, 1, tzinfo=UTC))
    given = CheckAnswer(DRAFT, (), (told,), (), ())
    review = put(desk)
    with desk.store.database.writing() as connection:
        put_answer(connection, review.id, findings_to_bytes(given), at=clock.now())
    kept = desk.reviews.get(review.id).answer
    assert kept is not None
    assert kept.reports[0].published is not None
    assert kept.reports[0].published.isoformat() == when.isoformat()
